//! Song & Ermon's figure 2: where there are no data, the score is not learned.

use super::particles::{levels, song_ermon};
use super::{Claim, PapersError, Study};
use crate::measure::{Estimate, normal_cdf};
use crate::mixture::GaussianMixture;
use crate::plane::{Bounds, Grid, Point};
use crate::score::{NetworkSpec, NoiseLevels, Objective, ScoreFn, ScoreNet, Trainer, TrainingSpec};
use ndarray::{Array2, Axis};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

const FIGURE_2: &str = "Song & Ermon 2019, fig. 2";

/// The band |x + y| < this lies between the modes.
const BAND: f64 = 6.0;
/// A mode reaches this far from its mean: two standard deviations.
const NEAR: f64 = 2.0;
/// Half a side of the figure's square.
const SQUARE: f64 = 8.0;
/// Points of the figure along a side.
const ALONG: usize = 41;
/// The noise that fills the middle.
const NOISE: f64 = 5.0;

pub fn measure(study: &mut Study) -> Result<(), PapersError> {
    study.enter(mass(study)?)?;
    let clean = ratio(study, 0.0)?;
    let what = "ln(error of a trained network in that band / near the modes) is above 0";
    study.enter(Claim::equal(what, FIGURE_2, clean, 0.0).above())?;
    let noisy = ratio(study, NOISE)?;
    let what = format!("... and above what it is with noise of sigma {NOISE}");
    study.enter(
        Claim::equal(what, FIGURE_2, clean, noisy.value)
            .with_reference_error(noisy.se)
            .above(),
    )
}

/// How much of the data lies in the band.
fn mass(study: &Study) -> Result<Claim, PapersError> {
    let mut rng = ChaCha8Rng::seed_from_u64(study.effort.seed);
    let x = song_ermon(1.0)?.sample(study.amount(2_000_000, 200_000), &mut rng);
    let inside = x.rows().into_iter().map(|p| {
        let within = (p[0] + p[1]).abs() < BAND;
        f64::from(u8::from(within))
    });
    let found = Estimate::mean_of(&inside.collect::<Vec<f64>>());
    // x + y of either mode is N(+-10, 2).
    let width = 2f64.sqrt();
    let mass = normal_cdf((BAND - 10.0) / width) - normal_cdf((-BAND - 10.0) / width);
    let what = "mass of the band |x + y| < 6, 0.234 %";
    Ok(Claim::equal(what, FIGURE_2, found, mass))
}

/// ln of the relative score error in the band over that near the modes, from independently trained
/// networks of one level.
fn ratio(study: &Study, sigma: f64) -> Result<Estimate, PapersError> {
    let mixture = song_ermon(1.0)?;
    let square = Grid::new(Bounds::square([0.0, 0.0], SQUARE), ALONG, ALONG).points();
    let part = |belongs: &dyn Fn(Point) -> bool| {
        let rows = square.rows().into_iter().enumerate();
        let chosen = rows
            .filter(|(_, p)| belongs([p[0], p[1]]))
            .map(|(row, _)| row);
        square.select(Axis(0), &chosen.collect::<Vec<_>>())
    };
    let band = part(&|p| (p[0] + p[1]).abs() < BAND);
    let modes = part(&|p| {
        let mut means = mixture.components().iter().map(|c| c.mean);
        means.any(|m| (p[0] - m[0]).hypot(p[1] - m[1]) < NEAR)
    });
    let truth = mixture.smoothed(sigma);
    let mut ratios = Vec::new();
    for network in 0..study.amount(8, 4) {
        let seed = study.effort.seed.wrapping_add(network as u64);
        let network = trained(study, &mixture, sigma, seed)?;
        let error = |x: &Array2<f64>| {
            let exact = truth.score_batch(x.view());
            let apart = network.score(x.view(), sigma) - &exact;
            (&apart * &apart).sum() / (&exact * &exact).sum()
        };
        ratios.push((error(&band) / error(&modes)).ln());
    }
    Ok(Estimate::mean_of(&ratios))
}

/// A plain network of one level, trained on fresh samples by the true score: by the equivalence of
/// the objectives no other one does better.
fn trained(
    study: &Study,
    mixture: &GaussianMixture,
    sigma: f64,
    seed: u64,
) -> Result<ScoreNet, PapersError> {
    let training = TrainingSpec {
        noise_levels: NoiseLevels::Fixed(sigma),
        objective: Objective::Explicit,
        ..TrainingSpec::default()
    };
    let shape = NetworkSpec::default();
    let workers = study.effort.workers.clone();
    let mut trainer = Trainer::new(mixture, levels()?, &shape, &training, seed, workers)?;
    for _ in 0..study.amount(2000, 500) {
        study.go_on()?;
        trainer.step();
    }
    Ok(trainer.frozen())
}
