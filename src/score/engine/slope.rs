//! Gradients of losses that hold a derivative of the network: backward through values and tangents.
//!
//! In the notation of the forward pass, with a bar for the gradient of the loss with respect to a
//! quantity and a sum over directions,
//!
//! ```text
//! bar rate  = f'(z) bar tangent(h')
//! bar z     = f'(z) bar h' + f''(z) sum rate bar tangent(h')
//! bar W    += bar z h^T + sum bar rate tangent(h)^T
//! bar h     = W^T bar z          bar tangent(h) = W^T bar rate
//! ```

// Loops over lanes by index are the form that compiles to whole registers.
#![allow(clippy::needless_range_loop)]

use super::activation::{Activation, Silu, Tanh};
use super::f32x16::F32x16;
use super::product::{Epilogue, outer_products, product};
use super::register::Register;
use super::row::{Probe, Row, Slope, Sums};
use super::tangent::{AXES, TangentWorkspace, row_of, with_tangents};
use super::workspace::Weights;

#[inline(always)]
pub(crate) fn learn_slope_rows<V: Register, const ROWS: usize, const PANELS: usize>(
    weights: Weights,
    slope: Slope,
    (rows, probes): (&[Row], &[Probe]),
    scale: f32,
    work: &mut TangentWorkspace,
    gradient: &mut [F32x16],
) -> Sums {
    let count = rows.len().next_multiple_of(ROWS);
    work.chunk.rows[..rows.len()].copy_from_slice(rows);
    work.chunk.rows[rows.len()..count].fill(Row::default());
    work.probes[..rows.len()].copy_from_slice(probes);
    work.probes[rows.len()..count].fill(Probe::default());
    match (slope, weights.layout.activation) {
        (Slope::Trace, activation) => {
            for (row, probe) in work.probes[..count].iter().enumerate() {
                work.directions[row] = [probe.free[0], 0.0];
                work.directions[count + row] = [0.0, probe.free[1]];
            }
            match activation {
                Activation::Silu => {
                    with_tangents::<V, ROWS, PANELS, 2, AXES, Silu>(weights, count, work);
                }
                Activation::Tanh => {
                    with_tangents::<V, ROWS, PANELS, 2, AXES, Tanh>(weights, count, work);
                }
            }
            let sums = losses(slope, count, scale, work);
            backward::<V, ROWS, PANELS, AXES>(weights, count, work, gradient);
            sums
        }
        (Slope::Slice | Slope::ReducedSlice, activation) => {
            for (direction, probe) in work.directions.iter_mut().zip(&work.probes[..count]) {
                *direction = [probe.free[0] * probe.v[0], probe.free[1] * probe.v[1]];
            }
            match activation {
                Activation::Silu => {
                    with_tangents::<V, ROWS, PANELS, 2, 1, Silu>(weights, count, work);
                }
                Activation::Tanh => {
                    with_tangents::<V, ROWS, PANELS, 2, 1, Tanh>(weights, count, work);
                }
            }
            let sums = losses(slope, count, scale, work);
            backward::<V, ROWS, PANELS, 1>(weights, count, work, gradient);
            sums
        }
    }
}

/// The losses of a chunk. From here on `outputs` and `output_tangents` hold the gradients with respect
/// to F and to its tangents.
#[inline(always)]
fn losses(slope: Slope, count: usize, scale: f32, work: &mut TangentWorkspace) -> Sums {
    let mut sums = Sums::default();
    for index in 0..count {
        let (row, probe) = (work.chunk.rows[index], work.probes[index]);
        let output = &mut work.chunk.outputs[index];
        let miss = [output[0] - row.target[0], output[1] - row.target[1]];
        let [vx, vy] = probe.v;
        let (size, steepness) = match slope {
            Slope::Trace => {
                let [along_x, along_y] = [index, count + index];
                let trace = work.output_tangents[along_x][0] + work.output_tangents[along_y][1];
                work.output_tangents[along_x] = [scale * probe.rate, 0.0];
                work.output_tangents[along_y] = [0.0, scale * probe.rate];
                let steepness = probe.rate * trace + 2.0 * probe.offset;
                (miss[0] * miss[0] + miss[1] * miss[1], steepness)
            }
            Slope::Slice | Slope::ReducedSlice => {
                let tangent = &mut work.output_tangents[index];
                let along = vx * tangent[0] + vy * tangent[1];
                *tangent = [vx, vy].map(|v| scale * probe.rate * v);
                let steepness = probe.rate * along + (vx * vx + vy * vy) * probe.offset;
                let size = match slope {
                    Slope::Slice => (vx * miss[0] + vy * miss[1]).powi(2),
                    Slope::Trace | Slope::ReducedSlice => miss[0] * miss[0] + miss[1] * miss[1],
                };
                (size, steepness)
            }
        };
        let pull = scale * row.weight;
        *output = match slope {
            Slope::Slice => {
                let along = vx * miss[0] + vy * miss[1];
                [pull * along * vx, pull * along * vy]
            }
            Slope::Trace | Slope::ReducedSlice => miss.map(|m| pull * m),
        };
        let loss = 0.5 * row.weight * size + steepness;
        sums.objective += f64::from(loss);
        sums.levels += f64::from(row.level_share * loss);
    }
    sums
}

/// From the gradients with respect to the outputs and their tangents to that of every parameter.
/// `slopes` and `rates` become the gradients with respect to z and to its tangents.
#[inline(always)]
fn backward<V: Register, const ROWS: usize, const PANELS: usize, const DIRECTIONS: usize>(
    weights: Weights,
    count: usize,
    work: &mut TangentWorkspace,
    gradient: &mut [F32x16],
) {
    let Weights {
        layout, transposed, ..
    } = weights;
    let total = DIRECTIONS * count;
    let (value_vectors, vectors) = (layout.panels * count, layout.panels * total);
    last_layer::<V>(weights, count, total, work, gradient);

    for layer in (1..layout.depth).rev() {
        let chunk = &mut work.chunk;
        let (lower_slopes, upper_slopes) = chunk.slopes.split_at_mut(layer * value_vectors);
        let upper_slopes = &upper_slopes[..value_vectors];
        let lower_slopes = &mut lower_slopes[(layer - 1) * value_vectors..];
        let bends = &chunk.bends[(layer - 1) * value_vectors..][..value_vectors];
        let (lower_rates, upper_rates) = work.rates.split_at_mut(layer * vectors);
        let upper_rates = &upper_rates[..vectors];
        let lower_rates = &mut lower_rates[(layer - 1) * vectors..];

        let values = &chunk.values[(layer - 1) * value_vectors..][..value_vectors];
        let tangents = &work.tangents[(layer - 1) * vectors..][..vectors];
        let weight = &mut gradient[layout.hidden_weight(layer)];
        outer_products::<V, ROWS, PANELS>(values, upper_slopes, count, false, weight);
        outer_products::<V, ROWS, PANELS>(tangents, upper_rates, total, false, weight);
        let bias = &mut gradient[layout.hidden_bias(layer)];
        for (rows, sum) in upper_slopes.chunks_exact(count).zip(bias) {
            let mut total = V::zero();
            for row in rows {
                total = total.plus(V::load(row));
            }
            total.add_to(sum);
        }

        let flipped = &transposed[(layer - 1) * layout.square()..][..layout.square()];
        let curls = &mut work.curls[..value_vectors];
        curls.fill(F32x16::ZERO);
        product::<V, ROWS, PANELS>(
            upper_rates,
            total,
            flipped,
            ThroughTangents {
                count,
                total,
                slopes: lower_slopes,
                rates: lower_rates,
                curls,
            },
        );
        product::<V, ROWS, PANELS>(
            upper_slopes,
            count,
            flipped,
            ThroughValues {
                count,
                curls: &work.curls,
                bends,
                slopes: lower_slopes,
            },
        );
    }

    // The first layer.
    let first = &mut gradient[layout.first()];
    for panel in 0..layout.panels {
        let mut sums = [V::zero(); 4];
        let slopes = &work.chunk.slopes[panel * count..][..count];
        for (slope, row) in slopes.iter().zip(&work.chunk.rows) {
            for (sum, input) in sums.iter_mut().zip(row.input) {
                *sum = sum.plus_scaled(input, slope);
            }
        }
        let rates = &work.rates[panel * total..][..total];
        for (rate, direction) in rates.iter().zip(&work.directions) {
            for (sum, &along) in sums.iter_mut().zip(direction) {
                *sum = sum.plus_scaled(along, rate);
            }
        }
        for (vector, sum) in first.chunks_exact_mut(layout.panels).zip(sums) {
            sum.add_to(&mut vector[panel]);
        }
    }
}

/// The part of the last layer and of the activation below it.
#[inline(always)]
fn last_layer<V: Register>(
    weights: Weights,
    count: usize,
    total: usize,
    work: &mut TangentWorkspace,
    gradient: &mut [F32x16],
) {
    let layout = weights.layout;
    let output_gradients = &work.chunk.outputs[..count];
    let tangent_gradients = &work.output_tangents[..total];
    let top = (layout.depth - 1) * layout.panels;
    let (weight_x, weight_y) = weights.parameters[layout.last_weight()].split_at(layout.panels);
    for panel in 0..layout.panels {
        let weight = [&weight_x[panel], &weight_y[panel]];
        let rows = (top + panel) * count..(top + panel + 1) * count;
        let indices = (top + panel) * total..(top + panel + 1) * total;
        let slopes = &mut work.chunk.slopes[rows.clone()];
        let mut tangents = ThroughTangents {
            count,
            total,
            slopes,
            rates: &mut work.rates[indices.clone()],
            curls: &mut work.curls[..count],
        };
        tangents.curls.fill(F32x16::ZERO);
        let mut sums = [V::zero(); 2];
        let below = work.tangents[indices].iter().zip(tangent_gradients);
        for (index, (tangent, g)) in below.enumerate() {
            sums[0] = sums[0].plus_scaled(g[0], tangent);
            sums[1] = sums[1].plus_scaled(g[1], tangent);
            tangents.finish(0, index, [from_outputs::<V>(g, weight)]);
        }
        let mut values = ThroughValues {
            count,
            curls: &work.curls,
            bends: &work.chunk.bends[rows.clone()],
            slopes,
        };
        let below = work.chunk.values[rows].iter().zip(output_gradients);
        for (row, (value, g)) in below.enumerate() {
            sums[0] = sums[0].plus_scaled(g[0], value);
            sums[1] = sums[1].plus_scaled(g[1], value);
            values.finish(0, row, [from_outputs::<V>(g, weight)]);
        }
        for (output, sum) in sums.into_iter().enumerate() {
            sum.add_to(&mut gradient[layout.last_weight()][output * layout.panels + panel]);
        }
    }
    let bias = &mut gradient[layout.last_bias()].0;
    for g in output_gradients {
        bias[0] += g[0];
        bias[1] += g[1];
    }
}

/// bar tangent(h') or bar h' below the last layer, from the gradient with respect to its two outputs.
#[inline(always)]
fn from_outputs<V: Register>(g: &[f32; 2], weight: [&F32x16; 2]) -> V {
    V::zero()
        .plus_scaled(g[1], weight[1])
        .plus_scaled(g[0], weight[0])
}

/// From bar tangent(h'): `rates` become bar rate, and `curls` gather rate bar tangent(h') over directions.
struct ThroughTangents<'a> {
    count: usize,
    total: usize,
    slopes: &'a [F32x16],
    rates: &'a mut [F32x16],
    curls: &'a mut [F32x16],
}

impl<V: Register> Epilogue<V> for ThroughTangents<'_> {
    #[inline(always)]
    fn start(&self, _panel: usize) -> V {
        V::zero()
    }

    #[inline(always)]
    fn finish<const ROWS: usize>(&mut self, panel: usize, first: usize, back: [V; ROWS]) {
        for (index, back) in (first..).zip(back) {
            let row = panel * self.count + row_of(index, self.count);
            let rate = &mut self.rates[panel * self.total + index];
            V::load(rate).times(back).add_to(&mut self.curls[row]);
            V::load(&self.slopes[row]).times(back).store(rate);
        }
    }
}

/// From bar h': `slopes` become bar z = f'(z) bar h' + f''(z) curl.
struct ThroughValues<'a> {
    count: usize,
    curls: &'a [F32x16],
    bends: &'a [F32x16],
    slopes: &'a mut [F32x16],
}

impl<V: Register> Epilogue<V> for ThroughValues<'_> {
    #[inline(always)]
    fn start(&self, _panel: usize) -> V {
        V::zero()
    }

    #[inline(always)]
    fn finish<const ROWS: usize>(&mut self, panel: usize, row: usize, back: [V; ROWS]) {
        for (index, back) in (panel * self.count + row..).zip(back) {
            let bent = V::load(&self.curls[index]).times(V::load(&self.bends[index]));
            let slope = &mut self.slopes[index];
            V::load(slope).times_plus(back, bent).store(slope);
        }
    }
}
