//! How fast things go, as data, and what a pace makes of time. Nothing here reads a clock: whoever owns
//! the loop measures time and tells of it.

use crate::wording::every;
use serde::{Deserialize, Serialize};

/// How fast the network trains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TrainingPace {
    /// Slowly while a run is young, so that its first steps are seen, then as fast as the machine can.
    Rising,
    /// So many optimiser steps a second, from [`TrainingPace::SLOWEST`] to [`TrainingPace::FASTEST`].
    Steps(u32),
    /// As fast as the machine can.
    #[default]
    FlatOut,
}

/// Until such a second of training, so many steps a second.
const RISING: [(f64, f64); 2] = [(3.0, 10.0), (8.0, 100.0)];
/// The first networks of a run that trains flat out are seen, too.
const GLIMPSE: [(f64, f64); 1] = [(0.15, 60.0)];

impl TrainingPace {
    /// The fewest steps a second.
    pub const SLOWEST: u32 = 1;
    /// The most steps a second that are counted; above is flat out.
    pub const FASTEST: u32 = 1000;

    /// Optimiser steps a second of a run that has trained for `seconds`; `None` for as many as the
    /// machine can.
    pub fn steps_per_second(self, seconds: f64) -> Option<f64> {
        let stages: &[(f64, f64)] = match self {
            Self::Rising => &RISING,
            Self::FlatOut => &GLIMPSE,
            Self::Steps(steps) => {
                return Some(f64::from(steps.clamp(Self::SLOWEST, Self::FASTEST)));
            }
        };
        let stage = stages.iter().find(|(until, _)| seconds < *until);
        stage.map(|(_, steps)| *steps)
    }
}

/// How fast particles move, or a clock runs, beside the usual.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Speed {
    /// A quarter as fast.
    Quarter,
    /// Half as fast.
    Half,
    /// As usual.
    #[default]
    Usual,
    /// Twice as fast.
    Double,
    /// Four times as fast.
    Fourfold,
}

every!(Speed: Quarter, Half, Usual, Double, Fourfold);

impl Speed {
    /// How many times as fast as usual.
    pub fn factor(self) -> f64 {
        match self {
            Self::Quarter => 0.25,
            Self::Half => 0.5,
            Self::Usual => 1.0,
            Self::Double => 2.0,
            Self::Fourfold => 4.0,
        }
    }
}

/// Turns the time in which a run trains into whole optimiser steps.
#[derive(Clone, Debug, Default)]
pub struct Metronome {
    pub pace: TrainingPace,
    /// Seconds in which the run has trained.
    seconds: f64,
    /// Steps that are due and not taken, with a fraction of the next.
    owed: f64,
}

/// Seconds of training after which no pace is slow for a run's youth.
const GROWN_UP: f64 = 60.0;
/// A sum of a tenth ten times is a little less than one.
const ROUNDING: f64 = 1e-9;

impl Metronome {
    /// Begins with a run that is new.
    pub fn restart(&mut self) {
        (self.seconds, self.owed) = (0.0, 0.0);
    }

    /// Begins with a run that has learned before: nothing of it is slow.
    pub fn go_on(&mut self) {
        (self.seconds, self.owed) = (GROWN_UP, 0.0);
    }

    /// Lets time go by. Steps that the machine was too slow for are not made up later.
    pub fn pass(&mut self, seconds: f64) {
        self.owed = match self.rate() {
            Some(rate) => self.owed.min(1.0) + rate * seconds,
            None => 0.0,
        };
        self.seconds += seconds;
    }

    /// Steps that may be taken now.
    pub fn due(&self) -> u64 {
        match self.rate() {
            Some(_) => (self.owed + ROUNDING) as u64,
            None => u64::MAX,
        }
    }

    /// A step was taken.
    pub fn took_one(&mut self) {
        self.owed = (self.owed - 1.0).max(0.0);
    }

    /// Seconds until the next step is due, counted from the last [`Metronome::pass`].
    pub fn rest(&self) -> f64 {
        self.rate()
            .map_or(0.0, |rate| ((1.0 - self.owed) / rate).max(0.0))
    }

    /// Steps a second now; `None` for as many as the machine can.
    pub fn rate(&self) -> Option<f64> {
        self.pace.steps_per_second(self.seconds)
    }

    /// Seconds in which the run has trained.
    pub fn seconds(&self) -> f64 {
        self.seconds
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Steps taken in so many seconds of frames of this length by a machine that takes all that are due.
    fn taken(metronome: &mut Metronome, seconds: f64, frame: f64) -> u64 {
        let mut steps = 0;
        for _ in 0..(seconds / frame).round() as u64 {
            metronome.pass(frame);
            for _ in 0..metronome.due().min(1_000_000) {
                metronome.took_one();
                steps += 1;
            }
        }
        steps
    }

    #[test]
    fn every_pace_gives_its_steps_a_second_however_long_frames_are() {
        for steps in [1, 7, 10, 100, 1000] {
            for frame in [0.001, 0.012, 0.1, 0.5] {
                let mut metronome = Metronome {
                    pace: TrainingPace::Steps(steps),
                    ..Metronome::default()
                };
                let found = taken(&mut metronome, 12.0, frame);
                assert!(
                    found.abs_diff(12 * u64::from(steps)) <= 1,
                    "{found} of {steps}"
                );
            }
        }
    }

    #[test]
    fn a_rising_pace_is_slow_at_first_and_flat_out_after_eight_seconds_in_every_run() {
        let mut metronome = Metronome {
            pace: TrainingPace::Rising,
            ..Metronome::default()
        };
        for _ in 0..2 {
            assert!(taken(&mut metronome, 3.0, 0.01).abs_diff(30) <= 1);
            assert!(taken(&mut metronome, 4.9, 0.01).abs_diff(490) <= 1);
            metronome.pass(0.2);
            assert_eq!((metronome.due(), metronome.rest()), (u64::MAX, 0.0));
            metronome.restart();
            assert_eq!(metronome.due(), 0);
        }
        metronome.go_on();
        assert_eq!(metronome.due(), u64::MAX, "an opened model is not young");
    }

    #[test]
    fn a_machine_that_is_too_slow_does_not_catch_up_later() {
        let mut metronome = Metronome {
            pace: TrainingPace::Steps(1000),
            ..Metronome::default()
        };
        for _ in 0..100 {
            metronome.pass(0.1);
            metronome.took_one();
        }
        metronome.pass(0.001);
        assert_eq!(metronome.due(), 2);
    }

    #[test]
    fn the_rest_is_the_time_to_the_next_step() {
        let mut metronome = Metronome {
            pace: TrainingPace::Steps(4),
            ..Metronome::default()
        };
        assert_eq!(metronome.rest(), 0.25);
        metronome.pass(0.2);
        assert!((metronome.rest() - 0.05).abs() < 1e-12);
        metronome.pass(0.05);
        assert_eq!((metronome.due(), metronome.rest() < 1e-9), (1, true));
    }

    #[test]
    fn a_pace_out_of_range_is_the_nearest_in_range() {
        assert_eq!(TrainingPace::Steps(0).steps_per_second(9.0), Some(1.0));
        assert_eq!(
            TrainingPace::Steps(u32::MAX).steps_per_second(9.0),
            Some(1000.0)
        );
    }
}
