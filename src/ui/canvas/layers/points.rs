//! The points that the target is made of, imported or written in its file.

use crate::scene::Target;
use crate::ui::canvas::layer::{Layer, Painting};
use crate::ui::canvas::legend::{Entry, Mark};
use crate::ui::drawing::point_marks::marks;

/// A mark at every point of a target of points.
pub struct PointsLayer;

impl Layer for PointsLayer {
    fn draw(&mut self, painting: &Painting<'_>, legend: &mut Vec<Entry>) {
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
        let help = "The target: the mean of round Gaussians around its points. Their standard deviation is the kernel width, in data units.";
        legend.push(Entry::new(Mark::Point(ink), points.in_words(), help));
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
