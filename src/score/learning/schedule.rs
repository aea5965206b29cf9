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
