//! Going back to a checkpoint.

use crate::noise::NoiseRange;
use crate::score::tests::{ring, workers};
use crate::score::{NetworkSpec, NoiseLevels, Objective, SpecError, Trainer, TrainingSpec};

fn trainer(training: TrainingSpec) -> Trainer {
    let range = NoiseRange::new(0.1, 4.0).unwrap();
    let network = NetworkSpec {
        width: 32,
        depth: 2,
        ..NetworkSpec::default()
    };
    Trainer::new(&ring(0.0), range, &network, &training, 11, workers(1)).unwrap()
}

fn train(trainer: &mut Trainer, steps: usize) {
    (0..steps).for_each(|_| assert!(trainer.step().finite));
}

/// Everything that the next steps hang on, as numbers.
fn state(trainer: &mut Trainer) -> (Vec<u8>, Vec<f32>, Vec<u64>) {
    let moments = trainer.moments();
    let losses = (0..3).map(|_| trainer.step().loss.to_bits()).collect();
    (trainer.frozen().to_bytes(), moments, losses)
}

#[test]
fn a_training_that_goes_back_has_the_bits_of_one_that_never_went_further() {
    for objective in Objective::ALL {
        let training = TrainingSpec {
            objective,
            batch: 96,
            ..TrainingSpec::default()
        };
        // A hundred and thirty steps sweep Adam's averages once; zero have none.
        for kept in [0, 1, 30, 130] {
            let mut straight = trainer(training);
            train(&mut straight, kept + 20);
            let mut back = trainer(training);
            train(&mut back, kept);
            let checkpoint = back.checkpoint().unwrap();
            assert_eq!(checkpoint.train_step(), kept as u64);
            assert_eq!(*checkpoint.network(), back.frozen());
            train(&mut back, 45);
            back.go_back(&checkpoint).unwrap();
            train(&mut back, 20);
            assert!(
                state(&mut back) == state(&mut straight),
                "{objective:?} from {kept}"
            );
            // As often as one likes.
            back.go_back(&checkpoint).unwrap();
            assert_eq!(back.frozen(), *checkpoint.network());
        }
    }
}

#[test]
fn a_divergence_is_gone_back_from_and_other_choices_are_those_of_then() {
    let usual = TrainingSpec {
        batch: 64,
        ..TrainingSpec::default()
    };
    let mut trainer = trainer(usual);
    train(&mut trainer, 20);
    let checkpoint = trainer.checkpoint().unwrap();
    let wild = TrainingSpec {
        learning_rate: 100.0,
        ..usual
    };
    trainer.tune(&wild).unwrap();
    while trainer.step().finite {}
    assert!(trainer.checkpoint().is_none());
    trainer.go_back(&checkpoint).unwrap();
    assert_eq!(checkpoint.training(), usual);
    train(&mut trainer, 20);
    let again = trainer.checkpoint().unwrap();
    assert_eq!((again.train_step(), again.training()), (40, usual));
}

#[test]
fn a_checkpoint_of_another_shape_or_level_is_refused_and_nothing_changes() {
    let all = TrainingSpec {
        batch: 64,
        ..TrainingSpec::default()
    };
    let one = TrainingSpec {
        noise_levels: NoiseLevels::Fixed(0.5),
        ..all
    };
    let foreign = trainer(one).checkpoint().unwrap();
    let mut trainer = trainer(all);
    train(&mut trainer, 3);
    let before = trainer.frozen();
    assert_eq!(trainer.go_back(&foreign), Err(SpecError::NeedsRestart));
    assert_eq!(trainer.frozen(), before);
}

#[test]
fn a_checkpoint_tells_the_memory_of_weights_average_and_both_of_adam() {
    let mut trainer = trainer(TrainingSpec::default());
    train(&mut trainer, 2);
    let checkpoint = trainer.checkpoint().unwrap();
    let model = checkpoint.network().parameters.len() * 64;
    let bytes = checkpoint.bytes();
    assert!(bytes > 4 * model && bytes < 4 * model + 30_000, "{bytes}");
    let stable = TrainingSpec {
        objective: Objective::StableTarget,
        ..TrainingSpec::default()
    };
    trainer.tune(&stable).unwrap();
    trainer.step();
    let with_samples = trainer.checkpoint().unwrap().bytes();
    // A batch of 256 has four parts.
    assert_eq!(with_samples, bytes + 4 * 512 * 8);
}
