//! The width of the kernels of a density around points.

use crate::plane::Point;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::f64::consts::TAU;

#[cfg(test)]
mod tests;

/// Of one point, or of points that all agree.
const WITHOUT_SCALE: f64 = 0.1;
/// The widths of points, as [`super::Points::validate`] allows them.
const LEAST: f64 = 1e-5;
const MOST: f64 = 1e5;
/// Widths tried at first, and halvings of the gap between the best one and its neighbours.
const CANDIDATES: usize = 20;
const REFINEMENTS: usize = 4;
/// The part of the points that may lie anywhere: single outliers must not decide.
const ANYWHERE: f64 = 1e-3;
/// A spread so many times that of the middle half is that of outliers, or of clusters.
const OUTLIERS: f64 = 3.0;
/// How sure Scott's rule is of itself: its weight in observations, and the scale of what it may be off
/// by, in logarithms.
const TRUST: f64 = 2.0;
const DOUBT: f64 = 0.5;
/// The stream of random numbers that undoes rounding.
const DITHER: u64 = 0xd17;

/// The standard deviation of a round Gaussian kernel for these points, in data units, whatever their
/// order.
///
/// It is the one of the largest leave-one-out likelihood (Duin 1976), between a part of the distance
/// of near neighbours and Scott's rule h = s n^(-1/6), which suits one blob. Tables are not the
/// independent draws that this is made for, so:
/// - a point that occurs several times is left out with all its copies;
/// - the likelihood of rounded numbers is that of points anywhere in what was rounded to them;
/// - a small part of the density is spread widely, so that an outlier costs the same at every width;
/// - few points say little, so that Scott's rule counts as two observations more.
///
/// One point, or points that all agree, get 0.1.
pub fn bandwidth(at: &[Point]) -> f64 {
    let Some(cloud) = Cloud::new(at) else {
        return WITHOUT_SCALE;
    };
    let apart = cloud.best(Copies::Out);
    let [x, y] = cloud.resolution;
    // In coarse cells copies are neighbours that were rounded, and alone tell what is inside.
    let coarse = x.max(y) > COARSE * apart;
    let best = if coarse {
        cloud.best(Copies::In)
    } else {
        apart
    };
    best.clamp(LEAST, MOST)
}

/// The least width tried, in distances of near neighbours.
const LEAST_OF_NEAREST: f64 = 0.3;
/// Neighbours closer than this part of the spread are pairs of their own.
const TIGHT: f64 = 0.05;
/// The least width of three to five points, in that of Scott's rule: 0.6 to 0.8 lose the least on average.
const NARROWEST_OF_FEW: f64 = 0.7;

/// Cells larger than this part of a width are coarse.
const COARSE: f64 = 1.0 / 3.0;

/// Whether points that agree with the one left out stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Copies {
    In,
    Out,
}

/// Points prepared for many widths.
struct Cloud {
    /// The different points with how often each occurs.
    places: Vec<(Point, f64)>,
    /// Where each point may have been before it was rounded, with the index of its place.
    tests: Vec<(Point, usize)>,
    /// What the coordinates were rounded to, per axis; 0 when they were not.
    resolution: [f64; 2],
    /// Standard deviation per coordinate.
    spread: f64,
    /// The same of most points, without outliers.
    core: f64,
    /// The least width tried.
    least: f64,
}

impl Cloud {
    /// `None` when there is only one place.
    fn new(at: &[Point]) -> Option<Self> {
        if at.len() < 2 {
            return None;
        }
        let mut sorted = at.to_vec();
        sorted.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
        let mut places: Vec<(Point, f64)> = Vec::new();
        let resolution = [0, 1].map(|axis| resolution(&sorted, axis));
        let mut rng = ChaCha8Rng::seed_from_u64(DITHER);
        let mut tests = Vec::with_capacity(sorted.len());
        for &point in &sorted {
            match places.last_mut() {
                Some((last, copies)) if *last == point => *copies += 1.0,
                Some(_) | None => places.push((point, 1.0)),
            }
            let moved =
                [0, 1].map(|axis| point[axis] + resolution[axis] * rng.random_range(-0.5..0.5));
            tests.push((moved, places.len() - 1));
        }
        if places.len() < 2 {
            return None;
        }
        let n = tests.len() as f64;
        let center = [0, 1].map(|axis| sorted.iter().map(|p| p[axis]).sum::<f64>() / n);
        let squares: f64 = sorted.iter().map(|&p| square(p, center)).sum();
        let spread = (squares / (2.0 * (n - 1.0))).sqrt();
        let middle = [0, 1].map(|axis| median(at.iter().map(|p| p[axis]).collect()));
        // Of a round Gaussian half the points are within 1.18 standard deviations.
        let core = median(at.iter().map(|&p| square(p, middle)).collect()).sqrt() / 1.1774;
        let outliers = core > 0.0 && spread > OUTLIERS * core;
        let core = if outliers { core } else { spread };
        let nearest = median(nearest(&places));
        Some(Self {
            core,
            least: LEAST_OF_NEAREST * nearest,
            places,
            tests,
            resolution,
            spread,
        })
    }

    /// The best width.
    fn best(&self, copies: Copies) -> f64 {
        let finest = self.resolution[0].max(self.resolution[1]);
        let low = match copies {
            Copies::Out => self.least,
            Copies::In => 0.2 * finest,
        }
        .ln();
        let most = self.spread * scott(self.observations(copies));
        let low = if self.is_few() {
            low.max((NARROWEST_OF_FEW * most).ln())
        } else {
            low
        };
        let high = most.max(2.0 * low.exp()).ln();
        let value = |log_h: f64| self.leave_one_out(log_h.exp(), copies);
        let mut step = (high - low) / (CANDIDATES - 1) as f64;
        let mut best = (f64::NEG_INFINITY, low);
        for i in 0..CANDIDATES {
            let log_h = low + step * i as f64;
            let found = value(log_h);
            if found > best.0 {
                best = (found, log_h);
            }
        }
        for _ in 0..REFINEMENTS {
            step /= 2.0;
            let around = [best.1 - step, best.1 + step];
            for log_h in around.into_iter().filter(|h| (low..=high).contains(h)) {
                let found = value(log_h);
                if found > best.0 {
                    best = (found, log_h);
                }
            }
        }
        best.1.exp()
    }

    /// Whether two points that happen to lie close together could decide. Four or five in tight pairs are no
    /// accident.
    fn is_few(&self) -> bool {
        let distinct = self.places.len();
        let pairs = self.least < LEAST_OF_NEAREST * TIGHT * self.spread;
        distinct == self.tests.len() && (distinct == 3 || (4..=5).contains(&distinct) && !pairs)
    }

    /// Points that tell something of their own.
    fn observations(&self, copies: Copies) -> usize {
        match copies {
            Copies::In => self.tests.len(),
            Copies::Out => self.places.len(),
        }
    }

    /// The sum of the logarithms of every point's density by the others, in favour of Scott's width.
    fn leave_one_out(&self, h: f64, copies: Copies) -> f64 {
        let n = self.tests.len() as f64;
        let inverse = 0.5 / (h * h);
        let anywhere = ANYWHERE / (TAU * self.spread * self.spread);
        let one = |&(x, own): &(Point, usize)| {
            let left_out = match copies {
                Copies::In => 1.0,
                Copies::Out => self.places[own].1,
            };
            let mut kernels = 0.0;
            for (index, (place, count)) in self.places.iter().enumerate() {
                let others = if index == own {
                    count - left_out
                } else {
                    *count
                };
                let exponent = inverse * square(x, *place);
                // Below the last place of any sum that counts.
                if others > 0.0 && exponent < 40.0 {
                    kernels += others * (-exponent).exp();
                }
            }
            let others = (n - left_out).max(1.0) * TAU * h * h;
            (kernels / others + anywhere).ln()
        };
        let suited = self.core * scott(self.observations(copies));
        let doubt = (h / suited).ln() / DOUBT;
        self.tests.iter().map(one).sum::<f64>() - TRUST * (doubt * doubt).ln_1p()
    }
}

/// How much wider the kernels of few points are, which Scott's rule is not made for: of three points of a
/// Gaussian 3 loses the least, 2 and 4 lose more than 0.1 nats in the middle.
const FEW: f64 = 3.0;

/// Scott's width for `n` points of a round Gaussian, in its standard deviations, wider for few.
fn scott(n: usize) -> f64 {
    let n = n as f64;
    n.powf(-1.0 / 6.0) * (1.0 + FEW / n)
}

/// What the coordinates of `axis` are whole multiples of, up to a shift; 0 when there is no such number,
/// or all agree. There is one point at least.
pub fn resolution(at: &[Point], axis: usize) -> f64 {
    let mut values: Vec<f64> = at.iter().map(|p| p[axis]).collect();
    values.sort_by(f64::total_cmp);
    // Sums of tenths differ in their last place.
    let same = 1e-9 * (values[values.len() - 1] - values[0]);
    values.dedup_by(|next, kept| *next - *kept <= same);
    let gaps = values.windows(2).map(|pair| pair[1] - pair[0]);
    let least = gaps.fold(f64::INFINITY, f64::min);
    let is_multiple = |value: &f64| {
        let steps = (value - values[0]) / least;
        (steps - steps.round()).abs() < 1e-3
    };
    // Two values are always multiples of their distance.
    if values.len() > 2 && values.iter().all(is_multiple) {
        least
    } else {
        0.0
    }
}

/// The distance of every place to the nearest other one.
pub fn nearest(places: &[(Point, f64)]) -> Vec<f64> {
    let mut nearest = vec![f64::INFINITY; places.len()];
    for (i, (a, _)) in places.iter().enumerate() {
        for (j, (b, _)) in places.iter().enumerate().skip(i + 1) {
            let distance = square(*a, *b).sqrt();
            nearest[i] = nearest[i].min(distance);
            nearest[j] = nearest[j].min(distance);
        }
    }
    nearest
}

fn square(a: Point, b: Point) -> f64 {
    (a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2)
}

/// The middle of at least one value.
fn median(mut values: Vec<f64>) -> f64 {
    let middle = values.len() / 2;
    *values.select_nth_unstable_by(middle, f64::total_cmp).1
}
