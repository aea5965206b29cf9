//! What is under way, on standard error where that is a terminal, and only of work that takes longer than
//! a second.

use crate::wording::count;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use std::fmt::Write;
use std::io::IsTerminal;
use std::time::Duration;

/// Work that is over before this shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);
/// Between two pictures of the line.
const BETWEEN: Duration = Duration::from_millis(100);
/// Letters of a full bar.
const WIDTH: usize = 32;

/// A line that counts `steps`; silent when standard error is not a terminal.
pub fn bar(what: &'static str, steps: u64) -> ProgressBar {
    shown(what, ProgressBar::with_draw_target(Some(steps), target()))
}

/// A line for work whose steps nobody counts.
fn busy(what: &'static str) -> ProgressBar {
    shown(what, ProgressBar::with_draw_target(None, target()))
}

/// Adds `text` behind the line, when there is one.
pub fn say(bar: &ProgressBar, text: String) {
    if bar.elapsed() >= PATIENCE {
        bar.set_message(text);
    }
}

/// Does `work` behind a line for work whose steps nobody counts.
pub fn during<T>(what: &'static str, work: impl FnOnce() -> T) -> T {
    let line = busy(what);
    let done = work();
    line.finish_and_clear();
    done
}

fn target() -> ProgressDrawTarget {
    if std::io::stderr().is_terminal() {
        ProgressDrawTarget::stderr_with_hz(10)
    } else {
        ProgressDrawTarget::hidden()
    }
}

fn shown(what: &'static str, bar: ProgressBar) -> ProgressBar {
    let line = move |state: &ProgressState, out: &mut dyn Write| {
        let of = state.len().map(|steps| (state.pos(), steps));
        // A line that cannot be written is not worth a word.
        let _ = out.write_str(&line(what, state.elapsed(), of));
    };
    let style = ProgressStyle::with_template("{line} {msg}")
        .map(|style| style.with_key("line", line))
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    let is_hidden = bar.is_hidden();
    let bar = bar.with_style(style);
    if !is_hidden {
        bar.enable_steady_tick(BETWEEN);
    }
    bar
}

/// "training [#####     ] 500 of 2,000 steps, 3 s left", and nothing within the first second.
fn line(what: &str, elapsed: Duration, of: Option<(u64, u64)>) -> String {
    if elapsed < PATIENCE {
        return String::new();
    }
    let seconds = elapsed.as_secs();
    let Some((taken, steps)) = of else {
        return format!("{what}, {} s", count(seconds));
    };
    let share = taken.min(steps) as f64 / steps.max(1) as f64;
    let full = (share * WIDTH as f64) as usize;
    let mut line = format!("{what} [{:<WIDTH$}] ", "#".repeat(full));
    line += &format!("{} of {}", count(taken), count(steps));
    if taken > 0 {
        let left = elapsed.as_secs_f64() * (1.0 - share) / share;
        line += &format!(", {} s left", count(left.ceil() as u64));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_shown_within_the_first_second() {
        let of = Some((10, 20));
        assert_eq!(line("training", Duration::from_millis(999), of), "");
        assert_eq!(line("measuring", Duration::ZERO, None), "");
        let late = line("training", Duration::from_secs(3), Some((500, 2000)));
        assert_eq!(
            late,
            format!("training [{:<32}] 500 of 2,000, 9 s left", "########")
        );
        let unknown = line("measuring", Duration::from_secs(3), None);
        assert_eq!(unknown, "measuring, 3 s");
        let begun = line("training", Duration::from_secs(3), Some((0, 0)));
        assert!(begun.ends_with("0 of 0"), "{begun}");
    }
}
