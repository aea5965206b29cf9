//! How frames come about: how soon the next one, in which order input, by which hand, who has the key Escape,
//! with which memory, and how the knob of a rail is held.

pub mod escape;
pub mod gesture;
pub mod input_order;
pub mod memory;
pub mod pace;
pub mod touch;
pub mod track;
