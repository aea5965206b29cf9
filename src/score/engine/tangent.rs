//! Directional derivatives of the network, carried forward beside its values.
//!
//! A tangent is the derivative of a quantity when a row's two scaled coordinates move along one
//! direction. With z = W h + b and h' = f(z) the tangents are
//!
//! ```text
//! rate = W tangent(h)          tangent(h') = f'(z) rate
//! ```
//!
//! so they take the same matrix products as the values, without the bias, and the slopes f'(z) that
//! the forward pass keeps.

use super::activation::{Activation, ActivationFunction, Silu, Tanh};
use super::f32x16::F32x16;
use super::forward::{forward, last_layer};
use super::layout::Layout;
use super::product::{Epilogue, product};
use super::register::Register;
use super::row::Probe;
use super::workspace::{Weights, Workspace};

/// Rows a chunk at most: with the tangents of two directions it stays in the second-level cache, and
/// every row tile divides it.
pub(crate) const TANGENT_CHUNK: usize = 24;

/// The two scaled coordinates.
pub(crate) const AXES: usize = 2;

/// Room for one chunk and its tangents, which lie in panels `[panel][direction][row]`.
pub(crate) struct TangentWorkspace {
    /// The chunk itself.
    pub chunk: Workspace,
    /// What each tangent of the inputs is: the direction in which the scaled coordinates move.
    pub directions: Vec<[f32; 2]>,
    /// Derivatives of what goes into the activations of all hidden layers.
    pub rates: Vec<F32x16>,
    /// Derivatives of the values of all hidden layers.
    pub tangents: Vec<F32x16>,
    /// Derivatives of the outputs.
    pub output_tangents: Vec<[f32; 2]>,
    /// What every row asks of the slopes.
    pub probes: Vec<Probe>,
    /// Of one layer, what the bend of the activation multiplies.
    pub curls: Vec<F32x16>,
}

impl TangentWorkspace {
    /// Room for values and tangents.
    pub fn forward_only(layout: &Layout) -> Self {
        Self::with_derivatives(layout, 1)
    }

    /// Room for the backward pass too.
    pub fn new(layout: &Layout) -> Self {
        Self {
            probes: vec![Probe::default(); TANGENT_CHUNK],
            curls: vec![F32x16::ZERO; layout.panels * TANGENT_CHUNK],
            ..Self::with_derivatives(layout, 2)
        }
    }

    fn with_derivatives(layout: &Layout, derivatives: usize) -> Self {
        let rows = AXES * TANGENT_CHUNK;
        let vectors = layout.depth * layout.panels * rows;
        Self {
            chunk: Workspace::with_derivatives(layout, TANGENT_CHUNK, derivatives),
            directions: vec![[0.0; 2]; rows],
            rates: vec![F32x16::ZERO; vectors],
            tangents: vec![F32x16::ZERO; vectors],
            output_tangents: vec![[0.0; 2]; rows],
            probes: Vec::new(),
            curls: Vec::new(),
        }
    }
}

/// F and its Jacobian with respect to the scaled coordinates u: dF/du_x, then dF/du_y.
#[inline(always)]
pub(crate) fn evaluate_jacobian_rows<V: Register, const ROWS: usize, const PANELS: usize>(
    weights: Weights,
    inputs: &[[f32; 4]],
    work: &mut TangentWorkspace,
    outputs: &mut [[f32; 2]],
    jacobian: &mut [[[f32; 2]; AXES]],
) {
    let count = work.chunk.load::<ROWS>(inputs);
    work.directions[..count].fill([1.0, 0.0]);
    work.directions[count..AXES * count].fill([0.0, 1.0]);
    match weights.layout.activation {
        Activation::Silu => with_tangents::<V, ROWS, PANELS, 1, AXES, Silu>(weights, count, work),
        Activation::Tanh => with_tangents::<V, ROWS, PANELS, 1, AXES, Tanh>(weights, count, work),
    }
    outputs.copy_from_slice(&work.chunk.outputs[..inputs.len()]);
    let (along_x, along_y) = work.output_tangents.split_at(count);
    for ((jacobian, x), y) in jacobian.iter_mut().zip(along_x).zip(along_y) {
        *jacobian = [*x, *y];
    }
}

/// The forward pass of `count` rows and of their tangents along the first `DIRECTIONS * count`
/// directions.
#[inline(always)]
pub(crate) fn with_tangents<
    V: Register,
    const ROWS: usize,
    const PANELS: usize,
    const DERIVATIVES: usize,
    const DIRECTIONS: usize,
    C: ActivationFunction,
>(
    weights: Weights,
    count: usize,
    work: &mut TangentWorkspace,
) {
    forward::<V, ROWS, PANELS, DERIVATIVES, C>(weights, count, &mut work.chunk);
    let Weights {
        layout, parameters, ..
    } = weights;
    let total = DIRECTIONS * count;
    let (value_vectors, vectors) = (layout.panels * count, layout.panels * total);

    // The first layer: its weights along the directions.
    let (weight_x, weight_y) = parameters[layout.first()].split_at(layout.panels);
    for panel in 0..layout.panels {
        let slopes = &work.chunk.slopes[panel * count..][..count];
        for (index, direction) in work.directions[..total].iter().enumerate() {
            let rate = V::zero()
                .plus_scaled(direction[0], &weight_x[panel])
                .plus_scaled(direction[1], &weight_y[panel]);
            let slope = V::load(&slopes[row_of(index, count)]);
            rate.store(&mut work.rates[panel * total + index]);
            rate.times(slope)
                .store(&mut work.tangents[panel * total + index]);
        }
    }

    for layer in 1..layout.depth {
        let (below, above) = work.tangents.split_at_mut(layer * vectors);
        let slopes = &work.chunk.slopes[layer * value_vectors..][..value_vectors];
        let rates = &mut work.rates[layer * vectors..][..vectors];
        product::<V, ROWS, PANELS>(
            &below[(layer - 1) * vectors..],
            total,
            &parameters[layout.hidden_weight(layer)],
            Tangents {
                count,
                total,
                slopes,
                rates,
                tangents: above,
            },
        );
    }

    let tangents = &work.tangents[(layout.depth - 1) * vectors..][..vectors];
    last_layer::<V, ROWS>(
        weights,
        tangents,
        [0.0; 2],
        &mut work.output_tangents[..total],
    );
}

/// The end of a product of tangents: the rate, and the tangent of the layer's values.
struct Tangents<'a> {
    count: usize,
    total: usize,
    slopes: &'a [F32x16],
    rates: &'a mut [F32x16],
    tangents: &'a mut [F32x16],
}

impl<V: Register> Epilogue<V> for Tangents<'_> {
    #[inline(always)]
    fn start(&self, _panel: usize) -> V {
        V::zero()
    }

    #[inline(always)]
    fn finish<const ROWS: usize>(&mut self, panel: usize, first: usize, rates: [V; ROWS]) {
        for (index, rate) in (first..).zip(rates) {
            let slope = V::load(&self.slopes[panel * self.count + row_of(index, self.count)]);
            rate.store(&mut self.rates[panel * self.total + index]);
            rate.times(slope)
                .store(&mut self.tangents[panel * self.total + index]);
        }
    }
}

/// The row to which tangent `index` of a chunk of `count` rows belongs; two directions at most.
#[inline(always)]
pub(crate) fn row_of(index: usize, count: usize) -> usize {
    if index < count { index } else { index - count }
}
