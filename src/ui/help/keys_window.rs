//! Keys and gestures, on one page.

use crate::ui::shortcuts::{Action, KEYS};
use crate::ui::theme;
use egui::{Grid, RichText, Ui};

/// What the pointer does on the canvas.
const GESTURES: [(&str, &str); 19] = [
    ("Drag a Gaussian's middle", "move it; the network follows"),
    ("Drag the end of an axis", "stretch and turn it"),
    (
        "Shift or Ctrl with a click on a Gaussian",
        "select several; drag one and all move",
    ),
    (
        "Ctrl with a drag on the empty canvas",
        "select by a rectangle",
    ),
    ("Wheel over a Gaussian", "change its weight"),
    ("Double-click the canvas", "add a Gaussian there"),
    ("Drag the empty canvas", "move the view"),
    ("Rest on the canvas", "the numbers under the pointer"),
    (
        "Press the canvas and hold still",
        "which clean points could have made this one",
    ),
    ("Click a draw in slow motion", "its numbers, step by step"),
    ("Wheel over the canvas", "zoom"),
    ("Two fingers on the canvas", "zoom and move the view"),
    (
        "Right click, or a finger held still",
        "what can be done there",
    ),
    (
        "Alt or Shift with a click on the plane",
        "send particles from there; hold for a stream",
    ),
    (
        "Tab, arrow keys",
        "go from handle to handle, move it (Shift: finely)",
    ),
    ("Ctrl with + − 0", "everything larger, smaller, as it was"),
    (
        "Escape",
        "close a list, a dialog or a window; leave presenter mode",
    ),
    (
        "Drop a file on the window",
        "open a scene (.toml), points (.csv, .npz, …) or a model",
    ),
    ("Ctrl V", "open points or a link that were copied"),
];

/// What the keyboard does on the journey.
const CLOCK: [(&str, &str); 3] = [
    ("Space", "play or pause it (not the training)"),
    ("Left, right", "move it (Shift: finely)"),
    ("Home, Page Up, End", "go to data, noise, data again"),
];

/// What the keyboard does in a lesson.
const LESSON: [(&str, &str); 1] = [(
    "Page Down, Page Up",
    "the next step of the lesson, or the one before; a clicker has them",
)];
/// What goes through the time of the training.
const PAST: [(&str, &str); 3] = [
    (
        "Drag it, or along a chart",
        "look at an earlier network; training waits",
    ),
    ("Left, right", "the network kept before, or after"),
    ("Home, End", "the first, the newest"),
];

/// What the keyboard does in slow motion.
const STEP: [(&str, &str); 4] = [
    (
        "Right, left",
        "the next stage of the step, or the one before",
    ),
    ("Space", "play or hold the stages"),
    ("S", "the whole step at once"),
    ("T, Escape", "full speed again; leave, and training waits"),
];

/// The width of the left column at the ordinary size, in points: what is done stands above each other.
const LEFT: f32 = 156.0;

/// All of them, one below the other.
pub fn contents(ui: &mut Ui) {
    let scale = theme::scale(ui);
    let left = LEFT * scale;
    let tables: [(&str, &[(&str, &str)]); 5] = [
        ("On the canvas", &GESTURES),
        ("In a lesson", &LESSON),
        ("On the bar of training steps", &PAST),
        ("In slow motion", &STEP),
        ("On the clock of the journey", &CLOCK),
    ];
    for (heading, rows) in tables {
        ui.label(RichText::new(heading).strong());
        Grid::new(heading).min_col_width(left).show(ui, |ui| {
            for (gesture, meaning) in rows {
                ui.label(*gesture);
                ui.label(RichText::new(*meaning).weak());
                ui.end_row();
            }
        });
        ui.add_space(8.0 * scale);
    }
    ui.label(RichText::new("Keys").strong());
    Grid::new("keys").show(ui, |ui| {
        for (i, action) in named().into_iter().enumerate() {
            if let Some(shortcut) = action.shortcut() {
                ui.monospace(ui.ctx().format_shortcut(&shortcut));
                let name = action.name().trim_end_matches('…');
                let name = if let Action::ShowMap(_) = action {
                    format!("Map: {}", name.to_lowercase())
                } else {
                    name.to_owned()
                };
                ui.label(RichText::new(name).weak());
            }
            if i % 2 == 1 {
                ui.end_row();
            }
        }
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
    actions.sort();
    actions
}
