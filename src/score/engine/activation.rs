//! The nonlinearities between layers, written so that loops over them vectorise.

mod exponential;
mod function;
mod sine;

pub(crate) use exponential::{Exponential, Silu, Tanh};
pub(crate) use function::ActivationFunction;
pub(crate) use sine::Sine;

use serde::{Deserialize, Serialize};

/// The nonlinearity between layers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Activation {
    /// z / (1 + exp(-z)).
    #[default]
    Silu,
    Tanh,
}

#[cfg(test)]
mod tests;
