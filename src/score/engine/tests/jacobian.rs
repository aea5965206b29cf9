//! The Jacobian against differences.

use super::reference::{menu, plain_network, random_parameters, random_rows};
use crate::dispatch::InstructionSet;
use crate::score::engine::f32x16::{F32x16, numbers_mut};
use crate::score::engine::kernels::{evaluate, evaluate_jacobian};
use crate::score::engine::tangent::TangentWorkspace;
use crate::score::engine::workspace::{Weights, Workspace};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

#[test]
fn the_jacobian_agrees_with_differences_on_every_network_and_instruction_set() {
    let mut rng = ChaCha8Rng::seed_from_u64(8);
    for layout in menu() {
        let parameters = random_parameters(&layout, &mut rng);
        let mut vectors = vec![F32x16::ZERO; layout.vectors()];
        numbers_mut(&mut vectors).copy_from_slice(&parameters);
        let weights = Weights {
            layout,
            parameters: &vectors,
            transposed: &[],
        };
        let rows = random_rows(&layout, 3, &mut rng);
        let inputs: Vec<[f32; 4]> = rows.iter().map(|row| row.input).collect();
        let exact: Vec<f64> = parameters.iter().map(|p| f64::from(*p)).collect();
        let slope = |input: [f32; 4], axis: usize, output: usize| {
            let moved = |by: f64| {
                let mut input = input.map(f64::from);
                input[axis] += by;
                plain_network(&layout, &exact, &input)[output]
            };
            (moved(1e-5) - moved(-1e-5)) / 2e-5
        };
        for instructions in InstructionSet::available() {
            let mut outputs = vec![[0.0; 2]; inputs.len()];
            let (mut jacobian, mut alone) = (vec![[[0.0; 2]; 2]; inputs.len()], outputs.clone());
            let mut work = TangentWorkspace::forward_only(&layout);
            evaluate_jacobian(
                instructions,
                weights,
                &inputs,
                &mut work,
                &mut outputs,
                &mut jacobian,
            );
            let mut work = Workspace::forward_only(&layout);
            evaluate(instructions, weights, &inputs, &mut work, &mut alone);
            assert_eq!(outputs, alone, "{layout:?} {instructions:?}");
            for (found, input) in jacobian.iter().zip(&inputs) {
                for (axis, output) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                    let expected = slope(*input, axis, output);
                    let miss = (f64::from(found[axis][output]) - expected).abs();
                    assert!(
                        miss < 1e-4 * (1.0 + expected.abs()),
                        "{layout:?} {instructions:?}: {found:?} {expected}"
                    );
                }
            }
        }
    }
}
