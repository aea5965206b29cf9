//! How frames come about: how soon the next one, in which order input, and with which memory.

pub mod gesture;
pub mod input_order;
pub mod memory;
pub mod pace;
