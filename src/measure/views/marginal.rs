//! What is seen of a density, or of particles, from one side: the distribution of one coordinate.

use crate::mixture::GaussianMixture;
use ndarray::ArrayView2;

/// The density of coordinate `axis` (0 for x, 1 for y) of points of `p` at `value`, 1/unit: of every component a Gaussian
/// with the mean and the variance of that coordinate.
pub fn marginal_density(p: &GaussianMixture, axis: usize, value: f64) -> f64 {
    let of_component = |component: &crate::mixture::Component| {
        let variance = component.cov[axis][axis];
        let squared = (value - component.mean[axis]).powi(2);
        let norm = (std::f64::consts::TAU * variance).sqrt();
        component.weight * (-0.5 * squared / variance).exp() / norm
    };
    p.components().iter().map(of_component).sum()
}

/// The density of u . x at `value`, 1/unit, where x is a point of `p` and u the direction `angle`, radians
/// counter-clockwise from x: of every component a Gaussian with the mean u . mu and the variance u^T Sigma u.
pub fn density_along(p: &GaussianMixture, angle: f64, value: f64) -> f64 {
    let (sin, cos) = angle.sin_cos();
    let of_component = |component: &crate::mixture::Component| {
        let variance = component.cov.variance_along([cos, sin]);
        let squared = (value - cos * component.mean[0] - sin * component.mean[1]).powi(2);
        let norm = (std::f64::consts::TAU * variance).sqrt();
        component.weight * (-0.5 * squared / variance).exp() / norm
    };
    p.components().iter().map(of_component).sum()
}

/// The direction in which `p` has its largest variance, radians in (-pi/2, pi/2].
pub fn widest_direction(p: &GaussianMixture) -> f64 {
    let cov = p.covariance();
    0.5 * (2.0 * cov[0][1]).atan2(cov[0][0] - cov[1][1])
}

/// How dense the coordinate `axis` of `particles` `[n, 2]` is in each of `bins` equal bins from `low` to `high`, 1/unit:
/// the share of all particles in the bin, those outside counted, over its width.
pub fn marginal_bins(
    particles: ArrayView2<f64>,
    axis: usize,
    [low, high]: [f64; 2],
    bins: usize,
) -> Vec<f64> {
    let width = (high - low) / bins as f64;
    let mut counts = vec![0.0; bins];
    for value in particles.column(axis) {
        let bin = ((value - low) / width).floor();
        if bin >= 0.0 && bin < bins as f64 {
            counts[bin as usize] += 1.0;
        }
    }
    let whole = particles.nrows().max(1) as f64 * width;
    counts.into_iter().map(|count| count / whole).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::Component;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    fn target() -> GaussianMixture {
        GaussianMixture::new(vec![
            Component::from_axes([-1.0, 0.2], [0.7, 0.3], 0.6, 0.7),
            Component::round([1.0, 0.5], 0.4, 0.3),
        ])
        .unwrap()
    }

    #[test]
    fn a_marginal_is_the_integral_over_the_other_coordinate() {
        let p = target();
        for (axis, value) in [(0, -0.8), (0, 1.2), (1, 0.3), (1, -0.4)] {
            let (from, step) = (-8.0, 0.01);
            let integral: f64 = (0..1600)
                .map(|i| {
                    let mut at = [from + (f64::from(i) + 0.5) * step; 2];
                    at[axis] = value;
                    step * p.log_density(at).exp()
                })
                .sum();
            let found = marginal_density(&p, axis, value);
            assert!((found - integral).abs() < 1e-9, "{found} {integral}");
        }
    }

    #[test]
    fn along_the_axes_a_direction_is_a_coordinate_and_elsewhere_what_samples_show() {
        let p = target();
        let quarter = std::f64::consts::FRAC_PI_2;
        for value in [-1.1, 0.0, 0.7] {
            assert!((density_along(&p, 0.0, value) - marginal_density(&p, 0, value)).abs() < 1e-12);
            assert!(
                (density_along(&p, quarter, value) - marginal_density(&p, 1, value)).abs() < 1e-12
            );
        }
        let (n, angle) = (40_000, 0.6f64);
        let samples = p.sample(n, &mut ChaCha8Rng::seed_from_u64(9));
        let along = |x: ndarray::ArrayView1<f64>| angle.cos() * x[0] + angle.sin() * x[1];
        for (low, high) in [(-1.2, -0.8), (0.0, 0.3), (0.9, 1.4)] {
            let inside = samples
                .outer_iter()
                .filter(|x| (low..high).contains(&along(x.view())));
            let found = inside.count() as f64 / n as f64;
            let parts = 200;
            let width = (high - low) / f64::from(parts);
            let middle = |i| low + (f64::from(i) + 0.5) * width;
            let share: f64 = (0..parts)
                .map(|i| width * density_along(&p, angle, middle(i)))
                .sum();
            let se = (share * (1.0 - share) / n as f64).sqrt();
            assert!((found - share).abs() < 4.0 * se, "{found} {share}");
        }
    }

    #[test]
    fn no_direction_is_wider_than_the_widest() {
        let p = target();
        let cov = p.covariance();
        let variance = |angle: f64| {
            let u = [angle.cos(), angle.sin()];
            (0..2)
                .map(|i| (0..2).map(|j| u[i] * cov[i][j] * u[j]).sum::<f64>())
                .sum::<f64>()
        };
        let widest = variance(widest_direction(&p));
        let others = (0..180).map(|degree| variance(f64::from(degree).to_radians()));
        assert!(others.fold(0.0, f64::max) <= widest + 1e-12);
    }

    #[test]
    fn bins_of_samples_are_the_marginal_by_chance_only() {
        let (p, n, range, bins) = (target(), 20_000, [-3.0, 3.0], 12);
        let samples = p.sample(n, &mut ChaCha8Rng::seed_from_u64(7));
        for axis in 0..2 {
            let found = marginal_bins(samples.view(), axis, range, bins);
            for (i, density) in found.iter().enumerate() {
                let parts = 200;
                let share: f64 = (0..parts)
                    .map(|j| {
                        let part = (f64::from(j) + 0.5) / f64::from(parts);
                        let at = range[0] + (i as f64 + part) * 0.5;
                        0.5 * marginal_density(&p, axis, at) / f64::from(parts)
                    })
                    .sum();
                let se = (share * (1.0 - share) / n as f64).sqrt();
                assert!(
                    (0.5 * density - share).abs() < 4.0 * se + 1e-9,
                    "{axis} {i}"
                );
            }
        }
    }
}
