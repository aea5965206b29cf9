//! A score of VE levels read along a forward process.

use super::score_fn::{Differentials, ScoreFn};
use crate::noise::{NoiseRange, Process};
use crate::plane::Point;
use ndarray::{Array1, Array2, ArrayView2};
use std::cell::Cell;

/// The score of c + alpha (x0 - c) + sigma eps: s(c + (x - c)/alpha, sigma/alpha)/alpha, from a score s of
/// the VE points x0 + sigma eps. Points and sigma are in data units.
pub struct ScaledScore<'a> {
    score: &'a dyn ScoreFn,
    alpha: f64,
    center: Point,
}

impl<'a> ScaledScore<'a> {
    /// `alpha` above 0, and the `center` c towards which it shrinks the data.
    pub fn new(score: &'a dyn ScoreFn, alpha: f64, center: Point) -> Self {
        Self {
            score,
            alpha,
            center,
        }
    }

    fn unscaled(&self, x: ArrayView2<f64>) -> Array2<f64> {
        let mut clean = x.to_owned();
        for mut row in clean.rows_mut() {
            for (x, center) in row.iter_mut().zip(self.center) {
                *x = center + (*x - center) / self.alpha;
            }
        }
        clean
    }
}

impl ScoreFn for ScaledScore<'_> {
    fn score(&self, x: ArrayView2<f64>, sigma: f64) -> Array2<f64> {
        if self.alpha == 1.0 {
            return self.score.score(x, sigma);
        }
        let unscaled = self.unscaled(x);
        let mut score = self.score.score(unscaled.view(), sigma / self.alpha);
        score.mapv_inplace(|s| s / self.alpha);
        score
    }

    fn divergence(&self, x: ArrayView2<f64>, sigma: f64) -> Array1<f64> {
        if self.alpha == 1.0 {
            return self.score.divergence(x, sigma);
        }
        let (alpha, unscaled) = (self.alpha, self.unscaled(x));
        let mut divergence = self.score.divergence(unscaled.view(), sigma / alpha);
        divergence.mapv_inplace(|d| d / (alpha * alpha));
        divergence
    }

    fn differentials(&self, x: ArrayView2<f64>, sigma: f64) -> Differentials {
        let (alpha, unscaled) = (self.alpha, self.unscaled(x));
        let mut found = self.score.differentials(unscaled.view(), sigma / alpha);
        found.score.mapv_inplace(|s| s / alpha);
        found.divergence.mapv_inplace(|d| d / (alpha * alpha));
        found.curl.mapv_inplace(|c| c / (alpha * alpha));
        found
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

/// The score s_t of p_t along a process, from a score in VE coordinates:
/// s_t(c + y) = s(c + y/alpha, sigma s/alpha)/alpha.
///
/// Points are taken and given as they are seen from the process's center, y = x - c: there no step of a
/// sampler has to know c, and far from the origin no digit is lost along the way. Every evaluation, of a
/// whole batch of points, is counted.
pub struct ProcessScore<'a> {
    score: &'a dyn ScoreFn,
    process: &'a Process,
    evaluations: Cell<u64>,
}

impl<'a> ProcessScore<'a> {
    /// `score` at the times of `process`.
    pub fn new(score: &'a dyn ScoreFn, process: &'a Process) -> Self {
        Self {
            score,
            process,
            evaluations: Cell::new(0),
        }
    }

    /// The process whose times are meant.
    pub fn process(&self) -> &Process {
        self.process
    }

    /// How often the score has been evaluated: once a call, whatever the number of points.
    pub fn evaluations(&self) -> u64 {
        self.evaluations.get()
    }

    /// The VE points c + y/alpha and their level; to be asked for once.
    fn exploded(&self, y: ArrayView2<f64>, t: f64) -> (Array2<f64>, f64) {
        self.evaluations.set(self.evaluations.get() + 1);
        let (alpha, center) = (self.process.alpha(t), self.process.center());
        let mut clean = y.to_owned();
        for mut row in clean.rows_mut() {
            for (y, center) in row.iter_mut().zip(center) {
                *y = center + *y / alpha;
            }
        }
        (clean, self.process.noise(t) / alpha)
    }

    /// s_t at every row of `y` `[n, 2]`, `[n, 2]`, 1/unit.
    pub fn score(&self, y: ArrayView2<f64>, t: f64) -> Array2<f64> {
        let (clean, level) = self.exploded(y, t);
        let alpha = self.process.alpha(t);
        let mut score = self.score.score(clean.view(), level);
        score.mapv_inplace(|s| s / alpha);
        score
    }

    /// The score `[n, 2]` and div s_t = tr grad s_t `[n]`, 1/unit^2, at every row of `y` `[n, 2]`.
    pub fn score_and_divergence(&self, y: ArrayView2<f64>, t: f64) -> (Array2<f64>, Array1<f64>) {
        let (clean, level) = self.exploded(y, t);
        let alpha = self.process.alpha(t);
        let (mut score, mut divergence) = self.score.score_and_divergence(clean.view(), level);
        score.mapv_inplace(|s| s / alpha);
        divergence.mapv_inplace(|d| d / (alpha * alpha));
        (score, divergence)
    }

    /// s_t `[n, 2]`, 1/unit, and the posterior mean E[x0 - c given x_t = c + y] `[n, 2]` as the score itself knows
    /// it: at great noise the exact one keeps digits that the sum of Tweedie's formula loses.
    pub fn score_and_denoised(&self, y: ArrayView2<f64>, t: f64) -> (Array2<f64>, Array2<f64>) {
        let (clean, level) = self.exploded(y, t);
        let (alpha, center) = (self.process.alpha(t), self.process.center());
        let (mut score, mut denoised) = self.score.score_and_denoised(clean.view(), level);
        score.mapv_inplace(|s| s / alpha);
        for mut row in denoised.rows_mut() {
            row[0] -= center[0];
            row[1] -= center[1];
        }
        (score, denoised)
    }

    /// The posterior mean E[x0 - c given x_t = c + y] = (y + sigma^2 s^2 s_t)/alpha (Tweedie), `[n, 2]`.
    pub fn denoised(&self, y: ArrayView2<f64>, t: f64) -> Array2<f64> {
        let (alpha, variance) = (self.process.alpha(t), self.process.noise(t).powi(2));
        let mut denoised = self.score(y, t);
        denoised.zip_mut_with(&y, |s, y| *s = (y + variance * *s) / alpha);
        denoised
    }

    /// The velocity of the probability flow, dx/dt = f y - g^2/2 s_t (Song et al. 2021, equation
    /// 13), `[n, 2]`, units/time.
    pub fn flow(&self, y: ArrayView2<f64>, t: f64) -> Array2<f64> {
        self.velocity(self.score(y, t), y, t)
    }

    /// The velocity `[n, 2]` and its divergence 2 f - g^2/2 div s_t `[n]`, 1/time, in one evaluation.
    pub fn flow_and_divergence(&self, y: ArrayView2<f64>, t: f64) -> (Array2<f64>, Array1<f64>) {
        let (score, mut divergence) = self.score_and_divergence(y, t);
        let drift = self.process.drift(t);
        let half = 0.5 * self.process.diffusion_squared(t);
        divergence.mapv_inplace(|d| 2.0 * drift - half * d);
        (self.velocity(score, y, t), divergence)
    }

    fn velocity(&self, mut score: Array2<f64>, y: ArrayView2<f64>, t: f64) -> Array2<f64> {
        let drift = self.process.drift(t);
        let half = 0.5 * self.process.diffusion_squared(t);
        score.zip_mut_with(&y, |s, y| *s = drift * y - half * *s);
        score
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::{Component, GaussianMixture};
    use crate::noise::{Center, NoiseRange, Noising, PriorKind, Scale};
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

    /// Around the origin and around other points, in units of other lengths.
    fn processes() -> Vec<(Process, f64)> {
        let range = NoiseRange::new(0.05, 8.0).unwrap();
        let around_the_origin = [
            (Process::ve(range), 0.6),
            (Process::vp_linear(), 0.3),
            (Process::vp_cosine(), 0.7),
            (Process::ddpm(1000).unwrap(), 400.0),
        ];
        let placed = |process: &Process| {
            let center = Center::At([0.7, -3.0]);
            let scale = (!process.kind().explodes()).then_some(Scale::Of(2.5));
            let process = process.clone();
            process.placed(&mixture(), center, scale, PriorKind::Matched)
        };
        around_the_origin
            .iter()
            .flat_map(|(process, t)| [(process.clone(), *t), (placed(process).unwrap(), *t)])
            .collect()
    }

    #[test]
    fn the_score_along_a_process_is_that_of_its_marginal() {
        let exact = ExactScore::new(mixture());
        let x = array![[0.3, -0.2], [1.5, 2.0], [-4.0, 0.1]];
        for (process, t) in processes() {
            let at = ProcessScore::new(&exact, &process);
            let found = at.score(process.centered(x.view()).view(), t);
            let marginal = process.marginal(&mixture(), t);
            let expected = marginal.score_batch(x.view());
            for (a, b) in found.iter().zip(&expected) {
                assert_abs_diff_eq!(a, b, epsilon = 1e-11);
            }
            assert_eq!(at.evaluations(), 1);
            let noising = process.noising(t);
            let scaled = ScaledScore::new(&exact, noising.alpha, noising.center);
            let (same, divergence) = scaled.score_and_divergence(x.view(), noising.std);
            let (_, truth) = marginal.score_and_divergence_batch(x.view());
            for (a, b) in same
                .iter()
                .chain(&divergence)
                .zip(expected.iter().chain(&truth))
            {
                assert_abs_diff_eq!(a, b, epsilon = 1e-10);
            }
        }
    }

    #[test]
    fn the_flow_carries_the_marginal_along() {
        // The continuity equation d/dt log p = -div v - v . grad log p, by finite differences.
        let exact = ExactScore::new(mixture());
        let range = NoiseRange::new(0.05, 8.0).unwrap();
        let placed = processes();
        let continuous = placed
            .into_iter()
            .filter(|(process, _)| process.discrete_steps().is_none());
        let karras = (Process::ve_rho(range, 7.0).unwrap(), 0.9);
        for (process, t) in continuous.chain([karras]) {
            let at = ProcessScore::new(&exact, &process);
            let (x, h) = ([0.4, -0.3], 1e-5);
            let log_density = |t: f64| process.marginal(&mixture(), t).log_density(x);
            let change = (log_density(t + h) - log_density(t - h)) / (2.0 * h);
            let seen = |p: [f64; 2]| process.centered(array![p].view());
            let flow = |p: [f64; 2]| at.flow(seen(p).view(), t);
            let mut divergence = 0.0;
            for axis in 0..2 {
                let (mut up, mut down) = (x, x);
                up[axis] += h;
                down[axis] -= h;
                divergence += (flow(up)[[0, axis]] - flow(down)[[0, axis]]) / (2.0 * h);
            }
            let (same, exact) = at.flow_and_divergence(seen(x).view(), t);
            for (a, b) in same.iter().zip(&flow(x)) {
                assert_abs_diff_eq!(a, b, epsilon = 1e-12);
            }
            assert_abs_diff_eq!(exact[0], divergence, epsilon = 1e-6);
            let of_score = at.score_and_divergence(seen(x).view(), t).1[0];
            let f = process.drift(t);
            let by_score = 2.0 * f - 0.5 * process.diffusion_squared(t) * of_score;
            assert_abs_diff_eq!(by_score, exact[0], epsilon = 1e-12);
            let (velocity, score) = (flow(x), at.score(seen(x).view(), t));
            let carried = velocity[[0, 0]] * score[[0, 0]] + velocity[[0, 1]] * score[[0, 1]];
            assert_abs_diff_eq!(change, -divergence - carried, epsilon = 1e-6);
        }
    }

    #[test]
    fn denoising_gives_the_posterior_mean_of_the_clean_point() {
        let lone = Component::round([1.0, -2.0], 0.5, 1.0);
        let exact = ExactScore::new(GaussianMixture::new(vec![lone]).unwrap());
        for (process, t) in processes() {
            let Noising { alpha, center, std } = process.noising(t);
            let gain = 0.25 * alpha / (0.25 * alpha * alpha + std * std);
            let x = array![[0.7, 0.2]];
            let at = ProcessScore::new(&exact, &process);
            let found = at.denoised(process.centered(x.view()).view(), t);
            let found = process.uncentered(found.view());
            for (axis, mean) in [1.0, -2.0].into_iter().enumerate() {
                let carried = center[axis] + alpha * (mean - center[axis]);
                let truth = mean + gain * (x[[0, axis]] - carried);
                assert_abs_diff_eq!(found[[0, axis]], truth, epsilon = 1e-11);
            }
        }
    }
}
