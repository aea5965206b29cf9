//! Pins: points that stay probed, dragged like handles.

use crate::document::SceneId;
use crate::plane::Point;
use crate::ui::canvas::context_menu;
use crate::ui::canvas::handles::drag_handle;
use crate::ui::canvas::handles::tools::Tools;
use crate::ui::instruments::sheet::{RADIUS, Sheet};
use egui::{Align2, Id, Stroke, TextStyle, Ui, vec2};

/// More pins than these hide the picture.
const NAMES: [char; 8] = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];

/// A point that stays probed.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Pin {
    name: char,
    at: Point,
}

/// The pins, and which of them is looked at.
#[derive(Default)]
pub struct Pins {
    pins: Vec<Pin>,
    active: usize,
    /// The pin under the pointer or with the keyboard, and the one with the keyboard.
    lively: Option<usize>,
    focused: Option<(usize, Id)>,
    /// Where the pin that is dragged was when it was taken hold of.
    taken_at: Option<Point>,
    scene: Option<SceneId>,
}

impl Pins {
    /// The pin that has the keyboard.
    pub fn focused(&self) -> Option<Id> {
        self.focused.map(|(_, id)| id)
    }

    /// The pin that is looked at, counted from 0.
    pub fn active(&self) -> Option<usize> {
        (self.active < self.pins.len()).then_some(self.active)
    }

    pub fn activate(&mut self, index: usize) {
        self.active = index;
    }

    pub fn name(&self, index: usize) -> char {
        self.pins[index].name
    }

    pub fn place(&self, index: usize) -> Point {
        self.pins[index].at
    }

    /// Whether there are more than one.
    pub fn several(&self) -> bool {
        self.pins.len() > 1
    }

    /// What each of them is called.
    pub fn names(&self) -> Vec<(usize, char)> {
        self.pins.iter().map(|pin| pin.name).enumerate().collect()
    }

    /// Where each of them stands.
    pub fn places(&self) -> impl Iterator<Item = (usize, Point)> {
        self.pins.iter().map(|pin| pin.at).enumerate()
    }

    /// A new pin at `at`, or one less within `near` of it.
    ///
    /// # Errors
    /// One sentence when there are too many.
    pub fn toggle(&mut self, at: Point, near: f64) -> Result<(), String> {
        let distance = |pin: &Pin| (pin.at[0] - at[0]).hypot(pin.at[1] - at[1]);
        let nearest = (0..self.pins.len())
            .min_by(|&a, &b| distance(&self.pins[a]).total_cmp(&distance(&self.pins[b])));
        if let Some(index) = nearest.filter(|&index| distance(&self.pins[index]) <= near) {
            self.remove(index);
            return Ok(());
        }
        let taken = |name: &char| self.pins.iter().any(|pin| pin.name == *name);
        let Some(name) = NAMES.into_iter().find(|name| !taken(name)) else {
            return Err(format!(
                "There are {} pins already: press P over one to take it away",
                NAMES.len()
            ));
        };
        self.pins.push(Pin { name, at });
        self.active = self.pins.len() - 1;
        Ok(())
    }

    pub fn remove(&mut self, index: usize) {
        self.pins.remove(index);
        self.focused = None;
        if self.active >= index {
            self.active = self.active.saturating_sub(1);
        }
    }

    /// Takes away the pin that has the keyboard; whether there was one.
    pub fn remove_focused(&mut self) -> bool {
        let Some((index, _)) = self.focused.filter(|(index, _)| *index < self.pins.len()) else {
            return false;
        };
        self.remove(index);
        true
    }

    pub fn clear(&mut self) {
        self.pins.clear();
        self.focused = None;
        self.active = 0;
    }

    /// Those of another scene go.
    pub fn belong_to(&mut self, scene: SceneId) {
        if self.scene != Some(scene) {
            self.scene = Some(scene);
            self.clear();
        }
    }

    /// Lets the hand and the keyboard move them.
    pub fn listen(&mut self, ui: &Ui, tools: &Tools<'_>) {
        (self.lively, self.focused) = (None, None);
        let taken_at = self.taken_at.take();
        let mut removed = None;
        for index in 0..self.pins.len() {
            let Pin { name, at } = self.pins[index];
            let pos = tools.projection.screen_from_data(at);
            let id = tools.base.with(name);
            let held = ui.ctx().is_being_dragged(id);
            if !held && !tools.projection.screen.contains(pos) {
                continue;
            }
            let spoken = drag_handle::spoken(at, tools.projection);
            let label = format!("Pin {name} at {spoken}");
            let response = drag_handle::interact(ui, id, (pos, &[]), tools, &label);
            if let Some((from, to)) = drag_handle::drag(ui, &response) {
                let start = taken_at.unwrap_or(at);
                self.taken_at = Some(start);
                let (from, to) = (
                    tools.projection.data_from_screen(from),
                    tools.projection.data_from_screen(to),
                );
                self.pins[index].at = std::array::from_fn(|i| start[i] + to[i] - from[i]);
            }
            if let Some(shift) = drag_handle::arrow_keys(ui, &response) {
                let unit = 1.0 / tools.projection.points_per_unit();
                self.pins[index].at = [
                    at[0] + f64::from(shift.x) * unit,
                    at[1] + f64::from(shift.y) * unit,
                ];
            }
            if response.has_focus() {
                self.focused = Some((index, id));
            }
            if response.gained_focus() || response.clicked() || response.drag_started() {
                self.active = index;
            }
            if response.hovered() || response.dragged() || response.has_focus() {
                self.lively = Some(index);
            }
            if context_menu::removes_pin(&response) {
                removed = Some(index);
            }
        }
        if let Some(index) = removed {
            self.remove(index);
            self.lively = None;
        }
    }

    /// Draws them.
    pub fn paint(&self, ui: &Ui, sheet: &Sheet<'_>, tools: &Tools<'_>) {
        for (index, pin) in self.pins.iter().enumerate() {
            let pos = tools.projection.screen_from_data(pin.at);
            sheet.mark(pos);
            if self.several() {
                let beside = pos + vec2(RADIUS + 4.0, -RADIUS) * tools.scale;
                let font = TextStyle::Body.resolve(ui.style());
                let ink = tools.palette.strong;
                let painter = tools.painter;
                painter.text(beside, Align2::LEFT_BOTTOM, pin.name, font, ink);
            }
            if self.lively == Some(index) {
                let ring = Stroke::new(1.5 * tools.scale, tools.palette.accent);
                let radius = 2.0 * RADIUS * tools.scale;
                tools.painter.circle_stroke(pos, radius, ring);
            }
        }
    }
}
