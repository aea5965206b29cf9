//! The divergence and the curl of a network's score, exactly: two tangents through the network.

use super::engine::blocks::by_blocks;
use super::engine::kernels::{chosen_instructions, evaluate_jacobian};
use super::engine::tangent::{TANGENT_CHUNK, TangentWorkspace};
use super::engine::workspace::Weights;
use super::net::ScoreNet;
use super::score_fn::Differentials;
use ndarray::{Array2, ArrayView2};

/// The score at one point with its divergence and its curl.
#[derive(Clone, Copy, Default)]
struct Traced {
    score: [f64; 2],
    divergence: f64,
    curl: f64,
}

impl ScoreNet {
    /// The score and its derivatives at every row of `x` `[n, 2]`: f32 inside the
    /// network, f64 outside. Threads are shared as by the score.
    pub(super) fn traced(&self, x: ArrayView2<f64>, sigma: f64) -> Differentials {
        let mut traced = vec![Traced::default(); x.nrows()];
        let workspace = || TangentWorkspace::forward_only(&self.layout());
        by_blocks(x, &mut traced, workspace, |work, x, traced| {
            self.trace_rows(work, x, sigma, traced);
        });
        let scores: Vec<[f64; 2]> = traced.iter().map(|t| t.score).collect();
        Differentials {
            score: Array2::from(scores),
            divergence: traced.iter().map(|t| t.divergence).collect(),
            curl: traced.iter().map(|t| t.curl).collect(),
        }
    }

    /// Score, divergence and curl of some rows of `x` into the same rows of `traced`.
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
        let mut jacobian = [[[0.0; 2]; 2]; TANGENT_CHUNK];
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
            evaluate_jacobian(
                instructions,
                weights,
                &inputs[..rows],
                work,
                &mut outputs[..rows],
                &mut jacobian[..rows],
            );
            for (row, traced) in traced.iter_mut().enumerate() {
                traced.score = level.score(chunk[row], outputs[row]);
                traced.divergence = level.divergence(chunk[row], jacobian[row]);
                traced.curl = level.curl(chunk[row], jacobian[row]);
            }
        }
    }
}
