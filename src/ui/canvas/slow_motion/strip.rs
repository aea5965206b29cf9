//! The strip on the canvas: which stage of which step, what is seen, and how to go on.

use super::stage::StepStage;
use super::wording::Words;
use crate::ui::help::formula;
use crate::ui::theme;
use crate::wording::every;
use egui::{
    Align, Button, Label, Layout, Margin, Rect, RichText, Role, Sense, Stroke, TextStyle, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

/// From the edges of the plane, and the greatest width at the ordinary size, in points.
const MARGIN: f32 = 10.0;
const WIDTH: f32 = 590.0;
/// Of the dots of the stages, at the ordinary size, in points.
const DOT: f32 = 4.0;

/// What was pressed on the strip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressed {
    Back,
    Next,
    Play,
    FullSpeed,
    Leave,
}

every!(Pressed: Back, Next, Play, FullSpeed, Leave);

impl Pressed {
    fn text(self, playing: bool) -> &'static str {
        match self {
            Self::Back => "Back",
            Self::Next => "Next",
            Self::Play if playing => "⏸ Hold",
            Self::Play => "▶ Play",
            Self::FullSpeed => "Full speed",
            Self::Leave => "Leave",
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::Back => "The stage before. Key: Left.",
            Self::Next => "The next stage; after the last the next step. Key: Right.",
            Self::Play => "Goes on by itself, a stage a second, or holds. Key: Space.",
            Self::FullSpeed => "Leaves slow motion and trains on. Key: T.",
            Self::Leave => "Leaves slow motion; training waits. Key: Escape.",
        }
    }
}

/// Shows the strip at the top of `plane`; what was pressed, and where it is. `words` are none while a batch is
/// awaited.
pub fn ui(
    ui: &mut Ui,
    plane: Rect,
    (stage, playing): (StepStage, bool),
    words: Option<&Words>,
) -> (Option<Pressed>, Rect) {
    let (palette, scale) = (theme::palette(ui.visuals()), theme::scale(ui));
    let mut room = plane.shrink(MARGIN);
    room.set_width(room.width().min(WIDTH * scale).max(0.0));
    let room = UiBuilder::new()
        .id_salt("slow motion")
        .max_rect(room)
        .layout(Layout::top_down(Align::Min));
    let mut corner = ui.new_child(room);
    corner.shrink_clip_rect(plane);
    let frame = theme::card(palette).inner_margin(Margin::symmetric(10, 7));
    let mut pressed = None;
    let shown = frame.show(&mut corner, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            dots(ui, stage);
            let title = words.map_or("A batch is drawn …", |words| words.title);
            ui.label(RichText::new(title).strong());
            if let Some(words) = words {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let size = 1.1 * TextStyle::Heading.resolve(ui.style()).size;
                    formula::show(ui, words.formula, size, palette.strong);
                });
            }
        });
        let caption = words.map_or("", |words| &words.caption);
        ui.add(Label::new(RichText::new(caption).color(palette.text)).wrap());
        ui.horizontal_wrapped(|ui| {
            for which in Pressed::ALL {
                let button = if which == Pressed::Next {
                    let text = RichText::new(which.text(playing)).color(palette.canvas);
                    Button::new(text).fill(palette.accent)
                } else {
                    Button::new(which.text(playing))
                };
                if ui.add(button).on_hover_text(which.help()).clicked() {
                    pressed = Some(which);
                }
            }
        });
    });
    (pressed, shown.response.rect)
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
