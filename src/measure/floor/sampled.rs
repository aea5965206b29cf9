//! E|s*|^2 from draws, for mixtures of more components than a grid can hold.

use crate::measure::quality::Estimate;
use crate::mixture::GaussianMixture;
use ndarray::Array1;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// Fewer draws tell too little of the error.
pub const LEAST_DRAWS: usize = 256;

/// E|s*|^2 = -E div s* under the mixture (Hyvärinen 2005) from `draws` independent draws, 1/unit^2.
///
/// Both integrands have this mean, so that the mean of any (1 - b) |s*|^2 - b div s* is right; b is the
/// one of the least variance. Of one Gaussian -div s* is constant: where modes are apart, and where they
/// have melted into one, nearly nothing is left to chance.
pub fn sampled_information(
    mixture: &GaussianMixture,
    draws: usize,
    seed: u64,
    round: u64,
) -> Estimate {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(round);
    let x = mixture.sample(draws, &mut rng);
    let (score, divergence) = mixture.score_and_divergence_batch(x.view());
    let curvature = -divergence;
    let size: Array1<f64> = score.rows().into_iter().map(|s| s.dot(&s)).collect();
    // Its mean is 0.
    let control = size - &curvature;
    let (mean, middle) = (
        curvature.mean().unwrap_or(0.0),
        control.mean().unwrap_or(0.0),
    );
    let (mut together, mut alone) = (0.0, 0.0);
    for (g, c) in curvature.iter().zip(&control) {
        together += (g - mean) * (c - middle);
        alone += (c - middle) * (c - middle);
    }
    let share = if alone > 0.0 { together / alone } else { 0.0 };
    let values = curvature - share * control;
    Estimate::mean_of(&values.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::fisher_information;
    use crate::mixture::Component;

    fn scattered(components: usize) -> GaussianMixture {
        // Fractional parts of multiples of irrational numbers: even, without a pattern.
        let at = |i: usize, step: f64| 8.0 * (i as f64 * step).fract() - 4.0;
        let component = |i: usize| {
            let mean = [at(i, 0.754_877_666), at(i, 0.569_840_291)];
            let axes = [0.1 + 0.2 * (i as f64 * 0.618_034).fract(), 0.1];
            Component::from_axes(mean, axes, i as f64, 1.0 + (i % 3) as f64)
        };
        GaussianMixture::new((0..components).map(component).collect()).unwrap()
    }

    #[test]
    fn draws_agree_with_the_grid_within_their_standard_error() {
        let mixture = scattered(60);
        for sigma in [0.0, 0.05, 0.3, 1.0, 6.0] {
            let smoothed = mixture.smoothed(sigma);
            let exact = fisher_information(&smoothed, 20_000_000);
            let mut pulls = Vec::new();
            for round in 0..20 {
                let found = sampled_information(&smoothed, 2_000, 7, round);
                assert!(
                    found.se < 0.03 * exact,
                    "sigma {sigma}: {found:?} of {exact}"
                );
                pulls.push((found.value - exact) / found.se);
            }
            let square = pulls.iter().map(|p| p * p).sum::<f64>() / 20.0;
            // Chi squared of 20 rounds: mean 1, standard deviation 0.32.
            assert!((0.3..2.3).contains(&square), "sigma {sigma}: {square}");
        }
    }

    #[test]
    fn one_gaussian_leaves_nothing_to_chance() {
        let lone = Component::round([3.0, -1.0], 0.5, 1.0);
        let mixture = GaussianMixture::new(vec![lone]).unwrap();
        let found = sampled_information(&mixture, 300, 1, 0);
        assert!((found.value - 8.0).abs() < 1e-12, "{found:?}");
        assert!(found.se < 1e-12, "{found:?}");
    }
}
