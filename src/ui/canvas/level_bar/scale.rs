//! Noise levels along a rail, evenly by their logarithm, and the numbers that stand beside it.

use crate::noise::NoiseRange;
use crate::score::NoiseLevels;
use crate::ui::format::significant;

/// Numbers that stand beside the rail, as many as have room: these multiples of powers of ten.
const MULTIPLES: [&[f64]; 3] = [&[1.0, 2.0, 5.0], &[1.0, 3.0], &[1.0]];
/// And of powers of ten every so many.
const DECADES: [i32; 4] = [1, 2, 3, 6];

/// A hand that comes closer to the only trained level than this part of the rail means that level.
const CATCH: f64 = 0.012;

/// The levels from one end to the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LevelScale {
    low: f64,
    high: f64,
    levels: NoiseLevels,
}

impl LevelScale {
    /// The levels of `noise`, as far as to the only one that is trained.
    pub fn new(noise: NoiseRange, levels: NoiseLevels) -> Self {
        let (mut low, mut high) = (noise.min(), noise.max());
        if let NoiseLevels::Fixed(only) = levels
            && only > 0.0
        {
            (low, high) = (low.min(only), high.max(only));
        }
        Self { low, high, levels }
    }

    /// Where `sigma` lies, from 0 to 1; what is beyond an end lies there.
    pub fn fraction(self, sigma: f64) -> f64 {
        if sigma <= self.low {
            0.0
        } else {
            ((sigma / self.low).ln() / (self.high / self.low).ln()).min(1.0)
        }
    }

    /// The level at `fraction`, with as many digits as are shown; both ends are the exact ones. At the lower one is
    /// the only trained level where that is lower still, as 0, of which there is no logarithm.
    pub fn level(self, fraction: f64) -> f64 {
        if fraction <= 0.0 {
            return match self.levels {
                NoiseLevels::Fixed(only) => self.low.min(only),
                NoiseLevels::All => self.low,
            };
        }
        if fraction >= 1.0 {
            return self.high;
        }
        let exact = self.low * (self.high / self.low).powf(fraction);
        let shown = significant(exact).parse().unwrap_or(exact);
        f64::clamp(shown, self.low, self.high)
    }

    /// [`Self::level`], of a hand: near the only trained level it is that one, which need be no short number.
    pub fn level_by_hand(self, fraction: f64) -> f64 {
        match self.levels {
            NoiseLevels::Fixed(only) if (fraction - self.fraction(only)).abs() <= CATCH => only,
            NoiseLevels::Fixed(_) | NoiseLevels::All => self.level(fraction),
        }
    }

    /// Whether a network was trained at `sigma`, to a rounding error.
    pub fn is_trained(self, sigma: f64) -> bool {
        let within =
            |low: f64, high: f64| low * (1.0 - 1e-9) <= sigma && sigma <= high * (1.0 + 1e-9);
        match self.levels {
            NoiseLevels::Fixed(only) => within(only, only),
            NoiseLevels::All => within(self.low, self.high),
        }
    }

    /// Where a network was trained, in words.
    pub fn trained_in_words(self) -> String {
        match self.levels {
            NoiseLevels::Fixed(only) => format!("trained at σ = {}", significant(only)),
            NoiseLevels::All => {
                let [low, high] = [self.low, self.high].map(significant);
                format!("trained from {low} to {high}")
            }
        }
    }

    /// The levels with a number: the only one that is trained, or round ones, as many as have room on
    /// `width` points where `text_width` is that of a number, with `gap` between two.
    pub fn marks(self, width: f32, gap: f32, text_width: impl Fn(&str) -> f32) -> Vec<f64> {
        if let NoiseLevels::Fixed(only) = self.levels {
            return vec![only];
        }
        let has_room = |marks: &[f64]| {
            let mut right = f32::NEG_INFINITY;
            marks.iter().all(|&mark| {
                let middle = self.fraction(mark) as f32 * width;
                let half = 0.5 * text_width(&significant(mark));
                let free = middle - half >= right;
                right = middle + half + gap;
                free
            })
        };
        let round = DECADES.into_iter().flat_map(|decades| {
            let multiples = MULTIPLES.into_iter();
            multiples
                .take(if decades == 1 { MULTIPLES.len() } else { 0 })
                .chain((decades > 1).then_some(MULTIPLES[2]))
                .map(move |multiples| self.round_levels(multiples, decades))
        });
        let mut round = round.filter(|marks| has_room(marks));
        match round.next() {
            Some(marks) if marks.len() > 1 => marks,
            _ => vec![self.low, self.high],
        }
    }

    fn round_levels(self, multiples: &[f64], decades: i32) -> Vec<f64> {
        let first = self.low.log10().floor() as i32;
        let last = self.high.log10().ceil() as i32;
        let powers = (first..=last).filter(|power| power.rem_euclid(decades) == 0);
        let all = powers.flat_map(|power| {
            // The shortest decimal, which powers of ten are not.
            let of_power = |m: &f64| format!("{m}e{power}").parse().unwrap_or(*m);
            multiples.iter().map(of_power).collect::<Vec<f64>>()
        });
        all.filter(|level| (self.low..=self.high).contains(level))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(low: f64, high: f64) -> LevelScale {
        LevelScale::new(NoiseRange::new(low, high).unwrap(), NoiseLevels::All)
    }

    #[test]
    fn half_way_lies_the_geometric_mean_and_at_the_ends_the_ends() {
        let scale = scale(0.0512, 8.0);
        assert_eq!(scale.level(0.5), 0.64);
        assert_eq!((scale.level(0.0), scale.level(1.0)), (0.0512, 8.0));
        assert!((scale.fraction(0.64) - 0.5).abs() < 1e-12);
        assert_eq!((scale.fraction(0.0), scale.fraction(1e9)), (0.0, 1.0));
        for sigma in [0.06, 0.3, 7.9] {
            assert_eq!(scale.level(scale.fraction(sigma)), sigma);
        }
    }

    #[test]
    fn numbers_stand_at_round_levels_and_get_fewer_where_there_is_no_room() {
        let letters = |text: &str| 7.0 * text.chars().count() as f32;
        let scale = scale(0.05, 8.0);
        let wide = scale.marks(700.0, 8.0, letters);
        assert_eq!(wide, [0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0]);
        assert_eq!(scale.marks(180.0, 8.0, letters), [0.1, 0.3, 1.0, 3.0]);
        assert_eq!(scale.marks(90.0, 8.0, letters), [0.1, 1.0]);
        assert_eq!(scale.marks(20.0, 8.0, letters), [0.05, 8.0], "the ends");
    }

    #[test]
    fn wide_ranges_have_powers_of_ten_and_narrow_ones_their_ends() {
        let letters = |text: &str| 7.0 * text.chars().count() as f32;
        let wide = scale(1e-9, 1e9).marks(500.0, 8.0, letters);
        assert!((5..12).contains(&wide.len()), "{wide:?}");
        assert_eq!(scale(1.1, 1.9).marks(500.0, 8.0, letters), [1.1, 1.9]);
    }

    #[test]
    fn of_one_trained_level_that_alone_has_a_number() {
        let noise = NoiseRange::new(0.05, 8.0).unwrap();
        for only in [0.3, 20.0, 0.0] {
            let scale = LevelScale::new(noise, NoiseLevels::Fixed(only));
            assert_eq!(scale.marks(700.0, 8.0, |_| 20.0), [only]);
            assert!(scale.is_trained(only) && !scale.is_trained(0.4));
            assert!((0.0..=1.0).contains(&scale.fraction(only)));
        }
        let all = LevelScale::new(noise, NoiseLevels::All);
        assert!(all.is_trained(8.0) && !all.is_trained(8.1) && !all.is_trained(0.04));
        assert_eq!(all.trained_in_words(), "trained from 0.05 to 8");
    }

    #[test]
    fn a_hand_near_the_only_trained_level_means_exactly_that_one() {
        let noise = NoiseRange::new(0.05, 8.0).unwrap();
        for only in [0.0, 0.05, 0.123_456, 8.0] {
            let scale = LevelScale::new(noise, NoiseLevels::Fixed(only));
            let there = scale.fraction(only);
            for off in [-0.01, 0.0, 0.01] {
                assert_eq!(scale.level_by_hand(there + off), only);
            }
            let beside = scale.level_by_hand(if there < 0.5 {
                there + 0.02
            } else {
                there - 0.02
            });
            assert!(beside != only && (0.05..=8.0).contains(&beside), "{beside}");
        }
        let zero = LevelScale::new(noise, NoiseLevels::Fixed(0.0));
        assert_eq!(zero.level_by_hand(-3.0), 0.0, "beyond the end");
        // Keys go there, too, and no lower from there.
        assert_eq!(zero.level(zero.fraction(0.0) - 0.1), 0.0);
        assert!(zero.level(zero.fraction(0.0) + 0.1) > 0.0);
        let all = LevelScale::new(noise, NoiseLevels::All);
        assert_eq!(all.level_by_hand(0.0), 0.05);
    }
}
