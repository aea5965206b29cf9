//! Seconds and steps of training, from new weights, until the score is known to a given error.

use super::findings::Findings;
use crate::cli::Failure;
use crate::cli::opened_scene::OpenedScene;
use crate::measure::ErrorProbe;
use crate::score::Trainer;
use crate::wording::count;
use serde_json::{Value, json};
use std::ffi::OsStr;
use std::time::Instant;

/// Mean relative score errors to be reached.
const QUALITIES: [f64; 3] = [0.04, 0.02, 0.01];
/// Steps between two looks at the error; the clock stands still while it is measured.
const STEPS_BETWEEN_LOOKS: u64 = 25;
const LEVELS: usize = 8;
const POINTS: usize = 4096;

/// For every quality the seconds and the steps it took, `None` where `limit` seconds were not enough.
/// Drawing the first weights counts, so does everything that a step does; measuring does not.
pub fn measure(
    scene: &OsStr,
    seed: u64,
    limit: f64,
    threads: usize,
    found: &mut Findings,
) -> Result<(), Failure> {
    let opened = OpenedScene::open(scene, Some(seed), threads)?;
    let scene = &opened.name;
    let sigmas = opened.trained_levels().spread(LEVELS);
    let probe = ErrorProbe::new(&opened.mixture, &sigmas, POINTS, seed);
    let mut reached: [Option<(f64, u64)>; QUALITIES.len()] = [None; QUALITIES.len()];
    opened.workers.install(|| {
        let (mut spent, mut steps) = (0.0, 0);
        let mut begin = Instant::now();
        let mut trainer = Trainer::new(
            &opened.mixture,
            opened.range,
            &opened.scene.network,
            &opened.scene.training,
            seed,
            opened.workers.clone(),
        )?;
        while spent < limit && reached.contains(&None) {
            for _ in 0..STEPS_BETWEEN_LOOKS {
                trainer.step();
            }
            steps += STEPS_BETWEEN_LOOKS;
            let network = trainer.frozen();
            spent += begin.elapsed().as_secs_f64();
            let errors = probe.score_errors(&network);
            let mean = errors.iter().sum::<f64>() / errors.len() as f64;
            for (quality, reached) in QUALITIES.iter().zip(&mut reached) {
                if mean <= *quality {
                    reached.get_or_insert((spent, steps));
                }
            }
            begin = Instant::now();
        }
        Ok::<(), Failure>(())
    })?;
    let named = |what: fn((f64, u64)) -> Value| {
        let pairs = QUALITIES.iter().zip(reached);
        pairs
            .map(|(quality, reached)| (quality.to_string(), json!(reached.map(what))))
            .collect::<Value>()
    };
    found.add_in("seconds_to", scene, named(|(seconds, _)| seconds.into()));
    found.add_in("steps_to", scene, named(|(_, steps)| steps.into()));
    let texts = QUALITIES
        .iter()
        .zip(reached)
        .map(|(quality, reached)| match reached {
            Some((seconds, steps)) => {
                format!("{quality} in {seconds:.3} s ({} steps)", count(steps))
            }
            None => format!("{quality} not in {limit} s"),
        });
    let texts: Vec<String> = texts.collect();
    found
        .lines
        .push(format!("score error of {scene}: {}", texts.join(", ")));
    Ok(())
}
