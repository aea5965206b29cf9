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

use super::NoiseLevels;
use crate::plane::Point;

/// Scaled inputs are held within this, a hundred times what training sees: F stays finite wherever
/// a point is, and the base term does the rest.
const LARGEST_INPUT: f64 = 1e3;

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
    pub fn estimate(samples: &[Point], levels: NoiseLevels) -> Self {
        let n = samples.len() as f64;
        let sum = |of: &dyn Fn(&Point) -> f64| samples.iter().map(of).sum::<f64>();
        let center = [sum(&|x| x[0]) / n, sum(&|x| x[1]) / n];
        let squares = sum(&|x| (x[0] - center[0]).powi(2) + (x[1] - center[1]).powi(2));
        Self {
            center,
            spread: (0.5 * squares / n).sqrt().max(SMALLEST_SPREAD),
            levels,
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
        match self.levels {
            NoiseLevels::All => {
                let total = sigma * sigma + self.spread * self.spread;
                let root = total.sqrt();
                AtLevel {
                    center: self.center,
                    sigma,
                    pull: 1.0 / total,
                    gain: self.spread / (sigma * root),
                    input_scale: 1.0 / root,
                    input_tail: [(log_sigma - self.spread.ln()) as f32, 1.0],
                }
            }
            NoiseLevels::Fixed(sigma) => {
                let scale = sigma.hypot(self.spread);
                AtLevel {
                    center: self.center,
                    sigma,
                    pull: 0.0,
                    gain: 1.0 / scale,
                    input_scale: 1.0 / scale,
                    input_tail: [1.0, 0.0],
                }
            }
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

    /// The divergence of the score at `x` when dF_x/dinput_x and dF_y/dinput_y are `diagonal`.
    #[inline]
    pub fn divergence(&self, x: Point, diagonal: [f32; 2]) -> f64 {
        let slopes = self.input_slopes(x);
        let of_network = |axis: usize| slopes[axis] * f64::from(diagonal[axis]);
        self.gain * (of_network(0) + of_network(1)) - 2.0 * self.pull
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
        let scale = if self.sigma > 0.0 { self.sigma } else { 1.0 };
        (scale * self.gain).powi(2) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    const ALL: Preconditioning = Preconditioning {
        center: [0.3, -0.2],
        spread: 1.5,
        levels: NoiseLevels::All,
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
    fn target_undoes_score() {
        for levels in [
            NoiseLevels::All,
            NoiseLevels::Fixed(0.4),
            NoiseLevels::Fixed(0.0),
        ] {
            let level = Preconditioning { levels, ..ALL }.at(0.4);
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
