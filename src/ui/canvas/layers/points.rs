//! The points that the target is made of, imported or written in its file.

use crate::mixture::GaussianMixture;
use crate::plane::Point;
use crate::scene::Target;
use crate::ui::canvas::layer::{Layer, Painting};
use crate::ui::canvas::legend::{Entry, Mark};
use crate::ui::drawing::point_marks::marks;
use crate::ui::drawing::projection::Projection;
use egui::{Color32, Shape};
use std::sync::Arc;

/// A mark at every point of a target of points.
#[derive(Default)]
pub struct PointsLayer {
    drawn: Option<Drawn>,
}

/// Marks, and what they were drawn for.
struct Drawn {
    target: Arc<GaussianMixture>,
    projection: Projection,
    radius: f32,
    ink: Color32,
    shape: Shape,
}

impl PointsLayer {
    /// The marks of the points of `target`, made anew only when something in them has changed.
    fn shape(
        &mut self,
        (target, at): (&Arc<GaussianMixture>, &[Point]),
        projection: &Projection,
        radius: f32,
        ink: Color32,
    ) -> Shape {
        let known = self.drawn.as_ref().filter(|drawn| {
            Arc::ptr_eq(&drawn.target, target)
                && drawn.projection == *projection
                && (drawn.radius, drawn.ink) == (radius, ink)
        });
        if let Some(drawn) = known {
            return drawn.shape.clone();
        }
        let shape = marks(at, projection, radius, ink);
        self.drawn = Some(Drawn {
            target: target.clone(),
            projection: *projection,
            radius,
            ink,
            shape: shape.clone(),
        });
        shape
    }
}

impl Layer for PointsLayer {
    fn draw(&mut self, painting: &Painting<'_>, legend: &mut Vec<Entry>) {
        let Target::Points(points) = &painting.document.scene().target else {
            return;
        };
        let ink = painting.palette.strong;
        let radius = radius(points.at.len()) * painting.scale;
        let faint = ink.gamma_multiply(opacity(points.at.len()));
        let of = (painting.document.mixture(), &points.at[..]);
        let shape = self.shape(of, painting.projection, radius, faint);
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
