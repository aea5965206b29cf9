//! The command line, tried on the built program.

mod bench;
mod quality;
mod refusals;
mod results;
