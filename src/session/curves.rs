//! Curves that grow for hours in bounded memory and forget neither their beginning nor a peak.

use serde::{Deserialize, Serialize};

/// Neighbouring values of a curve as one. Merging any of them, in any order, gives the bin of all.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bin {
    /// The optimiser step of its first value, counted since the run began.
    pub since: u64,
    /// The optimiser step of its last value.
    pub train_step: u64,
    /// How many values it holds.
    pub count: u64,
    /// Its first value.
    pub first: f64,
    /// The mean of its values.
    pub mean: f64,
    /// Its smallest value.
    pub low: f64,
    /// Its largest value.
    pub high: f64,
}

impl Bin {
    /// A bin of one value.
    pub fn of(train_step: u64, value: f64) -> Self {
        Self {
            since: train_step,
            train_step,
            count: 1,
            first: value,
            mean: value,
            low: value,
            high: value,
        }
    }

    /// Takes in the bin that follows.
    pub fn merge(&mut self, next: &Self) {
        let count = self.count + next.count;
        self.mean += (next.mean - self.mean) * (next.count as f64 / count as f64);
        self.train_step = next.train_step;
        self.count = count;
        self.low = self.low.min(next.low);
        self.high = self.high.max(next.high);
    }
}

/// A curve over the train step. While it is short every value is a bin of its own; whenever it is full,
/// neighbours are merged.
#[derive(Clone, Debug)]
pub struct Curve {
    capacity: usize,
    /// Values a bin holds before the next one begins.
    stretch: u64,
    bins: Vec<Bin>,
    /// The newest value, which may still be revised.
    newest: Option<Bin>,
}

impl Curve {
    /// An empty curve of at most `capacity` bins, an even number, and the newest value.
    pub fn new(capacity: usize) -> Self {
        debug_assert!(capacity >= 2 && capacity.is_multiple_of(2));
        Self {
            capacity,
            stretch: 1,
            bins: Vec::new(),
            newest: None,
        }
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        *self = Self::new(self.capacity);
    }

    /// Adds a value; train steps never fall.
    pub fn push(&mut self, train_step: u64, value: f64) {
        if let Some(before) = self.newest.replace(Bin::of(train_step, value)) {
            self.keep(&before);
        }
    }

    /// Puts `value` in the place of the newest one; the first one where there is none.
    pub fn revise(&mut self, train_step: u64, value: f64) {
        self.newest = Some(Bin::of(train_step, value));
    }

    /// Forgets what came after `train_step`. Of a bin that reaches beyond it the first value is left: what lies between
    /// is not known any more.
    pub fn cut(&mut self, train_step: u64) {
        let all = self.bins().filter(|bin| bin.since <= train_step);
        let mut left: Vec<Bin> = all
            .map(|bin| {
                if bin.train_step <= train_step {
                    bin
                } else {
                    Bin::of(bin.since, bin.first)
                }
            })
            .collect();
        // Only one value is the newest, which may be revised.
        let single = left.pop_if(|bin| bin.count == 1);
        self.newest = single;
        self.bins = left;
        while self.stretch > 1 && 2 * self.bins.len() <= self.capacity {
            self.stretch /= 2;
        }
    }

    /// The memory that its bins take.
    pub fn bytes(&self) -> usize {
        self.bins.len() * size_of::<Bin>()
    }

    /// The newest value with its train step.
    pub fn newest(&self) -> Option<(u64, f64)> {
        self.newest.map(|bin| (bin.train_step, bin.mean))
    }

    /// The bins so far, by increasing step; the newest value is the last, alone.
    pub fn bins(&self) -> impl Iterator<Item = Bin> + '_ {
        self.bins.iter().copied().chain(self.newest)
    }

    fn keep(&mut self, bin: &Bin) {
        if let Some(last) = self.bins.last_mut()
            && last.count < self.stretch
        {
            last.merge(bin);
            return;
        }
        if self.bins.len() == self.capacity {
            self.bins = self.bins.chunks(2).map(merged).collect();
            self.stretch *= 2;
        }
        self.bins.push(*bin);
    }
}

/// One bin of some neighbours.
fn merged(bins: &[Bin]) -> Bin {
    let mut all = bins[0];
    bins[1..].iter().for_each(|bin| all.merge(bin));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn first_lowest_highest_and_mean_of_a_curve_survive_any_length(
            values in prop::collection::vec(-1e3f64..1e3, 1..3000),
            half in 1usize..20,
            gap in 1u64..9,
        ) {
            let mut curve = Curve::new(2 * half);
            for (index, value) in values.iter().enumerate() {
                curve.push(index as u64 * gap, *value);
                prop_assert!(curve.bins().count() <= 2 * half + 1);
            }
            let bins: Vec<Bin> = curve.bins().collect();
            let (first, last) = (bins[0], bins[bins.len() - 1]);
            prop_assert_eq!((first.since, first.first), (0, values[0]));
            prop_assert_eq!(last.train_step, (values.len() as u64 - 1) * gap);
            prop_assert_eq!(last.mean, values[values.len() - 1]);
            let low = bins.iter().map(|bin| bin.low).fold(f64::INFINITY, f64::min);
            let high = bins.iter().map(|bin| bin.high).fold(f64::NEG_INFINITY, f64::max);
            prop_assert_eq!(low, values.iter().copied().fold(f64::INFINITY, f64::min));
            prop_assert_eq!(high, values.iter().copied().fold(f64::NEG_INFINITY, f64::max));
            let count: u64 = bins.iter().map(|bin| bin.count).sum();
            prop_assert_eq!(count, values.len() as u64);
            let mean = bins.iter().map(|bin| bin.mean * bin.count as f64).sum::<f64>() / count as f64;
            let exact = values.iter().sum::<f64>() / values.len() as f64;
            prop_assert!((mean - exact).abs() < 1e-8, "{mean} {exact}");
            // Bins follow each other, and every value lies in the one of its step.
            for pair in bins.windows(2) {
                prop_assert!(pair[0].train_step < pair[1].since);
            }
            for bin in &bins {
                let inside = (bin.since / gap) as usize..=(bin.train_step / gap) as usize;
                let own = &values[inside];
                prop_assert_eq!(own.len() as u64, bin.count);
                prop_assert_eq!(own[0], bin.first);
                prop_assert_eq!(own.iter().copied().fold(f64::INFINITY, f64::min), bin.low);
                prop_assert_eq!(own.iter().copied().fold(f64::NEG_INFINITY, f64::max), bin.high);
            }
        }

        #[test]
        fn a_curve_that_is_cut_has_what_came_before_and_goes_on(
            values in prop::collection::vec(-1e3f64..1e3, 1..600),
            half in 1usize..20,
            cut in 0u64..700,
        ) {
            let mut curve = Curve::new(2 * half);
            for (step, value) in (0..).zip(&values) {
                curve.push(step, *value);
            }
            let whole: Vec<Bin> = curve.bins().collect();
            curve.cut(cut);
            let left: Vec<Bin> = curve.bins().collect();
            prop_assert!(left.len() <= 2 * half + 1);
            prop_assert!(left.last().is_none_or(|bin| bin.train_step <= cut));
            // Bins that ended by then stay as they are; of the one that reaches beyond it the first value stays.
            for (kept, before) in left.iter().zip(&whole) {
                let expected = if before.train_step <= cut {
                    *before
                } else {
                    Bin::of(before.since, values[before.since as usize])
                };
                prop_assert_eq!(*kept, expected);
            }
            let missing = whole.get(left.len());
            prop_assert!(missing.is_none_or(|bin| bin.since > cut));
            // It goes on from there.
            for step in cut..cut + 300 {
                if left.last().is_none_or(|last| last.train_step < step) {
                    curve.push(step, 1.0);
                }
            }
            let bins: Vec<Bin> = curve.bins().collect();
            prop_assert!(bins.len() <= 2 * half + 1);
            for pair in bins.windows(2) {
                prop_assert!(pair[0].train_step < pair[1].since);
            }
            prop_assert_eq!(bins[bins.len() - 1].train_step, cut + 299);
        }

        #[test]
        fn merging_in_any_order_gives_the_same_bin(
            values in prop::collection::vec(-1e3f64..1e3, 3),
        ) {
            let bins: Vec<Bin> = (0..).zip(&values).map(|(i, v)| Bin::of(i, *v)).collect();
            let mut early = bins[0];
            early.merge(&bins[1]);
            early.merge(&bins[2]);
            let (mut late, mut end) = (bins[0], bins[1]);
            end.merge(&bins[2]);
            late.merge(&end);
            prop_assert!((early.mean - late.mean).abs() < 1e-9);
            prop_assert_eq!(Bin { mean: 0.0, ..early }, Bin { mean: 0.0, ..late });
        }
    }

    #[test]
    fn a_short_curve_keeps_every_value_and_the_newest_can_be_revised() {
        let mut curve = Curve::new(10);
        curve.revise(0, 3.0);
        curve.revise(0, 4.0);
        curve.push(5, 2.0);
        curve.revise(5, 1.0);
        let bins: Vec<Bin> = curve.bins().collect();
        assert_eq!(bins, [Bin::of(0, 4.0), Bin::of(5, 1.0)]);
        assert_eq!(curve.newest(), Some((5, 1.0)));
        curve.clear();
        assert_eq!((curve.bins().count(), curve.newest()), (0, None));
    }
}
