//! The two steps that are repeated: whose is every point, and which Gaussians suit that best.

use super::seeding::no_narrower;
use crate::mixture::{Component, GaussianMixture};
use crate::plane::Point;
use std::f64::consts::TAU;

/// No component is left with less than this part of a point: a mass of 0 could not come back.
const LEAST_MASS: f64 = 1e-9;

/// Gaussians on their way to the points.
pub struct Ascent<'a> {
    at: &'a [Point],
    least_std: f64,
    components: Vec<Component>,
    /// The log-likelihood of the present components last, and of those before.
    passed: Vec<f64>,
    /// r_ik of the present components, a row a point.
    shares: Vec<f64>,
}

impl<'a> Ascent<'a> {
    /// Of these components, none narrower than `least_std`.
    pub fn from(at: &'a [Point], least_std: f64, components: Vec<Component>) -> Self {
        let total: f64 = components.iter().map(|c| c.weight).sum();
        let mut ascent = Self {
            at,
            least_std,
            shares: vec![0.0; at.len() * components.len()],
            components,
            passed: Vec::new(),
        };
        for component in &mut ascent.components {
            component.weight /= total;
        }
        ascent.expect();
        ascent
    }

    /// Of the present components.
    pub fn log_likelihood(&self) -> f64 {
        *self.passed.last().expect("one value from the beginning")
    }

    /// Steps until one gains less than `least` nats a point, at most `steps`.
    pub fn climb(&mut self, steps: usize, least: f64) {
        for _ in 0..steps {
            let before = self.log_likelihood();
            self.maximise();
            self.expect();
            let gain = (self.log_likelihood() - before) / self.at.len() as f64;
            if gain.is_nan() || gain <= least {
                return;
            }
        }
    }

    /// The mixture, the heaviest component first, and the log-likelihood before the first step and after every one.
    pub fn into_parts(mut self) -> (GaussianMixture, Vec<f64>) {
        (self.components).sort_by(|a, b| b.weight.total_cmp(&a.weight));
        // No narrower and no farther away than points are allowed to be.
        let mixture = GaussianMixture::new(self.components).expect("Gaussians");
        (mixture, self.passed)
    }

    /// r_ik = pi_k N(x_i; mu_k, Sigma_k) / p(x_i), and the sum of log p(x_i).
    fn expect(&mut self) {
        let number = self.components.len();
        let densities: Vec<LogDensity> = self.components.iter().map(LogDensity::of).collect();
        let mut total = 0.0;
        for (x, row) in self.at.iter().zip(self.shares.chunks_exact_mut(number)) {
            let mut top = f64::NEG_INFINITY;
            for (share, density) in row.iter_mut().zip(&densities) {
                *share = density.at(*x);
                top = top.max(*share);
            }
            let mut sum = 0.0;
            for share in row.iter_mut() {
                *share = (*share - top).exp();
                sum += *share;
            }
            for share in row.iter_mut() {
                *share /= sum;
            }
            total += top + sum.ln();
        }
        self.passed.push(total);
    }

    /// n_k = sum_i r_ik, pi_k = n_k / n, mu_k = sum_i r_ik x_i / n_k, and
    /// Sigma_k = sum_i r_ik (x_i - mu_k) (x_i - mu_k)^T / n_k with its variances along the axes raised to the least
    /// one, which is the likeliest of all that are no narrower.
    fn maximise(&mut self) {
        let number = self.components.len();
        let n = self.at.len() as f64;
        for (k, component) in self.components.iter_mut().enumerate() {
            let shares = || self.shares.iter().skip(k).step_by(number);
            let mass: f64 = shares().sum();
            component.weight = mass.max(LEAST_MASS) / n;
            if mass < LEAST_MASS {
                continue;
            }
            let mut mean = [0.0, 0.0];
            // From where it was, so that points far from the origin lose no digits.
            let from = component.mean;
            for (x, share) in self.at.iter().zip(shares()) {
                mean[0] += share * (x[0] - from[0]);
                mean[1] += share * (x[1] - from[1]);
            }
            component.mean = [0, 1].map(|axis| from[axis] + mean[axis] / mass);
            let [mut xx, mut xy, mut yy] = [0.0; 3];
            for (x, share) in self.at.iter().zip(shares()) {
                let (dx, dy) = (x[0] - component.mean[0], x[1] - component.mean[1]);
                xx += share * dx * dx;
                xy += share * dx * dy;
                yy += share * dy * dy;
            }
            let [xx, xy, yy] = [xx, xy, yy].map(|sum| sum / mass);
            component.cov = no_narrower([[xx, xy], [xy, yy]], self.least_std);
        }
        let total: f64 = self.components.iter().map(|c| c.weight).sum();
        for component in &mut self.components {
            component.weight /= total;
        }
    }
}

/// log pi_k N(x; mu_k, Sigma_k) with what does not depend on x computed once.
struct LogDensity {
    mean: Point,
    whitening: [Point; 2],
    constant: f64,
}

impl LogDensity {
    fn of(component: &Component) -> Self {
        let [first, second] = component.cov.stds();
        Self {
            mean: component.mean,
            whitening: component.cov.whitening(),
            constant: component.weight.ln() - TAU.ln() - first.ln() - second.ln(),
        }
    }

    fn at(&self, x: Point) -> f64 {
        let d = [x[0] - self.mean[0], x[1] - self.mean[1]];
        let [u, v] = self.whitening.map(|w| w[0] * d[0] + w[1] * d[1]);
        self.constant - 0.5 * (u * u + v * v)
    }
}
