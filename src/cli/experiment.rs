//! A scene made ready to compute with.

use super::Failure;
use super::options::levels::TrainedLevels;
use super::options::number;
use super::output;
use crate::files::{self, Opened};
use crate::mixture::GaussianMixture;
use crate::noise::NoiseRange;
use crate::scene::Scene;
use crate::score::Workers;
use std::path::Path;

/// What every computing verb starts from.
pub struct Experiment {
    /// As it was asked for: a preset's name or a path.
    pub name: String,
    pub scene: Scene,
    pub mixture: GaussianMixture,
    pub range: NoiseRange,
    pub workers: Workers,
}

impl Experiment {
    /// The scene of a preset's name or a path, with another seed where one is given.
    ///
    /// # Errors
    /// When there is no such scene, it cannot be run, or the threads cannot be started.
    pub fn open(name: &str, seed: Option<u64>, threads: usize) -> Result<Self, Failure> {
        let Opened { mut scene, notices } = files::open_scene(name)?;
        output::note(Path::new(name), &notices);
        if let Some(seed) = seed {
            scene.seed = seed;
        }
        scene.validate()?;
        let mixture = scene.mixture()?;
        Ok(Self {
            name: name.to_owned(),
            range: scene.noise_range(&mixture),
            scene,
            mixture,
            workers: workers(threads)?,
        })
    }

    /// The levels that a training of this scene is about.
    pub fn trained_levels(&self) -> TrainedLevels {
        TrainedLevels {
            choice: self.scene.training.noise_levels,
            range: self.range,
        }
    }
}

/// The threads of one verb.
///
/// # Errors
/// When they cannot be started.
pub fn workers(threads: usize) -> Result<Workers, Failure> {
    Workers::start(threads).map_err(|error| Failure::Failed(format!("{error} with --threads")))
}

/// More threads than this only wait for each other.
const MOST_THREADS: usize = 256;

/// The variable of the environment that stands for `--threads`.
const THREADS_VARIABLE: &str = "SCOREFIELD_THREADS";

/// One thread for every core.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// As many as the window trains with: one core is left to drawing and to the particles, since a
/// training thread that shares its core with them slows both.
pub fn cores_beside_the_window() -> usize {
    cores().saturating_sub(1).max(1)
}

/// The threads asked for by `--threads` or, without it, by the environment.
///
/// # Errors
/// When that is no number of threads.
pub fn asked_threads(option: Option<usize>) -> Result<Option<usize>, Failure> {
    let threads = match option {
        Some(threads) => threads,
        None => match std::env::var_os(THREADS_VARIABLE) {
            Some(text) if !text.is_empty() => {
                number::whole(&text.to_string_lossy()).map_err(|fault| {
                    Failure::Usage(format!("{THREADS_VARIABLE} is set, but {fault}"))
                })?
            }
            _ => return Ok(None),
        },
    };
    if (1..=MOST_THREADS).contains(&threads) {
        return Ok(Some(threads));
    }
    Err(Failure::Usage(format!(
        "{threads} threads cannot compute; use 1 to {MOST_THREADS}"
    )))
}
