//! A sampling run: the options of `sample` and `figure`, and the run itself.

mod choice;
mod ends;

pub use ends::Ends;

use super::memory;
use super::number;
use super::process::ProcessArgs;
use super::score::NamedScore;
use crate::cli::Failure;
use crate::cli::opened_scene::OpenedScene;
use crate::cli::progress;
use crate::figure::Subject;
use crate::figure::recording::{MOST_POSITIONS, Recording, RecordingError};
use crate::sampling::{Init, Run, Sampler, SamplingError, Trajectory};
use crate::wording::count;
use clap::Args;

/// How particles move. What is left out comes from the scene.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// How particles move, see the table below [default: the scene's, or the one that an option such
    /// as --sigma, --levels or --tol belongs to]
    #[arg(long, value_parser = number::choice::<Sampler>(), value_name = "SAMPLER")]
    sampler: Option<Sampler>,
    #[command(flatten)]
    process: ProcessArgs,
    /// Steps in all, of annealed at each level, of ode-rk45 at most
    #[arg(long, value_name = "N", value_parser = number::whole::<usize>, allow_negative_numbers = true)]
    steps: Option<usize>,
    /// The relative tolerance of ode-rk45, and its absolute one in standard deviations of the target, or
    /// in units of --scale where that is a number [default: 1e-5]
    #[arg(long, value_parser = number::finite, allow_negative_numbers = true, value_name = "E")]
    tol: Option<f64>,
    /// The noise level of langevin and mala; 0 is the clean density, for the exact score only
    #[arg(long, value_parser = number::finite, allow_negative_numbers = true, value_name = "S")]
    sigma: Option<f64>,
    /// eps_L in x <- x + eps_L s + sqrt(2 eps_L tau) z; of annealed at its smallest level
    #[arg(long, value_parser = number::finite, allow_negative_numbers = true, value_name = "E")]
    step_size: Option<f64>,
    /// Levels of the annealed ladder
    #[arg(long, value_name = "N", value_parser = number::whole::<usize>, allow_negative_numbers = true)]
    levels: Option<usize>,
    #[command(flatten)]
    churn: ChurnArgs,
    /// Particles
    #[arg(long, value_name = "N", value_parser = number::whole::<usize>, allow_negative_numbers = true)]
    particles: Option<usize>,
    /// Where particles start: prior, data, or box:a,b for a square [default: the scene's, or prior for
    /// a way back from noise where the scene's sampler is none]
    #[arg(long, value_parser = number::init, value_name = "START")]
    init: Option<Init>,
    /// tau of langevin, mala and annealed: 1 samples the density, 0 climbs it
    #[arg(long, value_parser = number::finite, allow_negative_numbers = true, value_name = "T")]
    temperature: Option<f64>,
    /// Fixes every random draw [default: the scene's]
    #[arg(long, value_name = "S", value_parser = number::whole::<u64>, allow_negative_numbers = true)]
    pub seed: Option<u64>,
    /// Keep step 0, K, 2K, ... and the last [default: about 200 frames, of ode-rk45 every step]
    #[arg(long, value_name = "K", value_parser = number::whole::<u64>, allow_negative_numbers = true)]
    every: Option<u64>,
}

/// The constants of Karras et al. 2022, algorithm 2.
#[derive(Clone, Copy, Debug, Args)]
struct ChurnArgs {
    /// karras raises the noise by min(S/steps, 0.414) of the level before a step, but the first, which
    /// is at the largest level there is, and the last, to clean data [default: 8]
    #[arg(long, value_parser = number::finite, allow_negative_numbers = true, value_name = "S")]
    s_churn: Option<f64>,
    /// ... at levels from here [default: 0]
    #[arg(long, value_parser = number::finite, allow_negative_numbers = true, value_name = "S")]
    s_tmin: Option<f64>,
    /// ... to here [default: all]
    #[arg(long, value_parser = number::finite, allow_negative_numbers = true, value_name = "S")]
    s_tmax: Option<f64>,
    /// ... by noise of this standard deviation [default: 1]
    #[arg(long, value_parser = number::finite, allow_negative_numbers = true, value_name = "S")]
    s_noise: Option<f64>,
}

/// Steps of single particles that a verb takes at most: days, with a small scene.
const MOST_MOVES: u64 = 1_000_000_000_000;

/// Refuses `steps` steps in all, each of `particles` particles, where they would never end.
///
/// # Errors
/// When there are too many.
pub fn require_end(steps: u64, particles: usize) -> Result<(), Failure> {
    if steps.saturating_mul(particles as u64) <= MOST_MOVES {
        return Ok(());
    }
    Err(Failure::Usage(format!(
        "{} steps of {} particles would take weeks; use fewer of either, at most {} steps of single particles",
        count(steps),
        count(particles as u64),
        count(MOST_MOVES)
    )))
}

impl RunArgs {
    /// Every choice made and checked against the score.
    ///
    /// # Errors
    /// When a choice is out of range, a level was not trained, or the run would not fit into memory.
    pub fn recording<'a>(
        &self,
        opened: &'a OpenedScene,
        score: &'a NamedScore,
    ) -> Result<Recording<'a>, Failure> {
        let spec = self.spec(opened.scene.sampling)?;
        // A network's own levels stay good when the scene has been moved since.
        let range = score.levels.map_or(opened.range, |levels| levels.range);
        let run = spec
            .run_for(&opened.mixture, range, &*score.score)
            .map_err(Failure::usage)?;
        require_end(run.total_steps(), run.particles())?;
        let subject = Subject {
            title: &opened.scene.title,
            mixture: &opened.mixture,
            score: &*score.score,
            score_name: &score.caption,
            seed: opened.scene.seed,
        };
        let recording = Recording::new(subject, run, self.every, MOST_POSITIONS);
        let recording = recording.map_err(|error| match error {
            RecordingError::NoStep => {
                Failure::usage("--every 0 keeps no step; use 1 or more")
            }
            RecordingError::TooManyPositions { frames, particles } => Failure::Usage(format!(
                "{} frames of {} particles do not fit into memory; use a larger --every or fewer --particles, at most {} positions in all",
                count(frames),
                count(particles as u64),
                count(MOST_POSITIONS)
            )),
        })?;
        let particles = recording.run().particles() as u64;
        memory::require(
            &format!("the paths of {} particles", count(particles)),
            recording.positions() * memory::POSITION + particles * memory::PARTICLE,
            "fewer --particles or a larger --every",
        )?;
        Ok(recording)
    }

    /// The steps that were asked for.
    pub fn steps(&self) -> Option<usize> {
        self.steps
    }

    /// Whether `--every` says which steps are kept.
    pub fn chooses_frames(&self) -> bool {
        self.every.is_some()
    }
}

/// Runs to the end.
///
/// # Errors
/// When particles leave the finite numbers, or no step meets the tolerance.
pub fn record(recording: &Recording, opened: &OpenedScene) -> Result<Trajectory, Failure> {
    let run = recording.run();
    let bar = progress::bar("sampling", run.total_steps());
    let recorded = opened
        .workers
        .install(|| recording.trajectory(&mut |taken| bar.set_position(taken)));
    bar.finish_and_clear();
    recorded.map_err(|error| {
        if let SamplingError::Escaped { step, .. } = error
            && run.sampler().is_langevin()
        {
            return Failure::Failed(format!(
                "particles left the finite numbers before step {}; use a smaller --step-size",
                count(step)
            ));
        }
        error.into()
    })
}

/// What `--json` says about a run.
pub fn in_json(run: &Run, trajectory: &Trajectory) -> serde_json::Value {
    serde_json::json!({
        "sampler": run.sampler().name(),
        "process": run.process().map(|process| process.kind().name()),
        "steps": trajectory.step.last(),
        "nfe": trajectory.nfe.last(),
        "center": trajectory.center,
        "scale": trajectory.scale,
        "accepted": trajectory.accepted,
        "led_away": trajectory.led_away,
        "particles": trajectory.particles(),
    })
}
