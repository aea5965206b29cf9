//! A score of VE levels read along a forward process.

use super::score_fn::ScoreFn;
use crate::noise::{NoiseRange, Process};
use ndarray::{Array1, Array2, ArrayView2};
use std::cell::Cell;

/// The score of alpha x0 + sigma eps: s(x/alpha, sigma/alpha)/alpha, from a score s of the VE points
/// x0 + sigma eps.
pub struct ScaledScore<'a> {
    score: &'a dyn ScoreFn,
    alpha: f64,
}

impl<'a> ScaledScore<'a> {
    /// `alpha` above 0.
    pub fn new(score: &'a dyn ScoreFn, alpha: f64) -> Self {
        Self { score, alpha }
    }
}

impl ScoreFn for ScaledScore<'_> {
    fn score(&self, x: ArrayView2<f64>, sigma: f64) -> Array2<f64> {
        if self.alpha == 1.0 {
            return self.score.score(x, sigma);
        }
        let unscaled = x.mapv(|v| v / self.alpha);
        let mut score = self.score.score(unscaled.view(), sigma / self.alpha);
        score.mapv_inplace(|s| s / self.alpha);
        score
    }

    fn divergence(&self, x: ArrayView2<f64>, sigma: f64) -> Array1<f64> {
        self.score_and_divergence(x, sigma).1
    }

    fn score_and_divergence(&self, x: ArrayView2<f64>, sigma: f64) -> (Array2<f64>, Array1<f64>) {
        if self.alpha == 1.0 {
            return self.score.score_and_divergence(x, sigma);
        }
        let (alpha, unscaled) = (self.alpha, x.mapv(|v| v / self.alpha));
        let (mut score, mut divergence) = self
            .score
            .score_and_divergence(unscaled.view(), sigma / alpha);
        score.mapv_inplace(|s| s / alpha);
        divergence.mapv_inplace(|d| d / (alpha * alpha));
        (score, divergence)
    }

    fn trained_range(&self) -> Option<NoiseRange> {
        let scaled = |range: NoiseRange| {
            let (min, max) = (self.alpha * range.min(), self.alpha * range.max());
            NoiseRange::new(min, max).unwrap_or(range)
        };
        self.score.trained_range().map(scaled)
    }

    fn only_level(&self) -> Option<f64> {
        self.score.only_level().map(|only| self.alpha * only)
    }

    fn trained_at(&self, sigma: f64) -> bool {
        self.score.trained_at(sigma / self.alpha)
    }
}

/// The score s_t of p_t along a process, from a score in VE coordinates ([`ScaledScore`]).
///
/// Every evaluation, of a whole batch of points, is counted.
pub struct ProcessScore<'a> {
    score: &'a dyn ScoreFn,
    process: &'a Process,
    evaluations: Cell<u64>,
}

impl<'a> ProcessScore<'a> {
    pub fn new(score: &'a dyn ScoreFn, process: &'a Process) -> Self {
        Self {
            score,
            process,
            evaluations: Cell::new(0),
        }
    }

    pub fn process(&self) -> &Process {
        self.process
    }

    /// How often the score has been evaluated: once a call, whatever the number of points.
    pub fn evaluations(&self) -> u64 {
        self.evaluations.get()
    }

    /// The score of alpha(t) x0 + sigma eps; to be evaluated once.
    fn scaled(&self, t: f64) -> ScaledScore<'a> {
        self.evaluations.set(self.evaluations.get() + 1);
        ScaledScore::new(self.score, self.process.alpha(t))
    }

    /// s_t at every row of `x` `[n, 2]`, `[n, 2]`, 1/unit.
    pub fn score(&self, x: ArrayView2<f64>, t: f64) -> Array2<f64> {
        self.scaled(t).score(x, self.process.sigma(t))
    }

    /// div s_t = tr grad s_t at every row of `x` `[n, 2]`, `[n]`, 1/unit^2.
    pub fn divergence(&self, x: ArrayView2<f64>, t: f64) -> Array1<f64> {
        self.scaled(t).divergence(x, self.process.sigma(t))
    }

    /// The posterior mean E[x0 given x_t = x] = (x + sigma^2 s_t(x))/alpha (Tweedie), `[n, 2]`.
    pub fn denoised(&self, x: ArrayView2<f64>, t: f64) -> Array2<f64> {
        let (alpha, variance) = (self.process.alpha(t), self.process.sigma(t).powi(2));
        let mut denoised = self.score(x, t);
        denoised.zip_mut_with(&x, |s, x| *s = (x + variance * *s) / alpha);
        denoised
    }

    /// The velocity of the probability flow, dx/dt = f x - g^2/2 s_t(x) (Song et al. 2021, equation
    /// 13), `[n, 2]`, units/time.
    pub fn flow(&self, x: ArrayView2<f64>, t: f64) -> Array2<f64> {
        self.velocity(self.score(x, t), x, t)
    }

    /// The velocity `[n, 2]` and its divergence 2 f - g^2/2 div s_t `[n]`, 1/time, in one evaluation.
    pub fn flow_and_divergence(&self, x: ArrayView2<f64>, t: f64) -> (Array2<f64>, Array1<f64>) {
        let sigma = self.process.sigma(t);
        let (score, mut divergence) = self.scaled(t).score_and_divergence(x, sigma);
        let drift = self.process.drift(t);
        let half = 0.5 * self.process.diffusion_squared(t);
        divergence.mapv_inplace(|d| 2.0 * drift - half * d);
        (self.velocity(score, x, t), divergence)
    }

    fn velocity(&self, mut score: Array2<f64>, x: ArrayView2<f64>, t: f64) -> Array2<f64> {
        let drift = self.process.drift(t);
        let half = 0.5 * self.process.diffusion_squared(t);
        score.zip_mut_with(&x, |s, x| *s = drift * x - half * *s);
        score
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::{Component, GaussianMixture};
    use crate::noise::NoiseRange;
    use crate::score::ExactScore;
    use approx::assert_abs_diff_eq;
    use ndarray::array;

    fn mixture() -> GaussianMixture {
        GaussianMixture::new(vec![
            Component::from_axes([-1.0, 0.5], [0.8, 0.2], 0.4, 0.7),
            Component::round([2.0, -1.0], 0.3, 0.3),
        ])
        .unwrap()
    }

    fn processes() -> [(Process, f64); 4] {
        let range = NoiseRange::new(0.05, 8.0).unwrap();
        [
            (Process::ve(range), 0.6),
            (Process::vp_linear(), 0.3),
            (Process::vp_cosine(), 0.7),
            (Process::ddpm(1000).unwrap(), 400.0),
        ]
    }

    #[test]
    fn the_score_along_a_process_is_that_of_its_marginal() {
        let exact = ExactScore::new(mixture());
        let x = array![[0.3, -0.2], [1.5, 2.0], [-4.0, 0.1]];
        for (process, t) in processes() {
            let at = ProcessScore::new(&exact, &process);
            let found = at.score(x.view(), t);
            let marginal = process.marginal(&mixture(), t);
            let expected = marginal.score_batch(x.view());
            for (a, b) in found.iter().zip(&expected) {
                assert_abs_diff_eq!(a, b, epsilon = 1e-11);
            }
            assert_eq!(at.evaluations(), 1);
        }
    }

    #[test]
    fn the_flow_carries_the_marginal_along() {
        // The continuity equation d/dt log p = -div v - v . grad log p, by finite differences.
        let exact = ExactScore::new(mixture());
        let range = NoiseRange::new(0.05, 8.0).unwrap();
        for (process, t) in [
            (Process::ve(range), 0.6),
            (Process::ve_rho(range, 7.0).unwrap(), 0.9),
            (Process::vp_linear(), 0.3),
            (Process::vp_cosine(), 0.6),
        ] {
            let at = ProcessScore::new(&exact, &process);
            let (x, h) = ([0.4, -0.3], 1e-5);
            let log_density = |t: f64| process.marginal(&mixture(), t).log_density(x);
            let change = (log_density(t + h) - log_density(t - h)) / (2.0 * h);
            let flow = |p: [f64; 2]| at.flow(array![p].view(), t);
            let mut divergence = 0.0;
            for axis in 0..2 {
                let (mut up, mut down) = (x, x);
                up[axis] += h;
                down[axis] -= h;
                divergence += (flow(up)[[0, axis]] - flow(down)[[0, axis]]) / (2.0 * h);
            }
            let (same, exact) = at.flow_and_divergence(array![x].view(), t);
            for (a, b) in same.iter().zip(&flow(x)) {
                assert_abs_diff_eq!(a, b, epsilon = 1e-12);
            }
            assert_abs_diff_eq!(exact[0], divergence, epsilon = 1e-6);
            let of_score = at.divergence(array![x].view(), t)[0];
            let f = process.drift(t);
            let by_score = 2.0 * f - 0.5 * process.diffusion_squared(t) * of_score;
            assert_abs_diff_eq!(by_score, exact[0], epsilon = 1e-12);
            let (velocity, score) = (flow(x), at.score(array![x].view(), t));
            let carried = velocity[[0, 0]] * score[[0, 0]] + velocity[[0, 1]] * score[[0, 1]];
            assert_abs_diff_eq!(change, -divergence - carried, epsilon = 1e-6);
        }
    }

    #[test]
    fn denoising_gives_the_posterior_mean_of_the_clean_point() {
        let lone = Component::round([1.0, -2.0], 0.5, 1.0);
        let exact = ExactScore::new(GaussianMixture::new(vec![lone]).unwrap());
        for (process, t) in processes() {
            let (alpha, sigma) = (process.alpha(t), process.sigma(t));
            let gain = 0.25 * alpha / (0.25 * alpha * alpha + sigma * sigma);
            let x = array![[0.7, 0.2]];
            let found = ProcessScore::new(&exact, &process).denoised(x.view(), t);
            assert_abs_diff_eq!(found[[0, 0]], 1.0 + gain * (0.7 - alpha), epsilon = 1e-11);
            let second = -2.0 + gain * (0.2 + 2.0 * alpha);
            assert_abs_diff_eq!(found[[0, 1]], second, epsilon = 1e-11);
        }
    }
}
