//! The nonlinearities between layers, written so that loops over them vectorise.

mod exponential;
mod function;
mod kind;
mod sine;

pub(crate) use exponential::{Exponential, Silu, Tanh};
pub(crate) use function::ActivationFunction;
pub use kind::Activation;
pub(crate) use sine::Sine;

#[cfg(test)]
mod tests;
