//! How large the answers of a network can become, whatever it is asked.

use super::ScoreNet;
use crate::score::engine::activation::Activation;
use crate::score::preconditioning::LARGEST_INPUT;
use std::f64::consts::SQRT_2;

/// The most that |tanh| can be, and that |z / (1 + exp(-z))| is for z < 0, rounded up.
const SATURATED: f64 = 1.0;

impl ScoreNet {
    /// A bound of every number on the way from any input to the outputs and of its slopes along an input: of a
    /// layer that reads at most m, the largest row of |weights| times m, plus |bias|.
    ///
    /// Slopes of silu and of the sines are below sqrt(2), so that theirs grow by no more than this a layer.
    pub(super) fn reach(&self, parameters: &[f32]) -> f64 {
        let layout = self.layout();
        // What a layer reads, and its slopes.
        let mut read = vec![LARGEST_INPUT; layout.inputs];
        let mut slopes = vec![1.0; layout.inputs];
        let mut reach = 0.0_f64;
        for layer in 0..=layout.depth {
            let (inputs, outputs) = layout.dimensions(layer);
            let weight = |output, input| f64::from(parameters[layout.index(layer, output, input)]);
            let row = |output: usize, of: &[f64]| -> f64 {
                let terms = of.iter().enumerate();
                terms
                    .map(|(input, m)| weight(output, input).abs() * m)
                    .sum()
            };
            let sums: Vec<f64> = (0..outputs)
                .map(|output| row(output, &read) + weight(output, inputs).abs())
                .collect();
            let steep: Vec<f64> = (0..outputs)
                .map(|output| SQRT_2 * row(output, &slopes))
                .collect();
            reach = sums.iter().chain(&steep).copied().fold(reach, f64::max);
            read = match layout.activation {
                Activation::Silu => sums.iter().map(|sum| sum.max(SATURATED)).collect(),
                Activation::Tanh => vec![SATURATED; outputs],
            };
            if layer == 0 {
                let sines = layout.sine_panels * (layout.width() / layout.panels);
                read[..sines].fill(SQRT_2);
            }
            slopes = steep;
        }
        reach
    }
}
