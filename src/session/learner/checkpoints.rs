//! What is kept of a run's past, so that it can be looked at and gone on from: checkpoints, dense where the run was
//! young, within a limit of memory.

use crate::score::Checkpoint;
use crate::session::curves::Curve;
use std::sync::Arc;

/// All checkpoints together take at most so many bytes.
const MOST_BYTES: usize = 64 << 20;
/// 2 to this power is how many there are at most between a step and its double.
const DENSEST: i32 = 4;

/// One checkpoint with what the learner knew then.
pub struct Kept {
    pub checkpoint: Checkpoint,
    /// The loss by then.
    pub loss: Curve,
    /// Which edit of what training sees was the last by then.
    pub edition: u64,
}

impl Kept {
    fn bytes(&self) -> usize {
        self.checkpoint.bytes() + self.loss.bytes()
    }
}

/// The checkpoints of a run, by rising step. Which steps are kept follows from the number of steps and the memory
/// alone: of the steps from n to 2n since the beginning as many as of those from 2n to 4n. When there is no more room,
/// every other one goes.
pub struct Checkpoints {
    kept: Vec<Kept>,
    steps: Arc<[u64]>,
    /// The step at which they began.
    begun: u64,
    density: i32,
    bytes: usize,
    most_bytes: usize,
}

impl Checkpoints {
    /// None, of a run that begins at `train_step`.
    pub fn begin(train_step: u64) -> Self {
        Self {
            kept: Vec::new(),
            steps: Arc::default(),
            begun: train_step,
            density: DENSEST,
            bytes: 0,
            most_bytes: MOST_BYTES,
        }
    }

    /// Whether the state after `train_step` steps is to be kept.
    pub fn wants(&self, train_step: u64) -> bool {
        let is_later = self.steps.last().is_none_or(|last| *last < train_step);
        is_later && is_kept(train_step - self.begun, self.density)
    }

    /// Keeps one that is wanted.
    pub fn keep(&mut self, kept: Kept) {
        self.bytes += kept.bytes();
        self.kept.push(kept);
        while self.bytes > self.most_bytes && self.kept.len() > 1 {
            self.density -= 1;
            let (begun, density) = (self.begun, self.density);
            self.kept
                .retain(|kept| is_kept(kept.checkpoint.train_step() - begun, density));
            self.bytes = self.kept.iter().map(Kept::bytes).sum();
        }
        self.list();
    }

    /// The steps of all of them.
    pub fn steps(&self) -> Arc<[u64]> {
        self.steps.clone()
    }

    /// The one nearest to `train_step`, of two equally near ones the earlier; `None` while there is none.
    pub fn nearest(&self, train_step: u64) -> Option<&Kept> {
        let distance = |kept: &&Kept| kept.checkpoint.train_step().abs_diff(train_step);
        self.kept.iter().min_by_key(distance)
    }

    /// Forgets those after `train_step`.
    pub fn cut(&mut self, train_step: u64) {
        self.kept
            .retain(|kept| kept.checkpoint.train_step() <= train_step);
        self.bytes = self.kept.iter().map(Kept::bytes).sum();
        self.list();
    }

    fn list(&mut self) {
        let steps = self.kept.iter().map(|kept| kept.checkpoint.train_step());
        self.steps = steps.collect();
    }
}

/// Whether the step `age` steps after the beginning is kept: of those from 2^k on, 2^density at equal distances; with a
/// density below zero the first of every second power, of every fourth one and so on.
fn is_kept(age: u64, density: i32) -> bool {
    let Some(octave) = age.checked_ilog2() else {
        return true;
    };
    match u32::try_from(density) {
        Ok(density) => age.trailing_zeros() >= octave.saturating_sub(density),
        Err(_) => {
            let every = 1u64.checked_shl(density.unsigned_abs()).unwrap_or(u64::MAX);
            age.is_power_of_two() && u64::from(octave).is_multiple_of(every)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::{Trainer, Workers};
    use crate::session::tests::scene;

    #[test]
    fn a_coarser_choice_is_part_of_a_finer_one_and_as_dense_in_every_octave() {
        for density in -3..=DENSEST {
            for age in 0..5000 {
                assert!(!is_kept(age, density - 1) || is_kept(age, density), "{age}");
            }
        }
        for octave in [5, 6, 10] {
            let ages = (1u64 << octave)..(2u64 << octave);
            let count = ages.filter(|age| is_kept(*age, DENSEST)).count();
            assert_eq!(count, 16);
        }
        assert!((0..32).all(|age| is_kept(age, DENSEST)), "the youth whole");
        let sparse: Vec<u64> = (0..100).filter(|age| is_kept(*age, -1)).collect();
        assert_eq!(sparse, [0, 1, 4, 16, 64]);
    }

    #[test]
    fn memory_stays_below_its_limit_and_the_first_step_stays() {
        let scene = scene();
        let mixture = scene.mixture().unwrap();
        let range = scene.noise_range(&mixture);
        let (network, training) = (&scene.network, &scene.training);
        let new = || Trainer::new(&mixture, range, network, training, 1, Workers::one());
        let mut trainer = new().unwrap();
        let mut kept = |loss: &Curve| Kept {
            checkpoint: trainer.checkpoint().unwrap(),
            loss: loss.clone(),
            edition: 0,
        };
        let loss = Curve::new(600);
        let each = kept(&loss).bytes();
        let mut checkpoints = Checkpoints::begin(0);
        checkpoints.most_bytes = 10 * each + each / 2;
        for step in 0..300 {
            if checkpoints.wants(step) {
                let mut next = new().unwrap();
                (0..step).for_each(|_| assert!(next.step().finite));
                checkpoints.keep(Kept {
                    checkpoint: next.checkpoint().unwrap(),
                    loss: loss.clone(),
                    edition: 0,
                });
            }
            assert!(checkpoints.kept.len() <= 10);
        }
        assert_eq!(*checkpoints.steps(), [0, 1, 2, 4, 8, 16, 32, 64, 128, 256]);
        assert_eq!(checkpoints.nearest(47).unwrap().checkpoint.train_step(), 32);
        assert_eq!(checkpoints.nearest(48).unwrap().checkpoint.train_step(), 32);
        checkpoints.cut(40);
        assert_eq!(*checkpoints.steps(), [0, 1, 2, 4, 8, 16, 32]);
        assert!(checkpoints.wants(64) && !checkpoints.wants(33) && !checkpoints.wants(16));
    }
}
