//! How particles begin and move, beyond what is at the top of the rail.

use super::context::ControlContext;
use super::form;
use crate::noise::PriorKind;
use crate::sampling::{Dynamics, Init};
use crate::wording::every;
use egui::Ui;

const TEMPERATURE: &str = "τ, how strongly particles are shaken: 1 samples the density, 0 climbs straight to its peaks, more than 1 flattens it.";
const LEVELS: &str = "Noise levels on the way down.";
const STEPS: &str = "Steps taken at each level before the next.";

const PRIORS: [(PriorKind, &str, &str); 2] = [
    (
        PriorKind::Matched,
        "Matched",
        "With the mean and the covariance that the data have after the noise.",
    ),
    (
        PriorKind::Plain,
        "Plain",
        "Round, of the noise alone, as in the papers.",
    ),
];

/// The kinds of starting points, without their numbers.
#[derive(Clone, Copy, PartialEq)]
enum Start {
    Prior,
    Data,
    Square,
}

every!(Start: Prior, Data, Square);

impl Start {
    fn name(self) -> &'static str {
        match self {
            Self::Prior => "Wide noise",
            Self::Data => "On the data",
            Self::Square => "In a square",
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::Prior => {
                "The prior: a wide Gaussian, that of the target after the largest noise level."
            }
            Self::Data => "Clean samples of the target.",
            Self::Square => "Evenly over a square as wide as the target.",
        }
    }
}

pub fn ui(ui: &mut Ui, context: &mut ControlContext<'_>) {
    let extent = context.snapshot.extent;
    let sampling = &mut context.document.scene_mut().sampling;
    if sampling.sampler.is_langevin() {
        let temperature = &mut sampling.temperature;
        form::linear(
            ui,
            ["Temperature τ", TEMPERATURE],
            temperature,
            0.0..=3.0,
            0.0..=1000.0,
        );
        if sampling.sampler.live_dynamics() == Dynamics::Annealed {
            form::count(ui, ["Levels", LEVELS], &mut sampling.levels, 1..=100);
            form::count(ui, ["Steps a level", STEPS], &mut sampling.steps, 1..=1000);
        }
    }
    form::grid(ui, "particles", |ui| {
        let help = "Where particles begin.";
        form::row(ui, "Start", help, |ui| {
            let half = 0.5 * extent.width().max(extent.height());
            start(ui, &mut sampling.init, half)
        });
        if sampling.init == Init::Prior {
            let help = "The Gaussian that stands for the data after the largest noise. What it misses, no sampler brings back: watch the weights of the journey.";
            form::row(ui, "Prior", help, |ui| {
                form::choice(ui, "prior", &mut sampling.prior, &PRIORS)
            });
        }
    });
}

fn start(ui: &mut Ui, init: &mut Init, half: f64) -> egui::Response {
    let before = match init {
        Init::Prior => Start::Prior,
        Init::Data => Start::Data,
        Init::Box(..) => Start::Square,
    };
    let mut after = before;
    let response = form::choice(
        ui,
        "start",
        &mut after,
        &Start::ALL.map(|start| (start, start.name(), start.help())),
    );
    if after != before {
        *init = match after {
            Start::Prior => Init::Prior,
            Start::Data => Init::Data,
            Start::Square => Init::Box(-half, half),
        };
    }
    response
}
