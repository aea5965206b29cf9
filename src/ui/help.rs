//! What explains the program inside it: first steps, keys and gestures, the papers measured again.

pub mod card;
pub mod deck;
pub mod experiment;
pub mod explanation;
pub mod first_steps;
pub mod formula;
pub mod keys_window;
pub mod papers_window;
