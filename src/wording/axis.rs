//! The numbers along an axis: round, few, short, and told apart wherever the axis lies.
//!
//! Near zero a label is its number. Far away, where the digits that differ would come last, one round
//! number of the axis is said once, as the offset, and the labels count from there.

use super::{three_figures, with_minus};

/// Characters of a label written out; longer ones take a power of ten or an offset.
const LONGEST: usize = 7;
/// No axis has more ticks, however its ends are rounded.
const MOST: usize = 50;
/// A tick may lie outside by so much of a step: ends are rounded too.
const SLACK: f64 = 1e-9;

/// One number on an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where it stands, in the units of the axis.
    pub value: f64,
    /// What stands beside it, the offset taken off.
    pub label: String,
}

/// The numbers of an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Ticks {
    /// From the smallest to the largest, at least two where f64 has them.
    pub ticks: Vec<Tick>,
    /// The distance between two of them.
    pub step: f64,
    /// What is added to every label: "+123456.79".
    pub offset: Option<String>,
}

impl Ticks {
    /// About `wanted` round numbers in `[low, high]` for which `fits` holds, or else fewer; never
    /// fewer than two, if f64 has as many there.
    pub fn fitting(low: f64, high: f64, wanted: f64, fits: impl Fn(&Self) -> bool) -> Self {
        let span = high - low;
        if !(span > 0.0 && span.is_finite()) {
            return Self {
                ticks: Vec::new(),
                step: 1.0,
                offset: None,
            };
        }
        let mut step = Step::at_least(span / wanted);
        let coarsest = Step::at_most(0.5 * span);
        loop {
            let last = step.size() >= coarsest.size() * (1.0 - SLACK);
            if last {
                step = coarsest;
            }
            let found = Self::every(low, high, step);
            if fits(&found) {
                return found;
            }
            if last {
                // The ends alone: nothing is further apart.
                return found.ends();
            }
            step = step.next();
        }
    }

    /// The multiples of `step` in `[low, high]`.
    fn every(low: f64, high: f64, step: Step) -> Self {
        let plain = Self::counted(low, high, step, 0.0);
        let numbers = |write: &dyn Fn(f64) -> String| -> Vec<String> {
            plain.iter().map(|(value, _)| write(*value)).collect()
        };
        let short_enough = |labels: &[String]| {
            let all_short = labels.iter().all(|label| label.chars().count() <= LONGEST);
            all_short && labels.windows(2).all(|pair| pair[0] != pair[1])
        };
        let written_out = numbers(&|value| fixed(value, step.decimals()));
        let powers = numbers(&three_figures);
        let exact = || plain.iter().all(|(value, _)| is_exact(*value, step));
        let far = low.abs().max(high.abs());
        if far < 1e12 * step.size() && short_enough(&written_out) {
            return Self::labelled(&plain, written_out, step, None);
        }
        if far < 1e3 * step.size() * MOST as f64 && short_enough(&powers) && exact() {
            return Self::labelled(&plain, powers, step, None);
        }
        let (base, name) = roundest(low, high, step);
        let counted = Self::counted(low, high, step, base);
        let away = |write: &dyn Fn(f64) -> String| -> Vec<String> {
            counted.iter().map(|(_, away)| write(*away)).collect()
        };
        let written_out = away(&|value| fixed(value, step.decimals()));
        let labels = if short_enough(&written_out) {
            written_out
        } else {
            away(&three_figures)
        };
        Self::labelled(&counted, labels, step, (base != 0.0).then_some(name))
    }

    /// base + i step in `[low, high]`, and i step. Counted from a base within the interval, i is small,
    /// however far away both are.
    fn counted(low: f64, high: f64, step: Step, base: f64) -> Vec<(f64, f64)> {
        let first = ((low - base) / step.size() - SLACK).ceil();
        let last = ((high - base) / step.size() + SLACK).floor();
        let mut found: Vec<(f64, f64)> = Vec::new();
        for index in 0..MOST {
            let index = first + index as f64;
            if index > last {
                break;
            }
            let away = step.times(index);
            found.push((base + away, away));
        }
        found
    }

    fn labelled(
        at: &[(f64, f64)],
        labels: Vec<String>,
        step: Step,
        offset: Option<String>,
    ) -> Self {
        let tick = |((value, _), label): (&(f64, f64), String)| Tick {
            value: *value,
            label,
        };
        Self {
            ticks: at.iter().zip(labels).map(tick).collect(),
            step: step.size(),
            offset,
        }
    }

    fn ends(mut self) -> Self {
        if self.ticks.len() > 2 {
            self.step *= (self.ticks.len() - 1) as f64;
            let last = self.ticks.pop();
            self.ticks.truncate(1);
            self.ticks.extend(last);
        }
        self
    }
}

/// 1, 2 or 5 times a power of ten.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Step {
    digit: u8,
    power: i32,
}

impl Step {
    /// The smallest that is not less than `size` above 0.
    fn at_least(size: f64) -> Self {
        let mut step = Self {
            digit: 1,
            power: size.log10().floor() as i32,
        };
        while step.size() < size * (1.0 - SLACK) {
            step = step.next();
        }
        step
    }

    /// The largest that is not more than `size` above 0.
    fn at_most(size: f64) -> Self {
        let mut step = Self {
            digit: 1,
            power: size.log10().floor() as i32 - 1,
        };
        while step.next().size() <= size * (1.0 + SLACK) {
            step = step.next();
        }
        step
    }

    fn next(self) -> Self {
        let (digit, power) = match self.digit {
            1 => (2, self.power),
            2 => (5, self.power),
            _ => (1, self.power + 1),
        };
        Self { digit, power }
    }

    fn size(self) -> f64 {
        self.times(1.0)
    }

    /// The f64 nearest to a multiple of it.
    fn times(self, index: f64) -> f64 {
        decimal(index * f64::from(self.digit), self.power)
    }

    /// Figures after the point that its multiples have.
    fn decimals(self) -> usize {
        (-self.power).max(0) as usize
    }
}

/// The f64 nearest to whole 10^power, with `whole` a whole number.
fn decimal(whole: f64, power: i32) -> f64 {
    // Powers of ten up to 22 are exact: one rounding.
    let exact = 10f64.powi(power.abs().min(22));
    match power {
        0..=22 => whole * exact,
        -22..0 => whole / exact,
        _ => format!("{whole:.0}e{power}").parse().unwrap_or(0.0),
    }
}

/// The number in `[low, high]` with the fewest digits, and how it is written as an offset. It has no
/// more decimals than a multiple of `step`.
fn roundest(low: f64, high: f64, step: Step) -> (f64, String) {
    let far = low.abs().max(high.abs());
    if low <= 0.0 && 0.0 <= high {
        return (0.0, "+0".to_owned());
    }
    let mut power = far.log10().ceil() as i32;
    while power >= step.power {
        let nearest = (low / decimal(1.0, power)).ceil();
        // The quotient is rounded where it has as many digits as f64.
        for whole in [nearest, nearest - 1.0, nearest + 1.0] {
            let value = decimal(whole, power);
            if low <= value && value <= high {
                return (value, offset(whole, value, power));
            }
        }
        power -= 1;
    }
    let middle = low + 0.5 * (high - low);
    (middle, with_minus(&format!("{middle:+}")))
}

/// "+123456.79", "+2e9".
fn offset(whole: f64, value: f64, power: i32) -> String {
    if power > 4 {
        return with_minus(&format!("{whole:+}e{power}"));
    }
    let decimals = (-power).max(0) as usize;
    if power < -6 && value.abs() < 1e-4 {
        return with_minus(&format!("{whole:+}e{power}"));
    }
    with_minus(&format!("{value:+.decimals$}"))
}

/// Whether three figures say all of a number.
fn is_exact(value: f64, step: Step) -> bool {
    let said: f64 = format!("{value:.2e}").parse().unwrap_or(0.0);
    (said - value).abs() <= 1e-6 * step.size()
}

/// `value` with `decimals` figures after the point, and without a negative zero.
pub fn fixed(value: f64, decimals: usize) -> String {
    // Adding zero turns -0 into 0.
    let text = format!("{:.decimals$}", value + 0.0);
    let is_zero = text.chars().all(|c| matches!(c, '-' | '0' | '.'));
    with_minus(if is_zero {
        text.trim_start_matches('-')
    } else {
        &text
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn labels(low: f64, high: f64, wanted: f64) -> (Vec<String>, Option<String>) {
        let found = Ticks::fitting(low, high, wanted, |_| true);
        let labels = found.ticks.into_iter().map(|tick| tick.label);
        (labels.collect(), found.offset)
    }

    fn near_zero(low: f64, high: f64) -> Vec<String> {
        let (labels, offset) = labels(low, high, 4.0);
        assert_eq!(offset, None);
        labels
    }

    #[test]
    fn near_zero_a_label_is_its_number() {
        assert_eq!(near_zero(0.0, 2.0), ["0.0", "0.5", "1.0", "1.5", "2.0"]);
        assert_eq!(near_zero(-8.3, 8.3), ["\u{2212}5", "0", "5"]);
        assert_eq!(near_zero(0.0, 3e9), ["0", "1e9", "2e9", "3e9"]);
        assert_eq!(near_zero(-1e-7, 1e-7)[1], "\u{2212}5e\u{2212}8");
        assert_eq!(
            near_zero(19_996.5, 20_004.0),
            ["19998", "20000", "20002", "20004"]
        );
    }

    #[test]
    fn far_away_labels_count_from_an_offset() {
        let (found, offset) = labels(123_456.786_2, 123_456.792_3, 4.0);
        assert_eq!(found, ["\u{2212}0.002", "0.000", "0.002"]);
        assert_eq!(offset.unwrap(), "+123456.79");
        let (found, offset) = labels(1e6, 1.000_001e6, 4.0);
        assert_eq!(found, ["0.0", "0.5", "1.0"]);
        assert_eq!(offset.unwrap(), "+1e6");
        let (found, offset) = labels(-999_999.000_004, -999_998.999_996, 4.0);
        assert_eq!(found.len(), 5, "{found:?}");
        assert_eq!(offset.unwrap(), "\u{2212}999999");
    }

    #[test]
    fn what_does_not_fit_is_left_out_down_to_the_ends() {
        let found = Ticks::fitting(0.0, 10.0, 10.0, |ticks| ticks.ticks.len() <= 3);
        assert_eq!(found.step, 5.0);
        let found = Ticks::fitting(0.0, 10.0, 10.0, |_| false);
        let values: Vec<f64> = found.ticks.iter().map(|tick| tick.value).collect();
        assert_eq!(values, [0.0, 10.0]);
        assert!(Ticks::fitting(1.0, 1.0, 5.0, |_| true).ticks.is_empty());
        assert!(
            Ticks::fitting(0.0, f64::NAN, 5.0, |_| true)
                .ticks
                .is_empty()
        );
    }

    proptest! {
        #[test]
        fn labels_tell_neighbours_apart_wherever_the_axis_lies(
            size in -9.0f64..9.0,
            sign in prop::bool::ANY,
            at_zero in prop::bool::weighted(0.1),
            span in 0.0f64..1.0,
            wanted in 2.0f64..10.0,
        ) {
            let center = if at_zero { 0.0 } else { 10f64.powf(size) * if sign { 1.0 } else { -1.0 } };
            // From a few numbers of f64 to ten times the distance from zero.
            let resolution = (16.0 * f64::EPSILON * center.abs()).max(1e-12);
            let span = resolution * (10.0 * center.abs().max(1.0) / resolution).powf(span);
            let (low, high) = (center - 0.5 * span, center + 0.5 * span);
            let found = Ticks::fitting(low, high, wanted, |_| true);
            let ticks = &found.ticks;
            prop_assert!((2..=14).contains(&ticks.len()), "{found:?}");
            for pair in ticks.windows(2) {
                prop_assert!(pair[0].value < pair[1].value, "{found:?}");
                prop_assert!(pair[0].label != pair[1].label, "{found:?}");
            }
            let slack = 1e-6 * span + 2.0 * f64::EPSILON * center.abs();
            for tick in ticks {
                prop_assert!(low - slack <= tick.value && tick.value <= high + slack, "{found:?}");
                prop_assert!(tick.label.chars().count() <= 9, "{found:?}");
                // What is read off is where it stands.
                let read = |text: &str| text.replace('\u{2212}', "-").replace(',', "").parse::<f64>().unwrap();
                let offset = found.offset.as_deref().map_or(0.0, read);
                let said = offset + read(&tick.label);
                prop_assert!((said - tick.value).abs() <= slack, "{said} {found:?}");
            }
        }
    }
}
