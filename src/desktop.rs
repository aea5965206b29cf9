//! The program on a desktop: the window's shell, with its thread for files and its live session, and how
//! the window is opened.

mod file_jobs;
mod file_thread;
mod shell;
mod window;

pub use shell::app;
pub use window::run;
