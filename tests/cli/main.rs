//! The command line, tried on the built program.

mod bench;
mod processes;
mod compare;
mod papers;
mod quality;
mod refusals;
mod results;
