//! The command line, tried on the built program.

mod bench;
mod refusals;
mod results;
