//! A number of steps in words.

use crate::wording::count;

/// "1 step", "1,000 steps".
pub fn steps(steps: u64) -> String {
    match steps {
        1 => "1 step".to_owned(),
        _ => format!("{} steps", count(steps)),
    }
}
