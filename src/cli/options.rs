//! The options that several verbs share, and how their values are read.

pub mod levels;
pub mod memory;
pub mod number;
pub mod page;
pub mod panels;
pub mod process;
pub mod run;
pub mod score;
pub mod stopping;
pub mod threads;
pub mod training;
