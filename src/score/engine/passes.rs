//! Evaluating the network, and learning from targets: forward and backward pass over a chunk of rows.

use super::activation::{Activation, Silu, Tanh};
use super::backward::backward;
use super::f32x16::F32x16;
use super::forward::forward;
use super::register::Register;
use super::row::{Row, Sums};
use super::workspace::{Weights, Workspace};

#[inline(always)]
pub(crate) fn evaluate_rows<V: Register, const ROWS: usize, const PANELS: usize>(
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
pub(crate) fn learn_rows<V: Register, const ROWS: usize, const PANELS: usize>(
    weights: Weights,
    rows: &[Row],
    (scale, starts): (f32, bool),
    work: &mut Workspace,
    gradient: &mut [F32x16],
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
