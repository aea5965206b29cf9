//! A frozen score network: plain numbers, shared by threads, saved to files.

use super::engine::blocks::by_blocks;
use super::engine::f32x16::{F32x16, LANES};
use super::engine::kernels::{chosen_instructions, evaluate};
use super::engine::layout::Layout;
use super::engine::workspace::{CHUNK, Weights, Workspace};
use super::preconditioning::Preconditioning;
use super::score_fn::{Differentials, ScoreFn};
use super::spec::{Features, NetworkSpec, NoiseLevels, Objective};
use crate::noise::NoiseRange;
use ndarray::{Array1, Array2, ArrayView2};
use std::sync::Arc;

/// A frozen network that answers s(x, sigma). Cheap to clone.
///
/// A big batch evaluated by workers (`workers.install(|| net.score(..))`) is shared by their
/// threads; anywhere else it is evaluated by the caller alone, with the same result.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreNet {
    pub(super) spec: NetworkSpec,
    pub(super) range: NoiseRange,
    pub(super) preconditioning: Preconditioning,
    pub(super) parameters: Arc<Vec<F32x16>>,
    pub(super) train_steps: Option<u64>,
    pub(super) objective: Option<Objective>,
    /// A scene file.
    pub(super) scene: Option<Arc<str>>,
    /// What made it, as JSON.
    pub(super) made_by: Option<Arc<str>>,
}

impl ScoreNet {
    /// A network with `parameters` in the order of its [`Layout`].
    pub(super) fn new(
        spec: NetworkSpec,
        range: NoiseRange,
        preconditioning: Preconditioning,
        parameters: Vec<F32x16>,
    ) -> Self {
        Self {
            spec,
            range,
            preconditioning,
            parameters: Arc::new(parameters),
            train_steps: None,
            objective: None,
            scene: None,
            made_by: None,
        }
    }

    /// The shape of the network.
    pub fn spec(&self) -> NetworkSpec {
        self.spec
    }

    /// The levels it was trained at.
    pub fn noise_levels(&self) -> NoiseLevels {
        self.preconditioning.levels
    }

    /// Optimiser steps it was trained for; `None` for files of old that do not say.
    pub fn train_steps(&self) -> Option<u64> {
        self.train_steps
    }

    /// What it was last trained to match; `None` for files of old that do not say.
    pub fn objective(&self) -> Option<Objective> {
        self.objective
    }

    /// The range of levels of its training, of a network of one fixed level too.
    pub fn noise_range(&self) -> NoiseRange {
        self.range
    }

    /// The text of the scene file that it was trained on; `None` for files of old that do not say, and
    /// until [`ScoreNet::trained_on`].
    pub fn scene(&self) -> Option<&str> {
        self.scene.as_deref()
    }

    /// The same network, which says that it was trained on the scene of this file.
    #[must_use]
    pub fn trained_on(self, scene: &str) -> Self {
        Self {
            scene: Some(scene.into()),
            ..self
        }
    }

    /// What made it, as its file says: JSON, see `provenance`; `None` for files of old.
    pub fn made_by(&self) -> Option<&str> {
        self.made_by.as_deref()
    }

    /// The same network, which says what made it.
    #[must_use]
    pub fn with_made_by(self, json: &str) -> Self {
        Self {
            made_by: Some(json.into()),
            ..self
        }
    }

    /// The order of the parameters.
    pub(super) fn layout(&self) -> Layout {
        layout(self.spec, self.preconditioning.inputs())
    }

    /// The scores of some rows of `x` into the same rows of `scores`.
    fn score_rows(
        &self,
        work: &mut Workspace,
        x: ArrayView2<f64>,
        sigma: f64,
        scores: &mut [[f64; 2]],
    ) {
        let layout = self.layout();
        let weights = Weights {
            layout,
            parameters: &self.parameters,
            transposed: &[],
        };
        let level = self.preconditioning.at(sigma);
        let instructions = chosen_instructions();
        let mut points = x.rows().into_iter().map(|row| [row[0], row[1]]);
        let mut inputs = [[0.0; 4]; CHUNK];
        let mut outputs = [[0.0; 2]; CHUNK];
        let mut chunk = [[0.0; 2]; CHUNK];
        for scores in scores.chunks_mut(CHUNK) {
            let rows = scores.len();
            for ((x, input), point) in chunk
                .iter_mut()
                .zip(&mut inputs)
                .zip(points.by_ref().take(rows))
            {
                *x = point;
                *input = level.input(point);
            }
            evaluate(
                instructions,
                weights,
                &inputs[..rows],
                work,
                &mut outputs[..rows],
            );
            for ((score, &x), &output) in scores.iter_mut().zip(&chunk).zip(&outputs) {
                *score = level.score(x, output);
            }
        }
    }
}

/// Where the parameters of such a network stand, with so many inputs.
pub(super) fn layout(spec: NetworkSpec, inputs: usize) -> Layout {
    let panels = spec.width / LANES;
    Layout {
        inputs,
        panels,
        depth: spec.depth,
        activation: spec.activation,
        sine_panels: match spec.features {
            Features::Fourier => panels / 2,
            Features::Plain => 0,
        },
    }
}

impl ScoreFn for ScoreNet {
    /// A network of one fixed level answers for that level whatever `sigma` is.
    fn score(&self, x: ArrayView2<f64>, sigma: f64) -> Array2<f64> {
        let mut scores = vec![[0.0; 2]; x.nrows()];
        let workspace = || Workspace::forward_only(&self.layout());
        by_blocks(x, &mut scores, workspace, |work, x, scores| {
            self.score_rows(work, x, sigma, scores);
        });
        Array2::from(scores)
    }

    fn divergence(&self, x: ArrayView2<f64>, sigma: f64) -> Array1<f64> {
        self.traced(x, sigma).divergence
    }

    fn score_and_divergence(&self, x: ArrayView2<f64>, sigma: f64) -> (Array2<f64>, Array1<f64>) {
        let traced = self.traced(x, sigma);
        (traced.score, traced.divergence)
    }

    fn differentials(&self, x: ArrayView2<f64>, sigma: f64) -> Differentials {
        self.traced(x, sigma)
    }

    /// For a network of one fixed level, a range that holds this level alone.
    fn trained_range(&self) -> Option<NoiseRange> {
        Some(match self.noise_levels() {
            NoiseLevels::All => self.range,
            NoiseLevels::Fixed(sigma) => {
                // A range cannot hold 0; the smallest level it can hold stands for it.
                let only = sigma.max(1e-6);
                NoiseRange::new(only * (1.0 - 1e-12), only)
                    .or_else(|_| NoiseRange::new(only, only * (1.0 + 1e-12)))
                    .unwrap_or(self.range)
            }
        })
    }

    fn only_level(&self) -> Option<f64> {
        match self.noise_levels() {
            NoiseLevels::All => None,
            NoiseLevels::Fixed(only) => Some(only),
        }
    }

    fn trained_at(&self, sigma: f64) -> bool {
        match self.noise_levels() {
            NoiseLevels::All => self.range.contains(sigma),
            NoiseLevels::Fixed(only) => (sigma - only).abs() <= 1e-9 * only,
        }
    }
}
