//! Learning rate and weight averaging of a training that has no last step.

/// Steps over which the learning rate rises to its full value.
const WARM_UP: f64 = 50.0;
/// After this many steps on one target the learning rate begins to fall as 1/sqrt(step).
const HOLD: f64 = 500.0;
/// The longest memory of the averaged weights, a thousand steps.
const LONGEST_DECAY: f64 = 0.999;
/// Where the count restarts when the target moves: a memory of about thirty steps. Half of it heals a
/// jump ten steps sooner, and the error under a drag is a seventh larger.
const AGE_AFTER_EDIT: u64 = 300;

/// Counts steps since the weights were drawn and since the target last changed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schedule {
    train_step: u64,
    /// Steps on the present target, more or less.
    age: u64,
}

impl Schedule {
    pub fn new() -> Self {
        Self {
            train_step: 0,
            age: 0,
        }
    }

    /// Steps taken.
    pub fn train_step(&self) -> u64 {
        self.train_step
    }

    pub fn advance(&mut self) {
        self.train_step += 1;
        self.age += 1;
    }

    /// The target has moved: full learning rate again, and a short memory so that the averaged
    /// weights follow.
    pub fn restart(&mut self) {
        self.age = self.age.min(AGE_AFTER_EDIT);
    }

    /// The factor on the learning rate of the coming step: min(1, (n + 1)/50) / sqrt(max(1, age/500)).
    pub fn rate(&self) -> f64 {
        let warm_up = ((self.train_step + 1) as f64 / WARM_UP).min(1.0);
        warm_up / (self.age as f64 / HOLD).max(1.0).sqrt()
    }

    /// The part of the averaged weights that stays: min(0.999, (1 + age)/(10 + age)),
    /// a memory of about a ninth of the steps on this target.
    pub fn decay(&self) -> f32 {
        let age = self.age as f64;
        ((1.0 + age) / (10.0 + age)).min(LONGEST_DECAY) as f32
    }
}
