//! The card of an experiment: the three objectives of score matching on the network on show. They differ by constants,
//! whatever the network is, so that to make one small is to make all small.

use super::memory_card::plus_minus;
use crate::measure::{Estimate, Matching};
use crate::session::{Command, IdentityFrame, Snapshot};
use crate::ui::format;
use crate::ui::help::card;
use crate::ui::theme::{self, Palette};
use crate::ui::view::View;
use crate::wording::count;
use egui::{
    Align, Color32, CornerRadius, Layout, Rect, RichText, Role, Sense, StrokeKind, TextStyle, Ui,
    WidgetInfo, pos2, vec2,
};

const TITLE: &str = "DSM = ESM + C";
const TELLS: &str = "Whatever the network is, both losses differ by the same C: what makes one small makes the other small.";
const NOTHING: &str = "Being measured, where the shown noise level is above 0 and trained.";
const DSM: &str = "Denoising score matching, E|s + ε/σ|² over noisy draws x = x0 + σε, in 1/unit². What training can compute: it needs no score.";
const ESM: &str = "Explicit score matching, E|s − s*|² on the same draws, in 1/unit². What is meant: it needs the true score s*, which is known here.";
const C: &str = "C = E|ε/σ|² − E|s*|² = 2/σ² − E|s*|², in 1/unit², in closed form. The network does not occur in it.";
const GAP: &str = "DSM − ESM, draw by draw, with its standard error: it must be C.";
const ISM: &str = "Implicit score matching, E[|s|²/2 + div s] on the same draws, in 1/unit². It needs no score and no noise that is known.";
const ISM_GAP: &str = "ISM − ESM/2, draw by draw, with its standard error.";
const ISM_CONSTANT: &str = "−E|s*|²/2, in 1/unit², in closed form: what ISM − ESM/2 must be.";
/// A bar's height and the gap between two, at the ordinary size, in points.
const BAR: f32 = 11.0;
const APART: f32 = 3.0;

/// What the workers were asked for last.
#[derive(Default)]
pub struct IdentityAsker {
    asked: Option<f64>,
}

impl IdentityAsker {
    /// Asks for the objectives at this level, if it is another one than before.
    pub fn ask(&mut self, wanted: Option<f64>, commands: &mut Vec<Command>) {
        if wanted != self.asked {
            self.asked = wanted;
            commands.push(Command::Identity(wanted));
        }
    }
}

/// Shows the card where it is wanted; whether it is.
pub fn ui(ui: &mut Ui, view: &mut View, snapshot: &Snapshot) -> bool {
    if !view.identity {
        return false;
    }
    card::ui(ui, false, |ui| {
        ui.horizontal(|ui| {
            ui.label(RichText::new(TITLE).strong());
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let button = ui.button("✖").on_hover_text("Back to the explanation");
                if button.accessible_name("Close DSM = ESM + C").clicked() {
                    view.identity = false;
                }
            });
        });
        match snapshot.identity.as_deref() {
            Some(frame) => contents(ui, frame),
            None => {
                ui.label(RichText::new(NOTHING).weak());
            }
        }
    });
    true
}

fn contents(ui: &mut Ui, frame: &IdentityFrame) {
    let palette = theme::palette(ui.visuals());
    let (at, step) = (format::sigma(frame.sigma), count(frame.train_step));
    ui.label(RichText::new(format!("At {at}, network of step {step}")).weak());
    bars(ui, &frame.matching, palette);
    ui.scope(|ui| {
        let spacing = ui.spacing_mut();
        spacing.interact_size.y = 0.0;
        spacing.item_spacing.y = 1.0;
        for line in lines(&frame.matching, palette) {
            line.ui(ui);
        }
    });
    ui.label(RichText::new(TELLS).weak().small());
}

/// DSM as one bar, and below it ESM with C behind it: they end at the same place.
fn bars(ui: &mut Ui, matching: &Matching, palette: &Palette) {
    let scale = theme::scale(ui);
    let size = vec2(ui.available_width(), (2.0 * BAR + APART) * scale);
    let (place, response) = ui.allocate_exact_size(size, Sense::hover());
    let [dsm, esm, c] = [
        matching.denoising.value,
        matching.explicit.value,
        matching.denoising_constant.value,
    ];
    let longest = dsm.max(esm + c).max(f64::MIN_POSITIVE);
    let width = |value: f64| (value.max(0.0) / longest) as f32 * place.width();
    let row = |index: f32, from: f32, to: f32| {
        let top = place.top() + index * (BAR + APART) * scale;
        Rect::from_min_max(
            pos2(place.left() + from, top),
            pos2(place.left() + to, top + BAR * scale),
        )
    };
    let whole = row(0.0, 0.0, width(dsm));
    let learned = row(1.0, 0.0, width(esm));
    let constant = row(1.0, width(esm), width(esm) + width(c));
    let painter = ui.painter();
    let paint = |rect: Rect, color: Color32| {
        painter.rect_filled(rect, CornerRadius::ZERO, color);
    };
    paint(whole, palette.accent.gamma_multiply(0.45));
    paint(constant, palette.truth.gamma_multiply(0.35));
    paint(learned, palette.accent);
    let edge = egui::Stroke::new(scale, palette.edge);
    for rect in [whole, constant] {
        painter.rect_stroke(rect, CornerRadius::ZERO, edge, StrokeKind::Inside);
    }
    // Names where they have room.
    let font = TextStyle::Small.resolve(ui.style());
    for (rect, name) in [(whole, "DSM"), (constant, "C"), (learned, "ESM")] {
        let ink = if rect == learned {
            palette.canvas
        } else {
            palette.strong
        };
        let text = painter.layout_no_wrap(name.to_owned(), font.clone(), ink);
        if text.size().x + 6.0 * scale < rect.width() {
            painter.galley(rect.center() - 0.5 * text.size(), text, ink);
        }
    }
    let said = format!(
        "DSM {}, ESM {} and C {}",
        format::significant(dsm),
        format::significant(esm),
        format::significant(c)
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &said));
    response.on_hover_text(format!(
        "{said}, in 1/unit²: the lower bar, ESM and then C, ends where the upper one ends."
    ));
}

/// A line of the card.
struct Term {
    name: &'static str,
    value: Estimate,
    color: Color32,
    help: &'static str,
}

impl Term {
    /// The name at the left, the value at the right.
    fn ui(&self, ui: &mut Ui) {
        ui.horizontal(|ui| {
            let name = ui.label(RichText::new(self.name).small().weak());
            name.on_hover_text(self.help);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let value = RichText::new(plus_minus(self.value)).small().strong();
                ui.label(value.color(self.color)).on_hover_text(self.help);
            });
        });
    }
}

fn lines(matching: &Matching, palette: &Palette) -> [Term; 7] {
    let line = |name, value, color, help| Term {
        name,
        value,
        color,
        help,
    };
    let (learned, truth, plain) = (palette.accent, palette.truth, palette.strong);
    [
        line("DSM", matching.denoising, learned, DSM),
        line("ESM", matching.explicit, learned, ESM),
        line("DSM − ESM", matching.denoising_gap, plain, GAP),
        line("C", matching.denoising_constant, truth, C),
        line("ISM", matching.implicit, learned, ISM),
        line("ISM − ESM/2", matching.implicit_gap, plain, ISM_GAP),
        line("−E|s*|²/2", matching.implicit_constant, truth, ISM_CONSTANT),
    ]
}
