//! What the legend says of a step, stage by stage.

use super::field;
use super::stage::StepStage;
use crate::score::Objective;
use crate::ui::canvas::legend::{Entry, Mark};
use crate::ui::theme::Palette;

/// What is on the canvas at `stage`.
pub fn at(stage: StepStage, objective: Objective, palette: &Palette) -> Vec<Entry> {
    let dot = |ink, text, help| Entry::new(Mark::Dot { ink, edge: None }, text, help);
    let arrow = |ink, text, help| Entry::new(Mark::Arrow { ink, length: 20.0 }, text, help);
    let sample = || {
        dot(
            palette.clean,
            "sample x0",
            "A clean point that was drawn from the target.",
        )
    };
    let noisy = || {
        dot(
            palette.strong,
            "noisy point x",
            "x = x0 + σε, where the network is asked.",
        )
    };
    let answer = || {
        let help = "The network's score at x, times σ²: it ends at the network's D(x).";
        arrow(palette.accent, "answer sθ", help)
    };
    match stage {
        StepStage::Clean => vec![sample()],
        StepStage::Noisy => vec![
            sample(),
            noisy(),
            arrow(palette.weak, "noise σε", "What is added to the sample."),
        ],
        StepStage::Asked => {
            let mut entries = vec![noisy(), answer()];
            let asked = match objective {
                Objective::Denoising => Some((
                    palette.clean,
                    "asked −ε/σ",
                    "Times σ² it leads back to the sample.",
                )),
                Objective::Explicit => Some((
                    palette.truth,
                    "exact score",
                    "Times σ² it ends at the exact D(x).",
                )),
                Objective::StableTarget => {
                    let help = "The average over the samples that x may have come from, times σ².";
                    Some((palette.clean, "asked on average", help))
                }
                Objective::Implicit | Objective::Sliced | Objective::SlicedVr => None,
            };
            entries.extend(asked.map(|(ink, text, help)| arrow(ink, text, help)));
            entries
        }
        StepStage::Missed if objective.takes_derivatives() => vec![
            noisy(),
            Entry::new(
                Mark::Ring(palette.difference),
                "loss of a draw",
                "The larger a disc, the larger its loss; hollow ones are below 0, which is better.",
            ),
        ],
        StepStage::Missed => vec![
            noisy(),
            arrow(
                palette.difference,
                "difference",
                "From what is asked to the answer. Its square over σ² is the loss of the draw.",
            ),
        ],
        StepStage::Taken => vec![
            arrow(
                palette.arrow,
                "field after the step",
                "The newest weights, from the same points as before; their change is drawn as many times as large as is said above.",
            ),
            Entry::new(
                Mark::Behind {
                    ink: palette.arrow.gamma_multiply(field::FAINT),
                    length: 20.0,
                },
                "before",
                "The field of the same weights before the step.",
            ),
            noisy(),
            arrow(
                palette.accent,
                "answer after",
                "At the draw that is looked at, times σ².",
            ),
        ],
    }
}
