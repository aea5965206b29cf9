//! The threads of the desktop: a live session around an [`Experiment`](crate::session::Experiment),
//! whose science is all in [`crate::session`]. Here are the loops, the clocks and what catches a panic.
//!
//! ```text
//! window --Command--> learner     --Learned-->  simulation --Snapshot--> window
//!                     flat out                  60 Hz
//! ```
//! Both arrows to the right of the learner are newest-wins slots, never queues. Two more threads
//! work on request: the studio records journeys from noise to data, and the replication measures the
//! claims of the papers again.

mod learner_thread;
mod live_session;
mod replication_thread;
mod simulation_thread;
mod studio_thread;
mod thread;

pub use live_session::{LiveSession, LiveSessionError};

#[cfg(test)]
mod tests;
