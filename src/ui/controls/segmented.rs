//! A few choices of which one holds, side by side in one frame.

use crate::ui::theme;
use egui::{Button, Color32, Frame, Margin, Stroke, Ui, Vec2, vec2};

/// Blank space between the frame and what it holds, in points.
const INSET: i8 = 3;

/// How much room `width` points of entries take with their frame.
pub fn size(ui: &Ui, width: f32) -> Vec2 {
    let inset = 2.0 * f32::from(INSET);
    vec2(width + inset, 1.1 * ui.spacing().interact_size.y + inset)
}

/// Shows `entries`, each a value, a text and a sentence of help, over `width` points; the one that was
/// picked.
pub fn ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    chosen: T,
    entries: &[(T, &str, String)],
    width: f32,
) -> Option<T> {
    let palette = theme::palette(ui.visuals());
    let mut picked = None;
    Frame::new()
        .fill(palette.widget)
        .corner_radius(8)
        .inner_margin(Margin::same(INSET))
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                let gaps = 2.0 * (entries.len() - 1) as f32;
                let size = vec2(
                    (width - gaps) / entries.len() as f32,
                    1.1 * ui.spacing().interact_size.y,
                );
                for (value, text, help) in entries {
                    let on = *value == chosen;
                    let button = if on {
                        Button::selectable(true, *text)
                            .fill(palette.canvas)
                            .stroke(Stroke::new(1.0, palette.edge))
                    } else {
                        Button::selectable(false, *text)
                            .fill(Color32::TRANSPARENT)
                            .stroke(Stroke::NONE)
                    };
                    if ui.add_sized(size, button).on_hover_text(help).clicked() {
                        picked = Some(*value);
                    }
                }
            });
        });
    picked
}
