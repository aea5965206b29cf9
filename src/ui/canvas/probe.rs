//! The probe on the canvas: what is known under the pointer and at pins. Who lives here: the pins, and the card
//! that says what the picture of one means.

pub mod card;
mod pins;

use super::handles::tools::Tools;
use super::layer::Painting;
use super::legend::{Entry, Mark};
use crate::document::SceneId;
use crate::mixture::GaussianMixture;
use crate::noise::Noising;
use crate::plane::Point;
use crate::session::Command;
use crate::ui::instruments::draws::Draws;
use crate::ui::instruments::hand::{Hand, Look};
use crate::ui::instruments::readings::{Probed, Readings, Who};
use crate::ui::instruments::sheet::Sheet;
use crate::ui::instruments::{number_plate, posterior};
use egui::{Id, Response, Ui};
use pins::Pins;

/// What the probe remembers between frames.
#[derive(Default)]
pub struct Probe {
    hand: Hand,
    pins: Pins,
    readings: Readings,
    /// Clean points that are drawn one by one at the pin that is looked at.
    draws: Option<Draws>,
    /// The frame in which the column showed the card of a pin, so that the canvas need not.
    told_in: Option<u64>,
}

impl Probe {
    /// Whether a press is a question, and so moves nothing.
    pub fn is_asking(&self) -> bool {
        self.hand.is_holding()
    }

    /// Whether a press that has ended just now was a question, and so is no click.
    pub fn has_asked(&self) -> bool {
        self.hand.has_held()
    }

    /// Whether it is shown what could have made a point.
    pub fn is_open(&self) -> bool {
        self.is_asking() || self.pins.active().is_some()
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

    /// Asks anew when it is shown again.
    pub fn step_aside(&mut self) {
        self.readings.forget();
    }

    /// Takes note of what the hand does on the plane; `idle` says that it is free to ask.
    pub fn look(&mut self, ui: &Ui, plane: &Response, idle: bool) {
        self.hand.look(ui, plane, idle);
    }

    /// Shows pins and what could have made each point; what the legend says of it.
    pub fn ui(
        &mut self,
        ui: &Ui,
        painting: &Painting<'_>,
        sheet: &Sheet<'_>,
        tools: &Tools<'_>,
        commands: &mut Vec<Command>,
    ) -> Vec<Entry> {
        self.pins.listen(ui, tools);
        let projection = painting.projection;
        let under_hand = self.hand.seen().place();
        let under_hand = under_hand.map(|pos| (Who::Hand, projection.data_from_screen(pos)));
        let pinned = self.pins.places().map(|(index, at)| (Who::Pin(index), at));
        let points: Vec<(Who, Point)> = under_hand.into_iter().chain(pinned).collect();
        let target = &painting.snapshot.mixture;
        let noising = Noising::exploding(painting.sigma);
        let answers = network_has_a_say(painting).then_some(&*painting.snapshot.probes);
        self.readings.read(target, answers, &points, noising);
        self.readings.ask(commands);

        self.draw_on(ui);
        let open = if self.is_asking() {
            Some(Who::Hand)
        } else {
            self.pins.active().map(Who::Pin)
        };
        for (who, reading) in self.readings.iter() {
            if Some(who) == open {
                let draws = self.draws.as_ref().filter(|_| who != Who::Hand);
                posterior::paint(ui, sheet, target, reading, draws);
            } else if let Who::Pin(_) = who {
                posterior::paint_average(sheet, reading);
            }
        }
        self.pins.paint(ui, sheet, tools);
        if let (true, Some(probed)) = (self.is_asking(), self.readings.of(Who::Hand)) {
            sheet.mark(projection.screen_from_data(probed.reading.at));
        }
        if open.is_some() {
            legend(painting)
        } else {
            Vec::new()
        }
    }

    /// Begins to draw clean points at the pin that is looked at, or stops.
    fn toggle_draws(&mut self) {
        self.draws = match (self.draws.take(), self.pinned()) {
            (None, Some((_, probed))) => Some(Draws::new(&probed.reading)),
            (Some(_) | None, _) => None,
        };
    }

    /// Draws what is due; another point, level or target begins anew.
    fn draw_on(&mut self, ui: &Ui) {
        let Some(index) = self.pins.active().filter(|_| self.draws.is_some()) else {
            self.draws = None;
            return;
        };
        let Some(probed) = self.readings.of(Who::Pin(index)) else {
            return;
        };
        let seconds = f64::from(ui.input(|input| input.stable_dt).min(0.1));
        let known = self.draws.take();
        let mut draws = known
            .filter(|draws| draws.are_of(&probed.reading))
            .unwrap_or_else(|| Draws::new(&probed.reading));
        if draws.advance(seconds) {
            ui.ctx().request_repaint();
        }
        self.draws = Some(draws);
    }

    /// Shows the numbers under the hand, else those of the pin where no column does, above all else.
    pub fn show_numbers(&self, ui: &Ui, sheet: &Sheet<'_>, target: &GaussianMixture) {
        let told = self.told_in == Some(ui.ctx().cumulative_pass_nr());
        let (who, anchor) = match (self.hand.seen(), self.pins.active()) {
            (Look::Resting(pos) | Look::Holding(pos), _) => (Who::Hand, pos),
            (Look::Away, Some(index)) if !told => {
                let at = self.pins.place(index);
                (Who::Pin(index), sheet.projection.screen_from_data(at))
            }
            (Look::Away, _) => return,
        };
        if let Some(probed) = self.readings.of(who) {
            number_plate::show(ui, sheet, anchor, probed, target);
        }
    }

    /// What is known at the pin that is looked at, with its name.
    fn pinned(&self) -> Option<(char, &Probed)> {
        let index = self.pins.active()?;
        let probed = self.readings.of(Who::Pin(index))?;
        Some((self.pins.name(index), probed))
    }
}

/// A lesson is about the truth until its network has learned anything: what that answers before would only distract.
fn network_has_a_say(painting: &Painting<'_>) -> bool {
    !painting.view.lessons.open || painting.snapshot.train_step > 0
}

fn legend(painting: &Painting<'_>) -> Vec<Entry> {
    let clean = painting.palette.clean;
    let mut entries = vec![
        Entry::new(
            Mark::Line(clean),
            "could have made x, in %",
            "Lines from x to clean points that could have made it with this noise: the thicker, the likelier. The percentages say how likely each Gaussian has made it.",
        ),
        Entry::new(
            Mark::Arrow {
                ink: clean,
                length: 20.0,
            },
            "to their average D(x)",
            "The way from x to the average of those clean points. Divided by σ² it is the score s, the dark arrow beside it, as long as among the arrows of the field.",
        ),
    ];
    if network_has_a_say(painting) {
        entries.push(Entry::new(
            Mark::Ring(painting.palette.accent),
            "the network's D(x)",
            "Where the network believes the clean point to be on average: x plus σ² times its score.",
        ));
    }
    entries
}
