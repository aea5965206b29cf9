//! Learning rate and weight averaging of a training that has no last step.

/// Steps over which the learning rate rises to its full value.
const WARM_UP: f64 = 50.0;
/// After this many steps on one target the learning rate begins to fall as 1/sqrt(step).
const HOLD: f64 = 500.0;
/// The longest memory of the averaged weights, a thousand steps.
const LONGEST_DECAY: f64 = 0.999;
/// Where the count of the averaged weights restarts after an edit: a memory of about thirty steps.
/// Half of it heals a jump ten steps sooner, and the error under a drag is a tenth larger.
const MEMORY_AFTER_EDIT: u64 = 300;
/// Where the count of the learning rate restarts when the target moves: a third of the full rate.
/// With the full rate the error under a drag is twice as large, and a jump heals no sooner.
const RATE_AFTER_MOVE: u64 = 5000;

/// Counts steps since the weights were drawn and since the last edit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Schedule {
    train_step: u64,
    /// Steps on the present target, more or less, as the learning rate counts them.
    age: u64,
    /// As the averaged weights count them.
    memory: u64,
}

impl Schedule {
    pub fn new() -> Self {
        Self {
            train_step: 0,
            age: 0,
            memory: 0,
        }
    }

    /// Where a training of so many steps goes on that may have been for another target.
    pub fn after(train_step: u64) -> Self {
        let mut schedule = Self {
            train_step,
            age: train_step,
            memory: train_step,
        };
        schedule.follow();
        schedule
    }

    /// Steps taken.
    pub fn train_step(&self) -> u64 {
        self.train_step
    }

    pub fn advance(&mut self) {
        self.train_step += 1;
        self.age += 1;
        self.memory += 1;
    }

    /// The target has moved: a larger learning rate again, and a short memory so that the averaged
    /// weights follow.
    pub fn follow(&mut self) {
        self.age = self.age.min(RATE_AFTER_MOVE);
        self.memory = self.memory.min(MEMORY_AFTER_EDIT);
    }

    /// Something else is asked for: the full learning rate again.
    pub fn restart(&mut self) {
        self.follow();
        self.age = self.age.min(HOLD as u64);
    }

    /// The factor on the learning rate of the coming step: min(1, (n + 1)/50) / sqrt(max(1, age/500)).
    pub fn rate(&self) -> f64 {
        let warm_up = ((self.train_step + 1) as f64 / WARM_UP).min(1.0);
        warm_up / (self.age as f64 / HOLD).max(1.0).sqrt()
    }

    /// The part of the averaged weights that stays: min(0.999, (1 + n)/(10 + n)),
    /// a memory of about a ninth of the n steps on this target.
    pub fn decay(&self) -> f32 {
        let n = self.memory as f64;
        ((1.0 + n) / (10.0 + n)).min(LONGEST_DECAY) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(steps: u64) -> Schedule {
        let mut schedule = Schedule::new();
        (0..steps).for_each(|_| schedule.advance());
        schedule
    }

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
    }

    #[test]
    fn the_rate_rises_for_fifty_steps_is_held_and_falls_with_the_root_of_the_age() {
        for (steps, rate) in [
            (0, 0.02),
            (24, 0.5),
            (49, 1.0),
            (500, 1.0),
            (2_000, 0.5),
            (50_000, 0.1),
        ] {
            close(after(steps).rate(), rate);
        }
    }

    #[test]
    fn averaged_weights_remember_a_ninth_of_all_steps_and_a_thousand_at_most() {
        for (steps, decay) in [
            (0, 0.1),
            (8, 0.5),
            (90, 0.91),
            (890, 0.99),
            (8_990, 0.999),
            (1_000_000, 0.999),
        ] {
            close(f64::from(after(steps).decay()), decay);
        }
    }

    #[test]
    fn a_moved_target_is_followed_at_a_third_of_the_rate_with_a_memory_of_thirty_steps() {
        let mut schedule = after(80_000);
        schedule.follow();
        close(schedule.rate(), 0.1_f64.sqrt());
        close(f64::from(schedule.decay()), 301.0 / 310.0);
        schedule.restart();
        close(schedule.rate(), 1.0);
        assert_eq!(schedule.train_step(), 80_000);

        // A young training goes on as it is.
        let mut young = after(100);
        young.follow();
        close(young.rate(), 1.0);
        close(f64::from(young.decay()), 101.0 / 110.0);
    }
}
