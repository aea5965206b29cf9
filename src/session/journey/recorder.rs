//! Films of single ways: data to noise, and every lane back.

use super::film::{Film, JourneyFrame};
use super::recorded::kinds;
use super::request::{JourneyRequest, Lane};
use crate::measure::{Quality, QualityReference, likeliest_modes, mode_weights};
use crate::mixture::Modes;
use crate::noise::{Process, ProcessKind, ProcessSpec, USUAL_DDPM_STEPS};
use crate::sampling::{Forward, Progress, Report, Run, SamplingError, SamplingSpec, StepCount};
use crate::score::{ExactScore, ScoreFn};
use crate::session::snapshot::Snapshot;
use crate::wording::Number;
use ndarray::Array2;

/// Frames of the way to the noise.
const FORWARD_STEPS: usize = 160;
/// Most steps of the solver that chooses its own.
const ADAPTIVE_STEPS: usize = 10_000;
/// Levels of annealed Langevin.
const LEVELS: usize = 10;

/// A newer order has come.
pub struct Interrupted;

/// What all films of a journey share.
pub struct Recorder<'a> {
    pub request: &'a JourneyRequest,
    pub spec: ProcessSpec,
    pub modes: &'a Modes,
    pub snapshot: &'a Snapshot,
    pub reference: &'a QualityReference,
    /// Whether a newer order waits.
    pub interrupted: &'a dyn Fn() -> bool,
}

impl Recorder<'_> {
    /// Data to noise; a sentence where there is no such way.
    pub fn forward(&self, process: &Process) -> Result<Film, String> {
        let request = self.request;
        let mut walk = Forward::start(
            process.clone(),
            FORWARD_STEPS,
            request.particles,
            &request.mixture,
            request.seed,
        )
        .map_err(|error| error.to_string())?;
        let start = walk.positions().clone();
        let mut frames = vec![frame(walk.t(), 0, &start)];
        while walk.step() {
            frames.push(frame(walk.t(), 0, walk.positions()));
        }
        self.film(frames, &start)
    }

    /// One lane from noise to data; a sentence where it cannot go.
    pub fn lane(&self, lane: Lane) -> Result<Result<Film, String>, Interrupted> {
        let mixture = &*self.request.mixture;
        let exact = ExactScore::new(mixture.clone());
        let score: &dyn ScoreFn = if lane.exact {
            &exact
        } else {
            &*self.snapshot.network
        };
        // Annealed Langevin would go on at the only level and never come from the noise.
        if let Some(only) = score.only_level() {
            return Ok(Err(one_level(only)));
        }
        let run = match self
            .sampling(lane)
            .run_for(mixture, self.snapshot.noise, score)
        {
            Ok(run) => run,
            Err(error) => return Ok(Err(in_the_window(&error))),
        };
        let mut walk = run.start(mixture, self.request.seed);
        let start = walk.report();
        let mut frames = vec![frame(start.t, 0, walk.positions())];
        loop {
            if (self.interrupted)() {
                return Err(Interrupted);
            }
            let report = walk.step(score);
            frames.push(frame(clock(&run, &report), report.nfe, walk.positions()));
            if !walk.positions().iter().all(|v| v.is_finite()) {
                return Ok(Err(
                    "The particles left the finite numbers: use more steps, or train further."
                        .into(),
                ));
            }
            match report.progress {
                Progress::Going => {}
                Progress::Finished => break,
                Progress::Stuck => {
                    return Ok(Err("The solver found no step short enough: use a larger tolerance, train further, or follow the exact score.".into()));
                }
            }
        }
        Ok(self.film(frames, walk.positions()))
    }

    fn sampling(&self, lane: Lane) -> SamplingSpec {
        let process = self.request.process;
        SamplingSpec {
            sampler: lane.sampler,
            process: Some(process),
            steps: match lane.sampler.step_count() {
                StepCount::AtMost => ADAPTIVE_STEPS,
                StepCount::InAll | StepCount::ALevel => lane.steps,
            },
            tol: Some(lane.tol),
            levels: LEVELS,
            particles: self.request.particles,
            t_min: self.spec.t_min,
            t_max: self.spec.t_max,
            center: self.spec.center,
            scale: self.spec.scale,
            prior: self.spec.prior,
            // All lanes on one process, whatever their steps.
            ddpm_steps: (process == ProcessKind::Ddpm).then_some(USUAL_DDPM_STEPS),
            ..SamplingSpec::default()
        }
    }

    /// `clean` are the positions at the data's end of the way.
    fn film(&self, frames: Vec<JourneyFrame>, clean: &Array2<f64>) -> Result<Film, String> {
        let mixture = &*self.request.mixture;
        let measured: Result<Quality, _> = self.reference.measure(clean.view());
        let quality = measured.map_err(|error| error.to_string())?;
        let coloured = if kinds(self.modes) == self.modes.count() {
            self.modes.clone()
        } else {
            Modes::one_each(mixture)
        };
        let kinds = likeliest_modes(mixture, &coloured, clean.view());
        Ok(Film {
            frames,
            kinds: kinds.into_iter().map(|kind| kind as u16).collect(),
            weights: mode_weights(mixture, self.modes, clean.view()),
            sliced_w2: quality.sliced_w2,
        })
    }
}

/// The time after a step. Annealed Langevin stays at a level for many steps; on the common clock they
/// spread evenly, in the logarithm of the level, until the next.
fn clock(run: &Run, report: &Report) -> f64 {
    let Run::Langevin(plan) = run else {
        return report.t;
    };
    let mut left = report.step;
    let mut rungs = plan.rungs.iter().peekable();
    while let Some(rung) = rungs.next() {
        if left <= rung.steps {
            let next = rungs.peek().map_or(rung.sigma, |next| next.sigma);
            let fraction = left as f64 / rung.steps as f64;
            return plan.time_of(rung.sigma * (next / rung.sigma).powf(fraction));
        }
        left -= rung.steps;
    }
    report.t
}

/// The refusal in words of the window instead of those of files and the command line.
fn in_the_window(error: &SamplingError) -> String {
    if let SamplingError::OneLevel { only, .. } | SamplingError::OtherLevel { only, .. } = error {
        return one_level(*only);
    }
    if let SamplingError::UntrainedProcess {
        process, min, max, ..
    } = error
    {
        return format!(
            "{process} visits noise levels that the network has not seen (it knows {min:.3} to {max:.3}): choose ve or ve-rho, or follow the exact score."
        );
    }
    let text = error.to_string();
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).chain(['.']).collect()
    })
}

fn one_level(only: f64) -> String {
    format!(
        "This network knows one noise level only, σ = {}, and the way from noise to data passes all of them: under Training set Levels to All, or tick “exact” below.",
        Number(only)
    )
}

/// Positions as the screen needs them.
fn frame(t: f64, nfe: u64, x: &Array2<f64>) -> JourneyFrame {
    let place = |row: ndarray::ArrayView1<f64>| [row[0], row[1]];
    JourneyFrame {
        t,
        nfe,
        x: x.rows().into_iter().map(place).collect(),
    }
}
