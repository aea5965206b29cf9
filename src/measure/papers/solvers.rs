//! The probability-flow ODE: the order of its solvers, and what the prior costs.

use super::coordinates::of_the_papers;
use super::particles::{ends, first_mode_weight, song_ermon};
use super::{Claim, PapersError, Study};
use crate::measure::{Estimate, flow_mode_weight};
use crate::noise::ProcessKind;
use crate::sampling::{Init, Sampler, SamplingSpec};
use ndarray::Array2;

const SOLVERS: &str = "Karras et al. 2022";
const FLOW: &str = "Song et al. 2021, closed form";

/// Steps and the median end-point error of a solver, and the unit of its last digit.
type Row = (usize, f64, f64);

const EULER: [Row; 4] = [
    (16, 0.207, 1e-3),
    (32, 0.104, 1e-3),
    (64, 0.052, 1e-3),
    (128, 0.026, 1e-3),
];
const HEUN: [Row; 4] = [
    (16, 0.077, 1e-3),
    (32, 0.0167, 1e-4),
    (64, 0.0039, 1e-4),
    (128, 0.0009, 1e-4),
];

/// Euler's method is of order 1, Heun's of order 2; 128 steps are still a little above.
pub fn orders(study: &mut Study) -> Result<(), PapersError> {
    let truth = flow(study, Sampler::OdeHeun, 512, 80.0)?;
    for (sampler, name, rows) in [
        (Sampler::OdeEuler, "Euler", EULER),
        (Sampler::OdeHeun, "Heun", HEUN),
    ] {
        let mut medians = Vec::new();
        for (steps, error, unit) in rows {
            let median = median_distance(&flow(study, sampler, steps, 80.0)?, &truth);
            let what = format!("median end-point error of {steps} {name} steps");
            study.enter(Claim::equal(what, SOLVERS, median, error).rounded_to(unit))?;
            medians.push(median);
        }
        let (coarse, fine) = (medians[2], medians[3]);
        let measured = Estimate {
            value: (coarse.value / fine.value).log2(),
            se: (coarse.se / coarse.value).hypot(fine.se / fine.value) / 2f64.ln(),
        };
        let what = format!("order of {name}, from 64 and 128 steps");
        let (order, rounding) = order(rows[2], rows[3]);
        study.enter(Claim::equal(what, SOLVERS, measured, order).rounded_to(rounding))?;
    }
    Ok(())
}

/// The weights that the flow makes of a prior too narrow or too wide.
pub fn prior_mismatch(study: &mut Study) -> Result<(), PapersError> {
    let mixture = song_ermon(1.0)?;
    for sigma_max in [5.0, 10.0, 20.0] {
        let ends = flow(study, Sampler::OdeHeun, 128, sigma_max)?;
        let found = first_mode_weight(&mixture, &ends);
        // The means lie sqrt(50) from the centre along the diagonal.
        let far = 50f64.sqrt();
        let weight = flow_mode_weight(0.8, far, -far, 1.0, sigma_max);
        let what = format!("weight of the mode at (5, 5) by the ODE from N(0, {sigma_max}^2 I)");
        study.enter(Claim::equal(what, FLOW, found, weight))?;
    }
    Ok(())
}

/// Where the flow from N(0, sigma_max^2 I) ends.
fn flow(
    study: &Study,
    sampler: Sampler,
    steps: usize,
    sigma_max: f64,
) -> Result<Array2<f64>, PapersError> {
    let spec = SamplingSpec {
        sampler,
        process: Some(ProcessKind::VeRho),
        sigma_min: Some(0.002),
        sigma_max: Some(sigma_max),
        steps,
        particles: study.amount(20_000, 2000),
        init: Init::Prior,
        ..of_the_papers()
    };
    ends(study, &spec, &song_ermon(1.0)?)
}

/// The order that two errors of the table show, and the width of what they can show, being rounded.
fn order(coarse: Row, fine: Row) -> (f64, f64) {
    let seen = |sign: f64| {
        let coarse = coarse.1 + sign * 0.5 * coarse.2;
        let fine = fine.1 - sign * 0.5 * fine.2;
        (coarse / fine).log2()
    };
    (seen(0.0), seen(1.0) - seen(-1.0))
}

/// The median distance of the same rows of two point sets, with half the width of the interval from
/// the quantile one standard error below the middle to that above it.
fn median_distance(a: &Array2<f64>, b: &Array2<f64>) -> Estimate {
    let difference = a - b;
    let mut distances: Vec<f64> = difference
        .rows()
        .into_iter()
        .map(|d| d[0].hypot(d[1]))
        .collect();
    distances.sort_by(f64::total_cmp);
    let n = distances.len() as f64;
    // The share of points below the median has the standard error 1/(2 sqrt(n)).
    let quantile = |q: f64| distances[((q * n) as usize).min(distances.len() - 1)];
    let half = 0.5 / n.sqrt();
    Estimate {
        value: quantile(0.5),
        se: 0.5 * (quantile(0.5 + half) - quantile(0.5 - half)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_a_ramp_is_its_middle_with_the_error_of_a_uniform_density() {
        let ramp = Array2::from_shape_fn((10_000, 2), |(row, axis)| {
            if axis == 0 {
                row as f64 / 10_000.0
            } else {
                0.0
            }
        });
        let found = median_distance(&ramp, &Array2::zeros((10_000, 2)));
        assert!(
            (found.value - 0.5).abs() < 1e-3 && (found.se - 0.005).abs() < 1e-3,
            "{found:?}"
        );
    }
}
