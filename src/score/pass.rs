//! Forward and backward pass of the network over a chunk of rows that stays in cache.

mod backward;

use super::Activation;
use super::activation::{Curve, Silu, Tanh, Wave};
use super::kernel::{Ends, product};
use super::layout::Layout;
use super::line::Line;
use super::register::{Abreast, Lanes, Register};
use backward::backward;
use std::marker::PhantomData;
use std::ops::Range;

/// Rows a chunk at most: its activations stay in the second-level cache.
pub(super) const CHUNK: usize = 64;
/// A chunk filled up to whole tiles of two, six or eight rows.
const ROOM: usize = 66;

/// What one row asks for: `weight |F(input) - target|^2`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Row {
    /// The network's inputs, then the 1 that the bias multiplies, then zeros.
    pub input: [f32; 4],
    pub target: [f32; 2],
    pub weight: f32,
    /// Turns a batch mean of losses into the mean over log-uniform noise levels: how much rarer
    /// this row's level is among those than in the batch.
    pub level_share: f32,
}

/// Sums of weight |F - target|^2, or of another loss, over rows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Sums {
    /// What the gradient belongs to.
    pub objective: f64,
    /// With every row multiplied by its `level_share`.
    pub levels: f64,
}

impl Sums {
    pub fn add(&mut self, other: Self) {
        self.objective += other.objective;
        self.levels += other.levels;
    }
}

/// The network as the kernels read it.
#[derive(Clone, Copy)]
pub(super) struct Weights<'a> {
    pub layout: Layout,
    pub parameters: &'a [Line],
    /// See [`Layout::transpose_part`]; empty where only the forward pass runs.
    pub transposed: &'a [Line],
}

/// Room for one chunk.
pub(super) struct Workspace {
    /// Values of all hidden layers, `[layer][panel][row]`.
    pub values: Vec<Line>,
    /// Slopes of the activation, then the gradients with respect to what went into it.
    pub slopes: Vec<Line>,
    /// Second derivatives of the activation.
    pub bends: Vec<Line>,
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
            let lines = layout.depth * layout.panels * rows;
            vec![Line::ZERO; if wanted { lines } else { 0 }]
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

#[inline(always)]
pub(super) fn evaluate_rows<V: Register, const ROWS: usize, const PANELS: usize>(
    weights: Weights,
    inputs: &[[f32; 4]],
    work: &mut Workspace,
    outputs: &mut [[f32; 2]],
) {
    let count = work.load::<ROWS>(inputs);
    match weights.layout.activation {
        Activation::Silu => forward::<V, ROWS, PANELS, 0, Silu>(weights, count, work),
        Activation::Tanh => forward::<V, ROWS, PANELS, 0, Tanh>(weights, count, work),
    }
    outputs.copy_from_slice(&work.outputs[..inputs.len()]);
}

#[inline(always)]
pub(super) fn learn_rows<V: Register, const ROWS: usize, const PANELS: usize>(
    weights: Weights,
    rows: &[Row],
    (scale, starts): (f32, bool),
    work: &mut Workspace,
    gradient: &mut [Line],
) -> Sums {
    let count = rows.len().next_multiple_of(ROWS);
    work.rows[..rows.len()].copy_from_slice(rows);
    work.rows[rows.len()..count].fill(Row::default());
    match weights.layout.activation {
        Activation::Silu => forward::<V, ROWS, PANELS, 1, Silu>(weights, count, work),
        Activation::Tanh => forward::<V, ROWS, PANELS, 1, Tanh>(weights, count, work),
    }
    let mut loss = Sums::default();
    for (row, output) in work.rows[..count].iter().zip(&mut work.outputs) {
        let miss = [output[0] - row.target[0], output[1] - row.target[1]];
        let squared = row.weight * (miss[0] * miss[0] + miss[1] * miss[1]);
        loss.objective += f64::from(squared);
        loss.levels += f64::from(row.level_share * squared);
        // From here on `outputs` holds the gradient with respect to F.
        *output = miss.map(|m| 2.0 * scale * row.weight * m);
    }
    backward::<V, ROWS, PANELS>(weights, count, starts, work, gradient);
    loss
}

/// Values of all layers with the first `DERIVATIVES` (up to 2) of the activation, and the outputs.
#[inline(always)]
pub(super) fn forward<
    V: Register,
    const ROWS: usize,
    const PANELS: usize,
    const DERIVATIVES: usize,
    C: Curve,
>(
    weights: Weights,
    count: usize,
    work: &mut Workspace,
) {
    let Weights {
        layout, parameters, ..
    } = weights;
    let layer_lines = layout.panels * count;

    first_layer::<V, ROWS, DERIVATIVES, Wave>(weights, 0..layout.waves, count, work);
    first_layer::<V, ROWS, DERIVATIVES, C>(weights, layout.waves..layout.panels, count, work);

    for layer in 1..layout.depth {
        let (below, above) = work.values.split_at_mut(layer * layer_lines);
        let below = &below[(layer - 1) * layer_lines..];
        let slopes: &mut [Line] = if DERIVATIVES >= 1 {
            &mut work.slopes[layer * layer_lines..][..layer_lines]
        } else {
            &mut []
        };
        let bends: &mut [Line] = if DERIVATIVES >= 2 {
            &mut work.bends[layer * layer_lines..][..layer_lines]
        } else {
            &mut []
        };
        let bias = &parameters[layout.hidden_bias(layer)];
        product::<V, ROWS, PANELS>(
            below,
            count,
            &parameters[layout.hidden_weight(layer)],
            Activate::<DERIVATIVES, C> {
                count,
                bias,
                values: above,
                slopes,
                bends,
                curve: PhantomData,
            },
        );
    }

    let values = &work.values[(layout.depth - 1) * layer_lines..][..layer_lines];
    let bias = parameters[layout.last_bias()].0;
    last_layer::<V, ROWS>(
        weights,
        values,
        [bias[0], bias[1]],
        &mut work.outputs[..count],
    );
}

/// Values of some panels of the first layer, made of two or three inputs and the bias.
#[inline(always)]
fn first_layer<V: Register, const ROWS: usize, const DERIVATIVES: usize, C: Curve>(
    weights: Weights,
    panels: Range<usize>,
    count: usize,
    work: &mut Workspace,
) {
    let layout = weights.layout;
    let first = &weights.parameters[layout.first()];
    let mut ends = Activate::<DERIVATIVES, C> {
        count,
        bias: &[],
        values: &mut work.values,
        slopes: &mut work.slopes,
        bends: &mut work.bends,
        curve: PhantomData,
    };
    for panel in panels {
        let mut weight = [V::zero(); 4];
        let lines = first[panel..].iter().step_by(layout.panels);
        for (weight, line) in weight.iter_mut().zip(lines) {
            *weight = V::load(line);
        }
        for (tile, rows) in work.rows[..count].as_chunks::<ROWS>().0.iter().enumerate() {
            let mut sums = [V::zero(); ROWS];
            for (sum, row) in sums.iter_mut().zip(rows) {
                for (input, weight) in row.input.into_iter().zip(weight) {
                    *sum = V::splat(input).times_plus(weight, *sum);
                }
            }
            ends.finish(panel, tile * ROWS, sums);
        }
    }
}

/// The last weights times `values` `[panel][row]`, plus `bias`, at as many rows as `outputs` has.
#[inline(always)]
pub(super) fn last_layer<V: Register, const ROWS: usize>(
    weights: Weights,
    values: &[Line],
    bias: [f32; 2],
    outputs: &mut [[f32; 2]],
) {
    let panels = weights.layout.panels;
    let last_weight = &weights.parameters[weights.layout.last_weight()];
    let (weight_x, weight_y) = last_weight.split_at(panels);
    let count = outputs.len();
    for (tile, outputs) in outputs.chunks_mut(ROWS).enumerate() {
        // Behind the last row it is read again, and what comes of it is dropped.
        let rows: [usize; ROWS] = std::array::from_fn(|r| (tile * ROWS + r).min(count - 1));
        for (axis, weight) in [weight_x, weight_y].into_iter().enumerate() {
            let mut sums = [V::zero(); ROWS];
            for (panel, weight) in weight.iter().enumerate() {
                let (weight, values) = (V::load(weight), &values[panel * count..][..count]);
                for r in 0..ROWS {
                    sums[r] = V::load(&values[rows[r]]).times_plus(weight, sums[r]);
                }
            }
            for (output, total) in outputs.iter_mut().zip(V::totals(sums)) {
                output[axis] = total + bias[axis];
            }
        }
    }
}

/// The end of a forward product: bias, activation, its derivatives.
struct Activate<'a, const DERIVATIVES: usize, C> {
    count: usize,
    bias: &'a [Line],
    values: &'a mut [Line],
    slopes: &'a mut [Line],
    bends: &'a mut [Line],
    curve: PhantomData<C>,
}

impl<V: Register, const DERIVATIVES: usize, C: Curve> Ends<V> for Activate<'_, DERIVATIVES, C> {
    #[inline(always)]
    fn start(&self, panel: usize) -> V {
        V::load(&self.bias[panel])
    }

    #[inline(always)]
    fn finish<const ROWS: usize>(&mut self, panel: usize, row: usize, sums: [V; ROWS]) {
        let index = panel * self.count + row;
        if ROWS.is_multiple_of(4) {
            self.activate::<V, 4>(index, sums.as_chunks().0);
        } else {
            self.activate::<V, 2>(index, sums.as_chunks().0);
        }
    }
}

impl<const DERIVATIVES: usize, C: Curve> Activate<'_, DERIVATIVES, C> {
    /// The activation with its derivatives at `N` rows abreast, from line `index` on.
    #[inline(always)]
    fn activate<V: Register, const N: usize>(&mut self, index: usize, sums: &[[V; N]]) {
        for (index, sums) in (index..).step_by(N).zip(sums) {
            let z = Abreast(*sums);
            if DERIVATIVES >= 2 {
                let [value, slope, bend] = C::to_second_order(z);
                value.without_dust().store(&mut self.values[index..]);
                slope.without_dust().store(&mut self.slopes[index..]);
                bend.without_dust().store(&mut self.bends[index..]);
            } else if DERIVATIVES >= 1 {
                let (value, slope) = C::at(z);
                value.without_dust().store(&mut self.values[index..]);
                slope.without_dust().store(&mut self.slopes[index..]);
            } else {
                let (value, _) = C::at(z);
                value.store(&mut self.values[index..]);
            }
        }
    }
}
