//! The forward processes by name: one row of facts for each.

use crate::wording::choices;

/// How data turn into noise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProcessKind {
    /// sigma(t) = sigma_min (sigma_max/sigma_min)^t for t in [0, 1] (Song et al. 2021, VE SDE).
    Ve,
    /// sigma(t) = t, visited on the rho-schedule of Karras et al. 2022 and ended at 0.
    #[default]
    VeRho,
    /// beta(t) = 0.1 + 19.9 t for t in [1e-3, 1] (Song et al. 2021, VP SDE).
    VpLinear,
    /// alpha(t) = cos(u(t))/cos(u(0)), u(t) = (t + 0.008)/1.008 pi/2 (Nichol & Dhariwal 2021).
    VpCosine,
    /// The T discrete steps of Ho et al. 2020: beta_1 = 1e-4 to beta_T = 0.02, linear; t counts steps.
    Ddpm,
}

choices!(ProcessKind: Ve, VeRho, VpLinear, VpCosine, Ddpm);

/// The row of one process.
struct Facts {
    /// In files and on the command line.
    name: &'static str,
    /// In the window: what people say.
    label: &'static str,
    /// Whether alpha stays 1 and the noise levels are those of a range (VE).
    explodes: bool,
    /// A line for those who choose.
    help: &'static str,
}

impl ProcessKind {
    /// Everything about a process but its formulas.
    const fn facts(self) -> &'static Facts {
        match self {
            Self::Ve => &Facts {
                name: "ve",
                label: "Variance exploding, geometric",
                explodes: true,
                help: "Variance exploding, levels growing geometrically (Song et al.).",
            },
            Self::VeRho => &Facts {
                name: "ve-rho",
                label: "Variance exploding, ρ = 7",
                explodes: true,
                help: "Variance exploding, levels by the rho-schedule of Karras et al.: more steps at small levels.",
            },
            Self::VpLinear => &Facts {
                name: "vp-linear",
                label: "Variance preserving, linear β",
                explodes: false,
                help: "Variance preserving, linear beta: the data shrink while the noise grows.",
            },
            Self::VpCosine => &Facts {
                name: "vp-cosine",
                label: "Variance preserving, cosine",
                explodes: false,
                help: "Variance preserving, cosine schedule.",
            },
            Self::Ddpm => &Facts {
                name: "ddpm",
                label: "Variance preserving, DDPM",
                explodes: false,
                help: "Variance preserving in 1,000 discrete steps (Ho et al.).",
            },
        }
    }

    /// The name in files and on the command line.
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// The name in the window.
    pub fn label(self) -> &'static str {
        self.facts().label
    }

    /// Whether alpha stays 1 and the noise levels are those of a range (VE).
    pub fn explodes(self) -> bool {
        self.facts().explodes
    }

    /// A line for those who choose.
    pub fn help(self) -> &'static str {
        self.facts().help
    }
}
