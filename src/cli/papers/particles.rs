//! Particles that follow the exact score, and what is read off where they end.

use crate::cli::Failure;
use crate::measure::Estimate;
use crate::mixture::{Component, GaussianMixture};
use crate::noise::NoiseRange;
use crate::plane::Point;
use crate::sampling::SamplingSpec;
use crate::score::ExactScore;
use ndarray::{Array2, Axis};

/// 4/5 N((5,5), std^2 I) + 1/5 N((-5,-5), std^2 I), the mixture of Song & Ermon 2019 with std 1.
pub fn song_ermon(std: f64) -> Result<GaussianMixture, Failure> {
    Ok(GaussianMixture::new(vec![
        Component::round([5.0, 5.0], std, 0.8),
        Component::round([-5.0, -5.0], std, 0.2),
    ])?)
}

/// The levels that the mixture of Song & Ermon asks for.
pub fn levels() -> Result<NoiseRange, Failure> {
    NoiseRange::new(0.1, 20.0).map_err(Failure::usage)
}

/// Where the particles of `spec` end, `[particles, 2]`.
pub fn ends(
    spec: &SamplingSpec,
    mixture: &GaussianMixture,
    seed: u64,
) -> Result<Array2<f64>, Failure> {
    let exact = ExactScore::new(mixture.clone());
    let run = spec.run_for(mixture, levels()?, &exact)?;
    let walk = run.start(mixture, seed);
    let trajectory = walk.record(&exact, u64::MAX, &mut |_, _| ())?;
    let last = trajectory.frames() - 1;
    Ok(trajectory.x.index_axis(Axis(0), last).to_owned())
}

/// The weight of the first mode of `mixture` in `x`: the mean of its posterior.
pub fn first_mode_weight(mixture: &GaussianMixture, x: &Array2<f64>) -> Estimate {
    Estimate::mean_of(&mixture.posterior_batch(x.view()).column(0).to_vec())
}

/// The variance around `mean`, per coordinate, of the points on its side of the line x + y = 0.
pub fn variance_around(mean: Point, x: &Array2<f64>) -> Estimate {
    let squares: Vec<f64> = x
        .rows()
        .into_iter()
        .filter(|p| (p[0] + p[1]) * (mean[0] + mean[1]) > 0.0)
        .map(|p| 0.5 * ((p[0] - mean[0]).powi(2) + (p[1] - mean[1]).powi(2)))
        .collect();
    Estimate::mean_of(&squares)
}

/// The variance around the origin per coordinate.
pub fn variance(x: &Array2<f64>) -> Estimate {
    let squares = x.rows().into_iter().map(|p| 0.5 * p.dot(&p));
    Estimate::mean_of(&squares.collect::<Vec<f64>>())
}
