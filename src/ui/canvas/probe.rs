//! The probe: everything that is known at one point, under the pointer or pinned. Who lives here: the hand that
//! rests or presses, the pins, the readings of both, the picture of the clean points that could have made x, and
//! the cards with numbers.

pub mod card;
mod dial;
mod hand;
mod numbers;
mod pins;
mod plate;
mod posterior;
mod readings;

use super::handles::tools::Tools;
use super::layer::Painting;
use super::legend::{Entry, Mark};
use crate::document::SceneId;
use crate::measure::Reading;
use crate::noise::Noising;
use crate::plane::Point;
use crate::session::Command;
use egui::{Id, Pos2, Response, Ui};
use hand::{Hand, Look};
use pins::Pins;
use readings::{Readings, Who};

/// What the probe remembers between frames.
#[derive(Default)]
pub struct Probe {
    hand: Hand,
    pins: Pins,
    readings: Readings,
    /// The frame in which the column showed the card of a pin, so that the canvas need not.
    told_in: Option<u64>,
}

impl Probe {
    /// Whether a press is a question, and so moves nothing.
    pub fn is_asking(&self) -> bool {
        self.hand.is_holding()
    }

    /// The pin that has the keyboard.
    pub fn focused(&self) -> Option<Id> {
        self.pins.focused()
    }

    /// Pins `at`, or takes away the pin within `near` of it, in data units.
    ///
    /// # Errors
    /// One sentence when there are too many.
    pub fn toggle_pin(&mut self, at: Point, near: f64) -> Result<(), String> {
        self.pins.toggle(at, near)
    }

    /// Takes away the pin that has the keyboard; whether there was one.
    pub fn remove_focused(&mut self) -> bool {
        self.pins.remove_focused()
    }

    /// Takes all pins away.
    pub fn clear(&mut self) {
        self.pins.clear();
    }

    /// Pins belong to a scene.
    pub fn belong_to(&mut self, scene: SceneId) {
        self.pins.belong_to(scene);
    }

    /// Takes note of what the hand does on the plane; `idle` says that it is free to ask.
    pub fn look(&mut self, ui: &Ui, plane: &Response, idle: bool) {
        self.hand.look(ui, plane, idle);
    }

    /// Shows pins, what could have made each point, and the numbers under the hand; what the legend says of it.
    pub fn ui(
        &mut self,
        ui: &Ui,
        painting: &Painting<'_>,
        tools: &Tools<'_>,
        commands: &mut Vec<Command>,
    ) -> Vec<Entry> {
        self.pins.listen(ui, tools);
        let projection = painting.projection;
        let look = self.hand.seen();
        let under_hand = match look {
            Look::Away => None,
            Look::Resting(pos) | Look::Holding(pos) => Some(projection.data_from_screen(pos)),
        };
        let pinned = self.pins.places().map(|(index, at)| (Who::Pin(index), at));
        let asked = under_hand.map(|at| (Who::Hand, at));
        let noising = Noising::exploding(painting.sigma);
        let points: Vec<(Who, Point)> = asked.into_iter().chain(pinned).collect();
        self.readings.read(painting.snapshot, &points, noising);
        self.readings.ask(commands);

        let held = matches!(look, Look::Holding(_));
        let open = if held {
            Some(Who::Hand)
        } else {
            self.pins.active().map(Who::Pin)
        };
        for (who, reading) in self.readings.iter() {
            if Some(who) == open {
                posterior::paint(ui, painting, reading);
            } else if let Who::Pin(_) = who {
                posterior::paint_average(painting, reading);
            }
        }
        self.pins.paint(tools);
        if held && let Some(reading) = self.readings.of(Who::Hand) {
            pins::mark(tools, projection.screen_from_data(reading.at), None);
        }
        self.show_plates(ui, painting, look);
        if open.is_none() {
            return Vec::new();
        }
        legend(painting)
    }

    /// The numbers under the hand, else those of the pin where no column shows them.
    fn show_plates(&self, ui: &Ui, painting: &Painting<'_>, look: Look) {
        let told = self.told_in == Some(ui.ctx().cumulative_pass_nr());
        let (who, anchor) = match (look, self.pins.active()) {
            (Look::Resting(pos) | Look::Holding(pos), _) => (Who::Hand, pos),
            (Look::Away, Some(index)) if !told => {
                let at = self.pins.place(index);
                (Who::Pin(index), painting.projection.screen_from_data(at))
            }
            (Look::Away, _) => return,
        };
        if let Some(reading) = self.readings.of(who) {
            plate::show(ui, painting, anchor, reading);
        }
    }

    /// The reading at the pin that is looked at, with its name.
    fn pinned(&self) -> Option<(char, &Reading)> {
        let index = self.pins.active()?;
        let reading = self.readings.of(Who::Pin(index))?;
        Some((self.pins.name(index), reading))
    }

    /// Where the pointer rests on the plane.
    pub fn pointer(&self) -> Option<Pos2> {
        self.hand.pointer()
    }
}

fn legend(painting: &Painting<'_>) -> Vec<Entry> {
    let clean = painting.palette.clean;
    vec![
        Entry::new(
            Mark::Line(clean),
            "could have made x",
            "Lines from x to clean points that could have made it with this noise: the thicker, the likelier. The numbers are the shares of the Gaussians.",
        ),
        Entry::new(
            Mark::Arrow {
                ink: clean,
                length: 20.0,
            },
            "to their average D(x)",
            "The way from x to the average of those clean points. Divided by σ² it is the score.",
        ),
    ]
}
