//! A step laid open: what it draws and asks before it is taken, and what it has changed after. The trainer draws
//! from its own streams as ever; what is told here was drawn from copies of them, so no bit of training changes.

use super::account::{Demand, DrawAccount, StepAccount};
use super::batch::{Drawn, Draws, Recipe};
use super::loss::MOST_SHARDS;
use super::trainer::Trainer;
use crate::plane::Point;
use crate::score::engine::row::Slope;
use crate::score::net::ScoreNet;
use crate::score::score_fn::ScoreFn;
use crate::score::spec::Objective;
use dfdx::tensor::AsArray;
use ndarray::ArrayView2;

/// Samples of a reference batch that are told of a draw.
const HEAVIEST: usize = 12;

/// One step of a trainer, with what it takes to tell what that changes.
pub struct Dissection {
    account: StepAccount,
    before: ScoreNet,
    after: Option<ScoreNet>,
    /// The draws as they were before the batch.
    sources: Box<[Draws; MOST_SHARDS]>,
}

/// What one part of a batch is drawn from, and what of it is told.
struct Told {
    draws: Draws,
    rows: Vec<(Drawn, Vec<(Point, f64)>)>,
}

impl Dissection {
    /// What is known of the step.
    pub fn account(&self) -> &StepAccount {
        &self.account
    }

    /// The network whose weights the step changes: the newest, not their running average.
    pub fn before(&self) -> &ScoreNet {
        &self.before
    }

    /// The same with the weights after the step; none before that is taken.
    pub fn after(&self) -> Option<&ScoreNet> {
        self.after.as_ref()
    }

    /// Tells what the step has changed, which `trainer` has taken just now.
    pub fn conclude(&mut self, trainer: &mut Trainer) {
        let mut sources: Vec<Told> = self.sources.iter().cloned().map(Told::new).collect();
        let (loss, _) = trainer.loss_on(&mut sources, &[]);
        self.account.batch_loss_after = Some(loss);
        let after = trainer.newest();
        for draw in &mut self.account.draws {
            draw.answer_after = Some(answer(&after, draw.x_noisy, draw.sigma));
        }
        self.after = Some(after);
    }
}

impl Told {
    fn new(draws: Draws) -> Self {
        Self {
            draws,
            rows: Vec::new(),
        }
    }
}

impl Trainer {
    /// Lays the coming step open without taking it, with at most `most` draws of its batch; nothing after a
    /// divergence. Every number is the one that [`Trainer::step`] will use, and none of its bits changes.
    pub fn dissect(&mut self, most: usize) -> Option<Dissection> {
        if self.diverged.is_some() {
            return None;
        }
        let batch = self.training.batch;
        let count = most.min(batch);
        let shown: Vec<usize> = (0..count)
            .map(|place| spread(place, count, batch))
            .collect();
        let sources = Box::new(self.draws.clone());
        let mut told: Vec<Told> = sources.iter().cloned().map(Told::new).collect();
        let (batch_loss, loss) = self.loss_on(&mut told, &shown);
        let rows: Vec<_> = told.into_iter().flat_map(|told| told.rows).collect();
        let before = self.newest();
        let losses = self.slope_losses(&rows);
        let draws = rows
            .into_iter()
            .enumerate()
            .map(|(place, (drawn, heaviest))| {
                let loss = losses.get(place).copied();
                account(self.training.objective, &before, drawn, heaviest, loss)
            });
        let account = StepAccount {
            train_step: self.schedule.train_step() + 1,
            objective: self.training.objective,
            batch,
            draws: draws.collect(),
            batch_loss,
            loss,
            batch_loss_after: None,
        };
        Some(Dissection {
            account,
            before,
            after: None,
            sources,
        })
    }

    /// The newest weights with the preconditioning that the coming step will have.
    fn newest(&self) -> ScoreNet {
        self.network_of(
            self.coming_preconditioning(),
            self.parameters.vectors().to_vec(),
        )
    }

    /// The mean loss on the batch that `told` draws, and the same over log-uniform levels; draws that are `shown`,
    /// increasing, are told.
    fn loss_on(&mut self, told: &mut [Told], shown: &[usize]) -> (f64, f64) {
        let preconditioning = self.coming_preconditioning();
        let loss = self.loss.apply(
            &self.parameters,
            self.training.batch,
            told,
            |told, part, asked| {
                let recipe = Recipe {
                    range: self.range,
                    training: &self.training,
                    preconditioning: &preconditioning,
                };
                let Told { draws, rows } = told;
                self.target
                    .draw_rows(recipe, part, draws, asked, |drawn, reserve| {
                        if shown.binary_search(&drawn.index).is_err() {
                            return;
                        }
                        let points = [drawn.x0, drawn.eps, drawn.x_noisy];
                        let stable = self.training.objective == Objective::StableTarget;
                        let heaviest = if stable {
                            reserve.heaviest(points, drawn.sigma, HEAVIEST)
                        } else {
                            Vec::new()
                        };
                        rows.push((drawn, heaviest));
                    });
            },
        );
        (f64::from(loss.array()), self.loss.level_mean())
    }

    /// The losses of these rows by the kernels that train, where they hold a slope along a direction: no frozen
    /// network is asked for that.
    fn slope_losses(&self, rows: &[(Drawn, Vec<(Point, f64)>)]) -> Vec<f64> {
        let slope = match self.training.objective {
            Objective::Sliced => Slope::Slice,
            Objective::SlicedVr => Slope::ReducedSlice,
            Objective::Denoising
            | Objective::Explicit
            | Objective::Implicit
            | Objective::StableTarget => return Vec::new(),
        };
        let asked = rows
            .iter()
            .filter_map(|(drawn, _)| Some((drawn.row, drawn.probe?)));
        let asked: Vec<_> = asked.collect();
        self.loss.of_slopes(&self.parameters, slope, &asked)
    }
}

/// Place `place` of `count` among `batch` rows, evenly: of pairs that share a sample sometimes the one, sometimes
/// the other.
fn spread(place: usize, count: usize, batch: usize) -> usize {
    let row = place * batch / count;
    if batch >= 2 * count {
        row - row % 2 + place % 2
    } else {
        row
    }
}

fn answer(network: &ScoreNet, x: Point, sigma: f64) -> Point {
    let x = ArrayView2::from_shape((1, 2), &x).expect("one point of two numbers");
    let score = network.score(x, sigma);
    [score[[0, 0]], score[[0, 1]]]
}

/// What is told of `drawn`, whose `loss` is known where it holds a slope along a direction.
fn account(
    objective: Objective,
    network: &ScoreNet,
    drawn: Drawn,
    heaviest: Vec<(Point, f64)>,
    loss: Option<f64>,
) -> DrawAccount {
    let Drawn {
        x0,
        eps,
        sigma,
        x_noisy,
        score,
        ..
    } = drawn;
    let factor = if sigma > 0.0 { sigma * sigma } else { 1.0 };
    let answer = answer(network, x_noisy, sigma);
    let square = |v: Point| v[0] * v[0] + v[1] * v[1];
    let miss = square([answer[0] - score[0], answer[1] - score[1]]);
    let (demand, loss) = match objective {
        Objective::Denoising | Objective::Explicit => (Demand::Score(score), factor * miss),
        Objective::StableTarget => (Demand::Average { score, heaviest }, factor * miss),
        Objective::Implicit => {
            let x = ArrayView2::from_shape((1, 2), &x_noisy).expect("one point of two numbers");
            let divergence = network.divergence(x, sigma)[0];
            let loss = factor * (0.5 * square(answer) + divergence);
            (Demand::Divergence(divergence), loss)
        }
        Objective::Sliced | Objective::SlicedVr => {
            let v = drawn.probe.map_or([0.0; 2], |probe| probe.v.map(f64::from));
            let loss = loss.unwrap_or_default();
            let size = if objective == Objective::Sliced {
                (v[0] * answer[0] + v[1] * answer[1]).powi(2)
            } else {
                square(answer)
            };
            let slope = loss / factor - 0.5 * size;
            (Demand::Slope { v, slope }, loss)
        }
    };
    DrawAccount {
        x0,
        eps,
        sigma,
        x_noisy,
        demand,
        answer,
        answer_after: None,
        loss,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_spread_evenly_and_show_both_rows_of_pairs_in_turn() {
        for (count, batch) in [(1, 2), (3, 6), (24, 141), (24, 256), (7, 16_384)] {
            let rows: Vec<usize> = (0..count)
                .map(|place| spread(place, count, batch))
                .collect();
            for (place, &row) in rows.iter().enumerate() {
                assert!(row < batch, "{row} of {batch}");
                assert_eq!(row / 2, place * batch / count / 2, "{rows:?}");
                assert_eq!(row % 2, place % 2, "{rows:?}");
            }
            assert!(rows.is_sorted_by(|a, b| a < b), "{rows:?}");
        }
        // Of a small batch every row.
        let all: Vec<usize> = (0..5).map(|place| spread(place, 5, 5)).collect();
        assert_eq!(all, [0, 1, 2, 3, 4]);
    }
}
