//! A curve or points under the hand: moved, turned and scaled as a whole.

use super::attention::Attention;
use super::caption::Caption;
use super::drag_handle::{self, Mark};
use super::tools::Tools;
use crate::document::Document;
use crate::scene::Target;
use egui::{Pos2, Stroke, Ui, Vec2};

/// Factors by which one drag can resize.
const STRETCH: (f64, f64) = (0.02, 50.0);
/// The handles never come closer to the middle than this, in points.
const CLOSEST: f32 = 44.0;
/// They stand a little outside of the target.
const OUTSIDE: f64 = 1.1;

/// What a handle of a whole target does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Middle,
    Turn,
    Size,
}

/// A change of the whole target.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Change {
    Move([f64; 2]),
    /// Radians, counter-clockwise.
    Turn(f64),
    /// A factor.
    Resize(f64),
}

impl Change {
    fn apply(self, target: &Target) -> Target {
        let pivot = target.center();
        match self {
            Self::Move(by) => target.translated(by),
            Self::Turn(angle) => target.rotated(angle, pivot),
            Self::Resize(factor) => target.scaled(factor.clamp(STRETCH.0, STRETCH.1), pivot),
        }
    }
}

/// The three handles of a curve or of points.
#[derive(Default)]
pub struct CurveHandles {
    held: Option<Held>,
}

/// The target when it was taken hold of.
struct Held {
    part: Part,
    target: Target,
    /// Where the held handle stands, in points from the middle.
    arm: Vec2,
}

impl CurveHandles {
    /// Shows the handles; which one has pointer or keyboard.
    pub fn ui(&mut self, ui: &Ui, tools: &Tools<'_>, document: &mut Document) -> Attention {
        let mut attention = Attention::default();
        let radius = ((reach(document) * tools.projection.points_per_unit()) as f32).max(CLOSEST);
        // A handle outside of the canvas could not be reached.
        let radius = radius.min(0.46 * tools.projection.screen.size().min_elem());
        let parts = [Part::Middle, Part::Turn, Part::Size];
        let at_rest = |part| match part {
            Part::Middle => Vec2::ZERO,
            Part::Turn => Vec2::new(radius, 0.0),
            Part::Size => Vec2::new(0.0, -radius),
        };
        let mut said = None;
        let noun = document.scene().target.noun();
        for part in parts {
            let center = document.scene().target.center();
            let middle = tools.projection.screen_from_data(center);
            let arm = self.arm(part).unwrap_or(at_rest(part));
            let pos = middle + arm;
            let label = match part {
                Part::Middle => format!(
                    "middle of the {noun}, {}",
                    drag_handle::spoken(center, tools.projection)
                ),
                Part::Turn => format!("turn the {noun}"),
                Part::Size => format!("resize the {noun}"),
            };
            let id = tools.base.with(("curve", part as u8));
            let others: &[Pos2] = if part == Part::Middle { &[] } else { &[middle] };
            let response = drag_handle::interact(ui, id, (pos, others), tools, &label);
            attention.note(&response);
            if response.drag_started() {
                document.settle();
                let target = document.scene().target.clone();
                self.held = Some(Held { part, target, arm });
            }

            let mut change = None;
            if let (Some((from, to)), Some(held)) =
                (drag_handle::drag(ui, &response), &mut self.held)
            {
                let start = tools.projection.screen_from_data(held.target.center());
                let dragged = dragged(part, tools, start, from, to);
                if part != Part::Middle {
                    held.arm = to - start;
                }
                document.scene_mut().target = dragged.apply(&held.target);
                change = Some(dragged);
            } else if let Some(shift) = drag_handle::arrow_keys(ui, &response) {
                let stepped = stepped(part, tools, shift);
                let target = stepped.apply(&document.scene().target);
                document.scene_mut().target = target;
            }

            let middle = tools
                .projection
                .screen_from_data(document.scene().target.center());
            let pos = middle + self.arm(part).unwrap_or(arm);
            if part != Part::Middle {
                let ink = tools.palette.strong.gamma_multiply(0.35);
                let stroke = Stroke::new(tools.scale, ink);
                tools.painter.line_segment([middle, pos], stroke);
            }
            let mark = match part {
                Part::Middle => Mark::Middle,
                Part::Turn | Part::Size => Mark::End,
            };
            drag_handle::paint(tools, pos, mark, &response, false);
            let text = match (change, part) {
                (Some(Change::Turn(angle)), _) => format!("turn {:.0}°", angle.to_degrees()),
                (Some(Change::Resize(factor)), _) => format!("size × {factor:.2}"),
                (Some(Change::Move(_)) | None, Part::Turn) => "turn".to_owned(),
                (Some(Change::Move(_)) | None, Part::Size) => "resize".to_owned(),
                (Some(Change::Move(_)) | None, Part::Middle) => format!(
                    "middle {}",
                    drag_handle::spoken(document.scene().target.center(), tools.projection)
                ),
            };
            let hint = match part {
                Part::Middle => &format!("drag to move the {noun} as a whole"),
                Part::Turn => "drag around the middle",
                Part::Size => "drag from the middle or to it",
            };
            let others = parts.into_iter().filter(|other| *other != part);
            let others: Vec<Pos2> = others.map(|other| middle + at_rest(other)).collect();
            said = Caption::beside(ui, tools, (pos, &others), &response, &text, hint).or(said);
        }
        if let Some(caption) = said {
            caption.paint(tools);
        }
        if !ui.input(|input| input.pointer.any_down()) {
            self.held = None;
        }
        attention
    }

    fn arm(&self, part: Part) -> Option<Vec2> {
        let held = self.held.as_ref().filter(|held| held.part == part)?;
        (part != Part::Middle).then_some(held.arm)
    }
}

/// What a drag from `from` to `to` means.
fn dragged(part: Part, tools: &Tools<'_>, middle: Pos2, from: Pos2, to: Pos2) -> Change {
    let (turn, stretch) = drag_handle::turn_and_stretch(middle, from, to);
    match part {
        Part::Middle => {
            let (from, to) = (
                tools.projection.data_from_screen(from),
                tools.projection.data_from_screen(to),
            );
            Change::Move([to[0] - from[0], to[1] - from[1]])
        }
        Part::Turn => Change::Turn(turn),
        Part::Size => Change::Resize(stretch),
    }
}

/// What an arrow key means.
fn stepped(part: Part, tools: &Tools<'_>, shift: Vec2) -> Change {
    let unit = 1.0 / tools.projection.points_per_unit();
    let [x, y] = [f64::from(shift.x), f64::from(shift.y)];
    match part {
        Part::Middle => Change::Move([x * unit, y * unit]),
        Part::Turn => Change::Turn((y - x) * 0.5_f64.to_radians()),
        Part::Size => Change::Resize((0.005 * (x + y)).exp()),
    }
}

/// How far the target reaches from its middle, in data units.
fn reach(document: &Document) -> f64 {
    let center = document.scene().target.center();
    let components = document.mixture().components();
    let far = components
        .iter()
        .map(|c| (c.mean[0] - center[0]).hypot(c.mean[1] - center[1]))
        .fold(0.0, f64::max);
    OUTSIDE * far
}
