//! What training makes small: one row of facts for each objective.

use super::error::SpecError;
use crate::wording::choices;

/// What is made small on average over noisy samples x. All are multiplied by sigma^2, or by 1 on the
/// clean density, where sigma is 0; all have the same minimiser, the score s* of p_sigma.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Objective {
    /// Denoising score matching (Vincent 2011): |s + eps/sigma|^2, the target is known from the noise.
    #[default]
    Denoising,
    /// Explicit score matching: |s - s*|^2 with the true score, which only a closed form gives.
    Explicit,
    /// Implicit score matching (Hyvärinen 2005): |s|^2/2 + div s, with the exact trace of the Jacobian.
    Implicit,
    /// Sliced score matching (Song et al. 2019): (v . s)^2/2 + v . (grad s) v with a random v of signs
    /// +-1 (Rademacher), for which E v v^T = I.
    Sliced,
    /// The same with variance reduction: |s|^2/2 + v . (grad s) v.
    SlicedVr,
    /// Stable target field (Xu et al. 2023): denoising whose target is the mean of the conditional scores
    /// of a reference batch of samples, weighted by their posterior; the point's own sample is among
    /// them. Samples only, like denoising; the same mean with far less noise, so it learns in half the
    /// time.
    StableTarget,
}

/// The row of one objective.
struct Facts {
    /// In files and on the command line.
    name: &'static str,
    /// For people.
    label: &'static str,
    /// What it asks of the network, in a few words.
    in_short: &'static str,
    /// The same in plain words.
    help: &'static str,
    /// What its loss measures, and how low it can go.
    loss_help: &'static str,
    /// Whether it holds the derivatives of the score instead of a target.
    takes_derivatives: bool,
    /// Why it cannot train on the clean density; nothing when it can.
    without_noise: Option<SpecError>,
}

choices!(Objective: Denoising, Explicit, Implicit, Sliced, SlicedVr, StableTarget);

impl Objective {
    /// Everything about an objective but its target and its floor.
    const fn facts(self) -> &'static Facts {
        match self {
            Self::Denoising => &Facts {
                name: "denoising",
                label: "Denoising",
                in_short: "Match −ε/σ, known from the noise alone.",
                help: "Denoising score matching: guess the noise that was added to a sample. Needs nothing but samples, and leads to the same network.",
                loss_help: "What training makes small: how far the network's guess of the added noise is off, per sample. Even the exact score cannot get below the dashed floor, because noise cannot be guessed from one sample. A network that answers zero scores 2.",
                takes_derivatives: false,
                without_noise: Some(SpecError::DenoisingWithoutNoise),
            },
            Self::Explicit => &Facts {
                name: "explicit",
                label: "Explicit",
                in_short: "Match the true score, known only here.",
                help: "Explicit score matching: copy the true score. Only possible here, because the truth is known.",
                loss_help: "What training makes small: the squared distance to the true score, times σ² where there is noise. Its floor is 0, so the curve falls without an end.",
                takes_derivatives: false,
                without_noise: None,
            },
            Self::Implicit => &Facts {
                name: "implicit",
                label: "Implicit",
                in_short: "No target: |s|²/2 + div s, small on samples.",
                help: "Implicit score matching: no target at all. Arrows should be short, |s|²/2, and flow together where the samples are, div s below zero: that is enough to find the score. Needs the slope of the network in every direction.",
                loss_help: "What training makes small: |s|²/2 + div s, times σ² where there is noise. It goes below zero, so this axis is linear. The exact score scores the dashed floor, −σ² E|s*|²/2.",
                takes_derivatives: true,
                without_noise: None,
            },
            Self::Sliced => &Facts {
                name: "sliced",
                label: "Sliced",
                in_short: "Implicit, along one random direction.",
                help: "Sliced score matching: the implicit loss seen along one random direction a sample. Cheaper in many dimensions, and noisier.",
                loss_help: "What training makes small: (v·s)²/2 plus the slope of the score along v, for a random direction v, times σ² where there is noise. It goes below zero, so this axis is linear. The exact score scores the dashed floor, −σ² E|s*|²/2.",
                takes_derivatives: true,
                without_noise: None,
            },
            Self::SlicedVr => &Facts {
                name: "sliced-vr",
                label: "Sliced, less noise",
                in_short: "Sliced, with the arrow's length in full.",
                help: "Sliced score matching with variance reduction: only the slope is taken along a random direction, the length of the arrow in full.",
                loss_help: "What training makes small: |s|²/2 plus the slope of the score along a random direction v, times σ² where there is noise. It goes below zero, so this axis is linear. The exact score scores the dashed floor, −σ² E|s*|²/2.",
                takes_derivatives: true,
                without_noise: None,
            },
            Self::StableTarget => &Facts {
                name: "stable-target",
                label: "Stable target",
                in_short: "Match −ε/σ averaged over 512 samples.",
                help: "Stable target field: denoising whose target is averaged over 512 samples that the noisy point may have come from. Samples only, the same field in the end, and far less noise: it learns in half the time.",
                loss_help: "What training makes small: how far the network is from targets averaged over 512 samples, times σ². The dashed floor is what the exact score scores, estimated from samples: what is left of the noise after averaging.",
                takes_derivatives: false,
                without_noise: Some(SpecError::StableTargetWithoutNoise),
            },
        }
    }

    /// As it is written in files and on the command line.
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// What it asks of the network, in a few words.
    pub fn in_short(self) -> &'static str {
        self.facts().in_short
    }

    /// Its name for people.
    pub fn label(self) -> &'static str {
        self.facts().label
    }

    /// A line for those who choose.
    pub fn help(self) -> &'static str {
        self.facts().help
    }

    /// What its loss measures, and how low it can go, in plain words.
    pub fn loss_help(self) -> &'static str {
        self.facts().loss_help
    }

    /// Whether its target is made from the noise, so that there is none without noise.
    pub fn needs_noise(self) -> bool {
        self.facts().without_noise.is_some()
    }

    /// Why it cannot train on the clean density; nothing when it can.
    pub(in crate::score) fn refusal_without_noise(self) -> Option<SpecError> {
        self.facts().without_noise.clone()
    }

    /// Whether it holds the derivatives of the score instead of a target: its loss goes below zero.
    pub fn takes_derivatives(self) -> bool {
        self.facts().takes_derivatives
    }
}
