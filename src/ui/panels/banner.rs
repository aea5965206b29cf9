//! When training or particles cannot go on: what happened, and the button that helps.

use crate::session::{Phase, Snapshot};
use crate::ui::theme;
use egui::{Margin, Rect, RichText, Stroke, Ui, UiBuilder};

/// Said when training is asked to go on under the banner.
pub const ENDED: &str = "Training cannot go on from here: restart it, with a smaller learning rate";

/// What the banner's button asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Restart with a tenth of the learning rate.
    SmallerRate,
    Restart,
    Respawn,
}

impl Remedy {
    fn name(self) -> &'static str {
        match self {
            Self::SmallerRate => "Restart with a smaller learning rate",
            Self::Restart => "Restart training",
            Self::Respawn => "Respawn particles",
        }
    }
}

/// Shows a banner at the top of `stage`, over what is there, while something is wrong; the remedy that was
/// pressed.
pub fn ui(ui: &mut Ui, stage: Rect, snapshot: &Snapshot, particles_wanted: bool) -> Option<Remedy> {
    let mut pressed = None;
    let trouble = match &snapshot.phase {
        Phase::Diverged { advice, .. } => Some((advice.clone(), Remedy::SmallerRate)),
        Phase::Failed { message } => Some((message.clone(), Remedy::Restart)),
        Phase::Training | Phase::Paused => None,
    };
    let notice = snapshot
        .particle_notice
        .clone()
        .filter(|_| particles_wanted)
        .map(|notice| (notice, Remedy::Respawn));
    let wrong: Vec<_> = trouble.into_iter().chain(notice).collect();
    if wrong.is_empty() {
        return None;
    }
    ui.scope_builder(UiBuilder::new().max_rect(stage), |ui| {
        for (text, remedy) in wrong {
            if strip(ui, &text, remedy) {
                pressed = Some(remedy);
            }
        }
    });
    pressed
}

fn strip(ui: &mut Ui, text: &str, remedy: Remedy) -> bool {
    let palette = theme::palette(ui.visuals());
    let mut pressed = false;
    theme::card(palette)
        .fill(palette.panel.lerp_to_gamma(palette.error, 0.16))
        .stroke(Stroke::new(1.0, palette.error))
        .inner_margin(Margin::symmetric(12, 8))
        .outer_margin(Margin::same(6))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.label(RichText::new(text).strong());
            pressed = ui.button(remedy.name()).clicked();
        });
    pressed
}
