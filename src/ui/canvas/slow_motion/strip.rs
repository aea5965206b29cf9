//! The strip above the plane: which stage of which step, what is seen, and how to go on.

use super::stage::StepStage;
use super::wording::Words;
use crate::ui::help::formula;
use crate::ui::theme;
use crate::wording::every;
use egui::{
    Button, Frame, Label, RichText, Role, Sense, Stroke, TextStyle, Ui, WidgetInfo, pos2, vec2,
};

/// The width of the button that plays or holds, and the radius of the dots of the stages, at the ordinary size, in points.
const PLAY: f32 = 66.0;
const DOT: f32 = 4.0;

/// What was pressed on the strip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressed {
    Back,
    Next,
    Play,
    FullSpeed,
    Close,
}

every!(Pressed: Back, Next, Play, FullSpeed, Close);

impl Pressed {
    fn text(self, playing: bool) -> &'static str {
        match self {
            Self::Back => "Back",
            Self::Next => "Next",
            Self::Play if playing => "⏸ Hold",
            Self::Play => "▶ Play",
            Self::FullSpeed => "Full speed",
            Self::Close => "Close",
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::Back => "The stage before. Key: Left.",
            Self::Next => "The next stage; after the last the next step. Key: Right.",
            Self::Play => "Goes on by itself, a stage a second, or holds. Key: Space.",
            Self::FullSpeed => "Leaves slow motion and trains on. Key: T.",
            Self::Close => "Leaves slow motion; training waits. Key: Escape.",
        }
    }
}

/// Shows the strip at the top of `ui`, with the formula where it is `alone`; what was pressed. `words` are none while
/// a batch is awaited.
pub fn ui(
    ui: &mut Ui,
    (stage, playing): (StepStage, bool),
    words: Option<&Words>,
    alone: bool,
) -> Option<Pressed> {
    let palette = theme::palette(ui.visuals());
    let frame = Frame::new()
        .fill(palette.panel)
        .inner_margin(theme::margin(ui, 10.0, 6.0));
    let mut pressed = None;
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            for which in Pressed::ALL {
                if button(ui, which, playing) {
                    pressed = Some(which);
                }
            }
            ui.add_space(ui.spacing().item_spacing.x);
            dots(ui, stage);
            let title = words.map_or("A batch is drawn …", |words| words.title);
            let font = TextStyle::Heading.resolve(ui.style());
            ui.label(RichText::new(title).font(font.clone()).strong());
            if let Some(words) = words.filter(|_| alone) {
                ui.add_space(ui.spacing().item_spacing.x);
                formula::show(ui, words.formula, 1.3 * font.size, palette.strong);
            }
        });
        let caption = words.map_or("", |words| &words.caption);
        ui.add(Label::new(RichText::new(caption).color(palette.text)).wrap());
    });
    pressed
}

/// One of the buttons, which stand still while words change; whether it was pressed.
fn button(ui: &mut Ui, which: Pressed, playing: bool) -> bool {
    let palette = theme::palette(ui.visuals());
    let button = if which == Pressed::Next {
        let text = RichText::new(which.text(playing)).color(palette.canvas);
        Button::new(text).fill(palette.accent)
    } else {
        Button::new(which.text(playing))
    };
    let least = if which == Pressed::Play {
        PLAY * theme::scale(ui)
    } else {
        0.0
    };
    let response = ui.add(button.min_size(vec2(least, 0.0)));
    response.on_hover_text(which.help()).clicked()
}

/// A dot for each stage: those that have been are filled, the present one is large.
fn dots(ui: &mut Ui, stage: StepStage) {
    let (palette, scale) = (theme::palette(ui.visuals()), theme::scale(ui));
    let (radius, count) = (DOT * scale, StepStage::ALL.len());
    let each = 3.4 * radius;
    let size = vec2(each * count as f32, 3.0 * radius);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let spoken = format!("Stage {} of {count}", stage.index() + 1);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, spoken.as_str()));
    response.on_hover_text(spoken.as_str());
    for index in 0..count {
        let middle = pos2(rect.left() + (index as f32 + 0.5) * each, rect.center().y);
        let painter = ui.painter();
        if index == stage.index() {
            painter.circle_filled(middle, 1.4 * radius, palette.accent);
        } else if index < stage.index() {
            painter.circle_filled(middle, 0.9 * radius, palette.weak);
        } else {
            painter.circle_stroke(middle, 0.9 * radius, Stroke::new(1.2 * scale, palette.weak));
        }
    }
}
