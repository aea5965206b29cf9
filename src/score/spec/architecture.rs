//! What a network may be made of: one row of facts for each choice.

use crate::wording::choices;

/// The row of one choice.
struct Facts {
    /// In files and on the command line.
    name: &'static str,
    /// For people.
    label: &'static str,
    /// A line for those who choose.
    help: &'static str,
}

/// What the network's output F means. The score follows from each exactly; what differs is how hard
/// F is to learn, and how an error of F weighs at each noise level. Below, c is the data's mean, sd
/// its standard deviation, X = (x - c)/sd and D the denoiser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Parameterization {
    /// The preconditioned denoiser of Karras et al. 2022: F has unit size at every level. At one
    /// fixed level a plain head, s = F/sqrt(sigma^2 + sd^2).
    #[default]
    Preconditioned,
    /// The noise (Ho et al. 2020): s = -F/sigma.
    Eps,
    /// The clean point: D = c + sd F, s = (D - x)/sigma^2.
    X0,
    /// The velocity (Salimans & Ho 2022) at alpha = 1: D = c + sd (X - tau F)/(1 + tau^2) with
    /// tau = sigma/sd.
    V,
    /// The score itself, in units of the data: s = F/sd.
    Score,
}

choices!(Parameterization: Preconditioned, Eps, X0, V, Score);

impl Parameterization {
    const fn facts(self) -> &'static Facts {
        match self {
            Self::Preconditioned => &Facts {
                name: "preconditioned",
                label: "Preconditioned",
                help: "A mix of noise and clean point that has the same size at every noise level (Karras et al. 2022). The easiest to learn.",
            },
            Self::Eps => &Facts {
                name: "eps",
                label: "Noise ε",
                help: "The noise in the point, as in DDPM: s = −ε/σ. At large σ a small error of it is a large error of the clean point.",
            },
            Self::X0 => &Facts {
                name: "x0",
                label: "Clean point x₀",
                help: "Where the point came from: s = (x₀ − x)/σ². At small σ a small error of it is a large error of the score.",
            },
            Self::V => &Facts {
                name: "v",
                label: "Velocity v",
                help: "v = ε − σ x₀: noise at small σ, the clean point at large σ.",
            },
            Self::Score => &Facts {
                name: "score",
                label: "Score s",
                help: "The arrows themselves. They are a hundred times longer at small σ than at large, which one network finds hard.",
            },
        }
    }

    /// As it is written in files and on the command line.
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// Its name for people.
    pub fn label(self) -> &'static str {
        self.facts().label
    }

    /// A line for those who choose.
    pub fn help(self) -> &'static str {
        self.facts().help
    }

    /// Whether its score is a quotient by the noise level.
    pub fn divides_by_noise(self) -> bool {
        match self {
            Self::Eps | Self::X0 | Self::V => true,
            Self::Preconditioned | Self::Score => false,
        }
    }
}

/// What the first layer makes of the inputs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Features {
    /// The first half of its units are sines sqrt(2) sin z of the weighted inputs, with frequencies and
    /// phases that are learned (Fourier features: Rahimi & Recht 2007, Tancik et al. 2020, where they
    /// stay as drawn); the other half have the activation. Fine detail is learned in half the steps.
    #[default]
    Fourier,
    /// All of its units have the activation.
    Plain,
}

choices!(Features: Fourier, Plain);

impl Features {
    const fn facts(self) -> &'static Facts {
        match self {
            Self::Fourier => &Facts {
                name: "fourier",
                label: "Fourier",
                help: "Half of the first layer are sines with learned frequencies: fine detail is learned in half the steps (Tancik et al. 2020).",
            },
            Self::Plain => &Facts {
                name: "plain",
                label: "Plain",
                help: "The first layer is like all others.",
            },
        }
    }

    /// As it is written in files and on the command line.
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// Its name for people.
    pub fn label(self) -> &'static str {
        self.facts().label
    }

    /// A line for those who choose.
    pub fn help(self) -> &'static str {
        self.facts().help
    }
}
