//! Here lives what learns: the trainer, its batches, losses, parameters and schedule. Only this wing
//! knows dfdx, which keeps parameters and gradients and follows them by Adam.

mod account;
mod batch;
mod checkpoint;
mod dissection;
mod loss;
mod parameters;
mod schedule;
mod stable_targets;
mod trainer;

pub use account::{Demand, DrawAccount, StepAccount};
pub use checkpoint::Checkpoint;
pub use dissection::Dissection;
pub use stable_targets::{STABLE_REFERENCE, stable_targets};
pub use trainer::{TrainReport, Trainer};

#[cfg(test)]
mod tests;
