//! A brush: points scattered along a stroke, evenly in its reach.

use super::way::{STEP, between};
use crate::document::Document;
use crate::plane::Point;
use crate::scene::Target;
use crate::shapes::Points;
use crate::ui::canvas::handles::tools::Tools;
use crate::ui::drawing::point_marks::marks;
use crate::wording::{count, counted};
use egui::{Pos2, vec2};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::f32::consts::TAU;

/// The stream of random numbers that scatters points.
const SCATTER: u64 = 0xb7;
/// The kernels of a new cloud, in radii of the brush.
const WIDTH: f64 = 0.4;
/// Half the size of a mark of a point that is not in the target yet, in points.
const MARK: f32 = 3.0;

/// The points of one stroke.
pub struct Brush {
    /// Of a stroke that begins a cloud; others stand in the target already.
    new: Option<Vec<Point>>,
    radius: f32,
    /// The width of the kernels of a new cloud, data units.
    std: f64,
    rng: ChaCha8Rng,
    begun: bool,
    /// Whether there was no room for more.
    full: bool,
}

impl Brush {
    /// A stroke that begins now, with a reach of `radius` on the screen.
    pub fn new(document: &Document, radius: f32, tools: &Tools<'_>) -> Self {
        let scene = document.scene();
        let (new, before) = match &scene.target {
            Target::Points(points) => (None, points.at.len()),
            Target::Components(_) | Target::Shape(_) => (Some(Vec::new()), 0),
        };
        let mut rng = ChaCha8Rng::seed_from_u64(scene.seed);
        // Another stroke scatters otherwise.
        rng.set_stream(SCATTER + before as u64);
        let std = WIDTH * f64::from(radius) / tools.projection.points_per_unit();
        Self {
            new,
            radius,
            std: std.clamp(*Points::WIDTHS.start(), *Points::WIDTHS.end()),
            rng,
            begun: false,
            full: false,
        }
    }

    /// Draws on the way of the hand; the first point stands where it was pressed.
    pub fn follow(&mut self, document: &mut Document, tools: &Tools<'_>, way: [Pos2; 2]) {
        let [from, to] = way;
        if !self.begun {
            self.begun = true;
            self.add(document, tools.projection.data_from_screen(from));
        }
        if from == to {
            return;
        }
        for middle in between(from, to, STEP * self.radius) {
            let angle = self.rng.random_range(0.0..TAU);
            let reach = self.radius * self.rng.random::<f32>().sqrt();
            let pos = middle + reach * vec2(angle.cos(), angle.sin());
            self.add(document, tools.projection.data_from_screen(pos));
        }
    }

    fn add(&mut self, document: &mut Document, point: Point) {
        let at = match (&mut self.new, &mut document.scene_mut().target) {
            (Some(new), _) => new,
            (None, Target::Points(points)) => &mut points.at,
            // Undone while it was drawn.
            (None, Target::Components(_) | Target::Shape(_)) => return,
        };
        if at.len() < Points::MAX {
            at.push(point);
        } else {
            self.full = true;
        }
    }

    /// Shows the points that are not in the target yet.
    pub fn paint(&self, tools: &Tools<'_>) {
        if let Some(new) = &self.new {
            let ink = tools.palette.strong;
            let shape = marks(new, tools.projection, MARK * tools.scale, ink);
            tools.painter.add(shape);
        }
    }

    /// Makes the points of a stroke that begins a cloud the target.
    ///
    /// # Errors
    /// One sentence when they are no cloud, or not all of them found room.
    pub fn end(self, document: &mut Document) -> Result<Option<String>, String> {
        let mut said = None;
        if let Some(at) = self.new {
            if at.len() < 2 {
                return Err("could not make a target of one point: drag the brush to draw more; nothing has changed".to_owned());
            }
            let number = counted(at.len() as u64, "drawn point");
            let noun = document.scene().target.noun();
            let before = if noun == "curve" {
                "the curve"
            } else {
                "the Gaussians"
            };
            said = Some(format!(
                "{number} are the target now: go on drawing, or undo to have {before} back"
            ));
            let std = self.std;
            document.replace_target(Target::Points(Points { at, std }));
        }
        if self.full {
            return Err(format!(
                "a target holds at most {} points: erase some to draw others",
                count(Points::MAX as u64)
            ));
        }
        Ok(said)
    }
}
