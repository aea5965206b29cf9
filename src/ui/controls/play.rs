//! The one large button of a stage, which runs what the stage is about.

use crate::ui::theme;
use egui::{Button, RichText, Stroke, TextStyle, Ui, vec2};

/// What the button says and does, resting and running: the text, its full name and a sentence of help.
pub struct Play {
    pub rests: [&'static str; 2],
    pub runs: [&'static str; 2],
    pub help: &'static str,
}

/// The height of the button, in sizes of an ordinary one.
const HEIGHT: f32 = 2.0;

/// Shows the button; whether it was pressed.
pub fn ui(ui: &mut Ui, running: bool, play: &Play) -> bool {
    let palette = theme::palette(ui.visuals());
    let [text, name] = if running { play.runs } else { play.rests };
    let sign = if running { "⏸" } else { "▶" };
    let font = TextStyle::Heading.resolve(ui.style());
    let text = RichText::new(format!("{sign}  {text}")).font(font).strong();
    // What invites is filled; what runs already is quiet.
    let button = if running {
        Button::new(text).stroke(Stroke::new(1.5, palette.accent))
    } else {
        Button::new(text.color(palette.canvas)).fill(palette.accent)
    };
    let size = vec2(ui.available_width(), HEIGHT * ui.spacing().interact_size.y);
    ui.add_sized(size, button.corner_radius(8))
        .on_hover_text(play.help)
        .accessible_name(name)
        .clicked()
}
