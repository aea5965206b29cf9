//! The nonlinearities by name.

use crate::wording::choices;

/// The nonlinearity between layers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Activation {
    /// z / (1 + exp(-z)).
    #[default]
    Silu,
    /// tanh(z).
    Tanh,
}

choices!(Activation: Silu, Tanh);

impl Activation {
    /// As it is written in files and on the command line, its name for people, and a line for those who
    /// choose.
    const fn facts(self) -> [&'static str; 3] {
        match self {
            Self::Silu => [
                "silu",
                "SiLU",
                "z / (1 + exp(−z)): smooth, and nearly linear for large z.",
            ],
            Self::Tanh => [
                "tanh",
                "tanh",
                "Saturates at ±1 on both sides: the classic choice.",
            ],
        }
    }

    /// As it is written in files and on the command line.
    pub fn name(self) -> &'static str {
        self.facts()[0]
    }

    /// Its name for people.
    pub fn label(self) -> &'static str {
        self.facts()[1]
    }

    /// A line for those who choose.
    pub fn help(self) -> &'static str {
        self.facts()[2]
    }
}
