//! The forward pass of the network over a chunk of rows that stays in cache.

use super::activation::{ActivationFunction, Sine};
use super::f32x16::F32x16;
use super::product::{Epilogue, product};
use super::register::{Abreast, Elementwise, Register};
use super::workspace::{Weights, Workspace};
use std::marker::PhantomData;
use std::ops::Range;

/// Values of all layers with the first `DERIVATIVES` (up to 2) of the activation, and the outputs.
#[inline(always)]
pub(crate) fn forward<
    V: Register,
    const ROWS: usize,
    const PANELS: usize,
    const DERIVATIVES: usize,
    C: ActivationFunction,
>(
    weights: Weights,
    count: usize,
    work: &mut Workspace,
) {
    let Weights {
        layout, parameters, ..
    } = weights;
    let layer_vectors = layout.panels * count;

    first_layer::<V, ROWS, DERIVATIVES, Sine>(weights, 0..layout.sine_panels, count, work);
    first_layer::<V, ROWS, DERIVATIVES, C>(weights, layout.sine_panels..layout.panels, count, work);

    for layer in 1..layout.depth {
        let (below, above) = work.values.split_at_mut(layer * layer_vectors);
        let below = &below[(layer - 1) * layer_vectors..];
        let slopes: &mut [F32x16] = if DERIVATIVES >= 1 {
            &mut work.slopes[layer * layer_vectors..][..layer_vectors]
        } else {
            &mut []
        };
        let bends: &mut [F32x16] = if DERIVATIVES >= 2 {
            &mut work.bends[layer * layer_vectors..][..layer_vectors]
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
                function: PhantomData,
            },
        );
    }

    let values = &work.values[(layout.depth - 1) * layer_vectors..][..layer_vectors];
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
fn first_layer<V: Register, const ROWS: usize, const DERIVATIVES: usize, C: ActivationFunction>(
    weights: Weights,
    panels: Range<usize>,
    count: usize,
    work: &mut Workspace,
) {
    let layout = weights.layout;
    let first = &weights.parameters[layout.first()];
    let mut epilogue = Activate::<DERIVATIVES, C> {
        count,
        bias: &[],
        values: &mut work.values,
        slopes: &mut work.slopes,
        bends: &mut work.bends,
        function: PhantomData,
    };
    for panel in panels {
        let mut weight = [V::zero(); 4];
        let vectors = first[panel..].iter().step_by(layout.panels);
        for (weight, vector) in weight.iter_mut().zip(vectors) {
            *weight = V::load(vector);
        }
        for (tile, rows) in work.rows[..count].as_chunks::<ROWS>().0.iter().enumerate() {
            let mut sums = [V::zero(); ROWS];
            for (sum, row) in sums.iter_mut().zip(rows) {
                for (input, weight) in row.input.into_iter().zip(weight) {
                    *sum = V::splat(input).times_plus(weight, *sum);
                }
            }
            epilogue.finish(panel, tile * ROWS, sums);
        }
    }
}

/// The last weights times `values` `[panel][row]`, plus `bias`, at as many rows as `outputs` has.
#[inline(always)]
pub(crate) fn last_layer<V: Register, const ROWS: usize>(
    weights: Weights,
    values: &[F32x16],
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
    bias: &'a [F32x16],
    values: &'a mut [F32x16],
    slopes: &'a mut [F32x16],
    bends: &'a mut [F32x16],
    function: PhantomData<C>,
}

impl<V: Register, const DERIVATIVES: usize, C: ActivationFunction> Epilogue<V>
    for Activate<'_, DERIVATIVES, C>
{
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

impl<const DERIVATIVES: usize, C: ActivationFunction> Activate<'_, DERIVATIVES, C> {
    /// The activation with its derivatives at `N` rows abreast, from vector `index` on.
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
