//! Seconds of training, from new weights, until the score is known to a given error.

use crate::cli::Failure;
use crate::cli::experiment::Experiment;
use crate::measure::ErrorProbe;
use crate::score::Trainer;
use std::collections::BTreeMap;
use std::time::Instant;

/// Mean relative score errors to be reached.
const QUALITIES: [f64; 3] = [0.04, 0.02, 0.01];
/// Steps between two looks at the error; the clock stands still while it is measured.
const STEPS_BETWEEN_LOOKS: u64 = 25;
const LEVELS: usize = 8;
const POINTS: usize = 4096;

/// For every quality the seconds it took, `None` where `limit` seconds were not enough. Drawing the
/// first weights counts, so does everything that a step does; measuring does not.
pub fn seconds_to(
    scene: &str,
    seed: u64,
    limit: f64,
    threads: usize,
) -> Result<BTreeMap<String, Option<f64>>, Failure> {
    let experiment = Experiment::open(scene, Some(seed), threads)?;
    let sigmas = experiment.trained_levels().spread(LEVELS);
    let probe = ErrorProbe::new(&experiment.mixture, &sigmas, POINTS, seed);
    let mut reached: BTreeMap<String, Option<f64>> =
        QUALITIES.iter().map(|q| (q.to_string(), None)).collect();
    experiment.pool.install(|| {
        let mut spent = 0.0;
        let mut begin = Instant::now();
        let mut trainer = Trainer::new(
            &experiment.mixture,
            experiment.range,
            &experiment.scene.network,
            &experiment.scene.training,
            seed,
            experiment.pool.clone(),
        )?;
        while spent < limit && reached.values().any(Option::is_none) {
            for _ in 0..STEPS_BETWEEN_LOOKS {
                trainer.step();
            }
            let network = trainer.frozen();
            spent += begin.elapsed().as_secs_f64();
            let errors = probe.score_errors(&network);
            let mean = errors.iter().sum::<f64>() / errors.len() as f64;
            for quality in QUALITIES.iter().filter(|q| mean <= **q) {
                if let Some(slot) = reached.get_mut(&quality.to_string()) {
                    slot.get_or_insert(spent);
                }
            }
            begin = Instant::now();
        }
        Ok::<(), Failure>(())
    })?;
    Ok(reached)
}
