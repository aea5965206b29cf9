//! Asks what to do with a model of another scene.

use super::job::OpenedModel;
use crate::scene::{Origin, Scene};
use crate::ui::theme;
use crate::wording::quote;
use egui::{Context, Id, Modal};

/// What the user decided in this frame.
pub enum Answer {
    Undecided,
    Cancelled,
    /// To go on with it on the scene that is shown.
    UseHere,
    OpenItsScene(Box<Scene>),
}

/// The question while it is open.
pub struct ModelQuestion {
    model: Box<OpenedModel>,
    origin: Origin,
    text: String,
}

impl ModelQuestion {
    /// # Errors
    /// The model itself where nothing is to be asked: `here` is the scene that it was trained on.
    pub fn about(model: Box<OpenedModel>, here: &Scene) -> Result<Self, Box<OpenedModel>> {
        let origin = Origin::of(&model.network, here);
        let Some(words) = origin.in_words(here) else {
            return Err(model);
        };
        let text = format!(
            "{} was trained on {words}. This is {:?}: used here, the model is shown and measured against a target that it may never have seen.",
            model.name,
            quote(&here.title)
        );
        Ok(Self {
            model,
            origin,
            text,
        })
    }

    /// The model that was asked about.
    pub fn into_model(self) -> Box<OpenedModel> {
        self.model
    }

    pub fn ui(&self, ctx: &Context) -> Answer {
        let shown = Modal::new(Id::unique("model")).show(ctx, |ui| {
            ui.set_width((420.0 * theme::scale(ui)).min(ctx.content_rect().width() - 40.0));
            ui.heading("A model of another scene");
            ui.add_space(4.0);
            ui.label(&self.text);
            ui.add_space(8.0);
            let mut answer = Answer::Undecided;
            ui.horizontal(|ui| {
                if ui.button("Use it here").clicked() {
                    answer = Answer::UseHere;
                }
                if let Origin::Other(scene) = &self.origin
                    && ui.button("Open its scene").clicked()
                {
                    answer = Answer::OpenItsScene(scene.clone());
                }
                if ui.button("Cancel").clicked() {
                    answer = Answer::Cancelled;
                }
            });
            answer
        });
        match shown.inner {
            Answer::Undecided if shown.should_close() => Answer::Cancelled,
            answer @ (Answer::Undecided
            | Answer::Cancelled
            | Answer::UseHere
            | Answer::OpenItsScene(_)) => answer,
        }
    }
}
