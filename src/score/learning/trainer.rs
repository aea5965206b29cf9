//! One optimiser step at a time.
//!
//! The recipe, with its mean relative score error over 8 geometric levels in [0.05, 5] (two seeds,
//! default network and training, samples only):
//!
//! | target | 125 steps | 250 | 500 | 1,000 | 2,000 | 8,000 |
//! | --- | --- | --- | --- | --- | --- | --- |
//! | eight Gaussians, radius 2, std 0.15 | 0.139 | 0.047 | 0.028 | 0.016 | 0.0096 | 0.0037 |
//! | by stable targets | 0.067 | 0.021 | 0.012 | 0.0060 | 0.0039 | 0.0017 |
//! | three tilted Gaussians | 0.060 | 0.040 | 0.028 | 0.018 | 0.0108 | 0.0046 |
//! | by stable targets | 0.035 | 0.024 | 0.014 | 0.0090 | 0.0055 | 0.0025 |
//!
//! A step by stable targets takes a third longer; `benches/README.md` lists what else was tried.
//! Adam (0.9, 0.99) at 1e-2 with 50 warm-up steps, then a rate and a memory of the averaged weights
//! that know no last step ([`Schedule`]); the preconditioned denoiser with c_noise = ln(sigma / sd);
//! a first layer of unit weights; more small noise levels than large ones; antithetic noise. At 1,000
//! steps of 512 rows: 0.025 with the usual first layer, c_noise = ln(sigma)/4 and log-uniform
//! independent noise; 0.017 with the first layer; 0.016 with the noise input too; 0.014 with
//! antithetic pairs; 0.011 with more small levels and the shorter warm-up. Sines in half of the first
//! layer leave these two as they are and halve the error of grids, spirals and checkerboards.
//!
//! When the rightmost of the eight Gaussians jumps by one unit, the error is below 0.05 again after
//! 60 to 70 steps; while it moves one unit in 1,400 or 7,000 steps the error stays below 0.019.
//!
//! The same network and seed by the other objectives, after 2,000 steps on eight-gaussians and
//! three-gaussians: explicit 0.0010, 0.0004; stable-target 0.0039, 0.0051; denoising 0.0095, 0.0109;
//! implicit 0.016, 0.016; sliced-vr 0.019, 0.021; sliced 0.024, 0.021. By denoising with other
//! parameterisations: v 0.010, 0.010; eps 0.011, 0.014; score 0.013, 0.013; x0 0.055, 0.173.

use super::batch::{Draws, Recipe, Target, weight_rng};
use super::loss::{FusedLoss, MOST_SHARDS};
use super::parameters::Parameters;
use super::schedule::Schedule;
use crate::mixture::GaussianMixture;
use crate::noise::NoiseRange;
use crate::score::engine::f32x16::{F32x16, numbers_mut};
use crate::score::engine::kernels::chosen_instructions;
use crate::score::engine::layout::Layout;
use crate::score::engine::workers::Workers;
use crate::score::net::{ScoreNet, layout};
use crate::score::preconditioning::Preconditioning;
use crate::score::spec::{NetworkSpec, SpecError, TrainingSpec};
use dfdx::tensor::AsArray;
use dfdx::tensor_ops::{AdamConfig, Backward};
use rand::RngExt;

/// Adam's averages of the gradient and of its square.
const BETAS: [f64; 2] = [0.9, 0.99];

/// What a zero network scores by denoising: no usual loss is taken to be less.
const ZERO_NETWORK_LOSS: f64 = 2.0;

/// A loss this many times the usual one, above or below zero, has exploded.
const EXPLODED: f64 = 1e5;

/// Above this many times the usual loss, weights are not worth showing: the average waits for better
/// ones, so that a divergence leaves a usable network behind. Losses with derivatives of the score are
/// the better the further they are below zero, so that side has no such limit.
const WILD: f64 = 10.0;

/// Standard deviation of the first layer's weights: features fine enough for the narrow components
/// of a small noise level. With 0.6, as usual, the error after 250 steps is three times larger.
const FIRST_LAYER_STD: f32 = 1.0;

/// How much smaller than usual the last layer starts: the first field is that of one Gaussian.
const LAST_LAYER_SCALE: f32 = 0.1;

/// What one step did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrainReport {
    /// Steps taken since the weights were drawn, this one included.
    pub train_step: u64,
    /// The objective on this step's batch, a mean over log-uniform noise levels, times sigma^2 but on
    /// the clean density. Denoising: `dsm_loss`. Explicit: sigma^2 |s - s*|^2. See
    /// [`Objective`](crate::score::Objective).
    pub loss: f64,
    /// Whether the loss is finite and has not exploded and the weights are finite; after `false` the trainer keeps its last finite weights.
    pub finite: bool,
}

/// Trains one network on one target.
pub struct Trainer {
    pub(super) network: NetworkSpec,
    pub(super) training: TrainingSpec,
    pub(super) range: NoiseRange,
    pub(super) preconditioning: Preconditioning,
    /// What the target of now asks for. The coming step changes to it where the other does not serve:
    /// a network that rests keeps its function.
    pub(super) asked: Preconditioning,
    pub(super) target: Target,
    /// One for every part of a batch.
    pub(super) draws: [Draws; MOST_SHARDS],
    pub(super) loss: FusedLoss,
    pub(super) schedule: Schedule,
    pub(super) parameters: Parameters,
    /// Their running average: the network that is shown.
    pub(super) averaged: Vec<F32x16>,
    /// The largest loss that a target or an objective met when it was new, or how far below zero the
    /// loss has been if that is more.
    pub(super) usual_loss: f64,
    /// Whether the coming loss is the first of its target and objective.
    pub(super) target_is_new: bool,
    /// Whether the last loss was about as usual.
    pub(super) healthy: bool,
    pub(super) diverged: Option<TrainReport>,
}

impl Trainer {
    /// New weights from `seed`. `workers` change the speed, never a bit of the result.
    ///
    /// # Errors
    /// When a specification is out of range.
    pub fn new(
        mixture: &GaussianMixture,
        range: NoiseRange,
        network: &NetworkSpec,
        training: &TrainingSpec,
        seed: u64,
        workers: Workers,
    ) -> Result<Self, SpecError> {
        network.validate()?;
        training.validate()?;
        network.validate_at(training.noise_levels)?;
        let target = Target::new(mixture);
        let mut draws = std::array::from_fn(|part| Draws::new(seed, part));
        let levels = training.noise_levels;
        let preconditioning =
            target.preconditioning(levels, network.parameterization, &mut draws[0]);
        let layout = layout(*network, preconditioning.inputs());
        let initial = initial_parameters(&layout, seed);
        Ok(Self {
            network: *network,
            training: *training,
            range,
            preconditioning,
            asked: preconditioning,
            target,
            draws,
            loss: FusedLoss::new(layout, chosen_instructions(), workers),
            schedule: Schedule::new(),
            parameters: Parameters::new(initial.clone()),
            averaged: initial,
            usual_loss: ZERO_NETWORK_LOSS,
            target_is_new: true,
            healthy: true,
            diverged: None,
        })
    }

    /// Draws a batch, follows the gradient once, updates the averaged weights. After a divergence it
    /// does nothing but report it again, until [`Trainer::tune`] goes on from the averaged weights.
    pub fn step(&mut self) -> TrainReport {
        if let Some(report) = self.diverged {
            return report;
        }
        self.preconditioning = self.coming_preconditioning();
        let loss = self.loss.apply(
            &self.parameters,
            self.training.batch,
            &mut self.draws,
            |draws, part, asked| {
                let recipe = Recipe {
                    range: self.range,
                    training: &self.training,
                    preconditioning: &self.preconditioning,
                };
                self.target.draw_rows(recipe, part, draws, asked, |_, _| ());
            },
        );
        let objective = f64::from(loss.array());
        if std::mem::take(&mut self.target_is_new) {
            self.usual_loss = self.usual_loss.max(objective.abs());
        }
        let bounded = objective.abs() <= EXPLODED * self.usual_loss;
        if bounded {
            self.usual_loss = self.usual_loss.max(-objective);
        }
        self.healthy = bounded && objective <= WILD * self.usual_loss;
        let adam = AdamConfig {
            lr: self.training.learning_rate * self.schedule.rate(),
            betas: BETAS,
            ..AdamConfig::default()
        };
        // The weights whose loss is known by now are those that are averaged.
        let keep = if self.healthy {
            self.schedule.decay()
        } else {
            1.0
        };
        let (parameters, averaged) = (&mut self.parameters, &mut self.averaged[..]);
        let gradients = loss.backward();
        let finite = self.loss.with_fork_join(|fork_join| {
            parameters.update(
                gradients,
                &adam,
                fork_join,
                (chosen_instructions(), keep, averaged),
            )
        });
        let finite = bounded && finite;
        self.schedule.advance();
        let report = TrainReport {
            train_step: self.schedule.train_step(),
            loss: self.loss.level_mean(),
            finite,
        };
        self.diverged = (!finite).then_some(report);
        report
    }

    /// That of the coming step.
    pub(super) fn coming_preconditioning(&self) -> Preconditioning {
        if self.preconditioning.serves(&self.asked) {
            self.preconditioning
        } else {
            self.asked
        }
    }

    /// The target has moved: goes on from the current weights at a third of the full learning rate or
    /// more, with a short memory of the averaged weights. The preconditioning stays while it serves.
    pub fn retarget(&mut self, mixture: &GaussianMixture) {
        self.target = Target::new(mixture);
        self.draws.iter_mut().for_each(Draws::forget);
        let levels = self.training.noise_levels;
        let parameterization = self.network.parameterization;
        self.asked = self
            .target
            .preconditioning(levels, parameterization, &mut self.draws[0]);
        self.target_is_new = self.healthy;
        self.schedule.follow();
    }

    /// Whether these choices need another network: one for all levels, or for another fixed level.
    pub fn needs_restart(&self, training: &TrainingSpec) -> bool {
        training.noise_levels != self.training.noise_levels
    }

    /// What is trained for, and how.
    pub fn training(&self) -> TrainingSpec {
        self.training
    }

    /// Other training choices on the current weights; after a divergence, on the averaged ones.
    ///
    /// # Errors
    /// When a choice is out of range, or [`Trainer::needs_restart`].
    pub fn tune(&mut self, training: &TrainingSpec) -> Result<(), SpecError> {
        training.validate()?;
        if self.needs_restart(training) {
            return Err(SpecError::NeedsRestart);
        }
        if training.objective != self.training.objective {
            self.usual_loss = ZERO_NETWORK_LOSS;
            self.target_is_new = self.healthy || self.diverged.is_some();
        }
        self.training = *training;
        if self.diverged.take().is_some() {
            self.parameters.replace(&self.averaged);
        }
        self.schedule.restart();
        Ok(())
    }

    /// Goes on from `network`, which is shown unchanged until the first step, at a third of the full
    /// learning rate or more: it may come from another target.
    ///
    /// # Errors
    /// When it is a network of another shape or for other levels.
    pub fn adopt(&mut self, network: &ScoreNet) -> Result<(), SpecError> {
        let same_levels = network.noise_levels() == self.training.noise_levels;
        if network.spec() != self.network || !same_levels {
            return Err(SpecError::NeedsRestart);
        }
        self.range = network.noise_range();
        self.preconditioning = network.preconditioning;
        self.averaged.clone_from(&network.parameters);
        self.parameters.replace(&self.averaged);
        self.schedule = Schedule::after(network.train_steps().unwrap_or(0));
        self.usual_loss = ZERO_NETWORK_LOSS;
        self.target_is_new = true;
        self.healthy = true;
        self.diverged = None;
        Ok(())
    }

    /// Adam's averages of the gradient and of its square.
    #[cfg(test)]
    pub(crate) fn moments(&mut self) -> Vec<f32> {
        self.parameters.moments().numbers().collect()
    }

    /// A copy of the averaged weights.
    pub fn frozen(&self) -> ScoreNet {
        self.network_of(self.preconditioning, self.averaged.clone())
    }

    /// The network of these weights, which says how it was trained.
    pub(super) fn network_of(
        &self,
        preconditioning: Preconditioning,
        parameters: Vec<F32x16>,
    ) -> ScoreNet {
        let network = ScoreNet::new(self.network, self.range, preconditioning, parameters);
        ScoreNet {
            train_steps: Some(self.schedule.train_step()),
            objective: Some(self.training.objective),
            ..network
        }
    }
}

/// Weights and biases uniform with standard deviation 1/sqrt(inputs of the layer); the first layer's
/// larger, the last layer's smaller.
fn initial_parameters(layout: &Layout, seed: u64) -> Vec<F32x16> {
    let mut rng = weight_rng(seed);
    let mut vectors = vec![F32x16::ZERO; layout.vectors()];
    let parameters = numbers_mut(&mut vectors);
    for layer in 0..=layout.depth {
        let (inputs, outputs) = layout.dimensions(layer);
        let usual = 1.0 / (inputs as f32).sqrt();
        let std = match layer {
            0 => FIRST_LAYER_STD,
            _ if layer == layout.depth => LAST_LAYER_SCALE * usual,
            _ => usual,
        };
        // A uniform draw from -1 to 1 has standard deviation 1/sqrt(3).
        let bound = std * 3f32.sqrt();
        for output in 0..outputs {
            for input in 0..=inputs {
                parameters[layout.index(layer, output, input)] =
                    bound * (2.0 * rng.random::<f32>() - 1.0);
            }
        }
    }
    vectors
}
