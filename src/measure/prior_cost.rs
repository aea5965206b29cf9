//! What a way back loses because it begins at the prior and not at p of its last time.

use super::prior_mismatch::normal_cdf;
use crate::mixture::{Covariance, GaussianMixture, Modes};
use crate::noise::{Prior, Process};
use ndarray::{Array1, Array2};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// By the exact score and infinitely many steps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PriorCost {
    /// How far the mean is off, in standard deviations of the target.
    pub mean: f64,
    /// How much too wide the sample is, a part of the target's standard deviation; below 0 too narrow.
    pub spread: f64,
    /// How far the weight of the worst mode is off.
    pub weight: f64,
    /// Which mode that is, counted from 0.
    pub mode: usize,
}

/// Points along an axis of the prior on each side of its middle, and their distance in standard
/// deviations: sums over so fine a lattice are integrals against a Gaussian to many digits.
const LATTICE: (i32, f64) = (30, 0.2);
/// ... and for targets of many components.
const COARSE: (i32, f64) = (12, 0.5);
const MANY: usize = 300;

/// A part of a standard deviation, and of the whole weight, that is worth a word.
const WORTH_SAYING: f64 = 0.01;

impl PriorCost {
    /// The cost for a sampler that draws noise (`is_noisy`) on its way back, or for the flow.
    ///
    /// Steps with noise draw x0 from its posterior given x_T, so that the cost is that of drawing x_T from
    /// the prior, integrated. The flow keeps the order of its particles along every line between
    /// two far modes: the quantile of p_T at which the modes meet is another of the prior.
    pub fn of(process: &Process, mixture: &GaussianMixture, modes: &Modes, is_noisy: bool) -> Self {
        let prior = process.prior(mixture);
        if is_noisy {
            Self::with_noise(process, &prior, mixture, modes)
        } else {
            Self::of_flow(process, &prior, mixture, modes)
        }
    }

    /// Whether it is more than one per cent of a standard deviation or a weight off by more than 0.01.
    pub fn is_worth_saying(&self) -> bool {
        let parts = [self.mean, self.spread.abs(), self.weight];
        parts.iter().any(|part| *part > WORTH_SAYING)
    }

    fn with_noise(
        process: &Process,
        prior: &Prior,
        mixture: &GaussianMixture,
        modes: &Modes,
    ) -> Self {
        let (t, mean) = (process.last(), mixture.mean());
        let (x, shares) = lattice(prior, mixture.components().len());
        let alpha = process.alpha(t);
        // Seen from the target's mean, so that nothing cancels far from the origin.
        let exploded = process.centered(x.view()) / alpha;
        let points = process.uncentered(exploded.view());
        let variance = process.level(t).powi(2);
        let smoothed = mixture.smoothed(process.level(t));
        let (score, divergence) = smoothed.score_and_divergence_batch(points.view());
        let clean = &points - &Array1::from_iter(mean) + &(score * variance);
        // tr Cov(x0 given x) = sigma^2 (2 + sigma^2 div s).
        let inner = divergence.mapv(|d| variance * (2.0 + variance * d));
        let integral = |values: &Array1<f64>| (values * &shares).sum();
        let shift = [0, 1].map(|axis| integral(&clean.column(axis).to_owned()));
        let squares = clean.map_axis(ndarray::Axis(1), |d| d[0] * d[0] + d[1] * d[1]);
        let trace = integral(&(squares + inner)) - shift[0].powi(2) - shift[1].powi(2);
        let std = mixture.std();
        let posterior = smoothed.posterior_batch(points.view());
        let mut weights = vec![0.0; modes.count()];
        for (column, &mode) in posterior.columns().into_iter().zip(modes.of_components()) {
            weights[mode] += integral(&column.to_owned());
        }
        let (mode, weight) = worst(
            weights
                .iter()
                .zip(modes.weights(mixture))
                .map(|(found, truth)| (found - truth).abs()),
        );
        Self {
            mean: shift[0].hypot(shift[1]) / std,
            spread: (0.5 * trace).max(0.0).sqrt() / std - 1.0,
            weight,
            mode,
        }
    }

    fn of_flow(process: &Process, prior: &Prior, mixture: &GaussianMixture, modes: &Modes) -> Self {
        let last = process.marginal(mixture, process.last());
        let (mean, std) = (last.mean(), last.std());
        let shift = [0, 1].map(|axis| prior.mean()[axis] - mean[axis]);
        // A mode of less weight than is worth a word has hardly so much to lose, and of others there are
        // but a hundred: thousands of modes cost no more.
        let weights = modes.weights(mixture);
        let costs = weights.iter().enumerate().map(|(mode, weight)| {
            if *weight < WORTH_SAYING {
                return 0.0;
            }
            weight_of_flow(&last, prior, modes, mode)
        });
        let (mode, weight) = worst(costs);
        Self {
            mean: shift[0].hypot(shift[1]) / std,
            spread: prior.std() / std - 1.0,
            weight,
            mode,
        }
    }
}

/// The place and the value of the largest.
fn worst(costs: impl Iterator<Item = f64>) -> (usize, f64) {
    let largest =
        |worst: (usize, f64), next: (usize, f64)| if next.1 > worst.1 { next } else { worst };
    costs.enumerate().fold((0, 0.0), largest)
}

/// How much of the prior lies beyond the line that cuts the weight of `mode` off `last`, across the
/// direction from all others to it, less that weight.
fn weight_of_flow(last: &GaussianMixture, prior: &Prior, modes: &Modes, mode: usize) -> f64 {
    let components = || last.components().iter().zip(modes.of_components());
    let mut sides = [[0.0; 3]; 2];
    for (component, &of) in components() {
        let side = &mut sides[usize::from(of == mode)];
        side[0] += component.weight;
        side[1] += component.weight * component.mean[0];
        side[2] += component.weight * component.mean[1];
    }
    let [others, own] = sides;
    let weight = own[0];
    if others[0] <= 0.0 {
        return 0.0;
    }
    let across = [1, 2].map(|i| own[i] / own[0] - others[i] / others[0]);
    let length = across[0].hypot(across[1]);
    if length == 0.0 {
        return 0.0;
    }
    let u = across.map(|v| v / length);
    let along = |mean: [f64; 2]| {
        let origin = prior.mean();
        u[0] * (mean[0] - origin[0]) + u[1] * (mean[1] - origin[1])
    };
    let line: Vec<[f64; 3]> = last
        .components()
        .iter()
        .map(|c| [c.weight, along(c.mean), c.cov.variance_along(u).sqrt()])
        .collect();
    let below = |x: f64| {
        line.iter()
            .map(|[w, m, s]| w * normal_cdf((x - m) / s))
            .sum::<f64>()
    };
    let far = |sign: f64| line.iter().map(move |[_, m, s]| m + sign * 9.0 * s);
    let mut low = far(-1.0).fold(f64::INFINITY, f64::min);
    let mut high = far(1.0).fold(f64::NEG_INFINITY, f64::max);
    for _ in 0..HALVINGS {
        let middle = 0.5 * (low + high);
        if below(middle) < 1.0 - weight {
            low = middle;
        } else {
            high = middle;
        }
    }
    let beyond = 1.0
        - normal_cdf(0.5 * (low + high) / Covariance::from(prior.cov()).variance_along(u).sqrt());
    (beyond - weight).abs()
}

/// Each gains a binary digit; a ten thousandth of the line is fine enough for a meter.
const HALVINGS: u32 = 24;

/// Points of the prior and the shares of its mass around them.
fn lattice(prior: &Prior, components: usize) -> (Array2<f64>, Array1<f64>) {
    let (reach, step) = if components > MANY { COARSE } else { LATTICE };
    let (mut points, mut shares) = (Vec::new(), Vec::new());
    for i in -reach..=reach {
        for j in -reach..=reach {
            let z = [f64::from(i) * step, f64::from(j) * step];
            points.push(prior.place(z));
            shares.push((-0.5 * (z[0] * z[0] + z[1] * z[1])).exp());
        }
    }
    let shares = Array1::from(shares);
    let total = shares.sum();
    (Array2::from(points), shares / total)
}

/// How far the log-density of the prior is from that of p at the last time: what the likelihood by the flow
/// with the exact score misses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PriorGap {
    /// Of |log prior - log p_T| under p_T, nats.
    pub median: f64,
    /// The quantile of 95 %, nats.
    pub most: f64,
}

/// Draws of p_T that a gap is measured on.
const GAP_DRAWS: usize = 2000;
/// Fixes them.
const GAP_SEED: u64 = 0x9A9;
/// A gap that nobody has to think of, nats.
const SMALL_GAP: PriorGap = PriorGap {
    median: 1e-3,
    most: 1e-2,
};

impl PriorGap {
    /// The gap of `process` on `mixture`.
    pub fn of(process: &Process, mixture: &GaussianMixture) -> Self {
        let last = process.marginal(mixture, process.last());
        let x = last.sample(GAP_DRAWS, &mut ChaCha8Rng::seed_from_u64(GAP_SEED));
        let prior = process.prior(mixture).log_density_batch(x.view());
        let apart = prior - last.log_density_batch(x.view());
        let mut apart: Vec<f64> = apart.iter().map(|d| d.abs()).collect();
        apart.sort_by(f64::total_cmp);
        let quantile = |part: f64| apart[(part * (GAP_DRAWS - 1) as f64) as usize];
        Self {
            median: quantile(0.5),
            most: quantile(0.95),
        }
    }

    /// Whether likelihoods are good to three digits: 0.001 nats off in the median, 0.01 at 95 %.
    pub fn is_small(&self) -> bool {
        self.median <= SMALL_GAP.median && self.most <= SMALL_GAP.most
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::flow_mode_weight;
    use crate::mixture::Component;
    use crate::noise::{Center, NoiseRange, PriorKind, Scale};
    use approx::assert_abs_diff_eq;

    fn song_ermon() -> GaussianMixture {
        GaussianMixture::new(vec![
            Component::round([5.0, 5.0], 1.0, 0.8),
            Component::round([-5.0, -5.0], 1.0, 0.2),
        ])
        .unwrap()
    }

    fn cost(process: &Process, mixture: &GaussianMixture, is_noisy: bool) -> PriorCost {
        PriorCost::of(process, mixture, &Modes::one_each(mixture), is_noisy)
    }

    #[test]
    fn the_flow_loses_the_weight_of_the_closed_form() {
        let far = 50f64.sqrt();
        for sigma_max in [5.0, 10.0, 20.0] {
            let process = Process::ve(NoiseRange::new(0.05, sigma_max).unwrap());
            let found = cost(&process, &song_ermon(), false);
            let truth = 0.8 - flow_mode_weight(0.8, far, -far, 1.0, sigma_max);
            assert_abs_diff_eq!(found.weight, truth, epsilon = 1e-5);
        }
    }

    #[test]
    fn few_steps_of_ddpm_lose_a_part_of_the_mean() {
        // Every p_t of N(m, I) is N(alpha m, I), and from N(0, I) the mean comes back as
        // m (1 - alpha-bar_T).
        let one = GaussianMixture::new(vec![Component::round([3.0, -2.0], 1.0, 1.0)]).unwrap();
        let process = Process::ddpm(50).unwrap();
        let found = cost(&process, &one, true);
        let bar = process.alpha(50.0).powi(2);
        assert_abs_diff_eq!(found.mean, bar * 13f64.sqrt(), epsilon = 1e-9);
        // Of N(0, I) nothing else is lost.
        assert_abs_diff_eq!(found.spread, 0.0, epsilon = 1e-7);
        assert!(found.is_worth_saying());
        let matched = process
            .placed(&one, Center::Data, None, PriorKind::Matched)
            .unwrap();
        for is_noisy in [true, false] {
            let found = cost(&matched, &one, is_noisy);
            assert!(found.mean < 1e-7 && found.spread.abs() < 1e-7, "{found:?}");
            assert!(!found.is_worth_saying());
        }
    }

    #[test]
    fn a_prior_that_is_too_wide_costs_spread() {
        let one = GaussianMixture::new(vec![Component::round([3.0, -2.0], 1.0, 1.0)]).unwrap();
        let process =
            Process::vp_linear().placed(&one, Center::Data, Some(Scale::Of(1.0)), PriorKind::Plain);
        let found = cost(&process.unwrap(), &one, false);
        assert!(
            found.spread.abs() < 1e-12 && found.mean < 1e-12,
            "{found:?}"
        );
        let narrow = Process::ve(NoiseRange::new(0.05, 2.0).unwrap());
        let narrow = narrow.placed(&one, Center::Data, None, PriorKind::Plain);
        let found = cost(&narrow.unwrap(), &one, false);
        assert_abs_diff_eq!(found.spread, 2.0 / 5f64.sqrt() - 1.0, epsilon = 1e-12);
    }

    #[test]
    fn a_matched_prior_is_nearer_by_the_third_power_of_the_last_level() {
        let gap = |sigma_max: f64| {
            let process = Process::ve(NoiseRange::new(0.05, sigma_max).unwrap());
            let process = process
                .placed(&song_ermon(), Center::Data, None, PriorKind::Matched)
                .unwrap();
            PriorGap::of(&process, &song_ermon()).median
        };
        let ratio = gap(40.0) / gap(80.0);
        assert!((6.0..10.0).contains(&ratio), "{ratio}");
    }
}
