//! The points that training sees.

use crate::mixture::TrainingSet;
use crate::ui::canvas::layer::{Layer, Painting};
use crate::ui::canvas::legend::{Entry, Mark};
use crate::ui::drawing::point_marks::marks;
use crate::ui::drawing::projection::Projection;
use crate::wording::count;
use egui::{Color32, Shape};
use std::sync::Arc;

/// A mark at every training point.
#[derive(Default)]
pub struct TrainingPointsLayer {
    drawn: Option<Drawn>,
}

/// Marks, and what they were drawn for.
struct Drawn {
    points: Arc<TrainingSet>,
    projection: Projection,
    radius: f32,
    ink: Color32,
    shape: Shape,
}

impl Layer for TrainingPointsLayer {
    fn draw(&mut self, painting: &Painting<'_>, legend: &mut Vec<Entry>) {
        let Some(points) = &painting.snapshot.training_set else {
            return;
        };
        let number = points.points().len();
        let (radius, opacity) = look(number);
        let ink = painting.palette.clean;
        let faint = ink.gamma_multiply(opacity);
        let (projection, radius) = (painting.projection, radius * painting.scale);
        let known = self.drawn.take().filter(|drawn| {
            Arc::ptr_eq(&drawn.points, points)
                && drawn.projection == *projection
                && (drawn.radius, drawn.ink) == (radius, faint)
        });
        let drawn = known.unwrap_or_else(|| Drawn {
            points: points.clone(),
            projection: *projection,
            radius,
            ink: faint,
            shape: marks(points.points(), projection, radius, faint),
        });
        painting.painter.add(drawn.shape.clone());
        self.drawn = Some(drawn);
        let text = format!("{} training points", count(number as u64));
        let help = "Green marks: all that training ever sees, draws of the target fixed by the seed. They move with the target.";
        legend.push(Entry::new(Mark::Point(ink), text, help));
    }
}

/// Many marks are smaller and fainter: radius in points, and opacity.
fn look(points: usize) -> (f32, f32) {
    match points {
        0..=60 => (4.5, 1.0),
        61..=300 => (3.2, 0.9),
        301..=1000 => (2.4, 0.6),
        _ => (1.8, 0.4),
    }
}
