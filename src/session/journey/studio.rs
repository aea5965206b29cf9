//! The thread that records journeys: newest request wins, nothing else waits for it.

use super::{Film, Journey, JourneyFrame, JourneyRequest, Lane, QualityPoint, frame};
use crate::measure::{Quality, QualityReference};
use crate::mixture::GaussianMixture;
use crate::noise::{Process, ProcessSpec};
use crate::sampling::{Forward, Progress, Sampler, SamplingSpec};
use crate::score::{ExactScore, ScoreFn};
use crate::session::{Snapshot, panic_message};
use arc_swap::{ArcSwap, ArcSwapOption};
use crossbeam_channel::Receiver;
use ndarray::Array2;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Frames of the way to the noise.
const FORWARD_STEPS: usize = 160;
/// Steps of the runs that separate the score's error from the discretisation's.
const SWEEP: [usize; 5] = [4, 8, 16, 32, 64];
/// Most steps of the solver that chooses its own.
const ADAPTIVE_STEPS: usize = 10_000;
/// A stream of seeds of its own for the exact samples that others are measured against.
const REFERENCE_SEED: u64 = 0x0DD5;

/// What is told to a studio.
pub type Order = Option<Box<JourneyRequest>>;

/// Records what is asked for, with the network of the newest snapshot.
pub struct Studio {
    pub newest: Arc<ArcSwap<Snapshot>>,
    pub journey: Arc<ArcSwapOption<Journey>>,
    pub wake: Box<dyn Fn() + Send + Sync>,
}

/// A newer order has come.
struct Interrupted;

impl Studio {
    /// Works until the window's channel closes.
    pub fn run(&self, orders: &Receiver<Order>) {
        while let Ok(mut order) = orders.recv() {
            for newer in orders.try_iter() {
                order = newer;
            }
            let Some(request) = order else {
                self.journey.store(None);
                continue;
            };
            let recorded = catch_unwind(AssertUnwindSafe(|| self.record(&request, orders)));
            if let Err(payload) = recorded {
                let reason = panic_message(&*payload);
                self.publish(failed(
                    &request,
                    &format!("the recording stopped ({reason})"),
                ));
            }
        }
    }

    fn publish(&self, journey: Journey) {
        self.journey.store(Some(Arc::new(journey)));
        (self.wake)();
    }

    /// Publishes the journey as soon as it can be watched, and again with every point of quality.
    fn record(&self, request: &JourneyRequest, orders: &Receiver<Order>) -> Option<Interrupted> {
        let snapshot = self.newest.load_full();
        let spec = process_spec(request, &snapshot);
        let process = match spec.build(snapshot.noise) {
            Ok(process) => process,
            Err(error) => {
                self.publish(failed(request, &error.to_string()));
                return None;
            }
        };
        let mixture = &*request.mixture;
        let reference = match QualityReference::new(
            mixture,
            request.particles,
            REFERENCE_SEED ^ request.seed,
        ) {
            Ok(reference) => reference,
            Err(error) => {
                self.publish(failed(request, &error.to_string()));
                return None;
            }
        };
        let forward = forward(request, &process, &reference);
        let run = Recorder {
            request,
            spec,
            snapshot: &snapshot,
            reference: &reference,
            orders,
        };
        let mut lanes = Vec::new();
        for lane in &request.lanes {
            match run.film(*lane) {
                Ok(film) => lanes.push(film),
                Err(Interrupted) => return Some(Interrupted),
            }
        }
        let mut journey = Journey {
            request: request.clone(),
            process,
            forward: forward?,
            lanes,
            exact_sliced_w2: reference.exact_sample().sliced_w2,
            quality: Vec::new(),
            train_step: snapshot.train_step,
        };
        self.publish(journey.clone());

        let first = request.lanes[0];
        for steps in SWEEP {
            for exact in [true, false] {
                let lane = Lane {
                    steps,
                    exact,
                    ..first
                };
                match run.film(lane) {
                    Err(Interrupted) => return Some(Interrupted),
                    Ok(Err(_)) => {}
                    Ok(Ok(film)) => journey.quality.push(QualityPoint {
                        exact,
                        steps,
                        nfe: film.end().nfe,
                        sliced_w2: film.sliced_w2,
                    }),
                }
                self.publish(journey.clone());
            }
        }
        None
    }
}

/// The process on the times that the network knows.
fn process_spec(request: &JourneyRequest, snapshot: &Snapshot) -> ProcessSpec {
    let whole = ProcessSpec::of(request.process);
    if request.process.explodes() {
        return whole;
    }
    match whole.build(snapshot.noise) {
        Ok(process) => ProcessSpec {
            t_min: Some(process.time_of_level(snapshot.noise.min())),
            t_max: Some(process.time_of_level(snapshot.noise.max())),
            ..whole
        },
        Err(_) => whole,
    }
}

/// Data to noise.
fn forward(
    request: &JourneyRequest,
    process: &Process,
    reference: &QualityReference,
) -> Option<Film> {
    let mixture = &*request.mixture;
    let process = process.clone();
    let steps = FORWARD_STEPS;
    let mut walk = Forward::start(process, steps, request.particles, mixture, request.seed).ok()?;
    let start = walk.positions().clone();
    let mut frames = vec![frame(walk.t(), 0, &start)];
    while walk.step() {
        frames.push(frame(walk.t(), 0, walk.positions()));
    }
    let quality = reference.measure(start.view()).ok()?;
    Some(film(frames, &start, mixture, quality))
}

fn film(
    frames: Vec<JourneyFrame>,
    clean: &Array2<f64>,
    mixture: &GaussianMixture,
    quality: Quality,
) -> Film {
    let posterior = mixture.posterior_batch(clean.view());
    let mode = |row: ndarray::ArrayView1<f64>| {
        let best = row.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
        best.map_or(0, |(mode, _)| mode as u16)
    };
    Film {
        frames,
        modes: posterior.rows().into_iter().map(mode).collect(),
        weights: quality.mode_weights,
        sliced_w2: quality.sliced_w2,
    }
}

/// What all lanes share.
struct Recorder<'a> {
    request: &'a JourneyRequest,
    spec: ProcessSpec,
    snapshot: &'a Snapshot,
    reference: &'a QualityReference,
    orders: &'a Receiver<Order>,
}

impl Recorder<'_> {
    /// One lane from noise to data; a sentence where it cannot go.
    fn film(&self, lane: Lane) -> Result<Result<Film, String>, Interrupted> {
        let mixture = &*self.request.mixture;
        let exact = ExactScore::new(mixture.clone());
        let score: &dyn ScoreFn = if lane.exact {
            &exact
        } else {
            &*self.snapshot.network
        };
        let steps = match lane.sampler {
            Sampler::OdeRk45 => ADAPTIVE_STEPS,
            _ => lane.steps,
        };
        let spec = SamplingSpec {
            sampler: lane.sampler,
            process: Some(self.request.process),
            steps,
            particles: self.request.particles,
            t_min: self.spec.t_min,
            t_max: self.spec.t_max,
            ..SamplingSpec::default()
        };
        let run = match spec.run_for(mixture, self.snapshot.noise, score) {
            Ok(run) => run,
            Err(error) => return Ok(Err(error.to_string())),
        };
        let mut walk = run.start(mixture, self.request.seed);
        let report = walk.report();
        let mut frames = vec![frame(report.t, 0, walk.positions())];
        loop {
            if !self.orders.is_empty() {
                return Err(Interrupted);
            }
            let report = walk.step(score);
            frames.push(frame(report.t, report.nfe, walk.positions()));
            if !walk.positions().iter().all(|v| v.is_finite()) {
                return Ok(Err(
                    "particles left the finite numbers; use more steps".into()
                ));
            }
            match report.progress {
                Progress::Going => {}
                Progress::Finished => break,
                Progress::Stuck => {
                    return Ok(Err("the solver found no step short enough; train further, or follow the exact score".into()));
                }
            }
        }
        let end = walk.positions();
        Ok(match self.reference.measure(end.view()) {
            Ok(quality) => Ok(film(frames, end, mixture, quality)),
            Err(error) => Err(error.to_string()),
        })
    }
}

/// A journey that cannot be made, with the reason in every lane.
fn failed(request: &JourneyRequest, why: &str) -> Journey {
    let nothing = crate::measure::Estimate {
        value: 0.0,
        se: 0.0,
    };
    Journey {
        request: request.clone(),
        process: Process::vp_linear(),
        forward: Film {
            frames: vec![JourneyFrame {
                t: 0.0,
                nfe: 0,
                x: Vec::new(),
            }],
            modes: Vec::new(),
            weights: Vec::new(),
            sliced_w2: nothing,
        },
        lanes: request.lanes.iter().map(|_| Err(why.to_owned())).collect(),
        exact_sliced_w2: nothing,
        quality: Vec::new(),
        train_step: 0,
    }
}
