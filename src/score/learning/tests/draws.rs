//! What a batch is made of.

use crate::noise::NoiseRange;
use crate::score::engine::row::Asked;
use crate::score::learning::batch::{Draws, Recipe, Target};
use crate::score::tests::{ring, workers};
use crate::score::{Activation, NetworkSpec, NoiseLevels, Trainer, TrainingSpec};

#[test]
fn the_levels_of_every_batch_are_uniform_in_u_also_of_an_odd_one() {
    const BATCHES: usize = 4_000;
    let target = Target::new(&ring(0.0));
    let range = NoiseRange::new(0.05, 5.0).unwrap();
    for batch in [1, 2, 3, 7] {
        let training = TrainingSpec {
            batch,
            ..TrainingSpec::default()
        };
        let mut draws = Draws::new(5, 0);
        let network = NetworkSpec::default();
        let preconditioning =
            target.preconditioning(NoiseLevels::All, network.parameterization, &mut draws);
        let mut asked = Asked::default();
        // A row's share of the level mean is 1.5 sqrt(u), with sigma = min (max/min)^(u^1.5).
        let mut moments = [0.0; 2];
        for _ in 0..BATCHES {
            let rows = 0..batch;
            let recipe = Recipe {
                range,
                training: &training,
                preconditioning: &preconditioning,
            };
            target.draw_rows(recipe, rows, &mut draws, &mut asked, |_, _| ());
            assert_eq!(asked.rows.len(), batch);
            for row in &asked.rows {
                let u = (f64::from(row.level_share) / 1.5).powi(2);
                moments[0] += u;
                moments[1] += u * u;
            }
        }
        // Of a uniform number the mean is 1/2 and the mean square 1/3. Two rows share a draw; strata
        // only make the errors smaller.
        let count = (BATCHES * batch) as f64;
        let draws = count.min(count / 2.0 + BATCHES as f64);
        for (moment, (mean, variance)) in moments
            .iter()
            .zip([(0.5, 1.0 / 12.0), (1.0 / 3.0, 4.0 / 45.0)])
        {
            let (found, error) = (moment / count, f64::sqrt(variance / draws));
            assert!(
                (found - mean).abs() < 4.0 * error,
                "batch {batch}: {found} against {mean}"
            );
        }
    }
}

#[test]
fn what_is_too_small_to_move_a_weight_is_zero_and_no_subnormal_number_stays() {
    // At such a rate most units die at once, and Adam's averages of their gradients fade for ever.
    for activation in [Activation::Silu, Activation::Tanh] {
        let network = NetworkSpec {
            width: 32,
            depth: 2,
            activation,
            ..NetworkSpec::default()
        };
        let training = TrainingSpec {
            learning_rate: 1.0,
            batch: 16,
            ..TrainingSpec::default()
        };
        let range = NoiseRange::new(0.05, 5.0).unwrap();
        let mut trainer =
            Trainer::new(&ring(0.0), range, &network, &training, 1, workers(1)).unwrap();
        for step in 1..=12_800 {
            trainer.step();
            if step % 128 == 0 {
                let moments = trainer.moments();
                assert!(
                    moments.iter().all(|m| *m == 0.0 || m.is_normal()),
                    "step {step}"
                );
            }
        }
    }
}
