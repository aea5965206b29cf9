//! Follow the score: particles that move by Langevin dynamics, and their trajectories.

mod plan;
mod spec;
mod swarm;
mod trajectory;

pub use plan::{Plan, Rung};
pub use spec::{Init, Sampler, SamplingError, SamplingSpec};
pub use swarm::{Swarm, Tick};
pub use trajectory::Trajectory;
