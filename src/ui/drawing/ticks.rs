//! Ticks of the plane and of the charts: few, round, told apart wherever the axis lies, and never
//! touching each other.

use crate::ui::format::{power, significant};
use crate::wording::{Tick, Ticks};
use egui::{FontId, Rangef, Ui};
use egui_plot::{AxisHints, GridInput, GridMark};

/// About so many numbers on an axis with room for them.
const WANTED: f64 = 5.0;
/// Between two labels, in letters or in rows.
const APART: f64 = 0.5;
/// Closer to each other than this, in points, egui_plot leaves numbers out: ours fit already.
const NO_SPACING: Rangef = Rangef { min: 0.1, max: 0.2 };
/// How thick lines of a logarithmic grid are: those between powers of ten are thin.
const THIN: f64 = 0.35;

/// What stands between powers of ten, the fullest first.
const MULTIPLES: [&[f64]; 4] = [
    &[1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.0],
    &[1.0, 2.0, 5.0],
    &[1.0, 3.0],
    &[1.0],
];

/// Which way an axis runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// From left to right: labels side by side.
    Across,
    /// From the bottom up: labels one above the other.
    Up,
}

/// An axis on the screen: how long it is and how large its letters are.
#[derive(Clone, Copy, Debug)]
pub struct Ruler {
    pub way: Way,
    /// Points of the screen from end to end.
    pub length: f64,
    /// The width of a digit and the height of a row, in points.
    pub letter: [f64; 2],
    /// The axis holds log10 of its values.
    pub logarithmic: bool,
    /// What stands at its upper end, in letters: numbers keep clear of it.
    pub name: usize,
}

/// The size of the letters of a font: the width of a digit and the height of a row.
pub fn letter(ui: &Ui, font: &FontId) -> [f64; 2] {
    const DIGITS: &str = "0000000000";
    let color = egui::Color32::TRANSPARENT;
    let size = ui
        .painter()
        .layout_no_wrap(DIGITS.to_owned(), font.clone(), color)
        .size();
    [f64::from(size.x) / DIGITS.len() as f64, f64::from(size.y)]
}

impl Ruler {
    /// Lines and labels of `hints`' axis.
    pub fn labels<'a>(self, hints: AxisHints<'a>) -> AxisHints<'a> {
        hints
            .label_spacing(NO_SPACING)
            .formatter(move |mark, range| self.label(mark.value, *range.start(), *range.end()))
    }

    /// Where the lines of the grid are.
    pub fn marks(self) -> impl Fn(GridInput) -> Vec<GridMark> {
        move |input| {
            let (low, high) = input.bounds;
            let found = self.ticks(low, high);
            let mark = |tick: &Tick| GridMark {
                value: tick.value,
                step_size: if !self.logarithmic {
                    found.step
                } else if (tick.value - tick.value.round()).abs() < 1e-9 {
                    1.0
                } else {
                    THIN
                },
            };
            found.ticks.iter().map(mark).collect()
        }
    }

    /// What is added to the numbers of an axis from `low` to `high`.
    pub fn offset(&self, low: f64, high: f64) -> Option<String> {
        self.ticks(low, high).offset
    }

    /// What stands at `value`; nothing where something else stands.
    fn label(&self, value: f64, low: f64, high: f64) -> String {
        let found = self.ticks(low, high);
        let tick = found.ticks.into_iter().find(|tick| tick.value == value);
        let free = |tick: &Tick| self.is_free(tick, low, high);
        tick.filter(free).map_or(String::new(), |tick| tick.label)
    }

    /// Whether nothing else stands there: the name or the title at the upper end, and below an upright
    /// axis the numbers of the other.
    fn is_free(&self, tick: &Tick, low: f64, high: f64) -> bool {
        let [width, row] = self.letter;
        let unit = self.length / (high - low);
        let (below, above) = ((tick.value - low) * unit, (high - tick.value) * unit);
        match self.way {
            Way::Across => {
                let half = 0.5 * letters(&tick.label) * width;
                self.name == 0 || above > half + (self.name as f64 + APART) * width
            }
            Way::Up => {
                let head = if self.name == 0 { 0.4 } else { 1.5 };
                below > (0.5 + 0.5 * APART) * row && above > head * row
            }
        }
    }

    fn ticks(&self, low: f64, high: f64) -> Ticks {
        if self.logarithmic {
            return self.logarithmic_ticks(low, high);
        }
        let mut found = Ticks::fitting(low, high, WANTED, |found| self.fits(found, low, high));
        in_thousands(&mut found);
        for tick in &mut found.ticks {
            tick.label = tick.label.replace('\u{2212}', "-");
        }
        found
    }

    /// Whether neighbours keep apart, each as wide as the wider of both.
    fn fits(&self, found: &Ticks, low: f64, high: f64) -> bool {
        let unit = self.length / (high - low);
        found.ticks.windows(2).all(|pair| {
            let apart = (pair[1].value - pair[0].value) * unit;
            let [width, row] = self.letter;
            let needed = match self.way {
                Way::Across => letters(&pair[0].label).max(letters(&pair[1].label)) + APART,
                Way::Up => 1.0 + 0.3 * APART,
            };
            apart >= needed * if self.way == Way::Across { width } else { row }
        })
    }

    /// Powers of ten, and multiples of them where there is room.
    fn logarithmic_ticks(&self, low: f64, high: f64) -> Ticks {
        let every = |multiples: &[f64], stride: i32| {
            let mut ticks = Vec::new();
            for exponent in (low.floor() as i32)..=(high.ceil() as i32) {
                for multiple in multiples {
                    let value = f64::from(exponent) + multiple.log10();
                    if exponent.rem_euclid(stride) == 0 && (low..=high).contains(&value) {
                        let label = power(10f64.powf(value));
                        ticks.push(Tick { value, label });
                    }
                }
            }
            Ticks {
                ticks,
                step: f64::from(stride),
                offset: None,
            }
        };
        let fullest = MULTIPLES.iter().map(|multiples| every(multiples, 1));
        let sparser = (2..).map(|stride| every(&[1.0], stride)).take(MOST_DECADES);
        let few = |found: &Ticks| found.ticks.len() <= MOST_LOGARITHMIC;
        fullest
            .chain(sparser)
            .find(|found| few(found) && self.fits(found, low, high))
            .unwrap_or_else(|| every(&[1.0], 1))
    }
}

/// Powers of ten from one number to the next, at most.
const MOST_DECADES: usize = 300;
/// More numbers are a crowd, even where they fit.
const MOST_LOGARITHMIC: usize = 8;

/// 20k for 20000, where that says all of every number.
fn in_thousands(found: &mut Ticks) {
    if found.offset.is_some() || found.ticks.iter().all(|tick| tick.value.abs() < 1000.0) {
        return;
    }
    let short = |value: f64| {
        if value.abs() < 1000.0 || value.abs() >= 1e6 {
            return None;
        }
        let text = significant(value / 1000.0);
        let said = text.parse::<f64>().unwrap_or(0.0) * 1000.0;
        ((said - value).abs() <= 1e-6 * found.step).then_some(format!("{text}k"))
    };
    let all: Vec<Option<String>> = found.ticks.iter().map(|tick| short(tick.value)).collect();
    let exact =
        |(tick, text): (&Tick, &Option<String>)| tick.value.abs() < 1000.0 || text.is_some();
    if found.ticks.iter().zip(&all).all(exact) {
        for (tick, text) in found.ticks.iter_mut().zip(all) {
            if let Some(text) = text {
                tick.label = text;
            }
        }
    }
}

fn letters(label: &str) -> f64 {
    label.chars().count() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ruler(way: Way, length: f64, logarithmic: bool) -> Ruler {
        Ruler {
            way,
            length,
            letter: [7.0, 16.0],
            logarithmic,
            name: 1,
        }
    }

    /// What stands at the marks of an axis.
    fn shown(ruler: Ruler, low: f64, high: f64) -> Vec<String> {
        let input = GridInput {
            bounds: (low, high),
            base_step_size: 0.01,
        };
        let marks = ruler.marks()(input).into_iter();
        marks
            .map(|mark| ruler.label(mark.value, low, high))
            .collect()
    }

    fn logarithmic(low: f64, high: f64) -> Vec<String> {
        shown(ruler(Way::Up, 300.0, true), low, high)
    }

    #[test]
    fn logarithmic_ticks_are_round_numbers_within_the_range() {
        assert_eq!(
            logarithmic(-2.1, 0.1),
            ["0.01", "0.02", "0.05", "0.1", "0.2", "0.5", ""]
        );
        assert_eq!(
            logarithmic(-4.4, 0.6),
            ["0.0001", "0.001", "0.01", "0.1", "1"]
        );
        assert!(logarithmic(-0.3, 0.2).len() >= 3);
        assert!(logarithmic(-300.0, 2.0).len() >= 3);
    }

    #[test]
    fn linear_ticks_are_few_and_round() {
        let across = ruler(Way::Across, 400.0, false);
        assert_eq!(shown(across, -1.7, 90.0), ["0", "20", "40", "60", "80"]);
        assert_eq!(shown(across, -500.0, 5200.0), ["0", "2k", "4k"]);
        assert_eq!(
            shown(across, 19_996.2, 20_003.0),
            ["19998", "20000", "20002"]
        );
        assert_eq!(
            shown(across, 123_456.786, 123_456.791),
            ["-0.004", "-0.003", "-0.002", "-0.001", "0.000", ""]
        );
        assert_eq!(
            across.offset(123_456.786, 123_456.791).unwrap(),
            "+123456.79"
        );
    }

    #[test]
    fn the_lowest_number_of_an_upright_axis_stays_above_those_of_the_other() {
        let up = ruler(Way::Up, 100.0, false);
        assert_eq!(shown(up, 0.0, 10.0)[0], "");
        assert_eq!(shown(up, -2.0, 10.0)[0], "0");
    }

    proptest! {
        #[test]
        fn labels_never_touch_and_tell_every_axis(
            size in -6.0f64..9.0,
            span in 0.0f64..1.0,
            length in 90.0f64..1500.0,
            up in prop::bool::ANY,
        ) {
            let center = 10f64.powf(size);
            let resolution = 64.0 * f64::EPSILON * center;
            let span = resolution * (4.0 * center.max(1.0) / resolution).powf(span);
            let (low, high) = (center - 0.5 * span, center + 0.5 * span);
            let way = if up { Way::Up } else { Way::Across };
            let ruler = ruler(way, length, false);
            let found = ruler.ticks(low, high);
            prop_assert!(found.ticks.len() >= 2, "{found:?}");
            let unit = length / (high - low);
            for pair in found.ticks.windows(2) {
                prop_assert!(pair[0].label != pair[1].label, "{found:?}");
                let half = |tick: &Tick| if up { 8.0 } else { 3.5 * letters(&tick.label) };
                let gap = (pair[1].value - pair[0].value) * unit - half(&pair[0]) - half(&pair[1]);
                // The shortest axis holds two of the longest labels only just.
                prop_assert!(gap > 0.0 || (length < 180.0 && found.ticks.len() == 2), "{gap} {found:?}");
            }
            prop_assert!(found.ticks.iter().all(|tick| letters(&tick.label) <= 9.0), "{found:?}");
        }
    }
}
