//! The question of a step: predict, run, reveal.

use super::asked::Asked;
use super::button::{filled, wide};
use super::desk::{Desk, Inquiry};
use super::paragraph;
use crate::lesson::{Answer, Form, Question, Verdict};
use crate::session::Snapshot;
use crate::ui::help::card;
use crate::ui::theme::{self, Palette};
use crate::wording::{count, three_figures, with_minus};
use egui::{Color32, DragValue, Frame, Margin, ProgressBar, RichText, Ui};

/// Shows the question, its answer and what was measured; what was asked for.
pub fn ui(ui: &mut Ui, desk: &mut Desk, question: &Question, snapshot: &Snapshot) -> Vec<Asked> {
    let palette = theme::palette(ui.visuals());
    let mut asked = Vec::new();
    let open = matches!(desk.inquiry, Inquiry::Open);
    card::ui(ui, open, |ui| {
        ui.label(RichText::new("Predict").strong());
        paragraph::ui(ui, &question.ask, palette, None);
        ui.add_enabled_ui(open, |ui| answer(ui, desk, question, palette));
        match &desk.inquiry {
            Inquiry::Open => {
                let ready = desk.answer.is_some();
                let button = if ready {
                    filled(&question.run, palette.accent, palette.canvas)
                } else {
                    egui::Button::new(&*question.run)
                };
                let size = wide(ui);
                let run = ui.add_enabled_ui(ready, |ui| ui.add_sized(size, button));
                let help = if ready {
                    "Measures it and compares your answer."
                } else {
                    "Answer first: then this measures it."
                };
                let run = run.inner.on_hover_text(help).on_disabled_hover_text(help);
                if run.clicked() {
                    asked.push(Asked::Measure);
                }
            }
            Inquiry::Running(measuring) => {
                ui.add(ProgressBar::new(measuring.progress()).text("measuring"));
                ui.ctx().request_repaint();
            }
            Inquiry::Training { until, .. } => {
                let until = *until;
                let done = snapshot.train_step.min(until);
                let text = format!("step {} of {}", count(done), count(until));
                ui.add(ProgressBar::new(done as f32 / until as f32).text(text));
            }
            Inquiry::Done(..) | Inquiry::Failed(_) => {}
        }
    });
    asked.extend(measured(ui, desk, question, palette));
    asked
}

/// The form of the answer.
fn answer(ui: &mut Ui, desk: &mut Desk, question: &Question, palette: &Palette) {
    match &question.form {
        Form::Choice(choices) => {
            for (index, choice) in choices.iter().enumerate() {
                let on = desk.answer == Some(Answer::Choice(index));
                let says = plain(&choice.say);
                ui.horizontal_top(|ui| {
                    let button = ui.radio(on, "").accessible_name(says);
                    let text = paragraph::ui(ui, &choice.say, palette, None).0;
                    let text = text.interact(egui::Sense::click());
                    if button.clicked() || (text.clicked() && ui.is_enabled()) {
                        desk.answer = Some(Answer::Choice(index));
                    }
                });
            }
        }
        Form::Number { .. } => {
            let given = match desk.answer {
                Some(Answer::Number(given)) => Some(given),
                Some(Answer::Choice(_) | Answer::Point(_)) | None => None,
            };
            let mut value = given.unwrap_or(0.0);
            ui.horizontal(|ui| {
                ui.label("Your answer");
                let field = DragValue::new(&mut value)
                    .speed(0.01)
                    .max_decimals(3)
                    .suffix(suffix(question));
                let field = ui.add(field).accessible_name("Your number");
                if field.changed() {
                    desk.answer = Some(Answer::Number(value));
                }
                if given.is_none() {
                    ui.label(RichText::new("drag, or type").weak());
                }
            });
        }
        Form::Point { .. } | Form::Direction { .. } => {
            let Some(Answer::Point(mut at)) = desk.answer else {
                ui.label(RichText::new("Click on the picture.").weak());
                if ui.small_button("or type a point").clicked() {
                    desk.answer = Some(Answer::Point(question.setting.at.unwrap_or_default()));
                }
                return;
            };
            ui.horizontal(|ui| {
                ui.label("Your point");
                let mut changed = false;
                for (value, name) in at.iter_mut().zip(["x of your point", "y of your point"]) {
                    let field = DragValue::new(value).speed(0.01).max_decimals(2);
                    changed |= ui.add(field).accessible_name(name).changed();
                }
                if changed {
                    desk.answer = Some(Answer::Point(at));
                }
            });
        }
    }
}

fn suffix(question: &Question) -> String {
    match question.measure.unit() {
        "" => String::new(),
        unit => format!(" {unit}"),
    }
}

/// What was measured, how far off the answer was, and what that means.
fn measured(ui: &mut Ui, desk: &Desk, question: &Question, palette: &Palette) -> Option<Asked> {
    let mut asked = None;
    let ground = palette.selection.gamma_multiply(0.45);
    let frame = |edge: Color32| {
        Frame::new()
            .fill(ground)
            .stroke(egui::Stroke::new(1.0, edge))
            .corner_radius(6)
            .inner_margin(Margin::symmetric(10, 8))
    };
    match &desk.inquiry {
        Inquiry::Open => {}
        Inquiry::Running(measuring) => {
            let so_far = measuring
                .so_far()
                .filter(|_| question.measure.blocks_are_many());
            if let Some(so_far) = so_far {
                let value = with_minus(&three_figures(so_far.value[0]));
                ui.label(RichText::new(format!("so far: {value}")).weak());
            }
        }
        Inquiry::Training { .. } => {
            ui.label(RichText::new("The network learns on the picture.").weak());
        }
        Inquiry::Failed(message) => {
            frame(palette.error).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.label(RichText::new("Not measured").strong().color(palette.error));
                ui.label(message);
                if ui.button("Answer again").clicked() {
                    asked = Some(Asked::AnswerAnew);
                }
            });
        }
        Inquiry::Done(judgement, _) => {
            let (word, ink) = match judgement.verdict {
                Verdict::Right => ("✔ Right", palette.good),
                Verdict::Near => ("Near", palette.warning),
                Verdict::Off => ("Not yet", palette.error),
            };
            frame(ink).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.horizontal(|ui| {
                    ui.label(RichText::new(word).strong().color(ink));
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        let again = ui.small_button("Answer again");
                        if again
                            .on_hover_text(
                                "Forgets this answer; another run has other random numbers.",
                            )
                            .clicked()
                        {
                            asked = Some(Asked::AnswerAnew);
                        }
                    });
                });
                ui.label(RichText::new(&judgement.measured).color(palette.strong));
                ui.label(&judgement.sentence);
                if !question.reveal.is_empty() {
                    paragraph::ui(ui, &question.reveal, palette, None);
                }
            });
        }
    }
    asked
}

/// The text of spans, for who cannot see them.
fn plain(spans: &[crate::lesson::Span]) -> String {
    use crate::lesson::Span;
    spans
        .iter()
        .map(|span| match span {
            Span::Plain(text) | Span::Strong(text) | Span::Slanted(text) => text.clone(),
            Span::Formula(formula) => formula.tex.clone(),
        })
        .collect()
}
