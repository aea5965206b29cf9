//! Layers, weights and hidden units against the network by its definition.

use crate::noise::NoiseRange;
use crate::scene::preset;
use crate::score::engine::f32x16::numbers;
use crate::score::engine::tests::reference::plain_network;
use crate::score::{Features, NetworkSpec, NoiseLevels, ScoreNet, Trainer, TrainingSpec, Workers};
use ndarray::Array2;

fn network(features: Features, noise_levels: NoiseLevels) -> ScoreNet {
    let mixture = preset::find("eight-gaussians").unwrap().mixture().unwrap();
    let spec = NetworkSpec {
        width: 64,
        depth: 3,
        features,
        ..NetworkSpec::default()
    };
    let training = TrainingSpec {
        noise_levels,
        batch: 64,
        ..TrainingSpec::default()
    };
    let range = NoiseRange::new(0.05, 5.0).unwrap();
    let mut trainer = Trainer::new(&mixture, range, &spec, &training, 3, Workers::one()).unwrap();
    for _ in 0..20 {
        trainer.step();
    }
    trainer.frozen()
}

#[test]
fn a_hidden_unit_answers_what_the_layers_below_it_make() {
    for features in [Features::Plain, Features::Fourier] {
        for levels in [NoiseLevels::All, NoiseLevels::Fixed(0.4)] {
            let network = network(features, levels);
            let layout = network.layout();
            let parameters: Vec<f64> = numbers(&network.parameters)
                .iter()
                .map(|p| f64::from(*p))
                .collect();
            // Not a whole number of tiles.
            let x = Array2::from_shape_fn((101, 2), |(row, axis)| {
                (0.37 * row as f64 + 2.1 * axis as f64).sin() * 3.0
            });
            for hidden in 0..3 {
                // The layers up to the hidden one are a network whose outputs are read through one unit.
                let unit = 17 + hidden;
                let found = network.unit_values(hidden, unit, x.view(), 0.4).unwrap();
                assert_eq!(found.len(), 101);
                for (row, found) in x.rows().into_iter().zip(found) {
                    let input = network.preconditioning.at(0.4).input([row[0], row[1]]);
                    let input: Vec<f64> = input.iter().map(|v| f64::from(*v)).collect();
                    let values = hidden_values(&layout, &parameters, &input, hidden);
                    let off = (f64::from(found) - values[unit]).abs();
                    assert!(off < 1e-4, "{features:?} {levels:?} {hidden}: {off}");
                }
            }
            assert!(network.unit_values(3, 0, x.view(), 0.4).is_none());
            assert!(network.unit_values(0, 64, x.view(), 0.4).is_none());
        }
    }
}

/// The values of one hidden layer: those that a network gives whose last layer picks single units.
fn hidden_values(
    layout: &crate::score::engine::layout::Layout,
    parameters: &[f64],
    input: &[f64],
    hidden: usize,
) -> Vec<f64> {
    let shallow = crate::score::engine::layout::Layout {
        depth: hidden + 1,
        ..*layout
    };
    let picked = |unit: usize, axis: usize| {
        let mut own = parameters[..shallow.last_weight().start * 16].to_vec();
        own.resize(shallow.vectors() * 16, 0.0);
        own[shallow.index(shallow.depth, axis, unit)] = 1.0;
        plain_network(&shallow, &own, input)[axis]
    };
    (0..layout.width()).map(|unit| picked(unit, 0)).collect()
}

#[test]
fn layers_and_weights_are_those_of_the_layout() {
    let network = network(Features::Plain, NoiseLevels::All);
    assert_eq!(network.layers(), [3, 64, 64, 64, 2]);
    let layout = network.layout();
    let parameters = numbers(&network.parameters);
    for (layer, from, to) in [(0, 2, 63), (1, 5, 40), (2, 63, 0), (3, 12, 1)] {
        let expected = parameters[layout.index(layer, to, from)];
        assert_eq!(network.weight(layer, from, to), expected);
        assert_ne!(expected, 0.0);
    }
}
