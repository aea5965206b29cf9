//! The place of a process among the data: its center, its scale and its prior.

use super::{Law, Process, ProcessError};
use crate::mixture::GaussianMixture;
use crate::noise::{Center, Noising, Prior, PriorKind, Scale};
use crate::plane::Point;
use ndarray::{Array1, Array2, ArrayView2};

/// Scales in use: those of targets of any size that a mixture may have.
const SCALES: std::ops::RangeInclusive<f64> = 1e-9..=1e9;

impl Process {
    /// The same process around the data of `mixture`.
    ///
    /// A scale in numbers is the unit of tolerances too; else that is the standard deviation of the data.
    ///
    /// # Errors
    /// As [`Process::require_scale`].
    pub fn placed(
        self,
        mixture: &GaussianMixture,
        center: Center,
        scale: Option<Scale>,
        prior: PriorKind,
    ) -> Result<Self, ProcessError> {
        self.require_scale(scale)?;
        let unit = scale.unwrap_or(Scale::Data).of(mixture);
        Ok(Self {
            center: center.of(mixture),
            scale: if self.kind().explodes() { 1.0 } else { unit },
            unit,
            prior,
            ..self
        })
    }

    /// Whether the process can have this scale; none is the usual one.
    ///
    /// # Errors
    /// Of VE, whose levels are in data units, when it is not 1; else unless `1e-9 <= scale <= 1e9`.
    pub fn require_scale(&self, scale: Option<Scale>) -> Result<(), ProcessError> {
        match scale {
            None => Ok(()),
            Some(Scale::Of(scale)) if !SCALES.contains(&scale) => Err(ProcessError::Scale(scale)),
            Some(Scale::Data | Scale::Of(_)) if !self.kind().explodes() => Ok(()),
            Some(Scale::Of(1.0)) => Ok(()),
            Some(Scale::Data | Scale::Of(_)) => Err(ProcessError::ScaleOfVe(self.kind().name())),
        }
    }

    /// c, data units.
    pub fn center(&self) -> Point {
        self.center
    }

    /// s, data units; 1 of VE.
    pub fn scale(&self) -> f64 {
        self.scale
    }

    /// The length of which tolerances are a part: the scale in numbers where one was given, else the
    /// standard deviation of the data; 1 of a process that was not placed. Data units.
    pub fn unit(&self) -> f64 {
        self.unit
    }

    /// The part of the time that [`Process::unit`] is: a length where the time is a level, else 1.
    pub fn time_unit(&self) -> f64 {
        match self.law {
            Law::VeRho { .. } => self.unit,
            Law::Ve(_) | Law::VpLinear | Law::VpCosine | Law::Ddpm(_) => 1.0,
        }
    }

    /// Which Gaussian stands for p at the last time.
    pub fn prior_kind(&self) -> PriorKind {
        self.prior
    }

    /// The standard deviation of the noise in x_t, sigma s, data units.
    pub fn noise(&self, t: f64) -> f64 {
        self.scale * self.sigma(t)
    }

    /// How x_t follows from x0.
    pub fn noising(&self, t: f64) -> Noising {
        Noising {
            alpha: self.alpha(t),
            center: self.center,
            std: self.noise(t),
        }
    }

    /// p_t of a mixture, exactly.
    pub fn marginal(&self, mixture: &GaussianMixture, t: f64) -> GaussianMixture {
        self.noising(t).marginal(mixture)
    }

    /// The Gaussian that stands for p of `mixture` at the last time.
    pub fn prior(&self, mixture: &GaussianMixture) -> Prior {
        match self.prior {
            PriorKind::Matched => Prior::matched(mixture, self.noising(self.last())),
            PriorKind::Plain if self.kind().explodes() => {
                Prior::round(self.center, self.sigma(self.last()))
            }
            PriorKind::Plain => Prior::round(self.center, self.scale),
        }
    }

    /// `x` `[n, 2]` as seen from the center: x - c.
    pub fn centered(&self, x: ArrayView2<f64>) -> Array2<f64> {
        &x - &Array1::from_iter(self.center)
    }

    /// Points seen from the center, `[n, 2]`, as points of the plane: c + y. The inverse of
    /// [`Process::centered`].
    pub fn uncentered(&self, y: ArrayView2<f64>) -> Array2<f64> {
        &y + &Array1::from_iter(self.center)
    }
}
