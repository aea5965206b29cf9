//! The objectives of training in plain words.

use crate::score::Objective;

/// Every objective with its name and what it asks of the network, the plainest first.
pub const CHOICES: [(Objective, &str, &str); 6] = [
    (
        Objective::Denoising,
        "Denoising",
        "Denoising score matching: guess the noise that was added to a sample. Needs nothing but samples, and leads to the same network.",
    ),
    (
        Objective::Explicit,
        "Explicit",
        "Explicit score matching: copy the true score. Only possible here, because the truth is known.",
    ),
    (
        Objective::Implicit,
        "Implicit",
        "Implicit score matching: no target at all. Arrows should be short, |s|²/2, and flow together where the samples are, div s below zero: that is enough to find the score. Needs the slope of the network in every direction.",
    ),
    (
        Objective::Sliced,
        "Sliced",
        "Sliced score matching: the implicit loss seen along one random direction a sample. Cheaper in many dimensions, and noisier.",
    ),
    (
        Objective::SlicedVr,
        "Sliced, less noise",
        "Sliced score matching with variance reduction: only the slope is taken along a random direction, the length of the arrow in full.",
    ),
    (
        Objective::StableTarget,
        "Stable target",
        "Stable target field: denoising whose target is averaged over 512 samples that the noisy point may have come from. Samples only, the same field in the end, and far less noise: it learns in half the time.",
    ),
];

/// What the loss of an objective measures, and how low it can go.
pub fn loss_help(objective: Objective) -> &'static str {
    match objective {
        Objective::Denoising => {
            "What training makes small: how far the network's guess of the added noise is off, per sample. Even the exact score cannot get below the dashed floor, because noise cannot be guessed from one sample. A network that answers zero scores 2."
        }
        Objective::Explicit => {
            "What training makes small: the squared distance to the true score, times σ² where there is noise. Its floor is 0, so the curve falls without an end."
        }
        Objective::Implicit => {
            "What training makes small: |s|²/2 + div s, times σ² where there is noise. It goes below zero, so this axis is linear. The exact score scores the dashed floor, −σ² E|s*|²/2."
        }
        Objective::Sliced => {
            "What training makes small: (v·s)²/2 plus the slope of the score along v, for a random direction v, times σ² where there is noise. It goes below zero, so this axis is linear. The exact score scores the dashed floor, −σ² E|s*|²/2."
        }
        Objective::SlicedVr => {
            "What training makes small: |s|²/2 plus the slope of the score along a random direction v, times σ² where there is noise. It goes below zero, so this axis is linear. The exact score scores the dashed floor, −σ² E|s*|²/2."
        }
        Objective::StableTarget => {
            "What training makes small: how far the network is from targets averaged over 512 samples, times σ². The dashed floor is what the exact score scores, estimated from samples: what is left of the noise after averaging."
        }
    }
}
