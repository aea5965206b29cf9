//! What the recipe's constants do to the first weights and the first steps.

use crate::noise::NoiseRange;
use crate::score::engine::f32x16::numbers;
use crate::score::tests::{ring, workers};
use crate::score::{NetworkSpec, Trainer, TrainingSpec};

fn trainer(seed: u64) -> Trainer {
    let network = NetworkSpec {
        width: 32,
        depth: 2,
        ..NetworkSpec::default()
    };
    let range = NoiseRange::new(0.1, 4.0).unwrap();
    let training = TrainingSpec::default();
    Trainer::new(&ring(0.0), range, &network, &training, seed, workers(1)).unwrap()
}

#[test]
fn first_weights_are_uniform_with_unit_weights_below_and_a_tenth_of_the_usual_above() {
    const SEEDS: u64 = 60;
    // Of each layer its weights and biases, and the standard deviation it is drawn with: 1/sqrt(inputs) but for
    // the first and the last.
    let layers = [
        (4 * 32, 1.0),
        (33 * 32, 1.0 / 32f64.sqrt()),
        (33 * 2, 0.1 / 32f64.sqrt()),
    ];
    let mut found: [Vec<f64>; 3] = Default::default();
    for seed in 0..SEEDS {
        let drawn = trainer(seed).frozen().numbers();
        let mut rest = drawn.iter().map(|number| f64::from(*number));
        for (layer, (count, _)) in found.iter_mut().zip(layers) {
            layer.extend(rest.by_ref().take(count));
        }
        assert_eq!(rest.next(), None);
    }
    for (numbers, (_, std)) in found.iter().zip(layers) {
        let n = numbers.len() as f64;
        let variance = numbers.iter().map(|x| x * x).sum::<f64>() / n;
        // E x^4 = 9/5 of a uniform number with unit variance.
        let error = std * std * (0.8 / n).sqrt();
        let far = (variance - std * std) / error;
        assert!(far.abs() < 4.0, "{far} errors from {std}");
        let largest = numbers.iter().fold(0.0_f64, |most, x| most.max(x.abs()));
        let bound = 3f64.sqrt() * std;
        assert!(
            (0.995 * bound..=bound * (1.0 + 1e-6)).contains(&largest),
            "{largest}, {bound}"
        );
    }
}

#[test]
fn the_first_step_of_adam_is_the_rate_against_each_gradient_and_leaves_averages_of_a_hundred_steps()
{
    let mut trainer = trainer(3);
    let before = numbers(trainer.parameters.vectors()).to_vec();
    trainer.step();
    let after = numbers(trainer.parameters.vectors()).to_vec();
    let moments = trainer.moments();
    let (first, second) = moments.split_at(before.len());
    assert_eq!(second.len(), before.len());
    let mut moved = 0;
    for (((before, after), m), v) in before.iter().zip(&after).zip(first).zip(second) {
        // Adam's 1e-8 counts for nothing beside these gradients.
        if m.abs() < 1e-6 {
            continue;
        }
        // m = (1 - 0.9) g and v = (1 - 0.99) g^2.
        assert!((v / (m * m) - 1.0).abs() < 1e-4, "{m}, {v}");
        // 1e-2 times the first of fifty steps of warm-up.
        let step = f64::from(after - before) / f64::from(-m.signum());
        assert!((step - 2e-4).abs() < 2e-4 * 0.01, "{before} to {after}");
        moved += 1;
    }
    assert!(moved > 900, "{moved}");
    // The average keeps a tenth of itself, of the weights whose loss is known: those of before.
    assert_eq!(trainer.frozen().numbers().len(), 4 * 32 + 33 * 32 + 33 * 2);
    let unmoved = numbers(&trainer.averaged).iter().zip(&before);
    for (averaged, before) in unmoved {
        assert!(
            (averaged - before).abs() <= 1e-6 * before.abs(),
            "{averaged}"
        );
    }
}
