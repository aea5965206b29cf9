//! An axis of a panel: linear or logarithmic, rising or falling.

use crate::wording::{Tick, Ticks, three_figures};

/// What an axis shows.
#[derive(Clone, Debug, PartialEq)]
pub struct PanelAxis {
    /// Its name with the unit.
    pub label: String,
    /// What stands at its beginning (left or below) and at its end; above 0 on a logarithmic axis.
    pub ends: [f64; 2],
    /// Whether equal factors are equally long.
    pub log: bool,
    /// Names in place of numbers; empty for numbers.
    pub names: Vec<(f64, String)>,
}

/// No more powers of ten are numbered.
const DECADES: usize = 12;

impl PanelAxis {
    /// A linear axis.
    pub fn linear(label: impl Into<String>, ends: [f64; 2]) -> Self {
        Self {
            label: label.into(),
            ends,
            log: false,
            names: Vec::new(),
        }
    }

    /// A logarithmic axis; both ends are above 0.
    pub fn logarithmic(label: impl Into<String>, ends: [f64; 2]) -> Self {
        Self {
            log: true,
            ..Self::linear(label, ends)
        }
    }

    /// How far along the axis `value` lies, 0 at its beginning and 1 at its end.
    pub fn fraction(&self, value: f64) -> f64 {
        let [begin, end] = self.ends;
        if self.log {
            (value / begin).ln() / (end / begin).ln()
        } else {
            (value - begin) / (end - begin)
        }
    }

    /// From the smaller end to the larger one.
    pub fn span(&self) -> f64 {
        (self.ends[1] - self.ends[0]).abs()
    }

    /// About `wanted` numbers along it for which `fits` holds, or fewer, with what is to be added to each.
    pub fn ticks(
        &self,
        wanted: f64,
        fits: impl Fn(&[Tick]) -> bool,
    ) -> (Vec<Tick>, Option<String>) {
        if !self.names.is_empty() {
            let named = |(value, label): &(f64, String)| Tick {
                value: *value,
                label: label.clone(),
            };
            return (self.names.iter().map(named).collect(), None);
        }
        let low = self.ends[0].min(self.ends[1]);
        let high = self.ends[0].max(self.ends[1]);
        if !self.log {
            let found = Ticks::fitting(low, high, wanted, |found| fits(&found.ticks));
            return (found.ticks, found.offset);
        }
        // The finest of these that has room.
        let choices: [&[f64]; 3] = [&[1.0, 2.0, 5.0], &[1.0, 3.0], &[1.0]];
        let found = choices.iter().map(|steps| powers(low, high, steps));
        let mut roomy = found.filter(|ticks| ticks.len() <= 2 + wanted as usize && fits(ticks));
        let ticks = roomy.next().unwrap_or_else(|| {
            let all = powers(low, high, &[1.0]);
            let strides = 1..=DECADES;
            let thinned =
                |stride: usize| -> Vec<Tick> { all.iter().step_by(stride).cloned().collect() };
            let mut few = strides.map(thinned);
            few.find(|ticks| fits(ticks)).unwrap_or_default()
        });
        (ticks, None)
    }
}

/// `steps` times the powers of ten from `low` to `high`.
fn powers(low: f64, high: f64, steps: &[f64]) -> Vec<Tick> {
    let slack = 1e-9;
    let first = low.log10().floor() as i32;
    let last = (high.log10().ceil() as i32).min(first + 2 * DECADES as i32);
    let all = (first..=last).flat_map(|power| steps.iter().map(move |s| s * 10f64.powi(power)));
    let within = all.filter(|v| *v >= low * (1.0 - slack) && *v <= high * (1.0 + slack));
    let tick = |value: f64| Tick {
        value,
        label: three_figures(value),
    };
    within.map(tick).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_factors_are_equally_long_and_axes_may_fall() {
        let axis = PanelAxis::logarithmic("σ", [0.01, 10.0]);
        assert!((axis.fraction(0.1) - 1.0 / 3.0).abs() < 1e-12);
        let falling = PanelAxis::linear("t", [1.0, 0.0]);
        assert_eq!(falling.fraction(0.25), 0.75);
        assert_eq!(falling.span(), 1.0);
    }

    #[test]
    fn a_logarithmic_axis_has_powers_of_ten_and_between_them_what_has_room() {
        let labels = |ends: [f64; 2], wanted: f64| -> Vec<String> {
            let axis = PanelAxis::logarithmic("", ends);
            let (ticks, _) = axis.ticks(wanted, |_| true);
            ticks.into_iter().map(|tick| tick.label).collect()
        };
        assert_eq!(labels([0.01, 10.0], 4.0), ["0.01", "0.1", "1", "10"]);
        assert_eq!(labels([1.0, 20.0], 5.0), ["1", "2", "5", "10", "20"]);
    }
}
