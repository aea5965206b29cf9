//! An ODE solver that chooses its own steps.

use ndarray::{Array2, ArrayView2};

/// The embedded pair of Dormand & Prince 1980: order 5, with an estimate of the error of order 4,
/// the last slope of a step being the first of the next.
///
/// One step size for all rows. A step is accepted when the root mean square of
/// error / (tol unit + tol max(|y|, |y'|)) over all entries is at most 1, where each column has a unit.
#[derive(Clone, Debug)]
pub struct DormandPrince {
    tol: f64,
    /// Steps tried at most.
    most: u64,
    /// Steps tried so far, the refused ones included.
    tried: u64,
    /// The size of the next step, without its sign.
    size: Option<f64>,
    /// dy/dt where the solver stands.
    slope: Option<Array2<f64>>,
    /// One a column; 1 where none is given.
    units: Vec<f64>,
    /// Of the time.
    time_unit: f64,
}

/// No step is short enough, or too many were tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stuck;

/// When the six further slopes of a step are taken, in steps.
const NODES: [f64; 6] = [0.2, 0.3, 0.8, 8.0 / 9.0, 1.0, 1.0];
/// What the slopes before count for in the point where the next is taken; the last row is the step.
const STAGES: [&[f64]; 6] = [
    &[1.0 / 5.0],
    &[3.0 / 40.0, 9.0 / 40.0],
    &[44.0 / 45.0, -56.0 / 15.0, 32.0 / 9.0],
    &[
        19372.0 / 6561.0,
        -25360.0 / 2187.0,
        64448.0 / 6561.0,
        -212.0 / 729.0,
    ],
    &[
        9017.0 / 3168.0,
        -355.0 / 33.0,
        46732.0 / 5247.0,
        49.0 / 176.0,
        -5103.0 / 18656.0,
    ],
    &[
        35.0 / 384.0,
        0.0,
        500.0 / 1113.0,
        125.0 / 192.0,
        -2187.0 / 6784.0,
        11.0 / 84.0,
    ],
];
/// The step of order 5 less that of order 4.
const ERROR: [f64; 7] = [
    71.0 / 57600.0,
    0.0,
    -71.0 / 16695.0,
    71.0 / 1920.0,
    -17253.0 / 339200.0,
    22.0 / 525.0,
    -1.0 / 40.0,
];
/// How much of the step that would just pass is taken.
const SAFETY: f64 = 0.9;
/// How much a step may shrink or grow.
const CHANGE: (f64, f64) = (0.2, 5.0);
/// Steps shorter than this part of the way are lost in rounding.
const SHORTEST: f64 = 1e-13;

impl DormandPrince {
    /// A solver with `tol` as relative and absolute tolerance that tries `most` steps at most.
    pub fn new(tol: f64, most: u64) -> Self {
        Self {
            tol,
            most,
            tried: 0,
            size: None,
            slope: None,
            units: Vec::new(),
            time_unit: 1.0,
        }
    }

    /// The same solver for columns that count in `units` and a time that counts in `time_unit`: what it
    /// does does not depend on the units in which they are written.
    #[must_use]
    pub fn with_units(self, units: &[f64], time_unit: f64) -> Self {
        Self {
            units: units.to_vec(),
            time_unit,
            ..self
        }
    }

    /// One accepted step of dy/dt = `slope_at`(t, y) from `t` towards `end`; returns the time it
    /// comes to, which is `end` exactly when that is reached. The slope kept from the step before
    /// makes six evaluations a try; a new direction needs a new solver.
    ///
    /// # Errors
    /// When no step passes; `y` is where it was.
    pub fn step(
        &mut self,
        slope_at: &mut dyn FnMut(f64, ArrayView2<f64>) -> Array2<f64>,
        y: &mut Array2<f64>,
        t: f64,
        end: f64,
    ) -> Result<f64, Stuck> {
        let way = end - t;
        let first = match self.slope.take() {
            Some(slope) => slope,
            None => slope_at(t, y.view()),
        };
        let mut size = match self.size {
            Some(size) => size,
            None => self.first_size(slope_at, y, &first, t, way),
        };
        let mut refused = false;
        loop {
            if self.tried >= self.most || size.is_nan() || size <= SHORTEST * way.abs() {
                self.slope = Some(first);
                return Err(Stuck);
            }
            self.tried += 1;
            let arrives = size * (1.0 + 1e-9) >= way.abs();
            let h = if arrives { way } else { size.copysign(way) };
            let (ahead, slopes) = stages(slope_at, y, &first, t, h);
            let error = self.error(y, &ahead, &slopes, h);
            // The size that would just pass; a NaN shrinks.
            let factor = SAFETY * error.powf(-0.2);
            if error <= 1.0 {
                let growth = if refused { 1.0 } else { CHANGE.1 };
                // A last step that was cut short says nothing about the next.
                let grown = h.abs() * factor.clamp(CHANGE.0, growth);
                self.size = Some(if arrives { grown.max(size) } else { grown });
                self.slope = slopes.into_iter().next_back();
                *y = ahead;
                return Ok(if arrives { end } else { t + h });
            }
            refused = true;
            size = h.abs() * factor.max(CHANGE.0).min(SAFETY);
        }
    }

    /// The size with which an explicit Euler step would make an error of a hundredth of the
    /// tolerance, and not more than a hundredth of the values (Hairer, Nørsett & Wanner, II.4).
    fn first_size(
        &self,
        slope_at: &mut dyn FnMut(f64, ArrayView2<f64>) -> Array2<f64>,
        y: &Array2<f64>,
        slope: &Array2<f64>,
        t: f64,
        way: f64,
    ) -> f64 {
        let norm = |values: &Array2<f64>| self.norm(values, y, y);
        let (value, speed) = (norm(y), norm(slope));
        let guess = if value < 1e-5 || speed < 1e-5 {
            1e-6 * self.time_unit
        } else {
            0.01 * value / speed
        };
        let h = guess.min(way.abs()).copysign(way);
        let mut ahead = y.clone();
        ahead.scaled_add(h, slope);
        let turned = slope_at(t + h, ahead.view()) - slope;
        let curvature = norm(&turned) / h.abs();
        let most = (speed * self.time_unit).max(curvature * self.time_unit.powi(2));
        let second = if most <= 1e-15 {
            (1e-3 * guess).max(1e-6 * self.time_unit)
        } else {
            (0.01 / most).powf(0.2) * self.time_unit
        };
        second.min(100.0 * guess).min(way.abs())
    }

    /// The error of a step in units of the tolerance.
    fn error(&self, y: &Array2<f64>, ahead: &Array2<f64>, slopes: &[Array2<f64>], h: f64) -> f64 {
        let mut error = Array2::zeros(y.raw_dim());
        for (slope, part) in slopes.iter().zip(ERROR) {
            error.scaled_add(h * part, slope);
        }
        self.norm(&error, y, ahead)
    }

    fn norm(&self, values: &Array2<f64>, y: &Array2<f64>, ahead: &Array2<f64>) -> f64 {
        let mut sum = 0.0;
        let unit = |column: usize| self.units.get(column).copied().unwrap_or(1.0);
        ndarray::Zip::indexed(values)
            .and(y)
            .and(ahead)
            .for_each(|(_, column), value, a, b| {
                let scale = self.tol * (unit(column) + a.abs().max(b.abs()));
                sum += (value / scale).powi(2);
            });
        (sum / values.len().max(1) as f64).sqrt()
    }
}

/// Where a step of length `h` leads, and its seven slopes.
fn stages(
    slope_at: &mut dyn FnMut(f64, ArrayView2<f64>) -> Array2<f64>,
    y: &Array2<f64>,
    first: &Array2<f64>,
    t: f64,
    h: f64,
) -> (Array2<f64>, Vec<Array2<f64>>) {
    let mut slopes = vec![first.clone()];
    let mut ahead = y.clone();
    for (node, parts) in NODES.into_iter().zip(STAGES) {
        ahead.assign(y);
        for (slope, part) in slopes.iter().zip(parts) {
            ahead.scaled_add(h * part, slope);
        }
        slopes.push(slope_at(t + node * h, ahead.view()));
    }
    (ahead, slopes)
}

#[cfg(test)]
mod tests;
