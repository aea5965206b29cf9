//! The plane under fields, maps and particles: its rectangle, its density, its score.

use super::error::PlateError;
use super::request::{PlateRequest, PlateSubject};
use super::setting::Setting;
use crate::figure::extent::default_bounds;
use crate::figure::plate::{Bands, Mark, Panel, PanelAxis, Tint};
use crate::figure::{FigureError, FigureOptions};
use crate::mixture::GaussianMixture;
use crate::noise::Noising;
use crate::plane::{Bounds, Grid, Point};
use crate::score::{ScaledScore, ScoreFn};

/// Points along the longer side of a density's grid.
const DENSITY_POINTS: f64 = 160.0;
/// Colours of a density.
const DENSITY_BANDS: usize = 10;

/// A panel of the plane.
pub fn panel(bounds: Bounds, marks: Vec<Mark>) -> Panel {
    Panel {
        head: String::new(),
        axes: [
            PanelAxis::linear("x", [bounds.min[0], bounds.max[0]]),
            PanelAxis::linear("y", [bounds.min[1], bounds.max[1]]),
        ],
        equal: true,
        marks,
        notes: Vec::new(),
    }
}

/// The plane as all panels show it: what was asked for, else the target and `points` in a square.
///
/// # Errors
/// When the rectangle is too long.
pub fn bounds(
    subject: &PlateSubject,
    request: &PlateRequest,
    points: &[Point],
) -> Result<Bounds, PlateError> {
    if let Some(bounds) = request.bounds {
        let (w, h) = (bounds.width(), bounds.height());
        if w.max(h) > FigureOptions::MAX_ASPECT * w.min(h) {
            return Err(FigureError::Strip(w, h).into());
        }
        return Ok(bounds);
    }
    let wide = default_bounds(subject.mixture, points);
    let half = 0.5 * wide.width().max(wide.height());
    Ok(Bounds::square(wide.center(), half))
}

/// What a panel shows at its moment: the density and the score in the coordinates of that time.
pub struct Scenery<'a> {
    /// What noise has done to the data.
    pub noising: Noising,
    /// The noise that is added, data units.
    pub sigma: f64,
    /// The density with it.
    pub smoothed: GaussianMixture,
    /// The score of the panel.
    pub score: ScaledScore<'a>,
}

impl<'a> Scenery<'a> {
    /// # Errors
    /// When the time is none of the process, or the network does not know the level.
    pub fn of(subject: &PlateSubject<'a>, setting: &Setting<'a>) -> Result<Self, PlateError> {
        let noising = setting.noising(subject)?;
        let score = ScaledScore::new(setting.score, noising.alpha, noising.center);
        let sigma = noising.std;
        if !(sigma.is_finite() && sigma >= 0.0) {
            return Err(FigureError::Sigma(sigma).into());
        }
        if let Some(range) = score.trained_range()
            && !range.contains(sigma)
        {
            return Err(FigureError::Untrained {
                sigma,
                min: range.min(),
                max: range.max(),
            }
            .into());
        }
        Ok(Self {
            noising,
            sigma,
            smoothed: noising.marginal(subject.mixture),
            score,
        })
    }
}

/// p as filled bands.
pub fn density(p: &GaussianMixture, bounds: Bounds, tint: Tint) -> Mark {
    let grid = grid(bounds, DENSITY_POINTS);
    let log_density = p.log_density_batch(grid.points().view());
    let values: Vec<f64> = log_density.iter().map(|log| log.exp()).collect();
    let top = values.iter().copied().fold(0.0, f64::max);
    Mark::Bands(Bands::new(&grid, &values, [0.0, top], DENSITY_BANDS, tint))
}

/// `points` points along the longer side of `bounds`.
pub fn grid(bounds: Bounds, points: f64) -> Grid {
    let longer = bounds.width().max(bounds.height());
    let count = |side: f64| (points * side / longer).round() as usize + 1;
    Grid::new(bounds, count(bounds.width()), count(bounds.height()))
}
