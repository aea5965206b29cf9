//! The fused operation against plain f64 code, finite differences and dfdx's own operations.

use crate::dispatch::InstructionSet;
use crate::score::engine::f32x16::{F32x16, LANES, numbers_mut};
use crate::score::engine::kernels::chosen_instructions;
use crate::score::engine::layout::Layout;
use crate::score::engine::row::Row;
use crate::score::engine::tests::reference::{menu, plain_network, random_parameters, random_rows};
use crate::score::learning::loss::{FusedLoss, MOST_SHARDS};
use crate::score::learning::parameters::Parameters;
use crate::score::net::layout;
use crate::score::tests::workers;
use crate::score::{Activation, NetworkSpec};
use dfdx::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The numbers of a flat list as parameters.
pub(crate) fn as_parameters(numbers: &[f32]) -> Parameters {
    let mut vectors = vec![F32x16::ZERO; numbers.len() / LANES];
    numbers_mut(&mut vectors).copy_from_slice(numbers);
    Parameters::new(vectors)
}

/// The gradients of all tensors in a row.
pub(crate) fn flat(parameters: &Parameters, gradients: &Gradients<f32, Cpu>) -> Vec<f32> {
    let tensors = parameters.tensors();
    tensors
        .flat_map(|(tensor, _)| gradients.get(tensor).as_vec())
        .collect()
}

/// The loss and its gradient from the fused operation.
fn fused(
    layout: &Layout,
    instructions: InstructionSet,
    threads: usize,
    parameters: &[f32],
    rows: &[Row],
) -> (f32, Vec<f32>) {
    let tensors = as_parameters(parameters);
    let mut operation = FusedLoss::new(*layout, instructions, workers(threads));
    let loss = operation.apply(
        &tensors,
        rows.len(),
        &mut [(); MOST_SHARDS],
        |_, part, asked| {
            asked.rows.clear();
            asked.rows.extend_from_slice(&rows[part]);
        },
    );
    let value = loss.array();
    (value, flat(&tensors, &loss.backward()))
}

/// mean_b w_b |F(input_b) - target_b|^2 by the definition, in f64.
fn plain_loss(layout: &Layout, parameters: &[f64], rows: &[Row]) -> f64 {
    let mut total = 0.0;
    for row in rows {
        let values = plain_network(layout, parameters, &row.input.map(f64::from));
        let miss = (0..2).map(|i| (values[i] - f64::from(row.target[i])).powi(2));
        total += f64::from(row.weight) * miss.sum::<f64>();
    }
    total / rows.len() as f64
}

#[test]
fn loss_and_gradient_agree_with_finite_differences_on_every_network_and_instruction_set() {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    for layout in menu() {
        let parameters = random_parameters(&layout, &mut rng);
        let rows = random_rows(&layout, 2, &mut rng);
        let mut exact: Vec<f64> = parameters.iter().map(|p| f64::from(*p)).collect();
        let loss = plain_loss(&layout, &exact, &rows);
        // A weight and the bias of a few units of every layer.
        let mut slopes = Vec::new();
        for layer in 0..=layout.depth {
            let (inputs, outputs) = layout.dimensions(layer);
            for _ in 0..2 {
                let output = rng.random_range(0..outputs);
                for input in [rng.random_range(0..inputs), inputs] {
                    let index = layout.index(layer, output, input);
                    let (kept, step) = (exact[index], 1e-5);
                    exact[index] = kept + step;
                    let up = plain_loss(&layout, &exact, &rows);
                    exact[index] = kept - step;
                    let down = plain_loss(&layout, &exact, &rows);
                    exact[index] = kept;
                    slopes.push((index, (up - down) / (2.0 * step)));
                }
            }
        }
        for instructions in InstructionSet::available() {
            let (value, gradient) = fused(&layout, instructions, 1, &parameters, &rows);
            assert!(
                (f64::from(value) - loss).abs() < 1e-4 * loss,
                "{layout:?} {instructions:?}"
            );
            let largest = gradient.iter().fold(0f32, |top, g| top.max(g.abs()));
            for &(index, slope) in &slopes {
                let miss = (f64::from(gradient[index]) - slope).abs();
                assert!(
                    miss < 2e-5 * f64::from(largest),
                    "{layout:?} {instructions:?} {index}: {} against {slope}",
                    gradient[index]
                );
            }
        }
    }
}

/// The same network from dfdx's own operations: loss, and the gradient in the fused order.
fn dfdx_layers(layout: &Layout, parameters: &[f32], rows: &[Row]) -> (f32, Vec<f32>) {
    let device = Cpu::default();
    let batch = rows.len();
    let flat = |of: &dyn Fn(&Row) -> Vec<f32>| rows.iter().flat_map(of).collect::<Vec<f32>>();
    let input = flat(&|row| row.input[..layout.inputs].to_vec());
    let mut layers = Vec::new();
    for layer in 0..=layout.depth {
        let (inputs, outputs) = layout.dimensions(layer);
        let number = |input, output| parameters[layout.index(layer, output, input)];
        let weight = (0..inputs * outputs)
            .map(|i| number(i / outputs, i % outputs))
            .collect();
        let bias = (0..outputs).map(|output| number(inputs, output)).collect();
        layers.push((
            device.tensor_from_vec(weight, (inputs, outputs)),
            device.tensor_from_vec(bias, (outputs,)),
        ));
    }

    let mut value = device
        .tensor_from_vec(input, (batch, layout.inputs))
        .leaky_trace();
    for (layer, (weight, bias)) in layers.iter().enumerate() {
        let z = value.matmul(weight.clone());
        let z = z + bias
            .leaky_trace()
            .broadcast_like::<_, Axis<0>>(&(batch, weight.shape().1));
        if layer == layout.depth {
            value = z;
            break;
        }
        let wave = z.with_empty_tape().sin() * std::f32::consts::SQRT_2;
        let activated = match layout.activation {
            Activation::Silu => z.with_empty_tape().sigmoid() * z,
            Activation::Tanh => z.tanh(),
        };
        value = if layer == 0 {
            // 1 for a unit that is a sine, 0 for one that has the activation.
            let sine_panels = (0..batch * layout.width())
                .map(|i| f32::from(u8::from(i % layout.width() < layout.sine_panels * LANES)))
                .collect();
            let sine_panels = device.tensor_from_vec(sine_panels, (batch, layout.width()));
            activated * (-sine_panels.clone() + 1.0) + wave * sine_panels
        } else {
            activated
        };
    }
    let target = device.tensor_from_vec(flat(&|row| row.target.to_vec()), (batch, 2));
    let weight = device.tensor_from_vec(flat(&|row| vec![row.weight; 2]), (batch, 2));
    let loss = ((value - target).square() * weight).sum() / batch as f32;
    let total = loss.array();
    let gradients = loss.backward();

    let mut gradient = vec![0.0; parameters.len()];
    for (layer, (weight, bias)) in layers.iter().enumerate() {
        let (inputs, outputs) = layout.dimensions(layer);
        for (i, g) in gradients.get(weight).as_vec().into_iter().enumerate() {
            gradient[layout.index(layer, i % outputs, i / outputs)] = g;
        }
        for (output, g) in gradients.get(bias).as_vec().into_iter().enumerate() {
            gradient[layout.index(layer, output, inputs)] = g;
        }
    }
    (total, gradient)
}

#[test]
fn the_fused_operation_equals_dfdx_layers_for_odd_batches() {
    let mut rng = ChaCha8Rng::seed_from_u64(2);
    for layout in menu() {
        let parameters = random_parameters(&layout, &mut rng);
        let batches: &[usize] = if layout.width() <= 64 {
            &[1, 7, 513]
        } else {
            &[1, 67]
        };
        for &batch in batches {
            let rows = random_rows(&layout, batch, &mut rng);
            let (loss, gradient) = dfdx_layers(&layout, &parameters, &rows);
            let largest = gradient.iter().fold(0f32, |top, g| top.max(g.abs()));
            for instructions in InstructionSet::available() {
                let (value, fused) = fused(&layout, instructions, 2, &parameters, &rows);
                assert!((value - loss).abs() < 1e-4 * loss, "{value} against {loss}");
                let miss = gradient
                    .iter()
                    .zip(&fused)
                    .fold(0f32, |top, (a, b)| top.max((a - b).abs()));
                assert!(
                    miss < 3e-5 * largest,
                    "{layout:?} {instructions:?} {batch}: {miss} of {largest}"
                );
            }
        }
    }
}

#[test]
fn the_gradient_has_the_same_bits_for_every_number_of_threads() {
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    let layout = layout(NetworkSpec::default(), 3);
    let parameters = random_parameters(&layout, &mut rng);
    for batch in [1, 7, 513] {
        let rows = random_rows(&layout, batch, &mut rng);
        let alone = fused(&layout, chosen_instructions(), 1, &parameters, &rows);
        for threads in [2, 3, 4, 16] {
            assert!(fused(&layout, chosen_instructions(), threads, &parameters, &rows) == alone);
        }
    }
}
