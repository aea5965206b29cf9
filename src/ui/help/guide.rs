//! First steps: one thing to try at a time, on a strip under the canvas, gone when it was done.

use crate::document::{Document, SceneId};
use crate::scene::Target;
use crate::session::Command;
use crate::ui::theme;
use crate::ui::view::{FieldKind, Stage, View};
use crate::wording::every;
use egui::{Button, Frame, Label, Margin, Panel, RichText, Sides, Stroke, TextStyle, Ui};

/// In a smaller room, in sizes of a letter, it would take too much of the canvas.
const NARROWEST: f32 = 24.0;
const LOWEST: f32 = 22.0;

/// Something to try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Drag,
    Compare,
    Blur,
    Launch,
    Add,
    Journey,
}

every!(Step: Drag, Compare, Blur, Launch, Add, Journey);

impl Step {
    /// What to do with such a target.
    fn text(self, target: &Target) -> &'static str {
        match (self, target) {
            (Self::Drag, Target::Shape(_)) => {
                "Drag the curve by its middle: the learned arrows follow."
            }
            (Self::Drag, Target::Points(_)) => {
                "Drag the points by their middle: the learned arrows follow."
            }
            (Self::Drag, Target::Components(_)) => {
                "Drag a Gaussian by its middle: the learned arrows follow."
            }
            (Self::Compare, _) => {
                "Press 2: the exact field. Press 3: how far the learned one is off. Press 1: back."
            }
            (Self::Blur, _) => {
                "Slide the noise level σ, on the left: peaks melt together, and the arrows reach further."
            }
            (Self::Launch, _) => "Hold Shift and click on the canvas: particles start there.",
            (Self::Add, Target::Shape(_)) => {
                "Drag the two small circles: the curve turns and grows. Ctrl+Z takes it back."
            }
            (Self::Add, Target::Points(_)) => {
                "Drag the two small circles: the points turn and spread. Ctrl+Z takes it back."
            }
            (Self::Add, Target::Components(_)) => {
                "Double-click adds a Gaussian, Delete removes it, Ctrl+Z takes it back."
            }
            (Self::Journey, _) => {
                "Press J: from data to noise and back. F1 shows every key; Help has these steps again."
            }
        }
    }
}

/// How things were when the present step began.
struct Before {
    scene: SceneId,
    target: Target,
    sigma: Option<f64>,
}

/// The guide; which step it is at is kept in the [`View`].
#[derive(Default)]
pub struct Guide {
    before: Option<Before>,
    /// Whether the difference was looked at in this step.
    compared: bool,
    /// Whether the step was tried; the next one waits until the pointer is at rest.
    tried: bool,
}

impl Guide {
    /// Takes note of what was done in this frame.
    pub fn watch(&mut self, ui: &Ui, view: &mut View, document: &Document, commands: &[Command]) {
        let Some(step) = Step::ALL.get(view.guide) else {
            return;
        };
        let scene = document.scene();
        if self
            .before
            .as_ref()
            .is_none_or(|b| b.scene != document.id())
        {
            self.before = Some(Before {
                scene: document.id(),
                target: scene.target.clone(),
                sigma: view.sigma,
            });
        }
        let Some(before) = &self.before else {
            return;
        };
        let number = |target: &Target| match target {
            Target::Components(components) => components.len(),
            Target::Shape(_) | Target::Points(_) => 0,
        };
        self.compared |= view.field == FieldKind::Difference;
        self.tried |= match step {
            Step::Compare => self.compared && view.field == FieldKind::Learned,
            Step::Blur => view.sigma.is_some() && before.sigma != view.sigma,
            Step::Launch => commands.iter().any(|c| matches!(c, Command::Launch(_))),
            Step::Add if !document.components().is_empty() => {
                number(&before.target) != number(&scene.target)
            }
            Step::Drag | Step::Add => before.target != scene.target,
            Step::Journey => view.stage == Stage::Journey,
        };
        if self.tried && !ui.input(|input| input.pointer.any_down()) {
            self.go_on(view);
        }
    }

    fn go_on(&mut self, view: &mut View) {
        view.guide += 1;
        *self = Self::default();
    }

    /// A strip at the foot of the room that is left for the canvas, where that is large enough.
    pub fn ui(&mut self, ui: &mut Ui, view: &mut View, document: &Document) {
        let Some(step) = Step::ALL.get(view.guide) else {
            return;
        };
        let letter = TextStyle::Body.resolve(ui.style()).size;
        let room = ui.available_size();
        if room.x < NARROWEST * letter || room.y < LOWEST * letter {
            return;
        }
        let palette = theme::palette(ui.visuals());
        let frame = Frame::new()
            .fill(palette.canvas)
            .stroke(Stroke::new(1.0, palette.accent))
            .corner_radius(6)
            .outer_margin(Margin::symmetric(8, 4))
            .inner_margin(Margin::symmetric(10, 5));
        Panel::bottom("guide")
            .frame(frame)
            .show_separator_line(false)
            .show(ui, |ui| self.plate(ui, *step, view, document));
    }

    fn plate(&mut self, ui: &mut Ui, step: Step, view: &mut View, document: &Document) {
        let number = format!("{}/{}", view.guide + 1, Step::ALL.len());
        let text = step.text(&document.scene().target);
        Sides::new().shrink_left().wrap().show(
            ui,
            |ui| {
                ui.label(RichText::new(number).weak());
                ui.add(Label::new(RichText::new(text).strong()).wrap());
            },
            |ui| {
                let hide = ui
                    .add(Button::new("✖").frame(false))
                    .on_hover_text("Hides the first steps. The Help menu shows them again.")
                    .accessible_name("Hide the first steps");
                if hide.clicked() {
                    view.guide = Step::ALL.len();
                }
                if ui.button("Next").clicked() {
                    self.go_on(view);
                }
            },
        );
    }
}
