//! The points that the target is made of, imported or written in its file.

use crate::scene::Target;
use crate::ui::canvas::layer::{Layer, Painting};
use crate::ui::canvas::legend::scales::{PointsScale, Scales};
use crate::ui::drawing::point_marks::marks;

/// A mark at every point of a target of points.
pub struct PointsLayer;

impl Layer for PointsLayer {
    fn draw<'a>(&mut self, painting: &Painting<'a>, scales: &mut Scales<'a>) {
        let Target::Points(points) = &painting.document.scene().target else {
            return;
        };
        let ink = painting.palette.strong;
        let radius = radius(points.at.len()) * painting.scale;
        let faint = ink.gamma_multiply(opacity(points.at.len()));
        let shape = marks(&points.at, painting.projection, radius, faint);
        // They are edited, not computed: no curtain falls before them.
        let painter = painting.ui.painter();
        painter
            .with_clip_rect(painting.projection.screen)
            .add(shape);
        scales.points = Some(PointsScale { points, ink });
    }
}

/// Marks get smaller as they get many, in points.
fn radius(points: usize) -> f32 {
    match points {
        0..=60 => 4.0,
        61..=300 => 3.0,
        _ => 2.4,
    }
}

/// And fainter: the density and the arrows are what is looked at.
fn opacity(points: usize) -> f32 {
    match points {
        0..=60 => 0.9,
        61..=300 => 0.75,
        _ => 0.6,
    }
}
