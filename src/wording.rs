//! What stands in a sentence: something that somebody wrote, on one line and short enough to read, and
//! numbers, and what is chosen by its name.

mod axis;
mod choice;
mod number;
mod quoted;

pub use axis::{Tick, Ticks, fixed};
pub use choice::{Choice, either, read_choice};
pub(crate) use choice::{choices, every};
pub use number::{Number, Within, count, counted, four_digits, three_figures, with_minus};
pub use quoted::{quote, quote_path, shortened, visible};
