//! The whole state of a training at one step: going on from it gives the bits of a training that never went
//! further.

use super::batch::Draws;
use super::loss::MOST_SHARDS;
use super::parameters::Moments;
use super::schedule::Schedule;
use super::trainer::Trainer;
use crate::score::engine::f32x16::F32x16;
use crate::score::net::ScoreNet;
use crate::score::preconditioning::Preconditioning;
use crate::score::spec::{SpecError, TrainingSpec};

/// A trainer at one step, but for its target: weights, their running average, Adam's averages, the schedule and
/// where the random streams stand.
pub struct Checkpoint {
    /// The averaged weights: what is shown.
    network: ScoreNet,
    weights: Vec<F32x16>,
    moments: Moments,
    draws: Box<[Draws; MOST_SHARDS]>,
    schedule: Schedule,
    training: TrainingSpec,
    asked: Preconditioning,
    usual_loss: f64,
    target_is_new: bool,
    healthy: bool,
}

impl Checkpoint {
    /// The averaged network of that step.
    pub fn network(&self) -> &ScoreNet {
        &self.network
    }

    /// Steps taken by then.
    pub fn train_step(&self) -> u64 {
        self.schedule.train_step()
    }

    /// What was trained for, and how.
    pub fn training(&self) -> TrainingSpec {
        self.training
    }

    /// The memory it takes.
    pub fn bytes(&self) -> usize {
        let weights = self.weights.len() + self.network.parameters.len();
        let draws = self.draws.iter().map(Draws::bytes).sum::<usize>();
        size_of::<Self>() + weights * size_of::<F32x16>() + self.moments.bytes() + draws
    }
}

impl Trainer {
    /// The present state; none after a divergence.
    pub fn checkpoint(&mut self) -> Option<Checkpoint> {
        if self.diverged.is_some() {
            return None;
        }
        Some(Checkpoint {
            network: self.frozen(),
            weights: self.parameters.vectors().to_vec(),
            moments: self.parameters.moments(),
            draws: Box::new(self.draws.clone()),
            schedule: self.schedule,
            training: self.training,
            asked: self.asked,
            usual_loss: self.usual_loss,
            target_is_new: self.target_is_new,
            healthy: self.healthy,
        })
    }

    /// Goes back to `checkpoint`, on the present target: on the one of then the next steps are those that were taken
    /// then, bit for bit; on another one [`Trainer::retarget`] comes next.
    ///
    /// # Errors
    /// When it is of a network of another shape or for other levels.
    pub fn go_back(&mut self, checkpoint: &Checkpoint) -> Result<(), SpecError> {
        let network = &checkpoint.network;
        let same_levels = network.noise_levels() == self.training.noise_levels;
        if network.spec() != self.network || !same_levels {
            return Err(SpecError::NeedsRestart);
        }
        self.training = checkpoint.training;
        self.range = network.noise_range();
        self.preconditioning = network.preconditioning;
        self.asked = checkpoint.asked;
        self.draws.clone_from(&checkpoint.draws);
        self.schedule = checkpoint.schedule;
        self.parameters
            .restore(&checkpoint.weights, &checkpoint.moments);
        self.averaged.clone_from(&network.parameters);
        self.usual_loss = checkpoint.usual_loss;
        self.target_is_new = checkpoint.target_is_new;
        self.healthy = checkpoint.healthy;
        self.diverged = None;
        Ok(())
    }
}
