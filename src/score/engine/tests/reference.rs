//! Networks by their definition, in f64.

use crate::score::engine::activation::Activation;
use crate::score::engine::f32x16::LANES;
use crate::score::engine::layout::Layout;
use crate::score::engine::row::Row;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// Every network on the menu, with and without noise input.
pub(crate) fn menu() -> Vec<Layout> {
    let mut layouts = Vec::new();
    for width in [32, 64, 128, 256] {
        for depth in [2, 3, 4] {
            for activation in [Activation::Silu, Activation::Tanh] {
                for sine_panels in [width / LANES / 2, 0] {
                    for inputs in [2, 3] {
                        let panels = width / LANES;
                        layouts.push(Layout {
                            inputs,
                            panels,
                            depth,
                            activation,
                            sine_panels,
                        });
                    }
                }
            }
        }
    }
    layouts
}

/// Parameters large enough to bend every layer, zero where no parameter stands.
pub(crate) fn random_parameters(layout: &Layout, rng: &mut ChaCha8Rng) -> Vec<f32> {
    let mut parameters = vec![0.0; layout.vectors() * LANES];
    for layer in 0..=layout.depth {
        let (inputs, outputs) = layout.dimensions(layer);
        let bound = 2.0 / (inputs as f32).sqrt();
        for output in 0..outputs {
            for input in 0..=inputs {
                parameters[layout.index(layer, output, input)] =
                    bound * (2.0 * rng.random::<f32>() - 1.0);
            }
        }
    }
    parameters
}

pub(crate) fn random_rows(layout: &Layout, count: usize, rng: &mut ChaCha8Rng) -> Vec<Row> {
    let mut number = || 4.0 * rng.random::<f32>() - 2.0;
    (0..count)
        .map(|_| {
            let mut input = [number(), number(), number(), 1.0];
            if layout.inputs == 2 {
                (input[2], input[3]) = (1.0, 0.0);
            }
            Row {
                input,
                target: [number(), number()],
                weight: number().abs(),
                level_share: 1.0,
            }
        })
        .collect()
}

/// F(input) by the definition, in f64.
pub(crate) fn plain_network(layout: &Layout, parameters: &[f64], input: &[f64]) -> Vec<f64> {
    let activate = |z: f64| match layout.activation {
        Activation::Silu => z / (1.0 + (-z).exp()),
        Activation::Tanh => z.tanh(),
    };
    let mut values = input[..layout.inputs].to_vec();
    for layer in 0..=layout.depth {
        let (inputs, outputs) = layout.dimensions(layer);
        let unit = |output: usize| {
            let weighted: f64 = (0..inputs)
                .map(|i| parameters[layout.index(layer, output, i)] * values[i])
                .sum();
            let z = weighted + parameters[layout.index(layer, output, inputs)];
            match layer {
                _ if layer == layout.depth => z,
                0 if output < layout.sine_panels * LANES => std::f64::consts::SQRT_2 * z.sin(),
                _ => activate(z),
            }
        };
        values = (0..outputs).map(unit).collect();
    }
    values
}
