//! The divergence of a network's score, exactly: two tangents through the network.

use super::engine::blocks::by_blocks;
use super::engine::kernels::{chosen_instructions, evaluate_diagonal};
use super::engine::tangent::{TANGENT_CHUNK, TangentWorkspace};
use super::engine::workspace::Weights;
use super::net::ScoreNet;
use ndarray::{Array1, Array2, ArrayView2};

/// The score at one point and its divergence.
#[derive(Clone, Copy, Default)]
struct Traced {
    score: [f64; 2],
    divergence: f64,
}

impl ScoreNet {
    /// The score `[n, 2]` and its divergence `[n]` at every row of `x` `[n, 2]`: f32 inside the
    /// network, f64 outside. Threads are shared as by the score.
    pub(super) fn traced(&self, x: ArrayView2<f64>, sigma: f64) -> (Array2<f64>, Array1<f64>) {
        let mut traced = vec![Traced::default(); x.nrows()];
        let workspace = || TangentWorkspace::forward_only(&self.layout());
        by_blocks(x, &mut traced, workspace, |work, x, traced| {
            self.trace_rows(work, x, sigma, traced);
        });
        let scores: Vec<[f64; 2]> = traced.iter().map(|t| t.score).collect();
        let divergence = traced.iter().map(|t| t.divergence).collect();
        (Array2::from(scores), divergence)
    }

    /// Score and divergence of some rows of `x` into the same rows of `traced`.
    fn trace_rows(
        &self,
        work: &mut TangentWorkspace,
        x: ArrayView2<f64>,
        sigma: f64,
        traced: &mut [Traced],
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
        let mut inputs = [[0.0; 4]; TANGENT_CHUNK];
        let mut outputs = [[0.0; 2]; TANGENT_CHUNK];
        let mut diagonal = [[0.0; 2]; TANGENT_CHUNK];
        let mut chunk = [[0.0; 2]; TANGENT_CHUNK];
        for traced in traced.chunks_mut(TANGENT_CHUNK) {
            let rows = traced.len();
            for ((x, input), point) in chunk
                .iter_mut()
                .zip(&mut inputs)
                .zip(points.by_ref().take(rows))
            {
                *x = point;
                *input = level.input(point);
            }
            evaluate_diagonal(
                instructions,
                weights,
                &inputs[..rows],
                work,
                &mut outputs[..rows],
                &mut diagonal[..rows],
            );
            for (row, traced) in traced.iter_mut().enumerate() {
                traced.score = level.score(chunk[row], outputs[row]);
                traced.divergence = level.divergence(chunk[row], diagonal[row]);
            }
        }
    }
}
