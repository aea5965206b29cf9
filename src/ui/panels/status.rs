//! The bar at the bottom: what is going on, in one line.

use crate::session::{Phase, Snapshot};
use crate::ui::messages::{Messages, Tone};
use crate::ui::theme::{self, Palette};
use crate::wording::count;
use egui::{Align, Color32, Label, Layout, RichText, Ui};

/// `frame_seconds` is the time the last frame took on the processor.
pub fn ui(
    ui: &mut Ui,
    snapshot: &Snapshot,
    frame_seconds: Option<f32>,
    saving: bool,
    messages: &Messages,
) {
    let palette = theme::palette(ui.visuals());
    ui.horizontal(|ui| {
        let (color, phase) = phase(&snapshot.phase, palette);
        let radius = 4.0 * theme::scale(ui);
        let (dot, _) = ui.allocate_exact_size(egui::Vec2::splat(2.0 * radius), egui::Sense::hover());
        ui.painter().circle_filled(dot.center(), radius, color);
        ui.label(RichText::new(phase).strong());
        ui.separator();
        ui.label(format!("step {}", count(snapshot.train_step)))
            .on_hover_text("Steps of the optimiser since the network was started.");
        if snapshot.phase == Phase::Training {
            let speed = count(snapshot.steps_per_second.max(0.0).round() as u64);
            ui.label(RichText::new(format!("{speed} steps/s")).weak())
                .on_hover_text("Steps of the optimiser in a second.");
        }
        if let Some(seconds) = frame_seconds {
            ui.separator();
            ui.label(RichText::new(format!("frame {:.1} ms", 1000.0 * seconds)).weak())
                .on_hover_text("Time to lay out and draw one picture of the window. Training runs beside it and does not wait.");
        }
        if saving {
            ui.separator();
            ui.label("saving…");
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if let Some((tone, text)) = messages.last() {
                let color = match tone {
                    Tone::Bad => palette.error,
                    Tone::Good | Tone::Plain => palette.weak,
                };
                ui.add(Label::new(RichText::new(text).color(color)).truncate())
                    .on_hover_text(text);
            }
        });
    });
}

fn phase(phase: &Phase, palette: &Palette) -> (Color32, &'static str) {
    match phase {
        Phase::Training => (palette.good, "Training"),
        Phase::Paused => (palette.weak, "Paused"),
        Phase::Diverged { .. } => (palette.error, "Diverged"),
        Phase::Failed { .. } => (palette.error, "Stopped"),
    }
}
