//! Keys and gestures, on one page.

use crate::ui::shortcuts::{Action, KEYS};
use crate::ui::theme;
use egui::{Grid, Id, Margin, RichText, ScrollArea, TextStyle, Window};

/// What the pointer does on the canvas.
const GESTURES: [(&str, &str); 10] = [
    ("Drag a Gaussian's middle", "move it; the network follows"),
    ("Drag the end of an axis", "stretch and turn it"),
    ("Wheel over a Gaussian", "change its weight"),
    ("Double-click the canvas", "add a Gaussian there"),
    ("Drag the empty canvas", "move the view"),
    ("Wheel over the canvas", "zoom"),
    (
        "Alt or Shift with a click",
        "send particles from there; hold for a stream",
    ),
    (
        "Tab, arrow keys",
        "go from handle to handle, move it (Shift: finely)",
    ),
    ("Ctrl with + − 0", "everything larger, smaller, as it was"),
    (
        "Drop a file on the window",
        "open a scene (.toml), points (.csv, .npz, …) or a model",
    ),
];

/// What the keyboard does on the way from noise to data.
const TIME_BAR: [(&str, &str); 3] = [
    ("Space", "play or pause the time bar (not the training)"),
    ("Left, right", "move it (Shift: finely)"),
    ("Home, Page Up, End", "go to data, noise, data again"),
];

/// The width of the left column at the ordinary size, in points: what is done stands above each other.
const LEFT: f32 = 156.0;

pub fn ui(ctx: &egui::Context, open: &mut bool) {
    // A window keeps its size; another text size is another window.
    let letters = TextStyle::Body.resolve(&ctx.global_style()).size as u32;
    Window::new("Keys and gestures")
        .id(Id::unique(("keys", letters)))
        .open(open)
        .collapsible(false)
        .resizable(false)
        .anchor(egui::Align2::CENTER_CENTER, egui::Vec2::ZERO)
        .show(ctx, |ui| {
            let height = (ctx.content_rect().height() - 120.0).max(120.0);
            let area = ScrollArea::vertical()
                .max_height(height)
                .min_scrolled_height(height)
                .content_margin(Margin {
                    right: 16,
                    ..Margin::ZERO
                });
            area.show(ui, |ui| {
                ui.label(RichText::new("On the canvas").strong());
                let left = LEFT * theme::scale(ui);
                Grid::new("gestures").min_col_width(left).show(ui, |ui| {
                    for (gesture, meaning) in GESTURES {
                        ui.label(gesture);
                        ui.label(RichText::new(meaning).weak());
                        ui.end_row();
                    }
                });
                ui.add_space(8.0 * theme::scale(ui));
                ui.label(RichText::new("From noise to data").strong());
                Grid::new("time bar").min_col_width(left).show(ui, |ui| {
                    for (key, meaning) in TIME_BAR {
                        ui.label(key);
                        ui.label(RichText::new(meaning).weak());
                        ui.end_row();
                    }
                });
                ui.add_space(8.0 * theme::scale(ui));
                ui.label(RichText::new("Keys").strong());
                Grid::new("keys").show(ui, |ui| {
                    for (i, action) in named().into_iter().enumerate() {
                        if let Some(shortcut) = action.shortcut() {
                            ui.monospace(ctx.format_shortcut(&shortcut));
                            ui.label(RichText::new(action.name().trim_end_matches('…')).weak());
                        }
                        if i % 2 == 1 {
                            ui.end_row();
                        }
                    }
                });
            });
        });
}

/// Every action with a key, once, in the order of the menus.
fn named() -> Vec<Action> {
    let mut actions: Vec<Action> = Vec::new();
    for (action, _, _) in KEYS {
        if !actions.contains(&action) {
            actions.push(action);
        }
    }
    actions.sort_by_key(|action| *action as usize);
    actions
}
