//! A scene made ready to compute with.

use super::Failure;
use super::levels::TrainedLevels;
use crate::mixture::GaussianMixture;
use crate::noise::NoiseRange;
use crate::preset;
use crate::scene::Scene;
use rayon::ThreadPool;
use std::sync::Arc;

/// What every computing verb starts from.
pub struct Experiment {
    /// As it was asked for: a preset's name or a path.
    pub name: String,
    pub scene: Scene,
    pub mixture: GaussianMixture,
    pub range: NoiseRange,
    pub pool: Arc<ThreadPool>,
}

impl Experiment {
    /// The scene of a preset's name or a path, with another seed where one is given.
    ///
    /// # Errors
    /// When there is no such scene, it cannot be run, or the threads cannot be started.
    pub fn open(name: &str, seed: Option<u64>, threads: usize) -> Result<Self, Failure> {
        let mut scene = preset::find(name)?;
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
            pool: pool(threads)?,
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
pub fn pool(threads: usize) -> Result<Arc<ThreadPool>, Failure> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.map(Arc::new).map_err(|error| {
        Failure::Failed(format!(
            "could not start {threads} compute threads: {error}; ask for fewer with --threads"
        ))
    })
}

/// More threads than this only wait for each other.
const MOST_THREADS: usize = 256;

/// The threads asked for, or one for every core.
pub fn threads(asked: Option<usize>) -> Result<usize, Failure> {
    match asked {
        None => Ok(std::thread::available_parallelism().map_or(1, usize::from)),
        Some(threads) if (1..=MOST_THREADS).contains(&threads) => Ok(threads),
        Some(threads) => Err(Failure::Usage(format!(
            "{threads} threads cannot compute; use 1 to {MOST_THREADS}"
        ))),
    }
}
