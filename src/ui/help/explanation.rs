//! What is on the canvas, in two sentences and a formula.

use crate::document::Document;
use crate::noise::ProcessKind;
use crate::sampling::Dynamics;
use crate::ui::view::{FieldKind, FieldStyle, Stage, View};

/// A heading, a formula, and at most two sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    pub title: &'static str,
    pub formula: &'static str,
    pub text: &'static str,
    /// The same in one short line, for the wall of a room.
    pub caption: &'static str,
}

const LEARNED: Explanation = Explanation {
    title: "What the network has learned",
    formula: "s_θ(x, σ) ≈ ∇ log p_σ(x)",
    text: "Each arrow is the network's answer there: which way noisy data become likelier. Grey arrows show the truth where it still differs.",
    caption: "Arrows: which way the network believes data become likelier",
};
const UNTRAINED: Explanation = Explanation {
    title: "What the network is to learn",
    formula: "s_θ(x, σ) ≈ ∇ log p_σ(x)",
    text: "Grey arrows are the truth: which way noisy data become likelier. The strong ones are the network's answers, random so far.",
    caption: "Grey: which way data become likelier. Strong: the untrained network",
};
const EXACT: Explanation = Explanation {
    title: "The exact score",
    formula: "s(x, σ) = ∇ log p_σ(x)",
    text: "Each arrow points to where noisy data become likelier. Every target here is a mixture of Gaussians, so the truth is known.",
    caption: "Arrows: which way data really become likelier",
};
const DIFFERENCE: Explanation = Explanation {
    title: "Where the network is wrong",
    formula: "s_θ(x, σ) − ∇ log p_σ(x)",
    text: "Learned minus exact score. Where no arrow is left, the network is right.",
    caption: "Arrows: what the network still gets wrong",
};
const EMPIRICAL: Explanation = Explanation {
    title: "The score of the training points",
    formula: "s(x, σ) = (Σ w_i x_i − x) / σ^2",
    text: "What a network answers that fits its training points perfectly: each arrow points to the mean of those that are near. w_i falls with the distance to x_i.",
    caption: "Arrows: the way to the training points near by",
};
const DENOISED: Explanation = Explanation {
    title: "From noisy points to clean ones",
    formula: "D(x) = x + σ^2 s(x, σ)",
    text: "Each arrow leads from a noisy point to where its clean point is on average, as the score on show says. The lengths are true.",
    caption: "Arrows: from noisy points to clean ones, on average",
};
const LINES: Explanation = Explanation {
    title: "Along the field",
    formula: "dx/dt = s(x, σ)",
    text: "Each line follows the field on show. Along an exact score log p only rises.",
    caption: "Lines: which way the field leads",
};
const FLOW: Explanation = Explanation {
    title: "Along the field",
    formula: "dx/dt = s(x, σ)",
    text: "Each mark flows along the field on show, faster where it is stronger. Nothing kicks it.",
    caption: "Marks flow along the field, faster where it is stronger",
};
const LANGEVIN: Explanation = Explanation {
    title: "Langevin dynamics",
    formula: "x ← x + ε s(x, σ) + √(2ε) z",
    text: "Every dot takes a small step along the score and a random kick z. In time the dots fill the hill that they started on.",
    caption: "Each dot climbs along the score and is kicked by noise",
};
const ANNEALED: Explanation = Explanation {
    title: "Annealed Langevin dynamics",
    formula: "x ← x + ε_i s(x, σ_i) + √(2ε_i) z",
    text: "Every dot follows the score at large noise first, then at less and less. At large noise all hills are one, so the dots reach each of them.",
    caption: "Each dot follows the score from large noise to small",
};
const EXPLODING: Explanation = Explanation {
    title: "From data to noise and back",
    formula: "x_t = x_0 + σ ε",
    text: "Noise of growing size drowns the data. Each sampler walks the same way back, along the score.",
    caption: "Noise drowns the data; the score leads back",
};
const PRESERVING: Explanation = Explanation {
    title: "From data to noise and back",
    formula: "x_t = c + α (x_0 − c) + σ s ε",
    text: "The data shrink while the noise grows. Each sampler walks the same way back, along the score.",
    caption: "The data shrink into noise; the score leads back",
};

/// Of a point that is pinned.
pub const PINNED: Explanation = Explanation {
    title: "At the pin",
    formula: "s = (D(x) − x) / σ^2",
    text: "Many clean points could have made this x: the thicker a line, the likelier. Their average is D(x). The way there, divided by σ², is the score.",
    caption: "Green: clean points that could have made x, and their average",
};

/// Of what `view` shows of `document`; `learned` says whether the network has learned anything, `process` is the one of
/// the journey.
pub fn of(view: &View, document: &Document, learned: bool, process: ProcessKind) -> Explanation {
    let drawn = if view.stage == Stage::Learn {
        view.style
    } else {
        FieldStyle::Arrows
    };
    match (drawn, view.field) {
        (FieldStyle::Streamlines, _) => return LINES,
        (FieldStyle::Tracers, _) => return FLOW,
        (FieldStyle::Denoiser, FieldKind::Learned | FieldKind::Exact | FieldKind::Empirical) => {
            return DENOISED;
        }
        (FieldStyle::Denoiser, FieldKind::Difference) | (FieldStyle::Arrows, _) => {}
    }
    match (view.stage, view.field) {
        (Stage::Learn, FieldKind::Learned) if learned => LEARNED,
        (Stage::Learn, FieldKind::Learned) => UNTRAINED,
        (Stage::Learn, FieldKind::Exact) => EXACT,
        (Stage::Learn, FieldKind::Difference) => DIFFERENCE,
        (Stage::Learn, FieldKind::Empirical) => EMPIRICAL,
        (Stage::Sample, _) => match document.scene().sampling.sampler.live_dynamics() {
            Dynamics::Annealed => ANNEALED,
            Dynamics::Unadjusted | Dynamics::Metropolis => LANGEVIN,
        },
        (Stage::Journey, _) if process.explodes() => EXPLODING,
        (Stage::Journey, _) => PRESERVING,
    }
}
