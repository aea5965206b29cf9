//! What explains the program inside it: first steps, keys and gestures, the papers measured again.

pub mod guide;
pub mod keys_window;
pub mod papers_window;
