//! The card of a pin: what its picture means, and its numbers.

use super::Probe;
use crate::measure::Reading;
use crate::ui::format::{resolving, round_to_two, significant};
use crate::ui::help::explanation::PINNED;
use crate::ui::help::{card, formula};
use crate::ui::instruments::dial;
use crate::ui::instruments::draws::Draws;
use crate::ui::instruments::numbers::{self, Number};
use crate::ui::theme;
use crate::wording::counted;
use egui::{Button, Grid, RichText, TextStyle, Ui, pos2};

const WITHOUT_NOISE: &str =
    "Without noise x is its own clean point, and there is nothing to average.";

const DRAW: &str = "Draws clean points that could have made x, one by one. Each is a target of denoising score matching, (x0 − x)/σ² = −ε/σ² for noise of variance σ²; their mean becomes the score.";

/// The radius of the dial, and what numbers need beside it, at the ordinary size, in points.
const DIAL: f32 = 26.0;
const NUMBERS: f32 = 120.0;

/// Shows the card of the pin that is looked at; whether there is one.
pub fn ui(ui: &mut Ui, probe: &mut Probe) -> bool {
    let Some((name, probed)) = probe.pinned() else {
        return false;
    };
    let reading = &probed.reading;
    let noisy = reading.noising.std > 0.0;
    // As many digits as a point of the screen changes are told apart on the canvas; here four do.
    let step = 1e-3 * reading.at[0].abs().max(reading.at[1].abs()).max(1.0);
    let numbers = numbers::of(probed, step);
    let (mut removed, mut drawn) = (false, false);
    let mut chosen = None;
    card::ui(ui, false, |ui| {
        let palette = theme::palette(ui.visuals());
        let size = TextStyle::Heading.resolve(ui.style()).size;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 3.0;
            ui.label(RichText::new(PINNED.title).strong());
            if probe.pins.several() {
                for (index, other) in probe.pins.names() {
                    let button = Button::selectable(other == name, other.to_string());
                    if ui.add(button).on_hover_text("Looks at this pin.").clicked() {
                        chosen = Some(index);
                    }
                }
            }
        });
        ui.vertical_centered(|ui| {
            formula::show(ui, PINNED.formula, 1.15 * size, palette.strong);
        });
        let text = if noisy { PINNED.text } else { WITHOUT_NOISE };
        ui.label(RichText::new(text).weak());
        table(ui, reading, &numbers);
        if let Some(draws) = &probe.draws {
            ui.label(RichText::new(of_draws(draws, step)).small().strong());
        }
        ui.horizontal_wrapped(|ui| {
            if noisy {
                let text = if probe.draws.is_some() {
                    "Stop drawing"
                } else {
                    "Draw"
                };
                drawn = ui.button(text).on_hover_text(DRAW).clicked();
            }
            let help = "Copies names and numbers, a tab between them, for a table or a text.";
            if ui.button("Copy").on_hover_text(help).clicked() {
                ui.ctx().copy_text(numbers::table(&numbers));
            }
            let help = "Takes this pin away. Key: P over it, or Delete.";
            removed = ui.button("Unpin").on_hover_text(help).clicked();
        });
    });
    if drawn {
        probe.toggle_draws();
    }
    if let Some(index) = chosen {
        probe.pins.activate(index);
    }
    if removed && let Some(index) = probe.pins.active() {
        probe.pins.remove(index);
    }
    probe.told_in = Some(ui.ctx().cumulative_pass_nr());
    true
}

/// What the draws have come to.
fn of_draws(draws: &Draws, step: f64) -> String {
    let count = counted(draws.points().len() as u64, "draw");
    let Some([x, y]) = draws
        .mean()
        .map(|mean| mean.map(|value| resolving(value, step)))
    else {
        return "No draw yet".into();
    };
    match draws.standard_error() {
        Some(se) => format!(
            "Mean of {count}: ({x}, {y}) ± {}",
            significant(round_to_two(se))
        ),
        None => format!("Mean of {count}: ({x}, {y})"),
    }
}

/// The numbers line by line, and both scores as a dial beside them.
fn table(ui: &mut Ui, reading: &Reading, numbers: &[Number]) {
    let (palette, scale) = (theme::palette(ui.visuals()), theme::scale(ui));
    let right = ui.max_rect().right();
    let lines = ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = 0.0;
        let grid = Grid::new("numbers at the pin").num_columns(2);
        grid.spacing([8.0 * scale, 0.0]).show(ui, |ui| {
            for number in numbers {
                ui.label(RichText::new(number.name).small().weak());
                ui.label(RichText::new(&number.value).small().strong());
                ui.end_row();
            }
        });
    });
    let lines = lines.response.rect;
    let radius = DIAL * scale;
    let center = pos2(right - radius, lines.top() + radius);
    if center.x - radius > lines.left() + NUMBERS * scale {
        dial::paint(ui.painter(), (center, radius), reading, palette, scale);
    }
}
