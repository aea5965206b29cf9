//! The command line, tried on the built program.

mod bench;
mod processes;
mod quality;
mod refusals;
mod results;
