//! What `scorefield eval` says of a network that learned from finite data.

use crate::cli::opened_scene::OpenedScene;
use crate::measure::{
    Estimate, FiniteData, FiniteDataLevel, FiniteDataReading, FloorBudget, Memorised,
    memorised_share,
};
use crate::mixture::{TrainingSet, held_out};
use crate::noise::NoiseRange;
use crate::scene::TrainingData;
use crate::score::ScoreNet;
use crate::wording::count;
use ndarray::{ArrayView2, Axis};
use serde_json::{Value, json};

/// The network on its training points and on others.
pub struct Measured {
    points: usize,
    levels: Vec<FiniteDataReading>,
    samples: usize,
    /// None where the scene's sampler cannot follow the network.
    memorised: Option<Memorised>,
}

impl Measured {
    /// Measures `network`, which has seen `data`, at `sigmas`, and samples as the scene says over the
    /// levels of `range`; `None` on fresh draws and without noise.
    pub fn of(
        network: &ScoreNet,
        data: &TrainingData,
        sigmas: &[f64],
        range: NoiseRange,
        opened: &OpenedScene,
    ) -> Option<Self> {
        let training = data.points.as_deref()?;
        if sigmas.contains(&0.0) {
            return None;
        }
        let seed = opened.scene.seed;
        let unseen = held_out(&opened.mixture, TrainingSet::HELD_OUT, seed);
        let finite = FiniteData {
            target: &opened.mixture,
            training,
            empirical: &data.source,
            held_out: &unseen,
        };
        let (rows, budget) = (TrainingSet::HELD_OUT, FloorBudget::REPORT);
        let levels = sigmas.iter().enumerate().map(|(number, &sigma)| {
            FiniteDataLevel::new(&finite, (sigma, number), rows, budget, seed).measure(network)
        });
        Some(Self {
            points: training.points().len(),
            levels: levels.collect(),
            samples: opened.scene.sampling.particles,
            memorised: copies(network, training, range, opened),
        })
    }

    fn mean(&self) -> FiniteDataReading {
        let weights = vec![1.0 / self.levels.len() as f64; self.levels.len()];
        FiniteDataReading::mean(&self.levels, &weights)
    }

    /// What `--json` says.
    pub fn in_json(&self) -> Value {
        let mean = self.mean();
        let list =
            |of: fn(&FiniteDataReading) -> f64| self.levels.iter().map(of).collect::<Vec<f64>>();
        json!({
            "train_points": self.points,
            "train_loss": mean.train_loss.value,
            "train_loss_se": mean.train_loss.se,
            "train_floor": mean.train_floor.value,
            "held_out_loss": mean.held_out_loss.value,
            "held_out_loss_se": mean.held_out_loss.se,
            "held_out_floor": mean.held_out_floor.value,
            "empirical_error": mean.empirical_error,
            "train_loss_per_sigma": list(|level| level.train_loss.value),
            "held_out_loss_per_sigma": list(|level| level.held_out_loss.value),
            "empirical_error_per_sigma": list(|level| level.empirical_error),
            "memorised": self.memorised.map(|shares| estimate(shares.samples)),
            "memorised_by_chance": self.memorised.map(|shares| estimate(shares.fresh)),
        })
    }

    /// The same for people.
    pub fn in_words(&self) -> String {
        let mean = self.mean();
        let points = count(self.points as u64);
        let mut text = format!(
            "{points} training points: mean loss {:.5} on them (their own score {:.5}), {:.5} on {} held out (the exact score {:.5}); mean error {:.5} to the score of the points",
            mean.train_loss.value,
            mean.train_floor.value,
            mean.held_out_loss.value,
            count(TrainingSet::HELD_OUT as u64),
            mean.held_out_floor.value,
            mean.empirical_error,
        );
        if let Some(shares) = self.memorised {
            let samples = count(self.samples as u64);
            text += &format!("\n{}", memorised_in_words(&samples, shares));
        }
        text
    }
}

/// "memorised: 0.853 ± 0.011 of 1,000 samples, 0.112 ± 0.003 of fresh draws".
pub fn memorised_in_words(samples: &str, shares: Memorised) -> String {
    format!(
        "memorised: {:.3} ± {:.3} of {samples} samples, {:.3} ± {:.3} of fresh draws",
        shares.samples.value, shares.samples.se, shares.fresh.value, shares.fresh.se
    )
}

/// {value, se}.
pub fn estimate(of: Estimate) -> Value {
    json!({ "value": of.value, "se": of.se })
}

/// The share of `samples` that are copies of `training`, beside that of fresh draws.
pub fn share(
    samples: ArrayView2<f64>,
    training: &TrainingSet,
    opened: &OpenedScene,
) -> Option<Memorised> {
    let fresh = held_out(&opened.mixture, TrainingSet::HELD_OUT, opened.scene.seed);
    Some(Memorised {
        samples: memorised_share(samples, training.points())?,
        fresh: memorised_share(ArrayView2::from(&fresh[..]), training.points())?,
    })
}

/// Lets the scene's particles follow `network` to their end and counts the copies among them.
fn copies(
    network: &ScoreNet,
    training: &TrainingSet,
    range: NoiseRange,
    opened: &OpenedScene,
) -> Option<Memorised> {
    let sampling = &opened.scene.sampling;
    let run = sampling.run_for(&opened.mixture, range, network).ok()?;
    let walk = run.start(&opened.mixture, opened.scene.seed);
    let paths = walk.record(network, u64::MAX, &mut |_, _| ()).ok()?;
    let last = paths.x.index_axis(Axis(0), paths.frames() - 1);
    share(last, training, opened)
}
