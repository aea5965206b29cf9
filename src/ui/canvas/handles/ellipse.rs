//! A Gaussian on the screen: its ellipses and the ends of its axes.

use super::tools::Tools;
use crate::mixture::Component;
use crate::plane::Point;
use crate::ui::drawing::projection::Projection;
use egui::layers::ShapeIdx;
use egui::{Color32, Pos2, Shape, Stroke};

/// Axis handles stand on this many standard deviations.
const STDS: f64 = 2.0;
/// They never come closer to the mean than this, in points, so that both can be hit.
const CLOSEST: f32 = 30.0;
/// Corners of a drawn ellipse.
const CORNERS: usize = 72;

/// How opaque the outline of a Gaussian is that nobody touches.
const QUIET: f32 = 0.32;

/// The colour of an outline at rest.
pub fn ink(tools: &Tools<'_>) -> Color32 {
    tools.palette.strong.gamma_multiply(QUIET)
}

/// The ellipse at one standard deviation; while it is touched or chosen, the one at two as well.
pub fn outline(tools: &Tools<'_>, component: &Component, chosen: bool, places: &[ShapeIdx]) {
    let (width, inks) = if chosen {
        let accent = tools.palette.accent;
        (1.6, [Some(accent), Some(accent.gamma_multiply(0.6))])
    } else {
        (0.9, [Some(ink(tools)), None])
    };
    for ((stds, ink), place) in [1.0, 2.0].into_iter().zip(inks).zip(places) {
        let Some(ink) = ink else { continue };
        let points = ellipse(component, stds, tools.projection);
        let stroke = Stroke::new(width * tools.scale, ink);
        tools
            .painter
            .set(*place, Shape::closed_line(points, stroke));
    }
}

/// Where the handle of an axis stands on the screen.
pub fn end_of_axis(
    projection: &Projection,
    mean: Point,
    stds: [f64; 2],
    angle: f64,
    axis: usize,
) -> Pos2 {
    let center = projection.screen_from_data(mean);
    let direction = angle + axis as f64 * std::f64::consts::FRAC_PI_2;
    let along = egui::vec2(direction.cos() as f32, -direction.sin() as f32);
    let length = (STDS * stds[axis] * projection.points_per_unit()) as f32;
    center + along * length.max(CLOSEST)
}

/// The points at `stds` standard deviations around a component.
fn ellipse(component: &Component, stds: f64, projection: &Projection) -> Vec<Pos2> {
    (0..CORNERS)
        .map(|i| {
            let (sin, cos) = (std::f64::consts::TAU * i as f64 / CORNERS as f64).sin_cos();
            projection.screen_from_data(component.place([stds * cos, stds * sin]))
        })
        .collect()
}
