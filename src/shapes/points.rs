//! Drawn and imported points as a mixture: a kernel density of round Gaussians.

use super::Similarity;
use crate::mixture::Component;
use crate::plane::Point;
use crate::wording::{count, quote};

/// One round Gaussian of the same weight and width at every point.
#[derive(Clone, Debug, PartialEq)]
pub struct Points {
    /// Where the Gaussians stand, data units; 1 to [`Points::MAX`] of them.
    pub at: Vec<Point>,
    /// Their standard deviation, in data units: the bandwidth of the kernel density.
    pub std: f64,
}

/// Points that cannot be a target.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PointsError {
    /// There is no point.
    #[error("there is no point; give at least one pair x,y")]
    Empty,
    /// How many points there are.
    #[error("{} points are too many for one target; use at most {}", count(*.0 as u64), count(Points::MAX as u64))]
    TooMany(usize),
    /// A point far away or not finite.
    #[error("point [{0:?}, {1:?}] is out of range; give finite numbers below 1e5 in size")]
    OutOfRange(f64, f64),
    /// The standard deviation around every point, out of range.
    #[error("std {0:?} is no width for points; give a number from 1e-5 to 1e5")]
    Std(f64),
    /// A row that is no pair of numbers.
    #[error("line {line}: {found:?} is not a pair of numbers; write x,y with a point for decimals")]
    Row {
        /// Counted from 1, the header included.
        line: u64,
        /// What stands there.
        found: String,
    },
}

/// Points read from a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// What was read.
    pub points: Points,
    /// Rows of the table; more than `points` holds when the table was thinned.
    pub rows: usize,
}

impl Import {
    /// What was left out, in a sentence; `None` when every row is there.
    pub fn notice(&self) -> Option<String> {
        let kept = self.points.at.len();
        (kept < self.rows).then(|| {
            format!(
                "kept {} of {} points, evenly thinned: a target holds at most {} points",
                count(kept as u64),
                count(self.rows as u64),
                count(Points::MAX as u64)
            )
        })
    }
}

impl Points {
    /// More points than this would slow the exact score below display rate.
    pub const MAX: usize = 1000;

    /// These points with the bandwidth that [`bandwidth`] finds.
    ///
    /// # Errors
    /// When there is no point, too many, or one is out of range.
    pub fn new(at: Vec<Point>) -> Result<Self, PointsError> {
        let points = Self { at, std: 1.0 };
        points.validate()?;
        let std = bandwidth(&points.at);
        Ok(Self { std, ..points })
    }

    /// Reads rows `x,y`, with or without a header; more than [`Points::MAX`] rows are thinned evenly.
    ///
    /// # Errors
    /// When a row is not a pair of numbers, or there is none.
    pub fn from_csv(text: &str) -> Result<Import, PointsError> {
        let rows = read_pairs(text)?;
        let kept = rows.len().min(Self::MAX);
        let at = (0..kept).map(|i| rows[i * rows.len() / kept]).collect();
        Ok(Import {
            points: Self::new(at)?,
            rows: rows.len(),
        })
    }

    /// # Errors
    /// The first thing that is out of range.
    pub fn validate(&self) -> Result<(), PointsError> {
        if self.at.is_empty() {
            return Err(PointsError::Empty);
        }
        if self.at.len() > Self::MAX {
            return Err(PointsError::TooMany(self.at.len()));
        }
        if let Some(far) = self.at.iter().find(|p| !p.iter().all(|v| v.abs() <= 1e5)) {
            return Err(PointsError::OutOfRange(far[0], far[1]));
        }
        if !(1e-5..=1e5).contains(&self.std) {
            return Err(PointsError::Std(self.std));
        }
        Ok(())
    }

    /// The components, all of weight 1.
    pub fn to_components(&self) -> Vec<Component> {
        let round = |&mean: &Point| Component::round(mean, self.std, 1.0);
        self.at.iter().map(round).collect()
    }

    /// The points moved, turned or resized as a whole.
    pub fn transformed(&self, map: &Similarity) -> Self {
        Self {
            at: self.at.iter().map(|&x| map.point(x)).collect(),
            std: self.std * map.scale,
        }
    }
}

/// Rows `x,y` of a table; a first row without any number is a header.
///
/// # Errors
/// When a row is not a pair of numbers.
fn read_pairs(text: &str) -> Result<Vec<Point>, PointsError> {
    let mut table = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .comment(Some(b'#'))
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut rows: Vec<Point> = Vec::new();
    for (index, record) in table.records().enumerate() {
        let record = record.map_err(|error| PointsError::Row {
            line: error.position().map_or(0, csv::Position::line),
            found: "text that is no table".to_owned(),
        })?;
        let numbers: Vec<Option<f64>> = record.iter().map(|field| field.parse().ok()).collect();
        match numbers[..] {
            [Some(x), Some(y)] => rows.push([x, y]),
            _ if index == 0 && numbers.iter().all(Option::is_none) => {}
            _ => {
                return Err(PointsError::Row {
                    line: record.position().map_or(0, csv::Position::line),
                    found: quote(&record.iter().collect::<Vec<_>>().join(",")),
                });
            }
        }
    }
    Ok(rows)
}

/// The standard deviation of a round Gaussian kernel for these points.
///
/// Scott's rule h = s n^(-1/6), with s the standard deviation per coordinate, suits one blob; on a
/// curve or on clusters it blurs. So of the bandwidths between h/20 and h the one with the largest
/// leave-one-out likelihood is taken (Duin 1976). One point, or points that all agree, get 0.1.
pub fn bandwidth(at: &[Point]) -> f64 {
    let n = at.len() as f64;
    let center = [0, 1].map(|axis| at.iter().map(|p| p[axis]).sum::<f64>() / n);
    let squares = |p: &Point| (p[0] - center[0]).powi(2) + (p[1] - center[1]).powi(2);
    let spread = (at.iter().map(squares).sum::<f64>() / (2.0 * n)).sqrt();
    if at.len() < 2 || spread < 1e-4 {
        return 0.1;
    }
    let scott = spread * n.powf(-1.0 / 6.0);
    let candidates =
        (0..CANDIDATES).map(|i| scott * 20f64.powf(-(i as f64) / (CANDIDATES - 1) as f64));
    let best = candidates
        .map(|h| (leave_one_out(at, h), h))
        .max_by(|a, b| a.0.total_cmp(&b.0));
    best.map_or(scott, |(_, h)| h)
}

/// Bandwidths tried: neighbours differ by 22 %.
const CANDIDATES: usize = 16;

/// sum_i log sum_{j != i} exp(-|x_i - x_j|^2 / (2 h^2)) / h^2, up to a constant.
fn leave_one_out(at: &[Point], h: f64) -> f64 {
    let inverse = 0.5 / (h * h);
    let mut kernel = vec![0.0; at.len()];
    for (i, a) in at.iter().enumerate() {
        for (j, b) in at.iter().enumerate().skip(i + 1) {
            let distance = (a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2);
            let value = (-inverse * distance).exp();
            kernel[i] += value;
            kernel[j] += value;
        }
    }
    // A point far from all others counts as one with a neighbour at seven bandwidths: single
    // outliers must not decide.
    const LONELY: f64 = 2.3e-11;
    kernel.iter().map(|k| k.max(LONELY).ln()).sum::<f64>() - 2.0 * at.len() as f64 * h.ln()
}
