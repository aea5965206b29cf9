//! The verbs: what each asks for, and how it answers. `window` is what happens without one.

pub mod again;
pub mod bench;
pub mod check;
pub mod compare;
pub mod completions;
pub mod eval;
pub mod field;
pub mod figure;
pub mod fit;
pub mod forward;
pub mod likelihood;
pub mod link;
pub mod manual;
pub mod objectives;
pub mod papers;
pub mod presets;
pub mod sample;
pub mod train;
pub mod window;
