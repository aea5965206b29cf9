//! The weights that the passes read, and the room in which they work.

use super::f32x16::F32x16;
use super::layout::Layout;
use super::row::Row;

/// Rows a chunk at most: its activations stay in the second-level cache.
pub(crate) const CHUNK: usize = 64;
/// A chunk filled up to whole tiles of two, six or eight rows.
const ROOM: usize = 66;

/// The network as the kernels read it.
#[derive(Clone, Copy)]
pub(crate) struct Weights<'a> {
    pub layout: Layout,
    pub parameters: &'a [F32x16],
    /// See [`Layout::transpose_part`]; empty where only the forward pass runs.
    pub transposed: &'a [F32x16],
}

/// Room for one chunk.
pub(crate) struct Workspace {
    /// Values of all hidden layers, `[layer][panel][row]`.
    pub values: Vec<F32x16>,
    /// Slopes of the activation, then the gradients with respect to what went into it.
    pub slopes: Vec<F32x16>,
    /// Second derivatives of the activation.
    pub bends: Vec<F32x16>,
    pub rows: Vec<Row>,
    pub outputs: Vec<[f32; 2]>,
}

impl Workspace {
    /// Room for forward and backward pass.
    pub fn new(layout: &Layout) -> Self {
        Self::with_derivatives(layout, ROOM, 1)
    }

    /// Room for the forward pass alone.
    pub fn forward_only(layout: &Layout) -> Self {
        Self::with_derivatives(layout, ROOM, 0)
    }

    /// Room for `rows` rows and the first `derivatives` of the activation.
    pub fn with_derivatives(layout: &Layout, rows: usize, derivatives: usize) -> Self {
        let room = |wanted: bool| {
            let vectors = layout.depth * layout.panels * rows;
            vec![F32x16::ZERO; if wanted { vectors } else { 0 }]
        };
        Self {
            values: room(true),
            slopes: room(derivatives >= 1),
            bends: room(derivatives >= 2),
            rows: vec![Row::default(); rows],
            outputs: vec![[0.0; 2]; rows],
        }
    }

    /// Takes in the inputs of a chunk; the number of rows up to a full tile.
    #[inline(always)]
    pub fn load<const ROWS: usize>(&mut self, inputs: &[[f32; 4]]) -> usize {
        let count = inputs.len().next_multiple_of(ROWS);
        for (row, &input) in self.rows.iter_mut().zip(inputs) {
            row.input = input;
        }
        for row in &mut self.rows[inputs.len()..count] {
            row.input = [0.0; 4];
        }
        count
    }
}
