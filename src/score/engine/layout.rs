//! Where every number of the network stands in one flat list of vectors.

use super::activation::Activation;
use super::f32x16::{F32x16, LANES};
use std::ops::Range;

/// The parameters of a multilayer perceptron `inputs`-H-...-H-2, one after the other, in vectors of
/// [`LANES`] units:
///
/// ```text
/// first layer    [inputs + 1][panel]       weights from each input, then the bias
/// hidden layer   [panel][unit below]       one vector holds a unit's weights to 16 units above
///                [panel]                   bias
/// last layer     [output][panel]
///                [1]                       bias: two numbers, the rest stays zero
/// ```
///
/// A hidden weight matrix in panels is read by the forward pass in the order it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Layout {
    /// 3 (x, y, noise) or 2 (x, y).
    pub inputs: usize,
    /// Lines a layer of units: width / 16.
    pub panels: usize,
    /// Hidden layers.
    pub depth: usize,
    pub activation: Activation,
    /// Lines of units of the first layer, from the first on, that are sines instead.
    pub sine_panels: usize,
}

impl Layout {
    /// Units a hidden layer.
    pub fn width(&self) -> usize {
        self.panels * LANES
    }

    /// Weights and bias of the first layer, `[inputs + 1][panel]`.
    pub fn first(&self) -> Range<usize> {
        0..(self.inputs + 1) * self.panels
    }

    /// Lines of one hidden weight matrix.
    pub fn square(&self) -> usize {
        self.panels * self.width()
    }

    /// The weights from hidden layer `layer - 1` to hidden layer `layer >= 1`, `[panel][unit]`.
    pub fn hidden_weight(&self, layer: usize) -> Range<usize> {
        let start = self.first().end + (layer - 1) * (self.square() + self.panels);
        start..start + self.square()
    }

    /// The bias of hidden layer `layer >= 1`, `[panel]`.
    pub fn hidden_bias(&self, layer: usize) -> Range<usize> {
        let start = self.hidden_weight(layer).end;
        start..start + self.panels
    }

    /// The weights to the two outputs, `[output][panel]`.
    pub fn last_weight(&self) -> Range<usize> {
        let start = self.hidden_weight(self.depth).start;
        start..start + 2 * self.panels
    }

    /// The vector that holds the bias of the two outputs.
    pub fn last_bias(&self) -> usize {
        self.last_weight().end
    }

    /// Lines in all.
    pub fn vectors(&self) -> usize {
        self.last_bias() + 1
    }

    /// Lines of the transposed hidden weights, see [`Layout::transpose_part`].
    pub fn transposed_vectors(&self) -> usize {
        (self.depth - 1) * self.square()
    }

    /// The parts that [`Layout::transpose_part`] fills, `[layer][panel below]`.
    pub fn transposed_parts(&self) -> usize {
        (self.depth - 1) * self.panels
    }

    /// Part `part` of the hidden weight matrices with rows and columns exchanged, `[layer][panel
    /// below][unit above]`: the order in which the backward pass reads them.
    pub fn transpose_part(&self, parameters: &[F32x16], part: usize, flipped: &mut [F32x16]) {
        let (layer, below) = (1 + part / self.panels, part % self.panels);
        let weight = &parameters[self.hidden_weight(layer)];
        let panels = weight.chunks_exact(self.width());
        for (panel, target) in panels.zip(flipped.chunks_exact_mut(LANES)) {
            let block = &panel[below * LANES..][..LANES];
            for (unit, vector) in target.iter_mut().enumerate() {
                *vector = F32x16(std::array::from_fn(|lane| block[lane].0[unit]));
            }
        }
    }

    /// Where the weight from `input` to `output` of layer `layer` (0 is the first, `depth` the last)
    /// stands in the flat list of numbers. `input` one past the last is the bias.
    pub fn index(&self, layer: usize, output: usize, input: usize) -> usize {
        let (panel, lane) = (output / LANES, output % LANES);
        let vector = if layer == 0 {
            input * self.panels + panel
        } else if layer < self.depth {
            if input == self.width() {
                self.hidden_bias(layer).start + panel
            } else {
                self.hidden_weight(layer).start + panel * self.width() + input
            }
        } else if input == self.width() {
            self.last_bias()
        } else {
            let vector = self.last_weight().start + output * self.panels + input / LANES;
            return vector * LANES + input % LANES;
        };
        vector * LANES + lane
    }

    /// Inputs and outputs of a layer, 0 being the first and `depth` the last.
    pub fn dimensions(&self, layer: usize) -> (usize, usize) {
        let inputs = if layer == 0 {
            self.inputs
        } else {
            self.width()
        };
        let outputs = if layer == self.depth { 2 } else { self.width() };
        (inputs, outputs)
    }
}
