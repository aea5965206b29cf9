//! Forward and backward pass of the network over a chunk of rows that stays in cache.

// Loops over lanes by index are the form that compiles to whole registers.
#![allow(clippy::needless_range_loop)]

use super::Activation;
use super::activation::{Curve, Silu, Tanh};
use super::kernel::{outer_products, product};
use super::layout::Layout;
use super::line::{LANES, Line, fma};

/// Rows a chunk at most: its activations stay in the second-level cache, and every row tile
/// (six, or two) divides it.
pub(super) const CHUNK: usize = 66;

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
    /// See [`Layout::transpose_into`]; empty where only the forward pass runs.
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
        Self::with_derivatives(layout, CHUNK, 1)
    }

    /// Room for the forward pass alone.
    pub fn forward_only(layout: &Layout) -> Self {
        Self::with_derivatives(layout, CHUNK, 0)
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
pub(super) fn evaluate_rows<const FUSED: bool, const ROWS: usize, const PANELS: usize>(
    weights: Weights,
    inputs: &[[f32; 4]],
    work: &mut Workspace,
    outputs: &mut [[f32; 2]],
) {
    let count = work.load::<ROWS>(inputs);
    match weights.layout.activation {
        Activation::Silu => forward::<FUSED, ROWS, PANELS, 0, Silu>(weights, count, work),
        Activation::Tanh => forward::<FUSED, ROWS, PANELS, 0, Tanh>(weights, count, work),
    }
    outputs.copy_from_slice(&work.outputs[..inputs.len()]);
}

#[inline(always)]
pub(super) fn learn_rows<const FUSED: bool, const ROWS: usize, const PANELS: usize>(
    weights: Weights,
    rows: &[Row],
    scale: f32,
    work: &mut Workspace,
    gradient: &mut [Line],
) -> Sums {
    let count = rows.len().next_multiple_of(ROWS);
    work.rows[..rows.len()].copy_from_slice(rows);
    work.rows[rows.len()..count].fill(Row::default());
    match weights.layout.activation {
        Activation::Silu => forward::<FUSED, ROWS, PANELS, 1, Silu>(weights, count, work),
        Activation::Tanh => forward::<FUSED, ROWS, PANELS, 1, Tanh>(weights, count, work),
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
    backward::<FUSED, ROWS, PANELS>(weights, count, work, gradient);
    loss
}

/// Values of all layers with the first `DERIVATIVES` (up to 2) of the activation, and the outputs.
#[inline(always)]
pub(super) fn forward<
    const FUSED: bool,
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

    // The first layer: two or three inputs and the bias.
    let first = &parameters[layout.first()];
    for panel in 0..layout.panels {
        for row in 0..count {
            let mut sum = Line::ZERO;
            for (input, line) in first.chunks_exact(layout.panels).enumerate() {
                sum = sum.plus::<FUSED>(work.rows[row].input[input], line[panel]);
            }
            let [value, slope, bend] = apply::<FUSED, DERIVATIVES, C>(sum);
            work.values[panel * count + row] = value;
            if DERIVATIVES >= 1 {
                work.slopes[panel * count + row] = slope;
            }
            if DERIVATIVES >= 2 {
                work.bends[panel * count + row] = bend;
            }
        }
    }

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
        product::<FUSED, ROWS, PANELS>(
            below,
            count,
            &parameters[layout.hidden_weight(layer)],
            |panel| bias[panel],
            |panel, row, sum| {
                let [value, slope, bend] = apply::<FUSED, DERIVATIVES, C>(sum);
                above[panel * count + row] = value;
                if DERIVATIVES >= 1 {
                    slopes[panel * count + row] = slope;
                }
                if DERIVATIVES >= 2 {
                    bends[panel * count + row] = bend;
                }
            },
        );
    }

    let values = &work.values[(layout.depth - 1) * layer_lines..][..layer_lines];
    let bias = parameters[layout.last_bias()].0;
    last_layer::<FUSED>(
        weights,
        values,
        [bias[0], bias[1]],
        &mut work.outputs[..count],
    );
}

/// The last weights times `values` `[panel][row]`, plus `bias`, at as many rows as `outputs` has.
#[inline(always)]
pub(super) fn last_layer<const FUSED: bool>(
    weights: Weights,
    values: &[Line],
    bias: [f32; 2],
    outputs: &mut [[f32; 2]],
) {
    let panels = weights.layout.panels;
    let last_weight = &weights.parameters[weights.layout.last_weight()];
    let (weight_x, weight_y) = last_weight.split_at(panels);
    let count = outputs.len();
    for row in 0..count {
        let mut sums = [Line::ZERO; 2];
        for panel in 0..panels {
            let value = values[panel * count + row];
            for lane in 0..LANES {
                let v = value.0[lane];
                sums[0].0[lane] = fma::<FUSED>(v, weight_x[panel].0[lane], sums[0].0[lane]);
                sums[1].0[lane] = fma::<FUSED>(v, weight_y[panel].0[lane], sums[1].0[lane]);
            }
        }
        outputs[row] = [sums[0].total() + bias[0], sums[1].total() + bias[1]];
    }
}

/// The activation with its slope and second derivative, lane by lane; zero where not asked for.
#[inline(always)]
fn apply<const FUSED: bool, const DERIVATIVES: usize, C: Curve>(z: Line) -> [Line; 3] {
    let [mut value, mut slope, mut bend] = [Line::ZERO; 3];
    for lane in 0..LANES {
        if DERIVATIVES >= 2 {
            [value.0[lane], slope.0[lane], bend.0[lane]] = C::to_second_order::<FUSED>(z.0[lane]);
        } else {
            (value.0[lane], slope.0[lane]) = C::at::<FUSED>(z.0[lane]);
        }
    }
    [value, slope, bend]
}

/// From the gradient with respect to the outputs to that of every parameter.
#[inline(always)]
fn backward<const FUSED: bool, const ROWS: usize, const PANELS: usize>(
    weights: Weights,
    count: usize,
    work: &mut Workspace,
    gradient: &mut [Line],
) {
    let Weights {
        layout,
        parameters,
        transposed,
    } = weights;
    let layer_lines = layout.panels * count;
    let output_gradients = &work.outputs[..count];

    // The last layer.
    let top = (layout.depth - 1) * layer_lines;
    let (weight_x, weight_y) = parameters[layout.last_weight()].split_at(layout.panels);
    for panel in 0..layout.panels {
        let values = &work.values[top + panel * count..][..count];
        let slopes = &mut work.slopes[top + panel * count..][..count];
        let mut sums = [Line::ZERO; 2];
        for ((value, slope), &[gx, gy]) in values.iter().zip(slopes).zip(output_gradients) {
            sums[0] = sums[0].plus::<FUSED>(gx, *value);
            sums[1] = sums[1].plus::<FUSED>(gy, *value);
            for lane in 0..LANES {
                let (wx, wy) = (weight_x[panel].0[lane], weight_y[panel].0[lane]);
                slope.0[lane] *= fma::<FUSED>(gx, wx, gy * wy);
            }
        }
        for (output, sum) in sums.iter().enumerate() {
            gradient[layout.last_weight()][output * layout.panels + panel].add(sum);
        }
    }
    let bias = &mut gradient[layout.last_bias()].0;
    for &[gx, gy] in output_gradients {
        bias[0] += gx;
        bias[1] += gy;
    }

    for layer in (1..layout.depth).rev() {
        let (lower, upper) = work.slopes.split_at_mut(layer * layer_lines);
        let upper = &upper[..layer_lines];
        let lower = &mut lower[(layer - 1) * layer_lines..];
        let values = &work.values[(layer - 1) * layer_lines..][..layer_lines];
        outer_products::<FUSED, PANELS>(
            values,
            upper,
            count,
            &mut gradient[layout.hidden_weight(layer)],
        );
        for (rows, sum) in upper
            .chunks_exact(count)
            .zip(&mut gradient[layout.hidden_bias(layer)])
        {
            for row in rows {
                sum.add(row);
            }
        }
        product::<FUSED, ROWS, PANELS>(
            upper,
            count,
            &transposed[(layer - 1) * layout.square()..][..layout.square()],
            |_| Line::ZERO,
            |panel, row, sum| {
                for (slope, s) in lower[panel * count + row].0.iter_mut().zip(sum.0) {
                    *slope *= s;
                }
            },
        );
    }

    // The first layer.
    let first = &mut gradient[layout.first()];
    for (panel, slopes) in work.slopes[..layer_lines].chunks_exact(count).enumerate() {
        let mut sums = [Line::ZERO; 4];
        for (slope, row) in slopes.iter().zip(&work.rows) {
            for (sum, input) in sums.iter_mut().zip(row.input) {
                *sum = sum.plus::<FUSED>(input, *slope);
            }
        }
        for (line, sum) in first.chunks_exact_mut(layout.panels).zip(&sums) {
            line[panel].add(sum);
        }
    }
}
