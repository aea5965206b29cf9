//! The arithmetic of the network: plain arrays of sixteen numbers, compiled once for every
//! instruction set and chosen when the program runs.
//!
//! Forward and backward pass work on a chunk of rows that stays in cache. Activations lie in panels,
//! `[panel][row]`, a line of sixteen units each, so that every inner loop reads straight ahead. The
//! register tile of a product is `ROWS` rows by `PANELS` lines: 4 by 1 (eight AVX registers), 4 by 2
//! (eight AVX-512 registers) or 2 by 1 (eight SSE registers).

// Loops over lanes and tiles by index are the form that compiles to whole registers.
#![allow(clippy::needless_range_loop)]

use super::Activation;
use super::activation::{Curve, Silu, Tanh};
use super::layout::Layout;

/// Units that are computed together.
pub(super) const LANES: usize = 16;

/// Rows a chunk at most: its activations stay in the second-level cache.
pub(super) const CHUNK: usize = 64;

/// Rows of a chunk are filled up to a multiple of this with rows of weight zero.
const ROW_MULTIPLE: usize = 4;

/// Sixteen neighbouring units: one cache line.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C, align(64))]
pub(super) struct Line(pub [f32; LANES]);

impl Line {
    pub const ZERO: Self = Self([0.0; LANES]);

    /// self + a b, lane by lane.
    #[inline(always)]
    fn plus<const FUSED: bool>(self, a: f32, b: Self) -> Self {
        let mut sum = self;
        for lane in 0..LANES {
            sum.0[lane] = fma::<FUSED>(a, b.0[lane], sum.0[lane]);
        }
        sum
    }

    /// The sum of all lanes, halving.
    #[inline(always)]
    fn total(self) -> f32 {
        let mut sum = self.0;
        let mut half = LANES / 2;
        while half > 0 {
            for lane in 0..half {
                sum[lane] += sum[lane + half];
            }
            half /= 2;
        }
        sum[0]
    }
}

/// a b + c, rounded once where the instruction set can.
#[inline(always)]
pub(super) fn fma<const FUSED: bool>(a: f32, b: f32, c: f32) -> f32 {
    if FUSED { a.mul_add(b, c) } else { a * b + c }
}

/// The numbers of some lines in a row.
pub(super) fn numbers(lines: &[Line]) -> &[f32] {
    // SAFETY: a Line is sixteen f32 without padding (64 bytes, C layout).
    unsafe { std::slice::from_raw_parts(lines.as_ptr().cast(), lines.len() * LANES) }
}

/// The numbers of some lines in a row, to be written.
pub(super) fn numbers_mut(lines: &mut [Line]) -> &mut [f32] {
    // SAFETY: as in `numbers`, and the borrow is exclusive.
    unsafe { std::slice::from_raw_parts_mut(lines.as_mut_ptr().cast(), lines.len() * LANES) }
}

/// What one row asks for: `weight |F(input) - target|^2`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Row {
    /// The network's inputs, then the 1 that the bias multiplies, then zeros.
    pub input: [f32; 4],
    pub target: [f32; 2],
    pub weight: f32,
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
    values: Vec<Line>,
    /// Slopes of the activation, then the gradients with respect to what went into it.
    slopes: Vec<Line>,
    rows: Vec<Row>,
    outputs: Vec<[f32; 2]>,
}

impl Workspace {
    /// Room for forward and backward pass.
    pub fn new(layout: &Layout) -> Self {
        let lines = layout.depth * layout.panels * CHUNK;
        Self {
            values: vec![Line::ZERO; lines],
            slopes: vec![Line::ZERO; lines],
            rows: vec![Row::default(); CHUNK],
            outputs: vec![[0.0; 2]; CHUNK],
        }
    }

    /// Room for the forward pass alone.
    pub fn forward_only(layout: &Layout) -> Self {
        Self {
            slopes: Vec::new(),
            ..Self::new(layout)
        }
    }
}

/// An instruction set with kernels of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Isa {
    /// What every processor of the family has.
    Baseline,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Isa {
    /// The sets this processor has, the best last.
    pub fn available() -> Vec<Self> {
        let mut sets = vec![Self::Baseline];
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            sets.push(Self::Avx2);
            if is_x86_feature_detected!("avx512f") {
                sets.push(Self::Avx512);
            }
        }
        sets
    }

    /// The fastest set of this processor.
    pub fn best() -> Self {
        *Self::available().last().unwrap_or(&Self::Baseline)
    }
}

/// F at every row's input; at most [`CHUNK`] rows.
pub(super) fn evaluate(
    isa: Isa,
    weights: Weights,
    inputs: &[[f32; 4]],
    work: &mut Workspace,
    outputs: &mut [[f32; 2]],
) {
    match isa {
        Isa::Baseline => evaluate_rows::<BASELINE_FUSED, 2, 1>(weights, inputs, work, outputs),
        // SAFETY: `Isa::available` hands these out only where the processor has the features.
        #[cfg(target_arch = "x86_64")]
        Isa::Avx2 => unsafe { x86::evaluate_avx2(weights, inputs, work, outputs) },
        #[cfg(target_arch = "x86_64")]
        Isa::Avx512 => unsafe { x86::evaluate_avx512(weights, inputs, work, outputs) },
    }
}

/// Adds `scale` times the gradient of sum_rows weight |F - target|^2 to `gradient` and returns the
/// sum itself; at most [`CHUNK`] rows.
pub(super) fn learn(
    isa: Isa,
    weights: Weights,
    rows: &[Row],
    scale: f32,
    work: &mut Workspace,
    gradient: &mut [Line],
) -> f64 {
    match isa {
        Isa::Baseline => learn_rows::<BASELINE_FUSED, 2, 1>(weights, rows, scale, work, gradient),
        // SAFETY: `Isa::available` hands these out only where the processor has the features.
        #[cfg(target_arch = "x86_64")]
        Isa::Avx2 => unsafe { x86::learn_avx2(weights, rows, scale, work, gradient) },
        #[cfg(target_arch = "x86_64")]
        Isa::Avx512 => unsafe { x86::learn_avx512(weights, rows, scale, work, gradient) },
    }
}

/// Where the baseline has a fused multiply-add; elsewhere it would be a slow library call.
const BASELINE_FUSED: bool = cfg!(any(target_feature = "fma", target_arch = "aarch64"));

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::{Line, Row, Weights, Workspace, evaluate_rows, learn_rows};

    macro_rules! compile_for {
        ($features:literal, $rows:literal, $panels:literal, $evaluate:ident, $learn:ident) => {
            #[target_feature(enable = $features)]
            pub fn $evaluate(
                weights: Weights,
                inputs: &[[f32; 4]],
                work: &mut Workspace,
                outputs: &mut [[f32; 2]],
            ) {
                evaluate_rows::<true, $rows, $panels>(weights, inputs, work, outputs);
            }

            #[target_feature(enable = $features)]
            pub fn $learn(
                weights: Weights,
                rows: &[Row],
                scale: f32,
                work: &mut Workspace,
                gradient: &mut [Line],
            ) -> f64 {
                learn_rows::<true, $rows, $panels>(weights, rows, scale, work, gradient)
            }
        };
    }

    compile_for!("avx2,fma", 4, 1, evaluate_avx2, learn_avx2);
    compile_for!("avx512f,avx2,fma", 4, 2, evaluate_avx512, learn_avx512);
}

#[inline(always)]
fn evaluate_rows<const FUSED: bool, const ROWS: usize, const PANELS: usize>(
    weights: Weights,
    inputs: &[[f32; 4]],
    work: &mut Workspace,
    outputs: &mut [[f32; 2]],
) {
    let count = inputs.len().next_multiple_of(ROW_MULTIPLE);
    for (row, &input) in work.rows.iter_mut().zip(inputs) {
        row.input = input;
    }
    for row in &mut work.rows[inputs.len()..count] {
        row.input = [0.0; 4];
    }
    match weights.layout.activation {
        Activation::Silu => forward::<FUSED, ROWS, PANELS, false, Silu>(weights, count, work),
        Activation::Tanh => forward::<FUSED, ROWS, PANELS, false, Tanh>(weights, count, work),
    }
    outputs.copy_from_slice(&work.outputs[..inputs.len()]);
}

#[inline(always)]
fn learn_rows<const FUSED: bool, const ROWS: usize, const PANELS: usize>(
    weights: Weights,
    rows: &[Row],
    scale: f32,
    work: &mut Workspace,
    gradient: &mut [Line],
) -> f64 {
    let count = rows.len().next_multiple_of(ROW_MULTIPLE);
    work.rows[..rows.len()].copy_from_slice(rows);
    work.rows[rows.len()..count].fill(Row::default());
    match weights.layout.activation {
        Activation::Silu => forward::<FUSED, ROWS, PANELS, true, Silu>(weights, count, work),
        Activation::Tanh => forward::<FUSED, ROWS, PANELS, true, Tanh>(weights, count, work),
    }
    let mut loss = 0.0;
    for (row, output) in work.rows[..count].iter().zip(&mut work.outputs) {
        let miss = [output[0] - row.target[0], output[1] - row.target[1]];
        loss += f64::from(row.weight * (miss[0] * miss[0] + miss[1] * miss[1]));
        // From here on `outputs` holds the gradient with respect to F.
        *output = miss.map(|m| 2.0 * scale * row.weight * m);
    }
    backward::<FUSED, ROWS, PANELS>(weights, count, work, gradient);
    loss
}

/// Values (and, to `LEARN`, slopes) of all layers, and the outputs.
#[inline(always)]
fn forward<
    const FUSED: bool,
    const ROWS: usize,
    const PANELS: usize,
    const LEARN: bool,
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
            let (value, slope) = apply::<FUSED, C>(sum);
            work.values[panel * count + row] = value;
            if LEARN {
                work.slopes[panel * count + row] = slope;
            }
        }
    }

    for layer in 1..layout.depth {
        let (below, above) = work.values.split_at_mut(layer * layer_lines);
        let below = &below[(layer - 1) * layer_lines..];
        let slopes: &mut [Line] = if LEARN {
            &mut work.slopes[layer * layer_lines..][..layer_lines]
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
                let (value, slope) = apply::<FUSED, C>(sum);
                above[panel * count + row] = value;
                if LEARN {
                    slopes[panel * count + row] = slope;
                }
            },
        );
    }

    let values = &work.values[(layout.depth - 1) * layer_lines..][..layer_lines];
    let (weight_x, weight_y) = parameters[layout.last_weight()].split_at(layout.panels);
    let bias = parameters[layout.last_bias()].0;
    for row in 0..count {
        let mut sums = [Line::ZERO; 2];
        for panel in 0..layout.panels {
            let value = values[panel * count + row];
            for lane in 0..LANES {
                let v = value.0[lane];
                sums[0].0[lane] = fma::<FUSED>(v, weight_x[panel].0[lane], sums[0].0[lane]);
                sums[1].0[lane] = fma::<FUSED>(v, weight_y[panel].0[lane], sums[1].0[lane]);
            }
        }
        work.outputs[row] = [sums[0].total() + bias[0], sums[1].total() + bias[1]];
    }
}

/// The activation and its slope, lane by lane.
#[inline(always)]
fn apply<const FUSED: bool, C: Curve>(z: Line) -> (Line, Line) {
    let (mut value, mut slope) = (Line::ZERO, Line::ZERO);
    for lane in 0..LANES {
        (value.0[lane], slope.0[lane]) = C::at::<FUSED>(z.0[lane]);
    }
    (value, slope)
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
            add(
                &mut gradient[layout.last_weight()][output * layout.panels + panel],
                sum,
            );
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
        outer_products::<FUSED, ROWS, PANELS>(
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
                add(sum, row);
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
            add(&mut line[panel], sum);
        }
    }
}

#[inline(always)]
fn add(to: &mut Line, from: &Line) {
    for lane in 0..LANES {
        to.0[lane] += from.0[lane];
    }
}

/// finish(panel, row, start(panel) + sum_unit a\[row\]\[unit\] weight\[panel\]\[unit\]) for every
/// panel and row.
#[inline(always)]
fn product<const FUSED: bool, const ROWS: usize, const PANELS: usize>(
    a: &[Line],
    count: usize,
    weight: &[Line],
    start: impl Fn(usize) -> Line,
    mut finish: impl FnMut(usize, usize, Line),
) {
    let panels_below = a.len() / count;
    let width = panels_below * LANES;
    for (group, weight) in weight.chunks_exact(width * PANELS).enumerate() {
        let starts: [Line; PANELS] = std::array::from_fn(|p| start(group * PANELS + p));
        for row in (0..count).step_by(ROWS) {
            let mut sums = [starts; ROWS];
            for below in 0..panels_below {
                let a: &[Line; ROWS] = a[below * count + row..].first_chunk().unwrap();
                let w: [&[Line; LANES]; PANELS] = std::array::from_fn(|p| {
                    weight[p * width + below * LANES..].first_chunk().unwrap()
                });
                for unit in 0..LANES {
                    for r in 0..ROWS {
                        for p in 0..PANELS {
                            sums[r][p] = sums[r][p].plus::<FUSED>(a[r].0[unit], w[p][unit]);
                        }
                    }
                }
            }
            for (r, sums) in sums.iter().enumerate() {
                for (p, sum) in sums.iter().enumerate() {
                    finish(group * PANELS + p, row + r, *sum);
                }
            }
        }
    }
}

/// gradient\[panel\]\[unit\] += sum_row a\[row\]\[unit\] b\[row\]\[panel\].
#[inline(always)]
fn outer_products<const FUSED: bool, const ROWS: usize, const PANELS: usize>(
    a: &[Line],
    b: &[Line],
    count: usize,
    gradient: &mut [Line],
) {
    let width = a.len() / count * LANES;
    for (b, gradient) in b
        .chunks_exact(count * PANELS)
        .zip(gradient.chunks_exact_mut(width * PANELS))
    {
        for (below, a) in a.chunks_exact(count).enumerate() {
            for quad in 0..LANES / ROWS {
                let mut sums = [[Line::ZERO; PANELS]; ROWS];
                for row in 0..count {
                    let units = &a[row].0.as_chunks::<ROWS>().0[quad];
                    for p in 0..PANELS {
                        let line = b[p * count + row];
                        for r in 0..ROWS {
                            sums[r][p] = sums[r][p].plus::<FUSED>(units[r], line);
                        }
                    }
                }
                for (r, sums) in sums.iter().enumerate() {
                    for (p, sum) in sums.iter().enumerate() {
                        let unit = below * LANES + quad * ROWS + r;
                        add(&mut gradient[p * width + unit], sum);
                    }
                }
            }
        }
    }
}
