//! The backward pass.

use super::f32x16::F32x16;
use super::product::{Epilogue, outer_products, product};
use super::register::Register;
use super::workspace::{Weights, Workspace};

/// The end of a backward product: slope <- slope sum, without what is too small to matter.
struct TimesSlopes<'a> {
    count: usize,
    slopes: &'a mut [F32x16],
}

impl<V: Register> Epilogue<V> for TimesSlopes<'_> {
    #[inline(always)]
    fn start(&self, _panel: usize) -> V {
        V::zero()
    }

    #[inline(always)]
    fn finish<const ROWS: usize>(&mut self, panel: usize, row: usize, sums: [V; ROWS]) {
        let slopes = &mut self.slopes[panel * self.count + row..][..ROWS];
        for (slope, sum) in slopes.iter_mut().zip(sums) {
            V::load(slope).times(sum).without_dust().store(slope);
        }
    }
}

/// From the gradient with respect to the outputs to that of every parameter.
#[inline(always)]
pub(crate) fn backward<V: Register, const ROWS: usize, const PANELS: usize>(
    weights: Weights,
    count: usize,
    starts: bool,
    work: &mut Workspace,
    gradient: &mut [F32x16],
) {
    let Weights {
        layout,
        parameters,
        transposed,
    } = weights;
    let layer_vectors = layout.panels * count;
    let output_gradients = &work.outputs[..count];

    // The last layer.
    let top = (layout.depth - 1) * layer_vectors;
    let (weight_x, weight_y) = parameters[layout.last_weight()].split_at(layout.panels);
    for panel in 0..layout.panels {
        let values = &work.values[top + panel * count..][..count];
        let slopes = &mut work.slopes[top + panel * count..][..count];
        let mut sums = [V::zero(); 2];
        for ((value, slope), &[gx, gy]) in values.iter().zip(slopes).zip(output_gradients) {
            sums[0] = sums[0].plus_scaled(gx, value);
            sums[1] = sums[1].plus_scaled(gy, value);
            let back = V::zero()
                .plus_scaled(gy, &weight_y[panel])
                .plus_scaled(gx, &weight_x[panel]);
            V::load(slope).times(back).without_dust().store(slope);
        }
        for (output, sum) in sums.into_iter().enumerate() {
            let vector = output * layout.panels + panel;
            sum.gather(starts, &mut gradient[layout.last_weight()][vector]);
        }
    }
    if starts {
        gradient[layout.last_bias()] = F32x16::ZERO;
    }
    let bias = &mut gradient[layout.last_bias()].0;
    for &[gx, gy] in output_gradients {
        bias[0] += gx;
        bias[1] += gy;
    }

    for layer in (1..layout.depth).rev() {
        let (lower, upper) = work.slopes.split_at_mut(layer * layer_vectors);
        let upper = &upper[..layer_vectors];
        let lower = &mut lower[(layer - 1) * layer_vectors..];
        let values = &work.values[(layer - 1) * layer_vectors..][..layer_vectors];
        outer_products::<V, ROWS, PANELS>(
            values,
            upper,
            count,
            starts,
            &mut gradient[layout.hidden_weight(layer)],
        );
        for (rows, sum) in upper
            .chunks_exact(count)
            .zip(&mut gradient[layout.hidden_bias(layer)])
        {
            let mut total = V::zero();
            for row in rows {
                total = total.plus(V::load(row));
            }
            total.gather(starts, sum);
        }
        product::<V, ROWS, PANELS>(
            upper,
            count,
            &transposed[(layer - 1) * layout.square()..][..layout.square()],
            TimesSlopes {
                count,
                slopes: lower,
            },
        );
    }

    // The first layer.
    let first = &mut gradient[layout.first()];
    for (panel, slopes) in work.slopes[..layer_vectors].chunks_exact(count).enumerate() {
        let mut sums = [V::zero(); 4];
        for (slope, row) in slopes.iter().zip(&work.rows) {
            for (sum, input) in sums.iter_mut().zip(row.input) {
                *sum = sum.plus_scaled(input, slope);
            }
        }
        for (vector, sum) in first.chunks_exact_mut(layout.panels).zip(sums) {
            sum.gather(starts, &mut vector[panel]);
        }
    }
}
