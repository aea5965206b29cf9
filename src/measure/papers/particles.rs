//! Particles that follow the exact score, and what is read off where they end.

use super::{PapersError, Study};
use crate::measure::Estimate;
use crate::mixture::{Component, GaussianMixture};
use crate::noise::NoiseRange;
use crate::plane::Point;
use crate::sampling::{Progress, SamplingError, SamplingSpec};
use crate::score::ExactScore;
use ndarray::Array2;

/// 4/5 N((5,5), std^2 I) + 1/5 N((-5,-5), std^2 I), the mixture of Song & Ermon 2019 with std 1.
pub fn song_ermon(std: f64) -> Result<GaussianMixture, PapersError> {
    Ok(GaussianMixture::new(vec![
        Component::round([5.0, 5.0], std, 0.8),
        Component::round([-5.0, -5.0], std, 0.2),
    ])?)
}

/// The levels that the mixture of Song & Ermon asks for.
pub fn levels() -> Result<NoiseRange, PapersError> {
    Ok(NoiseRange::new(0.1, 20.0)?)
}

/// Where the particles of `spec` end, `[particles, 2]`.
pub fn ends(
    study: &Study,
    spec: &SamplingSpec,
    mixture: &GaussianMixture,
) -> Result<Array2<f64>, PapersError> {
    let exact = ExactScore::new(mixture.clone());
    let run = spec.run_for(mixture, levels()?, &exact)?;
    let mut walk = run.start(mixture, study.effort.seed);
    loop {
        study.go_on()?;
        let report = walk.step(&exact);
        let (steps, t) = (report.step, report.t);
        match report.progress {
            Progress::Going => {}
            Progress::Finished => return Ok(walk.positions().clone()),
            Progress::Stuck => return Err(SamplingError::Stuck { steps, t }.into()),
        }
    }
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
