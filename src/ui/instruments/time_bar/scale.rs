//! Optimiser steps along a rail, evenly by their logarithm, from the step at which the run begins to the newest.

use crate::wording::count;

/// The steps of a run.
#[derive(Clone, Copy, Debug)]
pub struct StepScale<'a> {
    /// Those that can be gone back to, rising.
    pub checkpoints: &'a [u64],
    /// The newest.
    pub newest: u64,
}

impl StepScale<'_> {
    fn begun(self) -> u64 {
        self.checkpoints.first().copied().unwrap_or(0)
    }

    /// Whether there is a past.
    pub fn has_past(self) -> bool {
        self.checkpoints
            .first()
            .is_some_and(|first| *first < self.newest)
    }

    /// Where `step` lies, from 0 to 1: ln(1 + n) of the n steps since the beginning, as a part of that of the newest.
    pub fn fraction(self, step: u64) -> f64 {
        let age = |step: u64| (step.saturating_sub(self.begun()) as f64).ln_1p();
        let whole = age(self.newest);
        if whole == 0.0 {
            return 1.0;
        }
        (age(step) / whole).min(1.0)
    }

    /// The checkpoint nearest to `fraction`; `None` where the newest step is nearer.
    pub fn nearest(self, fraction: f64) -> Option<u64> {
        let off = |step: u64| (self.fraction(step) - fraction).abs();
        let past = self.checkpoints.iter().copied();
        let past = past.filter(|step| *step < self.newest);
        let nearest = past.min_by(|a, b| off(*a).total_cmp(&off(*b)))?;
        (off(nearest) < off(self.newest)).then_some(nearest)
    }

    /// So many checkpoints later than `step`, earlier where it is negative; `None` is the newest network, which comes
    /// after the last of them.
    pub fn beside(self, step: Option<u64>, by: i64) -> Option<u64> {
        let past = self.checkpoints.partition_point(|kept| *kept < self.newest);
        let at = step.map_or(past, |step| {
            self.checkpoints.partition_point(|kept| *kept < step)
        });
        let to = (at as i64 + by).clamp(0, past as i64) as usize;
        self.checkpoints[..past].get(to).copied()
    }

    /// Steps with a number: the beginning and powers of ten after it, as many as have room on `width` points where
    /// `text_width` is that of a number, with `gap` between two.
    pub fn marks(self, width: f32, gap: f32, text_width: impl Fn(&str) -> f32) -> Vec<u64> {
        let powers = std::iter::successors(Some(1u64), |power| power.checked_mul(10));
        let ages = std::iter::once(0).chain(powers);
        let steps = ages.map_while(|age| self.begun().checked_add(age));
        let mut right = f32::NEG_INFINITY;
        steps
            .take_while(|step| *step <= self.newest)
            .filter(|step| {
                let middle = self.fraction(*step) as f32 * width;
                let half = 0.5 * text_width(&count(*step));
                let free = middle - half >= right;
                if free {
                    right = middle + half + gap;
                }
                free
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: [u64; 6] = [0, 1, 2, 4, 8, 64];

    fn scale(newest: u64) -> StepScale<'static> {
        StepScale {
            checkpoints: &STEPS,
            newest,
        }
    }

    #[test]
    fn a_hand_finds_the_nearest_checkpoint_and_at_the_end_the_newest_network() {
        let scale = scale(99);
        for step in STEPS {
            assert_eq!(scale.nearest(scale.fraction(step)), Some(step));
        }
        assert_eq!(scale.nearest(-0.3), Some(0));
        assert_eq!(scale.nearest(1.0), None);
        assert!(
            (scale.fraction(9) - 0.5).abs() < 1e-12,
            "10 is the root of 100"
        );
        // The newest step is no past, even where it was kept.
        let scale = StepScale {
            newest: 64,
            ..scale
        };
        assert_eq!(scale.nearest(1.0), None);
        assert_eq!(scale.nearest(0.9), None);
        let unborn = StepScale { newest: 0, ..scale };
        assert!(!unborn.has_past() && unborn.nearest(0.0).is_none());
    }

    #[test]
    fn keys_go_from_one_checkpoint_to_the_next_and_end_at_the_newest() {
        let scale = scale(99);
        assert_eq!(scale.beside(None, -1), Some(64));
        assert_eq!(scale.beside(Some(64), -1), Some(8));
        assert_eq!(scale.beside(Some(8), 1), Some(64));
        assert_eq!(scale.beside(Some(64), 1), None);
        assert_eq!(scale.beside(Some(1), -8), Some(0));
        assert_eq!(scale.beside(None, 3), None);
        let kept_now = StepScale {
            newest: 64,
            ..scale
        };
        assert_eq!(kept_now.beside(None, -1), Some(8));
    }

    #[test]
    fn numbers_stand_at_powers_of_ten_and_do_not_overlap() {
        let width = |text: &str| 7.0 * text.len() as f32;
        let all = scale(20_000).marks(600.0, 8.0, width);
        assert_eq!(all, [0, 1, 10, 100, 1_000, 10_000]);
        let few = scale(20_000).marks(120.0, 8.0, width);
        assert!(few.len() < all.len() && few[0] == 0, "{few:?}");
    }
}
