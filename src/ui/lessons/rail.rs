//! The rail of a lesson: one step with its text, formulas, controls and question, and the way to the next.

use super::asked::Asked;
use super::button::filled;
use super::desk::Desk;
use super::turn::Turn;
use super::values::Shown;
use super::{answers, controls, formula_card, paragraph};
use crate::lesson::{Block, Progress};
use crate::session::Snapshot;
use crate::ui::controls::context::ControlContext;
use crate::ui::theme;
use egui::{Align, Button, Frame, Layout, Panel, RichText, ScrollArea, Sense, TextStyle, Ui, vec2};

/// The width of the rail at the ordinary size, in points, and the size of a step's title in sizes of a heading.
pub const WIDTH: f32 = 336.0;
const TITLE: f32 = 1.35;

/// Shows the step on show; what was asked for.
pub fn ui(
    ui: &mut Ui,
    desk: &mut Desk,
    context: &mut ControlContext<'_>,
    sigma: f64,
    snapshot: &Snapshot,
) -> Vec<Asked> {
    let mut asked = Vec::new();
    let course = desk.course.clone();
    let place = desk.place(&context.view.lessons);
    let lesson = &course.lessons[place.0];
    let step = &lesson.steps[place.1];
    head(ui, desk, &context.view.lessons, &mut asked);
    foot(ui, desk, &context.view.lessons, &mut asked);
    let mut pointed = None;
    let was_pointed = desk.pointed;
    let width = ui.available_width() - ui.spacing().scroll.floating_allocated_width;
    ScrollArea::vertical()
        .id_salt(("lesson", place))
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.set_max_width(width);
            ui.spacing_mut().item_spacing.y *= 1.5;
            let palette = theme::palette(ui.visuals());
            let heading = TextStyle::Heading.resolve(ui.style()).size;
            let title = RichText::new(&step.title).size(TITLE * heading).strong();
            ui.label(title);
            for block in &step.blocks {
                let scene = context.document.scene();
                let mixture = context.document.mixture();
                let shown = Shown {
                    staging: &step.staging,
                    scene,
                    mixture,
                    sigma,
                    constant: 10f64.powf(context.view.log10_constant),
                    asks: desk.asks(&context.view.lessons),
                };
                let found = match block {
                    Block::Text(spans) => paragraph::ui(ui, spans, palette, was_pointed).1,
                    Block::Item(spans) => {
                        let row = ui.horizontal_top(|ui| {
                            ui.label("•");
                            paragraph::ui(ui, spans, palette, was_pointed).1
                        });
                        row.inner
                    }
                    Block::Formula(formula) => formula_card::ui(ui, formula, &shown, was_pointed),
                };
                pointed = pointed.or(found);
            }
            if elsewhere(ui, desk, context) {
                asked.push(Asked::Turn(Turn::Reset));
            }
            controls::ui(ui, &step.staging.controls, context);
            if let Some(question) = &step.question {
                asked.extend(answers::ui(ui, desk, question, snapshot));
                // What was measured is seen, too.
                if std::mem::take(&mut desk.reveals) {
                    ui.scroll_to_cursor(Some(Align::BOTTOM));
                }
            }
            ui.add_space(4.0);
        });
    if desk.pointed != pointed {
        desk.pointed = pointed;
        ui.ctx().request_repaint();
    }
    asked
}

/// Says so where another scene is on show than that of the step; whether it is wanted back.
fn elsewhere(ui: &mut Ui, desk: &Desk, context: &ControlContext<'_>) -> bool {
    let own = desk
        .newest()
        .is_none_or(|set| set.id == context.document.id());
    if own {
        return false;
    }
    let palette = theme::palette(ui.visuals());
    let text = "Another scene is on show than that of this step.";
    ui.label(RichText::new(text).color(palette.warning));
    ui.button("Show the scene of this step").clicked()
}

fn head(ui: &mut Ui, desk: &Desk, progress: &Progress, asked: &mut Vec<Asked>) {
    let (lesson, step) = desk.place(progress);
    let lessons = &desk.course.lessons;
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        let place = format!("Lesson {} of {}", lesson + 1, lessons.len());
        let help = "All lessons. A dot marks those whose questions you have answered.";
        ui.menu_button(format!("{place}  ⏷"), |ui| {
            for (index, other) in lessons.iter().enumerate() {
                let questions = other.steps.iter().filter(|s| s.question.is_some()).count();
                let answered = progress.answered_in(&other.name);
                let mark = if answered >= questions { "✔" } else { "" };
                let text = format!("{}  {}", index + 1, other.title);
                let button = Button::selectable(index == lesson, text).shortcut_text(mark);
                if ui.add(button).clicked() {
                    asked.push(Asked::GoTo(index, 0));
                    ui.close();
                }
            }
        })
        .response
        .on_hover_text(help);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let leave = ui
                .add(Button::new("✖").frame(false))
                .on_hover_text("Closes the lessons and shows your own work again, as you left it.")
                .accessible_name("Leave the lessons");
            if leave.clicked() {
                asked.push(Asked::Turn(Turn::Open));
            }
            let reset = ui
                .add(Button::new("⟲").frame(false))
                .on_hover_text("Sets this step again: its scene, its picture, its question.")
                .accessible_name("Set this step again");
            if reset.clicked() {
                asked.push(Asked::Turn(Turn::Reset));
            }
        });
    });
    ui.label(RichText::new(&lessons[lesson].title).weak());
    let answered = progress.answered.get(&lessons[lesson].name);
    dots(ui, lessons[lesson].steps.len(), step, |index| {
        answered.is_some_and(|steps| steps.contains(&index))
    })
    .into_iter()
    .for_each(|index| asked.push(Asked::GoTo(lesson, index)));
    ui.add_space(2.0);
}

/// A bar for each step, which can be gone to; the one that was pressed.
fn dots(
    ui: &mut Ui,
    steps: usize,
    shown: usize,
    is_answered: impl Fn(usize) -> bool,
) -> Option<usize> {
    let palette = theme::palette(ui.visuals());
    let mut pressed = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let width = (ui.available_width() - 4.0 * (steps as f32 - 1.0)) / steps as f32;
        let height = 12.0 * theme::scale(ui);
        for index in 0..steps {
            let (place, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
            let bar = egui::Rect::from_center_size(place.center(), vec2(width, 0.34 * height));
            let ink = if index == shown {
                palette.accent
            } else if is_answered(index) {
                palette.good
            } else if response.hovered() {
                palette.weak
            } else {
                palette.line
            };
            ui.painter().rect_filled(bar, 2.0, ink);
            let name = format!("Step {} of {steps}", index + 1);
            response.widget_info(|| {
                egui::WidgetInfo::selected(egui::Role::Button, true, index == shown, &name)
            });
            if response.on_hover_text(name).clicked() {
                pressed = Some(index);
            }
        }
    });
    pressed
}

fn foot(ui: &mut Ui, desk: &Desk, progress: &Progress, asked: &mut Vec<Asked>) {
    Panel::bottom("lesson turns")
        .frame(Frame::new())
        .show_separator_line(false)
        .show(ui, |ui| {
            ui.add_space(6.0);
            ui.horizontal(|ui| {
                let palette = theme::palette(ui.visuals());
                let width = 0.5 * (ui.available_width() - ui.spacing().item_spacing.x);
                let size = vec2(width, 1.45 * ui.spacing().interact_size.y);
                let help = "To the step before. Key Page Up, also of a presenter's clicker.";
                // Before the first there is none; what goes on stays under the hand.
                if desk.neighbour(progress, false).is_none() {
                    ui.add_space(width + ui.spacing().item_spacing.x);
                } else if ui
                    .add_sized(size, Button::new("Back"))
                    .on_hover_text(help)
                    .clicked()
                {
                    asked.push(Asked::Turn(Turn::Back));
                }
                let last = desk.neighbour(progress, true).is_none();
                let waits = desk.asks(progress);
                let (lesson, step) = desk.place(progress);
                let ends = step + 1 == desk.course.lessons[lesson].steps.len();
                let text = match (last, waits, ends) {
                    (true, _, _) => "The end",
                    (false, true, _) => "Skip",
                    (false, false, true) => "Next lesson",
                    (false, false, false) => "Next",
                };
                // What is skipped does not invite.
                let button = if waits || last {
                    Button::new(text)
                } else {
                    filled(text, palette.accent, palette.canvas)
                };
                let next = ui.add_enabled_ui(!last, |ui| ui.add_sized(size, button));
                let help = "To the next step. Key Page Down, also of a presenter's clicker.";
                if next.inner.on_hover_text(help).clicked() {
                    asked.push(Asked::Turn(Turn::Next));
                }
            });
            ui.add_space(4.0);
        });
}
