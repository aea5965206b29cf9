//! The numbers of a draw as far as a stage has come, and all of them as a table.

use super::stage::StepStage;
use crate::plane::Point;
use crate::score::{Demand, DrawAccount, Objective, StepAccount};
use crate::ui::format::{resolving, significant};
use crate::ui::instruments::numbers::Number;
use std::fmt::Write;

/// What is told of `draw` at `stage`; points of the plane are told apart by steps of `step`.
pub fn of(draw: &DrawAccount, account: &StepAccount, stage: StepStage, step: f64) -> Vec<Number> {
    let place = |[x, y]: Point| format!("({}, {})", resolving(x, step), resolving(y, step));
    let vector = |[x, y]: Point| format!("({}, {})", significant(x), significant(y));
    let mut numbers = Vec::new();
    let mut add = |name, value| numbers.push(Number { name, value });
    add("x0", place(draw.x0));
    if stage >= StepStage::Noisy {
        add("ε", vector(draw.eps));
        add("σ", significant(draw.sigma));
        add("x", place(draw.x_noisy));
    }
    if stage >= StepStage::Asked {
        match &draw.demand {
            Demand::Score(score) if account.objective == Objective::Explicit => {
                add("exact score", vector(*score));
            }
            Demand::Score(score) => add("asked: −ε/σ", vector(*score)),
            Demand::Average { score, .. } => add("asked: average", vector(*score)),
            Demand::Divergence(_) | Demand::Slope { .. } => {}
        }
        add("answer sθ", vector(draw.answer));
        match draw.demand {
            Demand::Divergence(divergence) => add("div sθ", significant(divergence)),
            Demand::Slope { v, slope } => {
                add("v", vector(v));
                add("v·(∇sθ)v", significant(slope));
            }
            Demand::Score(_) | Demand::Average { .. } => {}
        }
    }
    if stage >= StepStage::Missed {
        let name = if account.objective.takes_derivatives() {
            "its loss"
        } else if draw.sigma > 0.0 {
            "σ²|difference|²"
        } else {
            "|difference|²"
        };
        add(name, significant(draw.loss));
    }
    if stage == StepStage::Taken
        && let Some(after) = draw.answer_after
    {
        add("answer after", vector(after));
    }
    numbers
}

/// Everything that is known of the step, for other programs: a draw a line, a tab between its numbers.
pub fn table(account: &StepAccount) -> String {
    let mut text = String::from(
        "draw\tx0_x\tx0_y\teps_x\teps_y\tsigma\tx_x\tx_y\tasked_x\tasked_y\tslope\tanswer_x\tanswer_y\tanswer_after_x\tanswer_after_y\tloss\n",
    );
    for (index, draw) in account.draws.iter().enumerate() {
        let pair =
            |pair: Option<Point>| pair.map_or_else(|| "\t".into(), |[x, y]| format!("{x}\t{y}"));
        let slope = match draw.demand {
            Demand::Divergence(slope) | Demand::Slope { slope, .. } => slope.to_string(),
            Demand::Score(_) | Demand::Average { .. } => String::new(),
        };
        let [x0, eps, x, answer] =
            [draw.x0, draw.eps, draw.x_noisy, draw.answer].map(|point| pair(Some(point)));
        let (asked, after) = (pair(draw.demand.score()), pair(draw.answer_after));
        let (sigma, loss) = (draw.sigma, draw.loss);
        let number = index + 1;
        let line = format!(
            "{number}\t{x0}\t{eps}\t{sigma}\t{x}\t{asked}\t{slope}\t{answer}\t{after}\t{loss}\n"
        );
        text.push_str(&line);
    }
    let mut sum = |name: &str, value: f64| {
        let _ = writeln!(text, "{name}\t{value}");
    };
    sum("training step", account.train_step as f64);
    sum("draws of the batch", account.batch as f64);
    sum("mean loss of the batch", account.batch_loss);
    sum(
        "the same over log-uniform levels, as in the chart",
        account.loss,
    );
    if let Some(after) = account.batch_loss_after {
        sum("mean loss of the batch after the step", after);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(demand: Demand) -> DrawAccount {
        DrawAccount {
            x0: [0.25, 1.0],
            eps: [1.5, -0.5],
            sigma: 0.5,
            x_noisy: [1.0, 0.75],
            demand,
            answer: [-1.0, 0.5],
            answer_after: Some([-1.5, 0.75]),
            loss: 1.25,
        }
    }

    fn account(objective: Objective, demand: Demand) -> StepAccount {
        StepAccount {
            train_step: 7,
            objective,
            batch: 256,
            draws: vec![draw(demand); 3],
            batch_loss: 1.125,
            loss: 1.0,
            batch_loss_after: None,
        }
    }

    #[test]
    fn numbers_come_stage_by_stage() {
        let account = account(Objective::Denoising, Demand::Score([-3.0, 1.0]));
        let counts = [
            (StepStage::Clean, 1),
            (StepStage::Noisy, 4),
            (StepStage::Asked, 6),
            (StepStage::Missed, 7),
            (StepStage::Taken, 8),
        ];
        for (stage, expected) in counts {
            let found = of(&account.draws[0], &account, stage, 0.01);
            assert_eq!(found.len(), expected, "{stage:?}");
        }
        let all = of(&account.draws[0], &account, StepStage::Missed, 0.01);
        assert_eq!(all[4].value, "(-3, 1)");
        assert_eq!(all[6].value, "1.25");
    }

    #[test]
    fn a_table_has_as_many_columns_in_every_line() {
        for (objective, demand) in [
            (Objective::Denoising, Demand::Score([-3.0, 1.0])),
            (Objective::Implicit, Demand::Divergence(-2.0)),
        ] {
            let text = table(&account(objective, demand));
            let lines: Vec<&str> = text.lines().take(4).collect();
            let columns: Vec<usize> = lines.iter().map(|line| line.split('\t').count()).collect();
            assert_eq!(columns, [16; 4], "{text}");
            assert!(text.contains("mean loss of the batch\t1.125\n"));
            assert!(!text.contains("after the step"));
        }
    }
}
