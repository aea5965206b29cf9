//! The program on a desktop: the threads of a live session around an
//! [`Experiment`](crate::session::Experiment), whose science is all in [`crate::session`], a thread for
//! files, the window's shell that holds both, and how the window is opened. Here are the loops, the
//! clocks and what catches a panic.
//!
//! ```text
//! window --Command--> learner     --Learned-->  simulation --Snapshot--> window
//!           |         at its pace               60 Hz
//!           +---------------------------------> simulation
//! ```
//! A command goes to whoever has a part in it, one of them or both.
//! Both arrows to the right of the learner are newest-wins slots, never queues. Two more threads
//! work on request: the studio records journeys from noise to data, and the replication measures the
//! claims of the papers again.

mod file_jobs;
mod file_thread;
mod keeper;
mod learner_thread;
mod live_session;
mod replication_thread;
mod shell;
mod signals;
mod simulation_thread;
mod studio_thread;
mod thread;
mod window;

pub use live_session::{LiveSession, LiveSessionError};
pub use shell::app;
pub use signals::on_signals;
pub use window::{run, run_link};

#[cfg(test)]
mod tests;
