//! Gradients of losses with a slope of the score against differences, and against explicit matching.

use super::gradient::{as_parameters, flat};
use crate::dispatch::InstructionSet;
use crate::noise::NoiseRange;
use crate::score::engine::kernels::chosen_instructions;
use crate::score::engine::layout::Layout;
use crate::score::engine::row::Probe;
use crate::score::engine::row::Row;
use crate::score::engine::row::Slope;
use crate::score::engine::tests::reference::{menu, plain_network, random_parameters, random_rows};
use crate::score::learning::batch::{Draws, Recipe, Target};
use crate::score::learning::loss::{FusedLoss, MOST_SHARDS};
use crate::score::net::layout;
use crate::score::tests::{ring, workers};
use crate::score::{NetworkSpec, NoiseLevels, Objective, Parameterization, TrainingSpec};
use dfdx::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const SLOPES: [Slope; 3] = [Slope::Trace, Slope::Slice, Slope::ReducedSlice];

fn random_probes(count: usize, rng: &mut ChaCha8Rng) -> Vec<Probe> {
    let mut number = || 2.0 * rng.random::<f32>() - 1.0;
    (0..count)
        .map(|row| Probe {
            v: [number(), number()],
            // Every fifth row has left the range of one input.
            free: if row % 5 == 4 { [1.0, 0.0] } else { [1.0, 1.0] },
            rate: number(),
            offset: number(),
        })
        .collect()
}

/// The loss and its gradient from the fused operation.
fn fused(
    layout: &Layout,
    instructions: InstructionSet,
    threads: usize,
    parameters: &[f32],
    slope: Slope,
    (rows, probes): (&[Row], &[Probe]),
) -> (f32, Vec<f32>) {
    let tensors = as_parameters(parameters);
    let mut operation = FusedLoss::new(*layout, instructions, workers(threads));
    let sources = &mut [(); MOST_SHARDS];
    let loss = operation.apply(&tensors, rows.len(), sources, |_, part, asked| {
        asked.slope = Some(slope);
        asked.rows.clear();
        asked.rows.extend_from_slice(&rows[part.clone()]);
        asked.probes.clear();
        asked.probes.extend_from_slice(&probes[part]);
    });
    let value = loss.array();
    (value, flat(&tensors, &loss.backward()))
}

/// The mean loss by the definition, in f64, its slopes by central differences.
fn plain_loss(
    layout: &Layout,
    parameters: &[f64],
    slope: Slope,
    rows: &[Row],
    probes: &[Probe],
) -> f64 {
    let mut total = 0.0;
    for (row, probe) in rows.iter().zip(probes) {
        let input = row.input.map(f64::from);
        let derivative = |direction: [f64; 2]| {
            let step = 1e-4;
            let moved = |by: f64| {
                let mut input = input;
                for axis in 0..2 {
                    input[axis] += by * f64::from(probe.free[axis]) * direction[axis];
                }
                plain_network(layout, parameters, &input)
            };
            let (up, down) = (moved(step), moved(-step));
            [0, 1].map(|output| (up[output] - down[output]) / (2.0 * step))
        };
        let found = plain_network(layout, parameters, &input);
        let miss = [0, 1].map(|axis| found[axis] - f64::from(row.target[axis]));
        let [vx, vy] = probe.v.map(f64::from);
        let along = |a: [f64; 2]| vx * a[0] + vy * a[1];
        let size = match slope {
            Slope::Slice => along(miss).powi(2),
            Slope::Trace | Slope::ReducedSlice => miss[0].powi(2) + miss[1].powi(2),
        };
        let (steepness, length) = match slope {
            Slope::Trace => (derivative([1.0, 0.0])[0] + derivative([0.0, 1.0])[1], 2.0),
            Slope::Slice | Slope::ReducedSlice => (along(derivative([vx, vy])), vx * vx + vy * vy),
        };
        total += 0.5 * f64::from(row.weight) * size
            + f64::from(probe.rate) * steepness
            + f64::from(probe.offset) * length;
    }
    total / rows.len() as f64
}

#[test]
fn gradients_of_slopes_agree_with_differences_on_every_network_and_instruction_set() {
    let mut rng = ChaCha8Rng::seed_from_u64(21);
    for layout in menu() {
        let parameters = random_parameters(&layout, &mut rng);
        let count = if layout.width() <= 64 { 5 } else { 2 };
        let rows = random_rows(&layout, count, &mut rng);
        let probes = random_probes(count, &mut rng);
        for slope in SLOPES {
            let mut exact: Vec<f64> = parameters.iter().map(|p| f64::from(*p)).collect();
            let loss = plain_loss(&layout, &exact, slope, &rows, &probes);
            // A weight and the bias of a unit of every layer.
            let mut expected = Vec::new();
            for layer in 0..=layout.depth {
                let (inputs, outputs) = layout.dimensions(layer);
                let output = rng.random_range(0..outputs);
                for input in [rng.random_range(0..inputs), inputs] {
                    let index = layout.index(layer, output, input);
                    let (kept, step) = (exact[index], 1e-4);
                    exact[index] = kept + step;
                    let up = plain_loss(&layout, &exact, slope, &rows, &probes);
                    exact[index] = kept - step;
                    let down = plain_loss(&layout, &exact, slope, &rows, &probes);
                    exact[index] = kept;
                    expected.push((index, (up - down) / (2.0 * step)));
                }
            }
            for instructions in InstructionSet::available() {
                let asked = (&rows[..], &probes[..]);
                let (value, gradient) = fused(&layout, instructions, 1, &parameters, slope, asked);
                assert!(
                    (f64::from(value) - loss).abs() < 1e-4 * (1.0 + loss.abs()),
                    "{layout:?} {instructions:?} {slope:?}: {value} against {loss}"
                );
                let largest = gradient.iter().fold(0f32, |top, g| top.max(g.abs()));
                for &(index, expected) in &expected {
                    let miss = (f64::from(gradient[index]) - expected).abs();
                    assert!(
                        miss < 2e-5 * f64::from(largest),
                        "{layout:?} {instructions:?} {slope:?} {index}: {} against {expected}",
                        gradient[index]
                    );
                }
            }
        }
    }
}

#[test]
fn a_batch_is_the_mean_of_its_rows_whatever_the_chunks_and_threads() {
    let mut rng = ChaCha8Rng::seed_from_u64(22);
    for inputs in [2, 3] {
        let layout = layout(NetworkSpec::default(), inputs);
        let parameters = random_parameters(&layout, &mut rng);
        for (slope, batch) in [
            (Slope::Trace, 1),
            (Slope::Slice, 99),
            (Slope::ReducedSlice, 217),
        ] {
            let rows = random_rows(&layout, batch, &mut rng);
            let probes = random_probes(batch, &mut rng);
            let of = |threads: usize, range: std::ops::Range<usize>| {
                let asked = (&rows[range.clone()], &probes[range]);
                fused(
                    &layout,
                    chosen_instructions(),
                    threads,
                    &parameters,
                    slope,
                    asked,
                )
            };
            let alone = of(1, 0..batch);
            for threads in [2, 3, 4, 16] {
                assert!(of(threads, 0..batch) == alone, "{threads} threads");
            }
            let mut mean = vec![0f64; parameters.len()];
            for row in 0..batch {
                for (mean, g) in mean.iter_mut().zip(of(1, row..row + 1).1) {
                    *mean += f64::from(g) / batch as f64;
                }
            }
            let largest = mean.iter().fold(0f64, |top, g| top.max(g.abs()));
            for (found, expected) in alone.1.iter().zip(&mean) {
                let miss = (f64::from(*found) - expected).abs();
                assert!(miss < 1e-5 * largest, "{slope:?}: {found} {expected}");
            }
        }
    }
}

/// The gradients of `batches` batches of an objective at fixed parameters, along each of `directions`.
fn slopes_along(
    network: NetworkSpec,
    training: TrainingSpec,
    parameters: &[f32],
    directions: &[Vec<f32>],
    batches: usize,
    seed: u64,
) -> Vec<Vec<f64>> {
    let range = NoiseRange::new(0.1, 4.0).unwrap();
    let target = Target::new(&ring(0.0));
    let mut draws: [Draws; MOST_SHARDS] = std::array::from_fn(|part| Draws::new(seed, part));
    // One preconditioning for all: the target of the matching must be the same.
    let mut first = Draws::new(1, 0);
    let levels = training.noise_levels;
    let preconditioning = target.preconditioning(levels, network.parameterization, &mut first);
    let layout = layout(network, preconditioning.inputs());
    let tensors = as_parameters(parameters);
    let mut operation = FusedLoss::new(layout, chosen_instructions(), workers(2));
    let mut found = vec![Vec::new(); directions.len()];
    for _ in 0..batches {
        let loss = operation.apply(
            &tensors,
            training.batch,
            &mut draws,
            |draws, part, asked| {
                let recipe = Recipe {
                    range,
                    training: &training,
                    preconditioning: &preconditioning,
                };
                target.draw_rows(recipe, part, draws, asked, |_, _| ());
            },
        );
        let gradient = flat(&tensors, &loss.backward());
        for (found, direction) in found.iter_mut().zip(directions) {
            let along = gradient.iter().zip(direction);
            found.push(along.map(|(g, d)| f64::from(g * d)).sum());
        }
    }
    found
}

/// Mean and standard error.
fn mean(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0);
    (mean, (variance / n).sqrt())
}

#[test]
fn in_expectation_the_gradient_of_every_slope_is_half_that_of_explicit_matching() {
    for (levels, parameterization) in [
        (NoiseLevels::All, Parameterization::Preconditioned),
        (NoiseLevels::All, Parameterization::V),
        (NoiseLevels::Fixed(0.3), Parameterization::Eps),
        (NoiseLevels::Fixed(0.0), Parameterization::Preconditioned),
    ] {
        let network = NetworkSpec {
            width: 32,
            depth: 2,
            parameterization,
            ..NetworkSpec::default()
        };
        let inputs = if levels == NoiseLevels::All { 3 } else { 2 };
        let layout = layout(network, inputs);
        let mut rng = ChaCha8Rng::seed_from_u64(23);
        let parameters = random_parameters(&layout, &mut rng);
        // Along two blocks of parameters: the first layer and all of them, with signs.
        let signs = |range: std::ops::Range<usize>, rng: &mut ChaCha8Rng| -> Vec<f32> {
            let sign = |i| {
                if range.contains(&i) && rng.random::<bool>() {
                    1.0
                } else {
                    0.0
                }
            };
            (0..parameters.len()).map(sign).collect()
        };
        let first = layout.index(1, 0, 0);
        let mut directions = vec![
            signs(0..first, &mut rng),
            signs(0..parameters.len(), &mut rng),
        ];
        directions.push(vec![1.0; parameters.len()]);
        let of = |objective: Objective, seed: u64| {
            let training = TrainingSpec {
                objective,
                noise_levels: levels,
                batch: 4096,
                ..TrainingSpec::default()
            };
            slopes_along(network, training, &parameters, &directions, 160, seed)
        };
        let explicit = of(Objective::Explicit, 31);
        for objective in [Objective::Implicit, Objective::Sliced, Objective::SlicedVr] {
            let found = of(objective, 32);
            for (found, explicit) in found.iter().zip(&explicit) {
                let ((a, a_se), (b, b_se)) = (mean(found), mean(explicit));
                let (miss, se) = ((a - 0.5 * b).abs(), a_se.hypot(0.5 * b_se));
                assert!(
                    miss < 4.0 * se,
                    "{objective:?} {levels:?} {parameterization:?}: {a} +- {a_se} against half of {b} +- {b_se}"
                );
                assert!(
                    b.abs() > 20.0 * se,
                    "{objective:?} {levels:?}: {b} within {se}"
                );
            }
        }
    }
}
