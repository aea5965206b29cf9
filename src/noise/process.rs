//! Forward processes: how data turn into noise, x_t = c + alpha(t) (x0 - c) + sigma(t) s eps.
//!
//! All solve dx = f(t) (x - c) dt + g(t) dw (Song et al. 2021) with
//!
//! ```text
//! f = d ln(alpha)/dt        g^2 = s^2 (d(sigma^2)/dt - 2 f sigma^2)
//! ```
//!
//! so that p_t of a mixture is again a mixture: means c + alpha (mu_k - c), covariances
//! alpha^2 Sigma_k + sigma^2 s^2 I. The variance-exploding processes (VE) have alpha = 1 and s = 1; the
//! variance-preserving ones (VP) have alpha^2 + sigma^2 = 1, and preserve the variance of data whose mean
//! is c and whose standard deviation is s. A network of VE levels serves all of them, because
//! c + (x_t - c)/alpha is the VE point at level sigma s/alpha.

mod error;
mod placement;

pub use error::ProcessError;

use super::{NoiseRange, PriorKind, ProcessKind};
use crate::plane::Point;
use serde::{Deserialize, Serialize};
use std::f64::consts::FRAC_PI_2;
use std::sync::Arc;

/// The usual rho of Karras et al. 2022.
pub const USUAL_RHO: f64 = 7.0;
/// The usual T of Ho et al. 2020.
pub const USUAL_DDPM_STEPS: usize = 1000;

/// beta(t) of the linear VP process.
const BETA: [f64; 2] = [0.1, 20.0];
/// Where the VP processes end on the way back: at t = 0 the score of data without noise diverges.
const VP_FIRST: f64 = 1e-3;
/// Where the cosine process ends: alpha(1) = 0, and its level would be infinite.
const COSINE_LAST: f64 = 0.9946;
/// s of the cosine process.
const COSINE_OFFSET: f64 = 0.008;
/// beta_1 and beta_T of DDPM.
const DDPM_BETA: [f64; 2] = [1e-4, 2e-2];

/// A forward process with its constants, the times it is used on and its place among the data: as it
/// is made by name, with the center 0, the scale 1 and the plain prior of the papers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Process {
    pub(super) law: Law,
    pub(super) first: f64,
    pub(super) last: f64,
    center: Point,
    scale: f64,
    /// The length by which its user measures, data units: see [`Process::unit`].
    unit: f64,
    prior: PriorKind,
}

/// alpha(t) and sigma(t).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Law {
    Ve(NoiseRange),
    VeRho {
        range: NoiseRange,
        rho: f64,
    },
    VpLinear,
    VpCosine,
    /// ln(alpha) after 0, 1, ..., T steps.
    Ddpm(Arc<[f64]>),
}

impl Process {
    /// sigma(t) = min (max/min)^t, t in [0, 1].
    pub fn ve(range: NoiseRange) -> Self {
        Self::over(Law::Ve(range), 0.0, 1.0)
    }

    /// sigma(t) = t from 0 to the range's largest level; [`Process::times`] visits
    /// (max^(1/rho) + i/(N-1) (min^(1/rho) - max^(1/rho)))^rho and then 0.
    ///
    /// # Errors
    /// Unless `1 <= rho <= 100`.
    pub fn ve_rho(range: NoiseRange, rho: f64) -> Result<Self, ProcessError> {
        if !(1.0..=100.0).contains(&rho) {
            return Err(ProcessError::Rho(rho));
        }
        Ok(Self::over(Law::VeRho { range, rho }, 0.0, range.max()))
    }

    /// beta(t) = 0.1 + 19.9 t, t in [1e-3, 1].
    pub fn vp_linear() -> Self {
        Self::over(Law::VpLinear, VP_FIRST, 1.0)
    }

    /// The cosine schedule, t in [1e-3, 0.9946] (the end of Lu et al. 2022).
    pub fn vp_cosine() -> Self {
        Self::over(Law::VpCosine, VP_FIRST, COSINE_LAST)
    }

    /// The discrete process of `steps` steps, t = 0, 1, ..., `steps`.
    ///
    /// # Errors
    /// Unless `1 <= steps <= 100_000`.
    pub fn ddpm(steps: usize) -> Result<Self, ProcessError> {
        if !(1..=100_000).contains(&steps) {
            return Err(ProcessError::DdpmSteps(steps));
        }
        let mut log_alpha = Vec::with_capacity(steps + 1);
        let mut sum = 0.0;
        log_alpha.push(sum);
        for step in 1..=steps {
            sum += 0.5 * (-ddpm_beta(step, steps)).ln_1p();
            log_alpha.push(sum);
        }
        Ok(Self::over(Law::Ddpm(log_alpha.into()), 0.0, steps as f64))
    }

    fn over(law: Law, first: f64, last: f64) -> Self {
        Self {
            law,
            first,
            last,
            center: [0.0, 0.0],
            scale: 1.0,
            unit: 1.0,
            prior: PriorKind::Plain,
        }
    }

    /// The same process on the times from `low` to `high` only.
    ///
    /// # Errors
    /// Unless `low < high` lie where the process is defined.
    pub fn between(&self, low: f64, high: f64) -> Result<Self, ProcessError> {
        self.require_whole(low)?;
        self.require_whole(high)?;
        if self.first <= low && low < high && high <= self.last {
            return Ok(Self {
                first: low,
                last: high,
                ..self.clone()
            });
        }
        Err(ProcessError::Times {
            process: self.kind().name(),
            low,
            high,
            first: self.first,
            last: self.last,
        })
    }

    /// Which process this is.
    pub fn kind(&self) -> ProcessKind {
        match self.law {
            Law::Ve(_) => ProcessKind::Ve,
            Law::VeRho { .. } => ProcessKind::VeRho,
            Law::VpLinear => ProcessKind::VpLinear,
            Law::VpCosine => ProcessKind::VpCosine,
            Law::Ddpm(_) => ProcessKind::Ddpm,
        }
    }

    /// The smallest time in use: where the way back ends.
    pub fn first(&self) -> f64 {
        self.first
    }

    /// The largest time in use: the prior's.
    pub fn last(&self) -> f64 {
        self.last
    }

    /// # Errors
    /// When `t` is not a time of the process (0, where all are defined, is one).
    pub fn require(&self, t: f64) -> Result<(), ProcessError> {
        self.require_whole(t)?;
        if t == 0.0 || (self.first <= t && t <= self.last) {
            return Ok(());
        }
        Err(ProcessError::Time {
            process: self.kind().name(),
            t,
            first: self.first,
            last: self.last,
        })
    }

    /// Between two of its steps a discrete process is not defined.
    fn require_whole(&self, t: f64) -> Result<(), ProcessError> {
        if self.discrete_steps().is_some() && t.fract() != 0.0 {
            return Err(ProcessError::Whole(t));
        }
        Ok(())
    }

    /// ln(alpha(t)).
    fn log_alpha(&self, t: f64) -> f64 {
        match &self.law {
            Law::Ve(_) | Law::VeRho { .. } => 0.0,
            Law::VpLinear => -0.25 * t * t * (BETA[1] - BETA[0]) - 0.5 * t * BETA[0],
            Law::VpCosine => (cosine_angle(t).cos() / cosine_angle(0.0).cos()).ln(),
            Law::Ddpm(log_alpha) => {
                let step = (t.round().max(0.0) as usize).min(log_alpha.len() - 1);
                log_alpha[step]
            }
        }
    }

    /// What is left of the data at time `t`.
    pub fn alpha(&self, t: f64) -> f64 {
        self.log_alpha(t).exp()
    }

    /// The standard deviation of the noise in x_t, in units of the scale ([`Process::noise`] has it in
    /// data units).
    pub fn sigma(&self, t: f64) -> f64 {
        match self.law {
            Law::Ve(range) => range.at(t),
            Law::VeRho { .. } => t,
            // 1 - alpha^2 without cancellation near t = 0.
            Law::VpLinear | Law::VpCosine | Law::Ddpm(_) => {
                (-(2.0 * self.log_alpha(t)).exp_m1()).max(0.0).sqrt()
            }
        }
    }

    /// The VE noise level of c + (x_t - c)/alpha, which a score is asked for: sigma s/alpha, data units.
    pub fn level(&self, t: f64) -> f64 {
        match self.law {
            Law::Ve(_) | Law::VeRho { .. } => self.sigma(t),
            Law::VpLinear | Law::VpCosine | Law::Ddpm(_) => {
                self.scale * (-2.0 * self.log_alpha(t)).exp_m1().max(0.0).sqrt()
            }
        }
    }

    /// The time at which [`Process::level`] is `level`, kept within the times in use (of the discrete
    /// process: the nearest below).
    pub fn time_of_level(&self, level: f64) -> f64 {
        let level = level / self.scale;
        let t = match &self.law {
            Law::Ve(range) => range.fraction(level),
            Law::VeRho { .. } => level,
            Law::VpLinear => {
                // Solve t^2 (b - a)/4 + t a/2 = ln(1 + level^2)/2.
                let [a, b] = BETA;
                let depth = 0.5 * (level * level).ln_1p();
                4.0 * depth / (a + (a * a + 4.0 * (b - a) * depth).sqrt())
            }
            Law::VpCosine => {
                let alpha = (level * level + 1.0).sqrt().recip();
                let angle = (alpha * cosine_angle(0.0).cos()).clamp(-1.0, 1.0).acos();
                angle / FRAC_PI_2 * (1.0 + COSINE_OFFSET) - COSINE_OFFSET
            }
            Law::Ddpm(log_alpha) => {
                let depth = -0.5 * (level * level).ln_1p();
                // A rounding error must not cost a step.
                let depth = depth - 1e-12 * depth.abs();
                log_alpha.partition_point(|&l| l >= depth).saturating_sub(1) as f64
            }
        };
        t.clamp(self.first, self.last)
    }

    /// f(t) in dx = f (x - c) dt + g dw, 1/time.
    pub fn drift(&self, t: f64) -> f64 {
        -0.5 * self.beta(t)
    }

    /// g(t)^2 in dx = f (x - c) dt + g dw, squared data units/time.
    pub fn diffusion_squared(&self, t: f64) -> f64 {
        match self.law {
            Law::Ve(range) => 2.0 * range.at(t).powi(2) * (range.max() / range.min()).ln(),
            Law::VeRho { .. } => 2.0 * t,
            Law::VpLinear | Law::VpCosine | Law::Ddpm(_) => self.scale * self.scale * self.beta(t),
        }
    }

    /// beta(t) of the VP processes; 0 for the others.
    fn beta(&self, t: f64) -> f64 {
        match &self.law {
            Law::Ve(_) | Law::VeRho { .. } => 0.0,
            Law::VpLinear => BETA[0] + t * (BETA[1] - BETA[0]),
            Law::VpCosine => {
                let speed = FRAC_PI_2 / (1.0 + COSINE_OFFSET);
                2.0 * speed * cosine_angle(t).tan()
            }
            Law::Ddpm(log_alpha) => {
                let steps = log_alpha.len() - 1;
                ddpm_beta((t.round() as usize).clamp(1, steps), steps)
            }
        }
    }

    /// From time `s` to a later `t`: x_t = c + keep (x_s - c) + std z, exactly, as (keep, std).
    pub fn transition(&self, s: f64, t: f64) -> (f64, f64) {
        let log_keep = self.log_alpha(t) - self.log_alpha(s);
        let keep = log_keep.exp();
        let variance = if self.kind().explodes() {
            self.sigma(t).powi(2) - self.sigma(s).powi(2)
        } else {
            -(2.0 * log_keep).exp_m1()
        };
        (keep, self.scale * variance.max(0.0).sqrt())
    }
}

/// beta_i of DDPM with `steps` steps, i from 1.
fn ddpm_beta(step: usize, steps: usize) -> f64 {
    let part = (step - 1) as f64 / (steps.max(2) - 1) as f64;
    DDPM_BETA[0] + part * (DDPM_BETA[1] - DDPM_BETA[0])
}

/// u(t) of the cosine schedule.
fn cosine_angle(t: f64) -> f64 {
    (t + COSINE_OFFSET) / (1.0 + COSINE_OFFSET) * FRAC_PI_2
}

#[cfg(test)]
mod tests;
