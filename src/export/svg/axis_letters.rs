//! What the axes are called, and where it stands: along them, or at their ends where room is dear.

use super::measures::{GAP, LABEL, LEADING, Rect, TICK, TICK_LENGTH};
use super::trim::Trim;
use crate::export::font::text_width;
use crate::figure::Figure;
use crate::wording::Ticks;

/// Letters at the ends of axes have at most so many characters.
const SHORT: usize = 3;

/// The names of both axes.
#[derive(Clone, Debug, PartialEq)]
pub struct AxisLetters {
    names: [String; 2],
    at_ends: bool,
    /// Half of the last number under the x axis, which may stand at its very end.
    last: f64,
}

/// A name in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct AxisLetter {
    pub text: String,
    /// Its baseline: its middle, or where it begins.
    pub at: [f64; 2],
    pub manner: Manner,
}

/// How a name is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// Centred under the axis.
    Centred,
    /// Upright, centred beside the axis.
    Upright,
    /// From its place on.
    AtEnd,
}

impl AxisLetters {
    /// The names of `figure`, short where `trim` has them at the ends.
    pub fn new(figure: &Figure, ticks: &[Ticks; 2], trim: Trim) -> Self {
        let whole = [&figure.x_label, &figure.y_label];
        // "x (data units)" is x.
        let short = whole.map(|name| name.split_whitespace().next().unwrap_or_default());
        let at_ends = trim.letters_at_ends
            && short.iter().all(|name| name.chars().count() <= SHORT)
            && ticks.iter().all(|ticks| ticks.offset.is_none());
        Self {
            names: if at_ends {
                short.map(str::to_owned)
            } else {
                whole.map(String::clone)
            },
            at_ends,
            last: ticks[0]
                .ticks
                .last()
                .map_or(0.0, |tick| 0.5 * text_width(&tick.label, TICK)),
        }
    }

    /// Left of the numbers of the y axis.
    pub fn left(&self) -> f64 {
        if self.at_ends { 0.0 } else { LABEL + 2.0 * GAP }
    }

    /// Right of the x axis.
    pub fn right(&self) -> f64 {
        if self.at_ends {
            self.last + GAP + text_width(&self.names[0], LABEL)
        } else {
            0.0
        }
    }

    /// Above the plot, for the letter or the offset of the y axis.
    pub fn above(&self, y: &Ticks) -> f64 {
        match (&y.offset, self.at_ends) {
            (Some(_), _) => LEADING * TICK,
            (None, true) => LABEL,
            (None, false) => 0.0,
        }
    }

    /// Tick marks, their labels and the x label.
    pub fn axis_height(&self) -> f64 {
        let name = if self.at_ends { 0.0 } else { 1.4 * LABEL };
        TICK_LENGTH + 1.45 * TICK + name
    }

    /// Both in their places beside `plot`; `left` is where the page's content begins.
    pub fn placed(&self, plot: Rect, left: f64) -> [AxisLetter; 2] {
        let right = plot.left + plot.width;
        let (x, y) = if self.at_ends {
            (
                (
                    [
                        right + self.last + GAP,
                        plot.bottom() + TICK_LENGTH + 1.15 * TICK,
                    ],
                    Manner::AtEnd,
                ),
                ([plot.left, plot.top - 0.22 * LABEL], Manner::AtEnd),
            )
        } else {
            let below = plot.bottom() + TICK_LENGTH + 1.45 * TICK + LABEL;
            let middle = [plot.left + 0.5 * plot.width, plot.top + 0.5 * plot.height];
            (
                ([middle[0], below], Manner::Centred),
                ([left + 0.8 * LABEL, middle[1]], Manner::Upright),
            )
        };
        let letter = |text: &String, (at, manner)| AxisLetter {
            text: text.clone(),
            at,
            manner,
        };
        [letter(&self.names[0], x), letter(&self.names[1], y)]
    }
}
