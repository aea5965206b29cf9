//! What to try next on a stage: a sentence, and buttons that do it.

use super::card;
use crate::sampling::{Dynamics, Sampler};
use crate::ui::controls::context::ControlContext;
use crate::ui::controls::sample::change_sampler;
use crate::ui::shortcuts::Action;
use crate::ui::view::{FieldKind, Stage};
use egui::{RichText, Ui};

/// Something to try.
struct Experiment {
    text: &'static str,
    button: &'static str,
    applies: fn(&ControlContext<'_>) -> bool,
    act: fn(&mut ControlContext<'_>),
}

const LEARN: [Experiment; 3] = [
    Experiment {
        text: "Where is the network still wrong?",
        button: "Show the difference",
        applies: |context| context.view.field == FieldKind::Learned,
        act: |context| context.actions.push(Action::ShowDifference),
    },
    Experiment {
        text: "What should it have learned?",
        button: "Show the exact score",
        applies: |context| context.view.field == FieldKind::Difference,
        act: |context| context.actions.push(Action::ShowExact),
    },
    Experiment {
        text: "What has it learned of this?",
        button: "Show the learned score",
        applies: |context| matches!(context.view.field, FieldKind::Exact | FieldKind::Empirical),
        act: |context| context.actions.push(Action::ShowLearned),
    },
];

const SAMPLE: [Experiment; 4] = [
    Experiment {
        text: "Stay at the smallest noise level instead: dots keep to the hill where they began.",
        button: "Langevin at one level",
        applies: |context| dynamics(context) == Dynamics::Annealed,
        act: |context| {
            let sampling = &mut context.document.scene_mut().sampling;
            change_sampler(sampling, Sampler::Langevin);
            sampling.sigma = None;
            context.actions.push(Action::Respawn);
        },
    },
    Experiment {
        text: "Begin at large noise and walk down: dots find every hill.",
        button: "Anneal",
        applies: |context| dynamics(context) != Dynamics::Annealed,
        act: |context| {
            change_sampler(
                &mut context.document.scene_mut().sampling,
                Sampler::Annealed,
            );
            context.actions.push(Action::Respawn);
        },
    },
    Experiment {
        text: "Is what is wrong the network's fault?",
        button: "Follow the exact score",
        applies: |context| !context.view.playback.follow_exact,
        act: |context| context.view.playback.follow_exact = true,
    },
    Experiment {
        text: "Does the network do as well?",
        button: "Follow the learned score",
        applies: |context| context.view.playback.follow_exact,
        act: |context| context.view.playback.follow_exact = false,
    },
];

const JOURNEY: &str = "Drag the clock to any moment. Give a sampler the exact score: what is still wrong then is due to its steps.";

fn dynamics(context: &ControlContext<'_>) -> Dynamics {
    context.document.scene().sampling.sampler.live_dynamics()
}

/// Shows what can be tried now: what the scene is worth showing for, and the stage's own.
pub fn ui(ui: &mut Ui, context: &mut ControlContext<'_>) {
    card::ui(ui, false, |ui| {
        ui.label(RichText::new("Try").strong());
        let table: &[Experiment] = match context.view.stage {
            Stage::Learn => &LEARN,
            Stage::Sample => &SAMPLE,
            Stage::Journey => &[],
        };
        let why = context.document.scene().why.as_str();
        if context.view.stage == Stage::Journey {
            ui.label(RichText::new(JOURNEY).weak());
        } else if !why.is_empty() {
            ui.label(RichText::new(why).weak());
        }
        for experiment in table {
            if !(experiment.applies)(context) {
                continue;
            }
            let button = ui.button(experiment.button);
            if button.on_hover_text(experiment.text).clicked() {
                (experiment.act)(context);
            }
        }
    });
}
