//! The Gaussians of the target, to be dragged, stretched, turned, weighted and removed by hand.

mod curve;
mod drag_handle;

use crate::document::Document;
use crate::mixture::Component;
use crate::plane::Point;
use crate::ui::drawing::projection::Projection;
use crate::ui::format::significant;
use crate::ui::theme::Palette;
use curve::CurveHandle;
use drag_handle::Look;
use egui::layers::ShapeIdx;
use egui::{Id, Painter, Pos2, Response, Shape, Stroke, Ui};

/// More handles than this hide the picture; such targets are edited as files.
const MAX_HANDLES: usize = 100;
/// Axis handles stand on this many standard deviations.
const STDS: f64 = 2.0;
/// They never come closer to the mean than this, in points, so that both can be hit.
const CLOSEST: f32 = 30.0;
/// Standard deviations stay in this range under the hand.
const STD_RANGE: (f64, f64) = (1e-3, 1e4);
/// Corners of a drawn ellipse.
const CORNERS: usize = 72;

/// Which part of a component is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Mean,
    /// The first (longer) or second principal axis.
    Axis(usize),
}

/// A component as it was when it was taken hold of.
struct Held {
    index: usize,
    part: Part,
    component: Component,
    /// Its axes under the hand: they may swap length while they are dragged.
    axes: ([f64; 2], f64),
}

/// Which handle has the pointer and which the keyboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attention {
    /// Whether the pointer is over a handle, so that the wheel is not the canvas's.
    pub hovered: bool,
    pub focused: Option<Id>,
}

impl Attention {
    pub fn note(&mut self, response: &Response) {
        self.hovered |= response.hovered();
        if response.has_focus() {
            self.focused = Some(response.id);
        }
    }
}

/// The handles of the target.
#[derive(Default)]
pub struct Handles {
    held: Option<Held>,
    curve: CurveHandle,
    attention: Attention,
}

/// What handles are drawn with.
pub struct Tools<'a> {
    pub projection: &'a Projection,
    pub painter: &'a Painter,
    pub palette: &'a Palette,
    pub scale: f32,
    /// Whether a press on the canvas sends particles.
    pub launching: bool,
    /// Whether the pointer was on a handle in the last frame.
    pub hovered: bool,
}

impl Handles {
    /// Which handle had the pointer and which the keyboard in the last frame.
    pub fn attention(&self) -> Attention {
        self.attention
    }

    pub fn ui(&mut self, ui: &Ui, tools: &Tools<'_>, document: &mut Document) {
        self.attention = Attention::default();
        let base = Id::unique("handles");
        if document.components().is_empty() {
            self.attention = self.curve.ui(ui, base, tools, document);
            return;
        }
        let count = document.components().len();
        if count > MAX_HANDLES {
            return;
        }
        // Room below the grips: where an ellipse stands is known after its grips have moved.
        let below: Vec<ShapeIdx> = (0..2 * count)
            .map(|_| tools.painter.add(Shape::Noop))
            .collect();
        let mut said = None;
        for index in 0..count {
            said = self.mean(ui, base, tools, document, index).or(said);
        }
        if let Some(index) = document.selected() {
            for axis in 0..2 {
                said = self.axis(ui, base, tools, document, index, axis).or(said);
            }
        }
        for (index, component) in document.components().iter().enumerate() {
            let chosen = document.selected() == Some(index);
            let places = &below[2 * index..2 * index + 2];
            outline(tools, component, chosen, places);
        }
        if let Some(caption) = said {
            caption.paint(tools);
        }
        if !ui.input(|input| input.pointer.any_down()) {
            self.held = None;
        }
    }

    fn mean(
        &mut self,
        ui: &Ui,
        base: Id,
        tools: &Tools<'_>,
        document: &mut Document,
        index: usize,
    ) -> Option<drag_handle::Caption> {
        let component = document.components()[index].clone();
        let pos = tools.projection.screen_from_data(component.mean);
        let id = base.with(("mean", index));
        let held = self.holds(index, Part::Mean);
        if !held && !tools.projection.screen.contains(pos) {
            return None;
        }
        let share = significant(document.share(index));
        let label = format!(
            "component {} of {}, mean {}, weight {share}",
            index + 1,
            document.components().len(),
            drag_handle::spoken(component.mean),
        );
        let response = drag_handle::grip(ui, id, pos, tools, &label);
        self.take(&response, document, index, Part::Mean);
        if response.gained_focus() || response.clicked() {
            document.select(Some(index));
        }

        if let (Some((from, to)), Some(held)) = (drag_handle::drag(ui, &response), &self.held) {
            let (from, to) = (
                tools.projection.data_from_screen(from),
                tools.projection.data_from_screen(to),
            );
            let mut moved = component.clone();
            moved.mean = std::array::from_fn(|i| held.component.mean[i] + to[i] - from[i]);
            document.set_component(index, moved);
        } else if let Some(shift) = drag_handle::arrow_keys(ui, &response) {
            let mut moved = component.clone();
            let unit = 1.0 / tools.projection.points_per_unit();
            moved.mean[0] += f64::from(shift.x) * unit;
            moved.mean[1] += f64::from(shift.y) * unit;
            document.set_component(index, moved);
        }
        self.attention.note(&response);
        if response.hovered() {
            let wheel = ui.input(|input| input.smooth_scroll_delta().y);
            if wheel != 0.0 {
                document.weigh(index, wheel);
            }
        }

        let chosen = document.selected() == Some(index);
        let pos = tools
            .projection
            .screen_from_data(document.components()[index].mean);
        drag_handle::paint(tools, pos, Look::Middle, &response, chosen);
        let text = format!(
            "mean {}   weight {}",
            drag_handle::spoken(document.components()[index].mean),
            significant(document.share(index)),
        );
        let hint = "drag to move, wheel for the weight";
        let component = &document.components()[index];
        let (stds, angle) = self.axes(index, component);
        let ends =
            [0, 1].map(|axis| end_of_axis(tools.projection, component.mean, stds, angle, axis));
        let others = if chosen { &ends[..] } else { &[] };
        drag_handle::caption(ui, tools, (pos, others), &response, &text, hint)
    }

    fn axis(
        &mut self,
        ui: &Ui,
        base: Id,
        tools: &Tools<'_>,
        document: &mut Document,
        index: usize,
        axis: usize,
    ) -> Option<drag_handle::Caption> {
        let component = document.components()[index].clone();
        let center = tools.projection.screen_from_data(component.mean);
        let (stds, angle) = self.axes(index, &component);
        let pos = end_of_axis(tools.projection, component.mean, stds, angle, axis);
        let which = ["long", "short"][axis];
        let label = format!(
            "{which} axis of component {}, standard deviation {}",
            index + 1,
            significant(stds[axis]),
        );
        let response = drag_handle::grip(ui, base.with(("axis", index, axis)), pos, tools, &label);
        self.take(&response, document, index, Part::Axis(axis));
        self.attention.note(&response);

        let change = match (drag_handle::drag(ui, &response), &self.held) {
            (Some((from, to)), Some(held)) => {
                let (start, start_angle) = held.component.axes();
                let (turn, stretch) = drag_handle::turn_and_stretch(center, from, to);
                Some((start, start_angle, turn, stretch))
            }
            _ => drag_handle::arrow_keys(ui, &response).map(|shift| {
                // Up and down stretch, left and right turn.
                let turn = -f64::from(shift.x) * 0.5_f64.to_radians();
                (stds, angle, turn, (0.005 * f64::from(shift.y)).exp())
            }),
        };
        if let Some((start, start_angle, turn, stretch)) = change {
            let mut stds = start;
            stds[axis] = (stds[axis] * stretch).clamp(STD_RANGE.0, STD_RANGE.1);
            let angle = start_angle + turn;
            let stretched = Component::from_axes(component.mean, stds, angle, component.weight);
            document.set_component(index, stretched);
            if let Some(held) = &mut self.held {
                held.axes = (stds, angle);
            }
        }

        let component = &document.components()[index];
        let (stds, angle) = self.axes(index, component);
        let pos = end_of_axis(tools.projection, component.mean, stds, angle, axis);
        let stroke = Stroke::new(1.2 * tools.scale, tools.palette.accent.gamma_multiply(0.7));
        tools.painter.line_segment([center, pos], stroke);
        drag_handle::paint(tools, pos, Look::End, &response, true);
        let text = format!(
            "std {}   angle {:.0}°",
            significant(stds[axis]),
            upright(angle, axis)
        );
        let hint = "drag to stretch and turn";
        let other = end_of_axis(tools.projection, component.mean, stds, angle, 1 - axis);
        let around = (pos, &[center, other][..]);
        drag_handle::caption(ui, tools, around, &response, &text, hint)
    }

    fn holds(&self, index: usize, part: Part) -> bool {
        self.held
            .as_ref()
            .is_some_and(|held| held.index == index && held.part == part)
    }

    /// Remembers a component at the moment it is taken hold of.
    fn take(&mut self, response: &Response, document: &mut Document, index: usize, part: Part) {
        if response.drag_started() {
            document.settle();
            document.select(Some(index));
            let component = document.components()[index].clone();
            self.held = Some(Held {
                index,
                part,
                axes: component.axes(),
                component,
            });
        }
    }

    /// The axes to draw: those under the hand while one is held.
    fn axes(&self, index: usize, component: &Component) -> ([f64; 2], f64) {
        match &self.held {
            Some(held) if held.index == index && held.part != Part::Mean => held.axes,
            _ => component.axes(),
        }
    }
}

/// The ellipses at one and two standard deviations.
fn outline(tools: &Tools<'_>, component: &Component, chosen: bool, places: &[ShapeIdx]) {
    let ink = if chosen {
        tools.palette.accent
    } else {
        tools.palette.strong
    };
    for ((stds, opacity), place) in [(1.0, 0.75), (2.0, 0.35)].into_iter().zip(places) {
        let opacity = if chosen { opacity } else { 0.7 * opacity };
        let stroke = Stroke::new(1.2 * tools.scale, ink.gamma_multiply(opacity));
        let points = ellipse(component, stds, tools.projection);
        tools
            .painter
            .set(*place, Shape::closed_line(points, stroke));
    }
}

/// The direction of an axis in degrees, from -90 to 90.
fn upright(angle: f64, axis: usize) -> f64 {
    let degrees = (angle + axis as f64 * std::f64::consts::FRAC_PI_2).to_degrees();
    (degrees + 90.0).rem_euclid(180.0) - 90.0
}

fn end_of_axis(
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn angles_of_axes_are_said_between_minus_ninety_and_ninety() {
        assert!((upright(std::f64::consts::PI, 0)).abs() < 1e-9);
        assert!((upright(0.0, 1) + 90.0).abs() < 1e-9);
        assert!((upright(0.3_f64, 0) - 0.3_f64.to_degrees()).abs() < 1e-9);
    }
}
