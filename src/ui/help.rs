//! What explains the window: the first steps, what is on show, keys, letters, and the papers' figures with
//! their scenes.

pub mod card;
pub mod command_palette;
pub mod deck;
pub mod demonstration;
pub mod experiment;
pub mod explanation;
pub mod first_steps;
pub mod formula;
mod keys_window;
mod papers_window;
mod symbols_window;
pub mod windows;
