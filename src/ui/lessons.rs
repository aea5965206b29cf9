//! Lessons: a rail with one idea at a time, bound to the live picture. Who lives here: what is remembered of a
//! step, the rail with its text, formulas, controls and question, and what is painted on the canvas for it.

mod answers;
pub mod asked;
mod button;
mod controls;
pub mod desk;
mod formula_card;
pub mod overlay;
mod paragraph;
pub mod rail;
mod sketch;
pub mod staging;
mod turn;
mod typeset;
mod values;

pub use desk::{Desk, Kept};
pub use turn::Turn;
