//! What is inside a frozen network: its layers, single weights, and what its hidden units answer.

use super::engine::f32x16::{LANES, numbers};
use super::engine::kernels::{chosen_instructions, evaluate};
use super::engine::workspace::{Weights, Workspace};
use super::net::ScoreNet;
use ndarray::ArrayView2;

/// Points evaluated together: whole tiles of every instruction set (2, 6 or 8 rows), so that the values
/// of a layer lie one tile after the other without a gap.
const TILES: usize = 48;

impl ScoreNet {
    /// Units a layer from the inputs (x, y, and the noise level where the network reads it) to the two
    /// outputs: `[3, 64, 64, 64, 2]`.
    pub fn layers(&self) -> Vec<usize> {
        let layout = self.layout();
        let outputs = (0..=layout.depth).map(|layer| layout.dimensions(layer).1);
        std::iter::once(layout.inputs).chain(outputs).collect()
    }

    /// The weight from unit `from` of layer `layer` of [`ScoreNet::layers`] to unit `to` of the next.
    ///
    /// # Panics
    /// When there is no such unit.
    pub fn weight(&self, layer: usize, from: usize, to: usize) -> f32 {
        let layout = self.layout();
        let (inputs, outputs) = layout.dimensions(layer);
        assert!(from < inputs && to < outputs, "unit {from} or {to}");
        numbers(&self.parameters)[layout.index(layer, to, from)]
    }

    /// What unit `unit` of hidden layer `hidden`, both counted from 0, answers after its activation at
    /// the points `x` `[n, 2]` and noise level `sigma`; `None` when there is no such unit.
    pub fn unit_values(
        &self,
        hidden: usize,
        unit: usize,
        x: ArrayView2<f64>,
        sigma: f64,
    ) -> Option<Vec<f32>> {
        let layout = self.layout();
        if hidden >= layout.depth || unit >= layout.width() {
            return None;
        }
        let weights = Weights {
            layout,
            parameters: &self.parameters,
            transposed: &[],
        };
        let level = self.preconditioning.at(sigma);
        let mut work = Workspace::forward_only(&layout);
        let mut outputs = [[0.0; 2]; TILES];
        let mut found = Vec::with_capacity(x.nrows());
        let first = (hidden * layout.panels + unit / LANES) * TILES;
        for points in x.axis_chunks_iter(ndarray::Axis(0), TILES) {
            let mut inputs = [[0.0; 4]; TILES];
            for (input, row) in inputs.iter_mut().zip(points.rows()) {
                *input = level.input([row[0], row[1]]);
            }
            evaluate(
                chosen_instructions(),
                weights,
                &inputs,
                &mut work,
                &mut outputs,
            );
            let values = &work.values[first..][..points.nrows()];
            found.extend(values.iter().map(|value| value.0[unit % LANES]));
        }
        Some(found)
    }
}
