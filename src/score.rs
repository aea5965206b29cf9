//! What is s(x, sigma)? The exact score, the network's score, and how the network learns it.
//!
//! Here live the scores that others use: the trait [`ScoreFn`], the exact score, that of finite data, frozen
//! networks and their files, and what a user chooses about them. `engine` computes networks as numbers, `learning`
//! trains them.

mod anatomy;
mod at_time;
mod divergence;
mod empirical;
mod engine;
mod exact;
mod learning;
mod model_file;
mod net;
mod preconditioning;
mod score_fn;
mod spec;
mod wire;

pub use at_time::{ProcessScore, ScaledScore};
pub use empirical::EmpiricalScore;
pub use engine::activation::Activation;
pub(crate) use engine::kernels::chosen_instructions;
pub use engine::kernels::{instructions, use_instructions};
pub use engine::workers::{Workers, WorkersError};
pub use exact::ExactScore;
pub use learning::{
    Checkpoint, Demand, Dissection, DrawAccount, STABLE_REFERENCE, StepAccount, TrainReport,
    Trainer, stable_targets,
};
pub use model_file::ModelError;
pub use net::ScoreNet;
pub use score_fn::{Differentials, ScoreFn};
pub use spec::{
    Features, NetworkSpec, NoiseLevels, Objective, Parameterization, SpecError, TrainingSpec,
};

#[cfg(test)]
mod tests;
