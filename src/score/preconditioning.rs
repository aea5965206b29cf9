//! How the network's output becomes a score: s(x, sigma) = base(x, sigma) + gain(sigma) F(input).
//!
//! With all noise levels this is the preconditioned denoiser of Karras et al. 2022,
//! D = c_skip x + c_out F(c_in x, c_noise) with s = (D - x)/sigma^2, x taken from the data's centre
//! and sd the data's standard deviation:
//!
//! ```text
//! base  = (c_skip - 1) x / sigma^2 = -x / (sigma^2 + sd^2)
//! gain  = c_out / sigma^2          = sd / (sigma sqrt(sigma^2 + sd^2))
//! input = (x / sqrt(sigma^2 + sd^2), ln(sigma / sd))
//! ```
//!
//! so that no term cancels another, however small sigma is. Their c_noise = ln(sigma)/4 is for deep
//! networks; without the factor, and free of units, a small one learns twice as fast. At one fixed level the head is plain:
//! base = 0, gain = 1/scale and input = x/scale with scale = sqrt(sigma^2 + sd^2).
//!
//! The other parameterisations read the same inputs and differ in base and gain:
//!
//! ```text
//! eps     base = 0                       gain = -1/sigma
//! x0      base = -x / sigma^2            gain = sd / sigma^2
//! v       base = -x / (sigma^2 + sd^2)   gain = -sd^2 / (sigma (sigma^2 + sd^2))
//! score   base = 0                       gain = 1/sd
//! ```
//!
//! So v at alpha = 1 is the preconditioned F times -sqrt(sigma^2 + sd^2)/sd: the same at small levels,
//! and growing with sigma at large ones.

use super::engine::row::Probe;
use super::spec::{NoiseLevels, Parameterization};
use crate::plane::Point;

/// Scaled inputs are held within this, a hundred times what training sees: F stays finite wherever
/// a point is, and the base term does the rest.
pub(super) const LARGEST_INPUT: f64 = 1e3;

/// A centre that has moved by more than this part of the standard deviation is out of date.
const CENTER_TOLERANCE: f64 = 0.5;
/// So is a standard deviation that has changed by more than this factor.
const SPREAD_TOLERANCE: f64 = 1.5;

/// The least standard deviation: that of the narrowest component there can be.
const SMALLEST_SPREAD: f64 = 1e-6;

/// Constants of the map between F and the score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Preconditioning {
    /// The data's mean.
    pub center: Point,
    /// sd, the data's standard deviation per coordinate; above 0.
    pub spread: f64,
    pub levels: NoiseLevels,
    /// What F means.
    pub parameterization: Parameterization,
}

/// The map at one noise level.
#[derive(Clone, Copy, Debug)]
pub(super) struct AtLevel {
    center: Point,
    sigma: f64,
    /// base = -pull (x - center).
    pull: f64,
    gain: f64,
    input_scale: f64,
    /// What follows x and y in the input: (c_noise, 1) or (1, 0).
    input_tail: [f32; 2],
}

impl Preconditioning {
    /// Constants for the data that `samples` were drawn from; at least one sample.
    pub fn estimate(
        samples: &[Point],
        levels: NoiseLevels,
        parameterization: Parameterization,
    ) -> Self {
        let n = samples.len() as f64;
        let sum = |of: &dyn Fn(&Point) -> f64| samples.iter().map(of).sum::<f64>();
        let center = [sum(&|x| x[0]) / n, sum(&|x| x[1]) / n];
        let squares = sum(&|x| (x[0] - center[0]).powi(2) + (x[1] - center[1]).powi(2));
        Self {
            center,
            spread: (0.5 * squares / n).sqrt().max(SMALLEST_SPREAD),
            levels,
            parameterization,
        }
    }

    /// Whether `self` still serves data that ask for `fresh`. Changing the constants changes the
    /// network's function, so small drifts are better left to training.
    pub fn serves(&self, fresh: &Self) -> bool {
        let moved = (0..2)
            .map(|axis| (self.center[axis] - fresh.center[axis]).abs())
            .fold(0.0, f64::max);
        let ratio = fresh.spread / self.spread;
        moved <= CENTER_TOLERANCE * self.spread
            && (1.0 / SPREAD_TOLERANCE..=SPREAD_TOLERANCE).contains(&ratio)
    }

    /// Numbers that the network reads.
    pub fn inputs(&self) -> usize {
        match self.levels {
            NoiseLevels::All => 3,
            NoiseLevels::Fixed(_) => 2,
        }
    }

    /// The map at `sigma`; a plain head has one level whatever is asked.
    pub fn at(&self, sigma: f64) -> AtLevel {
        self.at_log(sigma, sigma.ln())
    }

    /// The map at `sigma` where its logarithm is known already.
    #[inline]
    pub fn at_log(&self, sigma: f64, log_sigma: f64) -> AtLevel {
        let (sigma, input_tail) = match self.levels {
            NoiseLevels::All => (sigma, [(log_sigma - self.spread.ln()) as f32, 1.0]),
            NoiseLevels::Fixed(only) => (only, [1.0, 0.0]),
        };
        let variance = self.spread * self.spread;
        let total = sigma * sigma + variance;
        let root = total.sqrt();
        let (pull, gain) = match (self.parameterization, self.levels) {
            (Parameterization::Preconditioned, NoiseLevels::All) => {
                (1.0 / total, self.spread / (sigma * root))
            }
            (Parameterization::Preconditioned, NoiseLevels::Fixed(_)) => (0.0, 1.0 / root),
            (Parameterization::Eps, _) => (0.0, -1.0 / sigma),
            (Parameterization::X0, _) => (1.0 / (sigma * sigma), self.spread / (sigma * sigma)),
            (Parameterization::V, _) => (1.0 / total, -variance / (sigma * total)),
            (Parameterization::Score, _) => (0.0, 1.0 / self.spread),
        };
        AtLevel {
            center: self.center,
            sigma,
            pull,
            gain,
            input_scale: 1.0 / root,
            input_tail,
        }
    }
}

impl AtLevel {
    /// What the network reads at the point `x`.
    #[inline]
    pub fn input(&self, x: Point) -> [f32; 4] {
        let scaled = |axis: usize| {
            let value = (x[axis] - self.center[axis]) * self.input_scale;
            value.clamp(-LARGEST_INPUT, LARGEST_INPUT) as f32
        };
        [scaled(0), scaled(1), self.input_tail[0], self.input_tail[1]]
    }

    /// d input / dx of the two coordinates at `x`: 0 where an input is held.
    #[inline]
    pub fn input_slopes(&self, x: Point) -> Point {
        std::array::from_fn(|axis| {
            let value = (x[axis] - self.center[axis]) * self.input_scale;
            if value.abs() < LARGEST_INPUT {
                self.input_scale
            } else {
                0.0
            }
        })
    }

    /// The divergence of the score at `x` when dF/dinput_x and dF/dinput_y are `jacobian`.
    #[inline]
    pub fn divergence(&self, x: Point, jacobian: [[f32; 2]; 2]) -> f64 {
        let slopes = self.input_slopes(x);
        let of_network = |axis: usize| slopes[axis] * f64::from(jacobian[axis][axis]);
        self.gain * (of_network(0) + of_network(1)) - 2.0 * self.pull
    }

    /// The curl ds_y/dx - ds_x/dy of the score at `x`, of the same `jacobian`: the pull has none.
    #[inline]
    pub fn curl(&self, x: Point, jacobian: [[f32; 2]; 2]) -> f64 {
        let slopes = self.input_slopes(x);
        let [along_x, along_y] = jacobian;
        self.gain * (slopes[0] * f64::from(along_x[1]) - slopes[1] * f64::from(along_y[0]))
    }

    /// The score at `x` when the network answers `output`.
    #[inline]
    pub fn score(&self, x: Point, output: [f32; 2]) -> Point {
        std::array::from_fn(|axis| {
            self.gain * f64::from(output[axis]) - self.pull * (x[axis] - self.center[axis])
        })
    }

    /// The output that makes the score at `x` equal `score`.
    #[inline]
    pub fn target(&self, x: Point, score: Point) -> [f32; 2] {
        std::array::from_fn(|axis| {
            ((score[axis] + self.pull * (x[axis] - self.center[axis])) / self.gain) as f32
        })
    }

    /// The factor that turns |F - target|^2 into sigma^2 |s - score|^2, or into |s - score|^2 on the
    /// clean density, where sigma is 0.
    #[inline]
    pub fn weight(&self) -> f32 {
        (self.scale() * self.gain).powi(2) as f32
    }

    /// The square root of a loss's factor at this level: sigma, or 1 on the clean density.
    #[inline]
    fn scale(&self) -> f64 {
        if self.sigma > 0.0 { self.sigma } else { 1.0 }
    }

    /// How the slope of the score at `x` along `v` enters a loss.
    #[inline]
    pub fn probe(&self, x: Point, v: [f32; 2]) -> Probe {
        let weight = self.scale().powi(2);
        let free = self.input_slopes(x).map(|slope| f32::from(slope != 0.0));
        Probe {
            v,
            free,
            rate: (weight * self.gain * self.input_scale) as f32,
            offset: (-weight * self.pull) as f32,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::noise::{Conversion, Prediction};
    use approx::assert_relative_eq;

    const ALL: Preconditioning = Preconditioning {
        center: [0.3, -0.2],
        spread: 1.5,
        levels: NoiseLevels::All,
        parameterization: Parameterization::Preconditioned,
    };

    #[test]
    fn the_score_is_that_of_the_preconditioned_denoiser() {
        let (x, output) = ([1.2, -0.7], [0.4f32, -0.9]);
        for sigma in [0.01, 0.5, 20.0] {
            let (variance, spread) = (sigma * sigma, ALL.spread * ALL.spread);
            let c_skip = spread / (variance + spread);
            let c_out = sigma * ALL.spread / (variance + spread).sqrt();
            let score = ALL.at(sigma).score(x, output);
            for axis in 0..2 {
                let centered = x[axis] - ALL.center[axis];
                let denoised = c_skip * centered + c_out * f64::from(output[axis]);
                let expected = (denoised - centered) / variance;
                assert_relative_eq!(score[axis], expected, max_relative = 1e-9);
            }
            assert_relative_eq!(
                f64::from(ALL.at(sigma).weight()),
                (c_out / sigma).powi(2),
                max_relative = 1e-6
            );
        }
    }

    #[test]
    fn the_network_reads_a_unit_variance_and_the_logarithm_of_the_level_in_standard_deviations() {
        // Mean (1, 2), variances 4 along x and 0.5 along y.
        let samples = [[3.0, 2.0], [-1.0, 2.0], [3.0, 3.0], [-1.0, 1.0]];
        let variance = 0.5 * (4.0 + 0.5);
        let found = Preconditioning::estimate(&samples, NoiseLevels::All, ALL.parameterization);
        assert_eq!(found.center, [1.0, 2.0]);
        assert_relative_eq!(found.spread, f64::sqrt(variance), max_relative = 1e-14);
        for sigma in [0.01, 0.5, 20.0] {
            let [x, y, noise, one] = found.at(sigma).input([2.5, -1.0]).map(f64::from);
            let root = (sigma * sigma + variance).sqrt();
            assert_relative_eq!(x, 1.5 / root, max_relative = 1e-6);
            assert_relative_eq!(y, -3.0 / root, max_relative = 1e-6);
            let level = sigma.ln() - 0.5 * variance.ln();
            assert_relative_eq!(noise, level, max_relative = 1e-6);
            assert_eq!(one, 1.0);
        }
    }

    #[test]
    fn the_output_is_the_prediction_on_scaled_coordinates() {
        // X = (x - c)/sd = X0 + tau eps with tau = sigma/sd, whose score is sd times that of x.
        let x = [1.2, -0.7];
        for (parameterization, form) in [
            (Parameterization::Eps, Prediction::Eps),
            (Parameterization::X0, Prediction::X0),
            (Parameterization::V, Prediction::V),
            (Parameterization::Score, Prediction::Score),
        ] {
            for levels in [NoiseLevels::All, NoiseLevels::Fixed(0.4)] {
                let head = Preconditioning {
                    levels,
                    parameterization,
                    ..ALL
                };
                let output = [0.4f32, -0.9];
                let score = head.at(0.4).score(x, output);
                let maps = Conversion::new(1.0, 0.4 / ALL.spread).unwrap();
                for axis in 0..2 {
                    let scaled = (x[axis] - ALL.center[axis]) / ALL.spread;
                    let value = f64::from(output[axis]);
                    let expected = maps.coordinate(form, Prediction::Score, scaled, value);
                    assert_relative_eq!(ALL.spread * score[axis], expected, max_relative = 1e-12);
                }
            }
        }
    }

    #[test]
    fn a_probe_is_the_slope_of_the_score() {
        let (x, v) = ([1.2, -0.7], [1.0, -1.0]);
        for parameterization in Parameterization::ALL {
            let head = Preconditioning {
                parameterization,
                ..ALL
            };
            let level = head.at(0.4);
            // F = the inputs, so that its Jacobian is the identity.
            let score = |x: Point| level.score(x, [level.input(x)[0], level.input(x)[1]]);
            let moved = |by: f64| score([x[0] + by * v[0], x[1] + by * v[1]]);
            let (up, down) = (moved(1e-2), moved(-1e-2));
            let slope = (v[0] * (up[0] - down[0]) + v[1] * (up[1] - down[1])) / 2e-2;
            let probe = level.probe(x, [1.0, -1.0]);
            let (rate, offset) = (f64::from(probe.rate), f64::from(probe.offset));
            let miss = (2.0 * (rate + offset) - 0.16 * slope).abs();
            // Input and output are f32.
            let scale = rate.abs() + offset.abs();
            assert!(
                miss < 1e-4 * scale,
                "{parameterization:?}: {miss} of {scale}"
            );
        }
    }

    #[test]
    fn target_undoes_score() {
        for (levels, parameterization) in [
            (NoiseLevels::All, Parameterization::Preconditioned),
            (NoiseLevels::All, Parameterization::Eps),
            (NoiseLevels::All, Parameterization::X0),
            (NoiseLevels::All, Parameterization::V),
            (NoiseLevels::All, Parameterization::Score),
            (NoiseLevels::Fixed(0.4), Parameterization::X0),
            (NoiseLevels::Fixed(0.4), Parameterization::Preconditioned),
            (NoiseLevels::Fixed(0.0), Parameterization::Preconditioned),
        ] {
            let head = Preconditioning {
                levels,
                parameterization,
                ..ALL
            };
            let level = head.at(0.4);
            let output = level.target([2.0, 1.0], [-3.0, 0.5]);
            let score = level.score([2.0, 1.0], output);
            assert_relative_eq!(score[0], -3.0, max_relative = 1e-5);
            assert_relative_eq!(score[1], 0.5, max_relative = 1e-5);
        }
    }

    #[test]
    fn constants_are_kept_until_the_data_have_clearly_changed() {
        let moved = |by: f64, factor: f64| Preconditioning {
            center: [ALL.center[0] + by, ALL.center[1]],
            spread: factor * ALL.spread,
            ..ALL
        };
        assert!(ALL.serves(&moved(0.3, 1.2)));
        assert!(!ALL.serves(&moved(1.0, 1.0)));
        assert!(!ALL.serves(&moved(0.0, 2.0)) && !ALL.serves(&moved(0.0, 0.5)));
    }
}
