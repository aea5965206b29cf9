//! Follow the score: particles that move by Langevin dynamics or along the way back from noise to
//! data, and their trajectories.
//!
//! A [`SamplingSpec`] is what a user chooses. With a scene and a score it becomes a [`Run`], in
//! which every choice is made; a run starts a [`Walk`], the particles themselves, which takes one
//! step a call and reports, or is recorded to its end as a [`Trajectory`].

mod adaptive;
mod churn;
mod ending;
mod error;
mod explosion;
mod forward;
mod metropolis;
mod plan;
mod report;
mod reverse;
mod route;
mod run;
mod sampler;
mod spec;
mod starts;
mod stream;
mod swarm;
mod trajectory;
mod walk;

pub use adaptive::{DormandPrince, Stuck};
pub use churn::Churn;
pub use ending::Ending;
pub use error::SamplingError;
pub use explosion::{Explosion, few_led_away};
pub use forward::{Forward, NoisingPaths};
pub use metropolis::Metropolis;
pub use plan::{Plan, Rung};
pub use report::{Progress, Report};
pub use reverse::Reverse;
pub use route::{Route, require_trained};
pub use run::Run;
pub use sampler::{Dynamics, Movement, Sampler, Solver, StepCount};
pub use spec::SamplingSpec;
pub use starts::Init;
pub use swarm::{Swarm, Tick};
pub use trajectory::Trajectory;
pub use walk::Walk;
