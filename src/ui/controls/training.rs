//! How the network learns, beyond what it is asked to match.

use super::context::ControlContext;
use super::form;
use crate::score::{NoiseLevels, TrainingSpec};
use crate::ui::format;
use crate::ui::typed;
use crate::ui::view::shown_level;
use crate::wording::every;
use egui::{RichText, Ui};

const RATE: &str = "How far the optimiser (Adam) moves the weights in a step. Too small learns slowly; too large never settles, and far too large ends in numbers that are not finite.";
const BATCH: &str =
    "How many noisy samples each training step looks at. More is smoother and slower.";

/// The two kinds of noise levels, without their numbers.
#[derive(Clone, Copy, PartialEq)]
enum Levels {
    All,
    One,
}

every!(Levels: All, One);

impl Levels {
    fn name(self) -> &'static str {
        match self {
            Self::All => "All",
            Self::One => "One",
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::All => "One network for all noise levels, told which one it looks at.",
            Self::One => "A plain network for a single noise level, as in the first papers.",
        }
    }
}

pub fn ui(ui: &mut Ui, context: &mut ControlContext<'_>) {
    let level = shown_level(context.view, context.document, context.snapshot);
    let mut seed = context.document.scene().seed;
    let training = &mut context.document.scene_mut().training;
    form::logarithmic(
        ui,
        ["Learning rate", RATE],
        &mut training.learning_rate,
        1e-4..=10.0,
        1e-9..=100.0,
    );
    form::count(ui, ["Batch", BATCH], &mut training.batch, 16..=4096);
    form::grid(ui, "training", |ui| {
        let help = "Which noise levels are learned. Changing this starts over: the two kinds of network differ.";
        form::row(ui, "Levels", help, |ui| levels(ui, training, level));
        if let NoiseLevels::Fixed(sigma) = &mut training.noise_levels {
            let help = "The one noise level that is learned. Zero is the clean density: denoising and stable targets cannot learn it, the others can.";
            form::row(ui, "Level σ", help, |ui| {
                form::number(ui, sigma, 0.0..=1e6, 0.01 * level.max(0.01))
            });
        }
        let help = "Fixes every random draw: same scene, same seed, same numbers. Changing it starts over.";
        form::row(ui, "Seed", help, |ui| {
            typed::field(
                ui,
                egui::DragValue::new(&mut seed)
                    .custom_parser(typed::whole(ui.ctx(), 0..=typed::LARGEST_WHOLE))
                    .speed(0.1)
                    .update_while_editing(false),
            )
        });
    });
    context.document.scene_mut().seed = seed;

    let range = context.snapshot.noise;
    let trained = match context.document.scene().training.noise_levels {
        NoiseLevels::All => format!(
            "Learns every σ from {} to {}",
            format::significant(range.min()),
            format::significant(range.max())
        ),
        NoiseLevels::Fixed(sigma) => format!("Learns only {}", format::sigma(sigma)),
    };
    ui.label(RichText::new(trained).weak().small());
}

fn levels(ui: &mut Ui, training: &mut TrainingSpec, level: f64) -> egui::Response {
    let before = match training.noise_levels {
        NoiseLevels::All => Levels::All,
        NoiseLevels::Fixed(_) => Levels::One,
    };
    let mut after = before;
    let response = form::choice(
        ui,
        "levels",
        &mut after,
        &Levels::ALL.map(|levels| (levels, levels.name(), levels.help())),
    );
    if after != before {
        training.noise_levels = match after {
            Levels::All => NoiseLevels::All,
            Levels::One => NoiseLevels::Fixed(level),
        };
    }
    response
}
