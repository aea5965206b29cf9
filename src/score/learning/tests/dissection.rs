//! What is told of a step against what the step does, and against the formulas.

use crate::mixture::{Component, GaussianMixture};
use crate::noise::NoiseRange;
use crate::plane::Point;
use crate::score::tests::workers;
use crate::score::{
    Activation, Demand, DrawAccount, Features, NetworkSpec, NoiseLevels, Objective,
    Parameterization, ScoreFn, ScoreNet, Trainer, TrainingSpec,
};
use ndarray::array;

/// An odd batch of several shards.
const BATCH: usize = 141;

fn target() -> GaussianMixture {
    GaussianMixture::new(vec![
        Component::round([-1.0, 0.3], 0.4, 2.0),
        Component::from_axes([1.2, -0.4], [0.7, 0.35], 0.5, 1.0),
    ])
    .unwrap()
}

fn trainer(objective: Objective, noise_levels: NoiseLevels) -> Trainer {
    let network = NetworkSpec {
        width: 32,
        depth: 2,
        activation: Activation::Silu,
        features: Features::Plain,
        parameterization: Parameterization::Preconditioned,
    };
    let training = TrainingSpec {
        objective,
        noise_levels,
        batch: BATCH,
        ..TrainingSpec::default()
    };
    let range = NoiseRange::new(0.1, 4.0).unwrap();
    Trainer::new(&target(), range, &network, &training, 3, workers(2)).unwrap()
}

fn score(network: &ScoreNet, [x, y]: Point, sigma: f64) -> Point {
    let score = network.score(array![[x, y]].view(), sigma);
    [score[[0, 0]], score[[0, 1]]]
}

/// v . (grad s) v by a central difference, whose error is of f32.
fn slope_along(network: &ScoreNet, x: Point, sigma: f64, v: Point) -> f64 {
    let h = 2e-3 * (1.0 + sigma);
    let at = |by: f64| score(network, [x[0] + by * v[0], x[1] + by * v[1]], sigma);
    let (up, down) = (at(h), at(-h));
    (v[0] * (up[0] - down[0]) + v[1] * (up[1] - down[1])) / (2.0 * h)
}

#[test]
fn a_step_that_is_laid_open_has_the_bits_of_one_that_is_not() {
    for objective in Objective::ALL {
        let (mut open, mut closed) = (
            trainer(objective, NoiseLevels::All),
            trainer(objective, NoiseLevels::All),
        );
        for step in 1..=6 {
            if step == 4 {
                // So far away that the preconditioning changes with the coming step.
                let moved = GaussianMixture::new(vec![Component::round([9.0, 2.0], 0.3, 1.0)]);
                let moved = moved.unwrap();
                open.retarget(&moved);
                closed.retarget(&moved);
            }
            let mut told = open.dissect(24).unwrap();
            let (report, other) = (open.step(), closed.step());
            told.conclude(&mut open);
            assert_eq!(report, other, "{objective:?}");
            assert_eq!(open.frozen(), closed.frozen(), "{objective:?}");
            assert_eq!(told.account().train_step, report.train_step);
            assert_eq!(told.account().loss.to_bits(), report.loss.to_bits());
        }
        let moments = (open.moments(), closed.moments());
        assert_eq!(moments.0, moments.1, "{objective:?}");
    }
}

#[test]
fn every_number_of_a_draw_follows_from_its_sample_its_noise_and_the_network() {
    for (objective, levels) in Objective::ALL.into_iter().flat_map(|objective| {
        [NoiseLevels::All, NoiseLevels::Fixed(0.3)].map(|levels| (objective, levels))
    }) {
        let mut trainer = trainer(objective, levels);
        (0..30).for_each(|_| {
            trainer.step();
        });
        let told = trainer.dissect(BATCH).unwrap();
        let (account, network) = (told.account(), told.before());
        assert_eq!((account.batch, account.draws.len()), (BATCH, BATCH));
        for draw in &account.draws {
            check(objective, draw, network);
        }
        let mean = account.draws.iter().map(|draw| draw.loss).sum::<f64>() / BATCH as f64;
        let miss = (mean - account.batch_loss).abs();
        assert!(
            miss < 2e-5 * (1.0 + mean.abs()),
            "{objective:?}: {mean} {}",
            account.batch_loss
        );
        match levels {
            NoiseLevels::All => {
                assert!(
                    account
                        .draws
                        .windows(2)
                        .all(|pair| pair[0].sigma <= pair[1].sigma)
                );
            }
            NoiseLevels::Fixed(_) => {
                let miss = (account.loss - account.batch_loss).abs();
                assert!(miss < 1e-6 * (1.0 + mean.abs()));
            }
        }
    }
}

fn check(objective: Objective, draw: &DrawAccount, network: &ScoreNet) {
    let DrawAccount {
        x0,
        eps,
        sigma,
        x_noisy: x,
        answer,
        loss,
        ..
    } = *draw;
    let square = |v: Point| v[0] * v[0] + v[1] * v[1];
    for axis in 0..2 {
        assert!((x[axis] - x0[axis] - sigma * eps[axis]).abs() < 1e-12);
    }
    assert_eq!(answer, score(network, x, sigma));
    let variance = sigma * sigma;
    if let Some(asked) = draw.demand.score() {
        let expected = variance * square([answer[0] - asked[0], answer[1] - asked[1]]);
        assert!(
            (loss - expected).abs() < 1e-9 * (1.0 + expected),
            "{objective:?}"
        );
    }
    match &draw.demand {
        Demand::Score(asked) if objective == Objective::Explicit => {
            let exact = target().smoothed(sigma).score(x);
            for axis in 0..2 {
                assert!((asked[axis] - exact[axis]).abs() < 1e-9 * (1.0 + exact[axis].abs()));
            }
        }
        Demand::Score(asked) => {
            assert_eq!(objective, Objective::Denoising);
            assert_eq!(*asked, eps.map(|e| -e / sigma));
        }
        Demand::Average { score, heaviest } => {
            assert_eq!(objective, Objective::StableTarget);
            let share: f64 = heaviest.iter().map(|(_, share)| share).sum();
            assert!(share <= 1.0 + 1e-12 && heaviest.windows(2).all(|p| p[0].1 >= p[1].1));
            // The others pull by no more than their share, each by less than its distance.
            let near: Vec<f64> = (0..2)
                .map(|axis| {
                    let pull = |(at, share): &(Point, f64)| share * (at[axis] - x[axis]) / variance;
                    heaviest.iter().map(pull).sum()
                })
                .collect();
            let bound = (1.0 - share).max(0.0) * 12.0 / variance + 1e-3 / sigma;
            for axis in 0..2 {
                let miss = (near[axis] - score[axis]).abs();
                assert!(miss < bound, "{miss} {bound}");
            }
        }
        Demand::Divergence(divergence) => {
            assert_eq!(objective, Objective::Implicit);
            let axes = [[1.0, 0.0], [0.0, 1.0]];
            let trace: f64 = axes
                .iter()
                .map(|v| slope_along(network, x, sigma, *v))
                .sum();
            let miss = variance * (divergence - trace).abs();
            assert!(miss < 5e-3, "{miss}");
            let expected = variance * (0.5 * square(answer) + divergence);
            assert!((loss - expected).abs() < 1e-9 * (1.0 + expected.abs()));
        }
        Demand::Slope { v, slope } => {
            assert!(v.iter().all(|v| v.abs() == 1.0));
            let miss = variance * (slope - slope_along(network, x, sigma, *v)).abs();
            assert!(miss < 5e-3, "{objective:?}: {miss}");
            let size = if objective == Objective::Sliced {
                (v[0] * answer[0] + v[1] * answer[1]).powi(2)
            } else {
                square(answer)
            };
            let expected = variance * (0.5 * size + slope);
            assert!((loss - expected).abs() < 1e-9 * (1.0 + expected.abs()));
        }
    }
}

#[test]
fn what_a_step_changed_is_told_on_the_same_draws() {
    for objective in [
        Objective::Denoising,
        Objective::Explicit,
        Objective::StableTarget,
    ] {
        let mut trainer = trainer(objective, NoiseLevels::All);
        (0..20).for_each(|_| {
            trainer.step();
        });
        let mut told = trainer.dissect(BATCH).unwrap();
        assert!(told.account().batch_loss_after.is_none() && told.after().is_none());
        trainer.step();
        told.conclude(&mut trainer);
        let (account, after) = (told.account(), told.after().unwrap());
        let losses = account.draws.iter().map(|draw| {
            let answer = score(after, draw.x_noisy, draw.sigma);
            assert_eq!(draw.answer_after, Some(answer));
            let asked = draw.demand.score().unwrap();
            let miss = [answer[0] - asked[0], answer[1] - asked[1]];
            draw.sigma * draw.sigma * (miss[0] * miss[0] + miss[1] * miss[1])
        });
        let expected = losses.sum::<f64>() / BATCH as f64;
        let found = account.batch_loss_after.unwrap();
        assert!(
            (found - expected).abs() < 2e-5,
            "{objective:?}: {found} {expected}"
        );
        // A step follows the gradient of this very batch.
        assert!(found < account.batch_loss, "{objective:?}");
        // The coming step begins where this one has ended.
        let next = trainer.dissect(1).unwrap();
        assert_eq!(next.before().parameters, after.parameters);
        assert_ne!(next.account().draws[0].x0, account.draws[0].x0);
    }
}

#[test]
fn some_draws_stand_for_all_and_a_training_that_diverged_tells_nothing() {
    let mut open = trainer(Objective::Denoising, NoiseLevels::All);
    let all = open.dissect(BATCH).unwrap();
    let some = open.dissect(24).unwrap();
    assert_eq!(some.account().draws.len(), 24);
    assert_eq!(
        some.account().batch_loss.to_bits(),
        all.account().batch_loss.to_bits()
    );
    let mut rest = all.account().draws.iter();
    for draw in &some.account().draws {
        assert!(
            rest.any(|other| other == draw),
            "in the order of the batch, none twice"
        );
    }
    let mean = |draws: &[DrawAccount]| {
        draws.iter().map(|draw| draw.sigma.ln()).sum::<f64>() / draws.len() as f64
    };
    let apart = mean(&some.account().draws) - mean(&all.account().draws);
    assert!(apart.abs() < 0.15, "{apart}");
    let wild = TrainingSpec {
        learning_rate: 100.0,
        batch: BATCH,
        ..TrainingSpec::default()
    };
    open.tune(&wild).unwrap();
    let diverges = (0..2000).any(|_| !open.step().finite);
    assert!(diverges && open.dissect(24).is_none());
}
