//! The one scale of colours of several maps.

use crate::figure::plate::{Bands, PanelAxis, PlateBar, Tint};
use crate::measure::{Quantity, QuantityMap, Scale, round_ends};
use crate::wording::{Tick, three_figures};

/// Colours of a map; of one that goes both ways odd, so that nothing has the colour of the ground.
const BANDS: usize = 16;
const BANDS_BOTH_WAYS: usize = 17;
/// Numbers wanted beside the scale.
const TICKS: f64 = 5.0;
/// Powers of ten on the scale of an error, and the share of a picture that may lie above it.
const DECADES: i32 = 3;
const BEYOND: f64 = 0.01;

/// From where to where colours reach, and how.
pub struct ColourScale {
    quantity: Quantity,
    /// Of a logarithmic scale the logarithms to base ten.
    ends: [f64; 2],
    log: bool,
}

impl ColourScale {
    /// The scale that serves all of `maps`, which show one quantity; `None` without any.
    pub fn of<'a>(maps: impl Iterator<Item = &'a QuantityMap>) -> Option<Self> {
        let maps: Vec<&QuantityMap> = maps.collect();
        let first = maps.first()?;
        let quantity = first.quantity;
        // An error that p does not weigh is a thousand times larger where no data are: all of it is seen on powers of ten.
        let log = matches!(quantity, Quantity::Error | Quantity::Excess);
        let all = |end: usize| maps.iter().map(move |map| map.range[end]);
        let lowest = all(0).fold(f64::INFINITY, f64::min);
        let high = all(1).fold(f64::NEG_INFINITY, f64::max);
        let low = match quantity.facts().scale {
            // All of them as far down from the highest top.
            Scale::FromTop => high - (first.range[1] - first.range[0]),
            Scale::FromZero | Scale::Cosine | Scale::BothWays => lowest,
        };
        Some(Self {
            quantity,
            ends: if log {
                decades(&maps)
            } else {
                round_ends(quantity, [low, high])
            },
            log,
        })
    }

    /// `map` in the colours of this scale.
    pub fn bands(&self, map: &QuantityMap) -> Bands {
        let value = |value: &f32| {
            let value = f64::from(*value);
            if self.log { value.log10() } else { value }
        };
        let values: Vec<f64> = map.values.iter().map(value).collect();
        let (count, tint) = (self.count(), self.tint());
        if self.quantity.is_counted() {
            Bands::cells(&map.grid, &values, self.ends, count, tint)
        } else {
            Bands::new(&map.grid, &values, self.ends, count, tint)
        }
    }

    /// The scale as it stands beside the panels.
    pub fn bar(&self) -> PlateBar {
        let facts = self.quantity.facts();
        PlateBar {
            label: match facts.unit {
                "" => facts.formula.to_owned(),
                unit => format!("{} ({unit})", facts.formula),
            },
            tint: self.tint(),
            bands: self.count(),
            ticks: if self.log {
                self.powers()
            } else {
                self.numbers()
            },
        }
    }

    fn tint(&self) -> Tint {
        match (self.quantity, self.quantity.facts().scale) {
            (Quantity::Density | Quantity::LogDensity, _) => Tint::Density,
            (_, Scale::FromZero | Scale::FromTop) => Tint::Error,
            (_, Scale::Cosine) => Tint::Agreement,
            (_, Scale::BothWays) => Tint::BothWays,
        }
    }

    fn count(&self) -> usize {
        match self.quantity.facts().scale {
            Scale::BothWays => BANDS_BOTH_WAYS,
            Scale::FromZero | Scale::FromTop | Scale::Cosine => BANDS,
        }
    }

    fn powers(&self) -> Vec<(f64, String)> {
        let tick = |step: i32| {
            let value = 10f64.powf(self.ends[0] + f64::from(step));
            (f64::from(step) / f64::from(DECADES), three_figures(value))
        };
        (0..=DECADES).map(tick).collect()
    }

    fn numbers(&self) -> Vec<(f64, String)> {
        let axis = PanelAxis::linear("", self.ends);
        let (ticks, _) = axis.ticks(TICKS, |_| true);
        let place = |tick: Tick| (axis.fraction(tick.value), tick.label);
        ticks.into_iter().map(place).collect()
    }
}

/// The power of ten above the largest values, and the one [`DECADES`] below it, as logarithms.
fn decades(maps: &[&QuantityMap]) -> [f64; 2] {
    let values = maps.iter().flat_map(|map| map.values.iter());
    let mut values: Vec<f64> = values
        .map(|value| f64::from(*value))
        .filter(|value| value.is_finite() && *value > 0.0)
        .collect();
    values.sort_unstable_by(f64::total_cmp);
    let beyond = (BEYOND * values.len() as f64) as usize;
    let top = values
        .len()
        .checked_sub(1 + beyond)
        .map_or(1.0, |at| values[at]);
    let top = top.log10().ceil();
    [top - f64::from(DECADES), top]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plane::{Bounds, Grid};

    fn map(quantity: Quantity, range: [f64; 2], values: [f32; 4]) -> QuantityMap {
        QuantityMap {
            quantity,
            sigma: 1.0,
            grid: Grid::new(Bounds::square([0.0, 0.0], 1.0), 2, 2),
            values: values.into(),
            range,
            mass: 1.0,
            integral: 0.0,
            resolved: true,
        }
    }

    #[test]
    fn one_scale_reaches_over_all_maps_and_ends_at_round_numbers() {
        let maps = [0.3, 0.7].map(|top| map(Quantity::WeightedError, [0.0, top], [0.0; 4]));
        let scale = ColourScale::of(maps.iter()).unwrap();
        assert_eq!((scale.ends, scale.log), ([0.0, 1.0], false));
        let bar = scale.bar();
        assert_eq!(bar.ticks.first().map(|tick| tick.0), Some(0.0));
        assert_eq!(bar.ticks.last().map(|tick| tick.0), Some(1.0));
        assert!(ColourScale::of([].iter()).is_none());
    }

    #[test]
    fn errors_are_seen_on_three_powers_of_ten_below_the_largest() {
        let map = map(Quantity::Error, [0.0, 0.1], [0.0, 0.02, 0.5, 7.0]);
        let scale = ColourScale::of([&map].into_iter()).unwrap();
        assert_eq!(scale.ends, [-2.0, 1.0]);
        let labels: Vec<String> = scale.bar().ticks.into_iter().map(|tick| tick.1).collect();
        assert_eq!(labels, ["0.01", "0.1", "1", "10"]);
        // No error at all has the first colour, like any that is small.
        let bands = scale.bands(&map);
        assert_eq!(bands.bands[0].index, 0);
        assert!(bands.bands[0].lines.is_empty());
    }
}
