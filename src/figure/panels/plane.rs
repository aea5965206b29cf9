//! Fields over the density: arrows, streamlines, arrows to the denoised point.

use super::choice::ScoreChoice;
use super::error::PlateError;
use super::request::{PlateRequest, PlateSubject};
use super::setting::Setting;
use super::streamlines::streamlines;
use super::surface::{Scenery, bounds, density, panel};
use super::{keys, plane_map, texts};
use crate::figure::plate::{Ink, Key, KeySign, Mark, Panel, Tint};
use crate::figure::{Arrow, Arrows, FieldStyle, FigureError, FigureOptions, Plate};
use crate::measure::agreement_boxes;
use crate::mixture::Modes;
use crate::noise::NoiseRange;
use crate::plane::{Bounds, Point};
use crate::score::{ScaledScore, ScoreFn};
use ndarray::{Array1, Array2, ArrayView2};

/// Arrows along the longer side of a panel that has the page for itself.
const ARROWS: f64 = 24.0;
/// The fewest arrows that show a field.
const FEWEST_ARROWS: usize = 9;

/// Panels of a field drawn as `style`.
///
/// # Errors
/// When a level is not known to the score, a time is none of its process, or an option is out of range.
pub fn fields(
    subject: &PlateSubject,
    request: &PlateRequest,
    style: FieldStyle,
    settings: &[Setting],
) -> Result<Plate, PlateError> {
    let bounds = bounds(subject, request, &[])?;
    let along = arrows_along(request)?;
    let mut panels = Vec::new();
    let mut maps = Vec::new();
    for setting in settings {
        let at = Scenery::of(subject, setting)?;
        let (map, marks, notes) = match setting.choice {
            ScoreChoice::Error => {
                let map = plane_map::error_map(subject, setting, bounds)?;
                let notes = plane_map::notes(request, &map);
                (Some(map), Vec::new(), notes)
            }
            ScoreChoice::Exact
            | ScoreChoice::Learned
            | ScoreChoice::Difference
            | ScoreChoice::Empirical => {
                let marks = field(subject, request, (style, along), setting, &at, bounds);
                (None, marks, Vec::new())
            }
        };
        panels.push(Panel {
            notes,
            ..panel(bounds, marks)
        });
        maps.push(map);
    }
    let bar = plane_map::paint(&mut panels, &maps);
    // Fields of several levels differ a hundredfold: each has a scale of its own.
    let shared = !request.differs_in_level();
    if shared {
        on_one_scale(&mut panels);
    }
    let mut keys = keys::of_field(&panels, shared);
    if panels.iter().any(has_frames) {
        keys.push(Key {
            sign: KeySign::Frame(Ink::Series(1)),
            label: "learned ≈ exact".to_owned(),
        });
    }
    let mut plate = Plate::new(String::new(), panels);
    plate.caption = texts::of_fields(request, style, settings, (shared, bar.is_some()));
    (plate.bar, plate.keys) = (bar, keys);
    Ok(plate)
}

fn has_frames(panel: &Panel) -> bool {
    let frames = |mark: &Mark| matches!(mark, Mark::Frames(..));
    panel.marks.iter().any(frames)
}

fn arrows_along(request: &PlateRequest) -> Result<usize, PlateError> {
    match request.arrows {
        Some(asked) if asked != 0 && !(2..=FigureOptions::MAX_ARROWS).contains(&asked) => {
            Err(FigureError::Arrows(asked).into())
        }
        Some(asked) => Ok(asked),
        None => {
            let across = request.across() as f64;
            Ok(((ARROWS / across.powf(0.6)).round() as usize).max(FEWEST_ARROWS))
        }
    }
}

/// Learned minus exact.
struct Apart<'a> {
    learned: &'a dyn ScoreFn,
    exact: &'a dyn ScoreFn,
}

impl ScoreFn for Apart<'_> {
    fn score(&self, x: ArrayView2<f64>, sigma: f64) -> Array2<f64> {
        self.learned.score(x, sigma) - self.exact.score(x, sigma)
    }

    fn divergence(&self, x: ArrayView2<f64>, sigma: f64) -> Array1<f64> {
        self.learned.divergence(x, sigma) - self.exact.divergence(x, sigma)
    }

    fn trained_range(&self) -> Option<NoiseRange> {
        self.learned.trained_range()
    }
}

fn field(
    subject: &PlateSubject,
    request: &PlateRequest,
    (style, along): (FieldStyle, usize),
    setting: &Setting,
    at: &Scenery,
    bounds: Bounds,
) -> Vec<Mark> {
    let mut marks = Vec::new();
    if request.density {
        marks.push(density(&at.smoothed, bounds, Tint::Ground));
    }
    let truth = ScaledScore::new(subject.exact, at.noising.alpha, at.noising.center);
    let apart = Apart {
        learned: &at.score,
        exact: &truth,
    };
    let shown: &dyn ScoreFn = if setting.choice == ScoreChoice::Difference {
        &apart
    } else {
        &at.score
    };
    if along > 0 {
        match style {
            FieldStyle::Arrows => {
                marks.push(Mark::Arrows(Arrows::new(shown, at.sigma, bounds, along)));
            }
            FieldStyle::Denoiser => {
                marks.push(Mark::Arrows(to_denoised(shown, at.sigma, bounds, along)));
            }
            FieldStyle::Streamlines | FieldStyle::Tracers => {
                marks.extend(streamlines(shown, at.sigma, bounds, along));
            }
        }
    }
    if request.frames && setting.choice == ScoreChoice::Learned {
        let modes = Modes::connected(subject.mixture);
        let found = agreement_boxes(&at.smoothed, &modes, at.sigma, &at.score, bounds);
        marks.push(Mark::Frames(Ink::Series(1), found));
    }
    marks
}

/// An arrow from every point of a grid to where it is denoised, in true lengths.
fn to_denoised(score: &dyn ScoreFn, sigma: f64, bounds: Bounds, along: usize) -> Arrows {
    let field = Arrows::new(score, sigma, bounds, (2 * along).div_ceil(3).max(2));
    let middles: Vec<Point> = field
        .arrows
        .iter()
        .map(|arrow| [0, 1].map(|axis| 0.5 * (arrow.tail[axis] + arrow.tip[axis])))
        .collect();
    let denoised = score.denoised(Array2::from(middles.clone()).view(), sigma);
    let arrow = |(tail, tip): (Point, ndarray::ArrayView1<f64>)| Arrow {
        tail,
        tip: [tip[0], tip[1]],
    };
    Arrows {
        arrows: middles
            .into_iter()
            .zip(denoised.outer_iter())
            .map(arrow)
            .collect(),
        // In true lengths there is nothing to explain.
        key: None,
        ..field
    }
}

/// Gives the arrows of all panels the scale of the largest score.
fn on_one_scale(panels: &mut [Panel]) {
    let scores = panels.iter().flat_map(|panel| &panel.marks);
    let sizes = scores.map(|mark| {
        if let Mark::Arrows(arrows) = mark {
            arrows.largest_score
        } else {
            0.0
        }
    });
    let largest = sizes.fold(0.0, f64::max);
    for mark in panels.iter_mut().flat_map(|panel| &mut panel.marks) {
        if let Mark::Arrows(arrows) = mark
            && arrows.key.is_some()
        {
            *arrows = arrows.on_the_scale_of(largest);
        }
    }
}
