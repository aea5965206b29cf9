//! Clean points drawn one by one given a noisy one: each is a target of denoising score matching, and their mean
//! becomes the score (Vincent 2011).

use crate::measure::Reading;
use crate::mixture::CleanPart;
use crate::noise::Noising;
use crate::plane::Point;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;

/// It ends with so many.
pub const MOST: usize = 1000;
/// The first ones come so many a second, to be looked at; their number then grows by this factor a second.
const FIRST: (f64, f64) = (3.0, 4.0);
const GROWTH: f64 = 2.2;
const SEED: u64 = 2011;

/// Draws given one noisy point, and what they come to.
pub struct Draws {
    at: Point,
    noising: Noising,
    clean: Vec<CleanPart>,
    rng: ChaCha8Rng,
    seconds: f64,
    points: Vec<Point>,
    sum: Point,
    squares: f64,
}

impl Draws {
    /// None yet, given the point of `reading`.
    pub fn new(reading: &Reading) -> Self {
        Self {
            at: reading.at,
            noising: reading.noising,
            clean: reading.clean.clone(),
            rng: ChaCha8Rng::seed_from_u64(SEED),
            seconds: 0.0,
            points: Vec::new(),
            sum: [0.0; 2],
            squares: 0.0,
        }
    }

    /// Whether they are of what could have made the point of `reading`.
    pub fn are_of(&self, reading: &Reading) -> bool {
        (self.at, self.noising) == (reading.at, reading.noising) && self.clean == reading.clean
    }

    /// Draws as many as are due `seconds` later; whether more are to come.
    pub fn advance(&mut self, seconds: f64) -> bool {
        self.seconds += seconds;
        let (rate, alone) = FIRST;
        let due = if self.seconds < alone {
            rate * self.seconds
        } else {
            rate * alone * GROWTH.powf(self.seconds - alone)
        };
        let due = (due as usize).min(MOST);
        while self.points.len() < due {
            self.draw();
        }
        self.points.len() < MOST
    }

    fn draw(&mut self) {
        let mut left: f64 = self.rng.random();
        let chosen = self.clean.iter().find(|part| {
            left -= part.share;
            left < 0.0
        });
        let Some(part) = chosen.or(self.clean.last()) else {
            return;
        };
        let z = [
            self.rng.sample(StandardNormal),
            self.rng.sample(StandardNormal),
        ];
        let point = part.place(z);
        for (sum, value) in self.sum.iter_mut().zip(point) {
            *sum += value;
        }
        // Squares around x lose no digits far from the origin.
        self.squares += (point[0] - self.at[0]).powi(2) + (point[1] - self.at[1]).powi(2);
        self.points.push(point);
    }

    /// The clean points so far, the oldest first.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// Their mean, which becomes D(x); none before the first.
    pub fn mean(&self) -> Option<Point> {
        let n = self.points.len() as f64;
        (n > 0.0).then(|| self.sum.map(|sum| sum / n))
    }

    /// The standard error of that mean, of both coordinates together, data units; none before the second.
    pub fn standard_error(&self) -> Option<f64> {
        let n = self.points.len() as f64;
        let mean = self.mean().filter(|_| n > 1.0)?;
        let offset = (mean[0] - self.at[0]).powi(2) + (mean[1] - self.at[1]).powi(2);
        let variance = (self.squares / n - offset).max(0.0) * n / (n - 1.0);
        Some((variance / n).sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::{Component, GaussianMixture};

    fn reading(x: Point) -> Reading {
        let target = GaussianMixture::new(vec![
            Component::round([-1.5, 0.0], 0.4, 0.7),
            Component::from_axes([1.5, 0.0], [0.5, 0.2], 0.3, 0.3),
        ]);
        Reading::new(&target.unwrap(), Noising::exploding(1.1), x)
    }

    #[test]
    fn their_mean_comes_to_the_denoiser_within_its_standard_error() {
        for x in [[0.3, 0.4], [-2.0, 1.0], [0.0, 0.0]] {
            let reading = reading(x);
            let mut draws = Draws::new(&reading);
            while draws.advance(0.5) {}
            assert_eq!(draws.points().len(), MOST);
            let (mean, se) = (draws.mean().unwrap(), draws.standard_error().unwrap());
            let off = (mean[0] - reading.denoised[0]).hypot(mean[1] - reading.denoised[1]);
            assert!(off < 3.5 * se, "{off} {se}");
            // The variance of the posterior by its parts.
            let second: f64 = (reading.clean.iter())
                .map(|part| {
                    let square = |z| {
                        let [a, b] = part.place(z);
                        let d = [a - reading.denoised[0], b - reading.denoised[1]];
                        d[0] * d[0] + d[1] * d[1]
                    };
                    // Four points at one deviation have both variances in their mean.
                    let s = std::f64::consts::SQRT_2;
                    let corners = [[s, 0.0], [-s, 0.0], [0.0, s], [0.0, -s]];
                    part.share * corners.map(square).iter().sum::<f64>() / 4.0
                })
                .sum();
            let exact = (second / MOST as f64).sqrt();
            assert!((se / exact - 1.0).abs() < 0.1, "{se} {exact}");
        }
    }

    #[test]
    fn the_first_come_one_by_one_and_another_point_has_others() {
        let reading = reading([0.3, 0.4]);
        let mut draws = Draws::new(&reading);
        assert!(draws.mean().is_none() && draws.standard_error().is_none());
        draws.advance(0.4);
        assert_eq!(draws.points().len(), 1);
        assert!(draws.mean().is_some() && draws.standard_error().is_none());
        draws.advance(0.4);
        assert_eq!(draws.points().len(), 2);
        assert!(draws.are_of(&reading));
        assert!(!draws.are_of(&super::tests::reading([0.31, 0.4])));
    }
}
