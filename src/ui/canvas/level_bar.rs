//! The noise level under the canvas, as wide as it: the one control that everything on it hangs on.
//! Who lives here: the bar, the rail with its knob, and how levels lie along it.

mod rail;
mod scale;

use crate::document::Document;
use crate::session::Snapshot;
use crate::ui::format::significant;
use crate::ui::theme;
use crate::ui::typed;
use crate::ui::view::{FieldKind, View, shown_level};
use egui::{
    Align, Checkbox, DragValue, Frame, Id, Label, Layout, Panel, RichText, TextStyle, Ui, vec2,
};
use rail::Rail;
use scale::LevelScale;
use std::ops::RangeInclusive;

/// Levels that can be typed, data units, and the least of them above 0.
const TYPED: RangeInclusive<f64> = 0.0..=1e6;
const LEAST: f64 = 1e-6;
/// A stage lower than this, at the ordinary size, has a bar of one row; so has a narrower one.
const LOW: f32 = 400.0;
const NARROW: f32 = 380.0;
const FOLLOW: &str = "The field and the density are shown at the noise level at which the particles are: they sharpen as the particles walk down. Moving the slider ends it.";

/// Shows the bar at the foot of `ui`, where `view` shows `snapshot` of `document`.
pub fn ui(ui: &mut Ui, view: &mut View, document: &Document, snapshot: &Snapshot) {
    let scale = theme::scale(ui);
    let room = ui.available_size();
    let is_low = room.y < LOW * scale || room.x < NARROW * scale;
    let levels = document.scene().training.noise_levels;
    let sigma = shown_level(view, document, snapshot);
    let swarm = snapshot.swarm.as_deref();
    let rail = Rail {
        scale: LevelScale::new(snapshot.noise, levels),
        sigma,
        ladder: swarm.map_or(&[], |swarm| {
            if swarm.ladder.len() > 1 {
                &swarm.ladder
            } else {
                &[]
            }
        }),
        particles: swarm.map(|swarm| swarm.sigma),
        numbers: !is_low,
    };
    let margin = theme::margin(ui, 14.0, if is_low { 2.0 } else { 6.0 });
    let frame = Frame::side_top_panel(ui.style()).inner_margin(margin);
    Panel::bottom("noise level").frame(frame).show(ui, |ui| {
        let chosen = if is_low {
            one_row(ui, &rail)
        } else {
            let typed = title(ui, view, &rail, swarm.is_some());
            typed.or(dragged(ui, &rail))
        };
        if let Some(sigma) = chosen {
            view.choose_level(possible(sigma));
        }
    });
}

/// Without any noise, or a level that is not too small to compute with.
fn possible(sigma: f64) -> f64 {
    if sigma > 0.0 {
        sigma.clamp(LEAST, *TYPED.end())
    } else {
        0.0
    }
}

/// The rail over the room that is left; the level that was chosen on it.
fn dragged(ui: &mut Ui, rail: &Rail<'_>) -> Option<f64> {
    let size = vec2(ui.available_width().max(0.0), rail.height(ui));
    let (place, _) = ui.allocate_exact_size(size, egui::Sense::hover());
    let (_, chosen) = rail.ui(ui, Id::unique("noise level rail"), place);
    chosen
}

/// What it is, whether it follows the particles, and its number; the number that was typed.
fn title(ui: &mut Ui, view: &mut View, rail: &Rail<'_>, particles: bool) -> Option<f64> {
    let mut chosen = None;
    ui.horizontal(|ui| {
        let title = RichText::new("Noise level σ").text_style(TextStyle::Heading);
        ui.label(title.strong());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            chosen = number(ui, rail.sigma);
            ui.add_space(6.0);
            if particles {
                let mut follows = view.follows_particles();
                let text = if ui.available_width() > 260.0 * theme::scale(ui) {
                    "View follows the particles"
                } else {
                    "Follow"
                };
                let response = ui
                    .add(Checkbox::new(&mut follows, text))
                    .on_hover_text(FOLLOW)
                    .accessible_name("View follows the particles");
                if response.changed() {
                    view.follow_particles(follows, rail.sigma);
                }
            }
            // A lesson that shows the exact field speaks of no network.
            let exact = view.lessons.open && view.field == FieldKind::Exact;
            if !exact && !rail.scale.is_trained(rail.sigma) {
                let text = format!("not trained here: {}", rail.scale.trained_in_words());
                let color = theme::palette(ui.visuals()).warning;
                ui.add(Label::new(RichText::new(text).color(color)).truncate());
            }
        });
    });
    chosen
}

/// All in one row, where the stage is low or narrow.
fn one_row(ui: &mut Ui, rail: &Rail<'_>) -> Option<f64> {
    let mut chosen = None;
    ui.horizontal(|ui| {
        ui.label(RichText::new("σ").strong());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            chosen = number(ui, rail.sigma);
            chosen = chosen.or(dragged(ui, rail));
        });
    });
    chosen
}

/// The level as a number to type.
fn number(ui: &mut Ui, sigma: f64) -> Option<f64> {
    let mut value = sigma;
    let parser = typed::parser(ui.ctx(), TYPED);
    let field = DragValue::new(&mut value)
        .range(TYPED)
        .clamp_existing_to_range(false)
        .speed(0.01 * sigma.max(LEAST))
        .update_while_editing(false)
        .custom_formatter(|value, _| significant(value))
        .custom_parser(parser);
    let response = typed::field(ui, field)
        .accessible_name("Noise level σ")
        .on_hover_text("Type a number, or drag it.");
    response.changed().then_some(value)
}
