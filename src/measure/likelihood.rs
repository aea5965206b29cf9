//! The density of single points by the probability-flow ODE (Song et al. 2021, section 4.3).

use crate::mixture::GaussianMixture;
use crate::noise::Process;
use crate::sampling::{DormandPrince, Stuck};
use crate::score::{ProcessScore, ScoreFn};
use ndarray::{Array1, Array2, ArrayView2, Axis, concatenate, s};

/// log p of points at the smallest noise level of a process, by its flow and exactly.
///
/// Along the flow dx/dt = v the density changes by d log p/dt = -div v, so that
///
/// ```text
/// log p(x) = log prior(x_T) + integral of div v(x_t, t) dt from the smallest level to T
/// ```
///
/// with x_T where the flow carries x. In two dimensions the divergence is exact. The flow belongs to
/// the true p_T, but what stands at its end is the process's prior, as in sampling: the answer is
/// the density of what the flow makes of the prior. With the exact score it differs from log p(x) by
/// log prior(x_T) - log p_T(x_T) and nothing else. Of a matched prior that is what p_T has beyond a mean
/// and a covariance, less by the third power of sigma_max; the plain one of VE forgets the data's variance
/// v too, which counts for about v/sigma_max^2 nats.
#[derive(Clone, Debug, PartialEq)]
pub struct Likelihood {
    /// The points, `[n, 2]`, data units.
    pub x: Array2<f64>,
    /// Where the flow carries them, x_T, `[n, 2]`.
    pub latent: Array2<f64>,
    /// log p by the flow, `[n]`, nats per square unit.
    pub log_density: Array1<f64>,
    /// log p of the smoothed mixture itself, `[n]`.
    pub exact: Array1<f64>,
    /// Evaluations of the score with its divergence, one a batch.
    pub nfe: u64,
}

/// A mean with its standard error, which one value alone does not have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanNll {
    /// The mean of -log p, nats.
    pub value: f64,
    /// Of the mean, nats; `None` for one point.
    pub standard_error: Option<f64>,
}

/// Steps tried at most; a tolerance of 1e-12 takes about a thousand.
const MOST_STEPS: u64 = 20_000;

impl Likelihood {
    /// Follows the flow of `score` from `x` `[n, 2]` at [`Process::first_noisy`] to the last time, with
    /// `tol` as relative and absolute tolerance of positions, in units of [`Process::unit`], and of
    /// log-densities.
    ///
    /// # Errors
    /// When no step meets the tolerance.
    pub fn measure(
        x: Array2<f64>,
        process: &Process,
        score: &dyn ScoreFn,
        mixture: &GaussianMixture,
        tol: f64,
    ) -> Result<Self, Stuck> {
        let at = ProcessScore::new(score, process);
        let (first, last) = (process.first_noisy(), process.last());
        let prior = process.prior(mixture);
        // Beside each point the integral of the divergence so far.
        let none = Array2::zeros((x.nrows(), 1));
        let mut state = concatenate![Axis(1), process.centered(x.view()), none];
        let mut slope = |t: f64, state: ArrayView2<f64>| {
            let (velocity, divergence) = at.flow_and_divergence(state.slice(s![.., ..2]), t);
            concatenate![Axis(1), velocity, divergence.insert_axis(Axis(1))]
        };
        let unit = process.unit();
        let mut solver =
            DormandPrince::new(tol, MOST_STEPS).with_units(&[unit, unit, 1.0], process.time_unit());
        let mut t = first;
        while t != last {
            t = solver.step(&mut slope, &mut state, t, last)?;
        }

        let latent = process.uncentered(state.slice(s![.., ..2]));
        Ok(Self {
            exact: process.marginal(mixture, first).log_density_batch(x.view()),
            log_density: prior.log_density_batch(latent.view()) + state.column(2),
            latent,
            x,
            nfe: at.evaluations(),
        })
    }

    /// The mean of -log p by the flow.
    pub fn nll(&self) -> MeanNll {
        MeanNll::of(&self.log_density)
    }

    /// The mean of the exact -log p.
    pub fn exact_nll(&self) -> MeanNll {
        MeanNll::of(&self.exact)
    }

    /// The mean of |log p by the flow - log p|, nats.
    pub fn mean_absolute_difference(&self) -> f64 {
        let apart = &self.log_density - &self.exact;
        apart.iter().map(|d| d.abs()).sum::<f64>() / apart.len() as f64
    }
}

impl MeanNll {
    fn of(log_density: &Array1<f64>) -> Self {
        let n = log_density.len() as f64;
        let mean = log_density.sum() / n;
        let squares = log_density.iter().map(|l| (l - mean).powi(2)).sum::<f64>();
        Self {
            value: -mean,
            standard_error: (n > 1.0).then(|| (squares / (n - 1.0) / n).sqrt()),
        }
    }
}

#[cfg(test)]
mod tests;
