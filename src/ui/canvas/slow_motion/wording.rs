//! What is said at each stage of a step, by the objective that trains.

use super::stage::StepStage;
use crate::score::{Objective, StepAccount};
use crate::ui::format::{resolving, significant};
use crate::wording::count;

/// What stands beside a stage.
pub struct Words {
    pub title: &'static str,
    pub formula: &'static str,
    /// One line for what is on the canvas.
    pub caption: String,
    /// A sentence or two more, for those who read.
    pub text: &'static str,
}

const PAIRS: &str = "Samples are drawn from the target. In the batch each serves twice, once with ε and once with −ε.";
const ALONE: &str = "Samples are drawn from the target, one for each draw.";
const LEVELS: &str = "ε is standard normal in both coordinates. Small σ come more often than large ones, because there is more to learn.";
const LEVEL: &str = "ε is standard normal in both coordinates; σ is the one level that is trained.";
const ADAM: &str = "Adam turns the gradient g of the mean loss into a step: m and v are running means of g and g². These arrows are of the weights themselves; elsewhere their running average is shown.";

/// What is said at `stage` of `account`; the change of the field is drawn so many times as large.
pub fn of(stage: StepStage, account: &StepAccount, magnified: u32) -> Words {
    let (title, formula, text) = match stage {
        StepStage::Clean => ("Clean samples", "x_0 ~ p", sampled(account)),
        StepStage::Noisy => ("Noise is added", "x = x_0 + σ ε", noised(account)),
        StepStage::Asked => asked(account.objective),
        StepStage::Missed => missed(account),
        StepStage::Taken => ("The step", "θ ← θ − η m / √v", ADAM),
    };
    Words {
        title,
        formula,
        caption: caption(stage, account, magnified),
        text,
    }
}

fn is_clean(account: &StepAccount) -> bool {
    account.draws.iter().all(|draw| draw.sigma == 0.0)
}

fn sampled(account: &StepAccount) -> &'static str {
    if account.objective.takes_derivatives() || is_clean(account) {
        ALONE
    } else {
        PAIRS
    }
}

fn noised(account: &StepAccount) -> &'static str {
    let one = account
        .draws
        .windows(2)
        .all(|pair| pair[0].sigma == pair[1].sigma);
    if one { LEVEL } else { LEVELS }
}

/// Title, formula and text of what is asked.
fn asked(objective: Objective) -> (&'static str, &'static str, &'static str) {
    match objective {
        Objective::Denoising => (
            "Asked and answered",
            "−ε / σ and s_θ(x, σ)",
            "Asked is the way back to the sample, divided by σ². Nobody could guess it: it is right on average only.",
        ),
        Objective::Explicit => (
            "Asked and answered",
            "∇ log p_σ(x) and s_θ(x, σ)",
            "Asked is the exact score, known only here. The noise itself is of no more use.",
        ),
        Objective::StableTarget => (
            "Asked and answered",
            "Σ w_j (x_j − x) / σ^2 and s_θ(x, σ)",
            "Asked is the average of −ε/σ over 512 samples that x may have come from, by their weights w. Its lines are the heaviest of them.",
        ),
        Objective::Implicit => (
            "No target, a slope",
            "s_θ(x, σ) and div s_θ(x, σ)",
            "Nothing is asked but this: short arrows, and flow together where samples are. Small arrows show the flow: inwards div is below 0, outwards above.",
        ),
        Objective::Sliced => (
            "No target, a slope",
            "v·s_θ and v·(∇s_θ) v",
            "As implicit, seen along one random direction v: the answer's part along it, and the flow along it, inwards below 0, outwards above.",
        ),
        Objective::SlicedVr => (
            "No target, a slope",
            "s_θ and v·(∇s_θ) v",
            "As implicit, with the flow along one random direction v only: inwards below 0, outwards above.",
        ),
    }
}

/// Title, formula and text of the loss.
fn missed(account: &StepAccount) -> (&'static str, &'static str, &'static str) {
    const MISS: &str = "Each difference is squared, times σ² so that all levels count alike. Their mean is what the step makes smaller.";
    const FREE: &str = "Below 0 is better: short answers that flow together. Their mean is what the step makes smaller.";
    let (title, text) = if account.objective.takes_derivatives() {
        ("The loss of each draw", FREE)
    } else {
        ("The squared difference", MISS)
    };
    let noisy = !is_clean(account);
    let formula = match account.objective {
        Objective::Denoising => "σ^2 |s_θ(x, σ) + ε / σ|^2",
        Objective::Explicit if noisy => "σ^2 |s_θ(x, σ) − ∇ log p_σ(x)|^2",
        Objective::Explicit => "|s_θ(x) − ∇ log p(x)|^2",
        Objective::StableTarget => "σ^2 |s_θ(x, σ) − Σ w_j (x_j − x) / σ^2|^2",
        Objective::Implicit if noisy => "σ^2 (|s_θ|^2 / 2 + div s_θ)",
        Objective::Implicit => "|s_θ|^2 / 2 + div s_θ",
        Objective::Sliced if noisy => "σ^2 ((v·s_θ)^2 / 2 + v·(∇s_θ) v)",
        Objective::Sliced => "(v·s_θ)^2 / 2 + v·(∇s_θ) v",
        Objective::SlicedVr if noisy => "σ^2 (|s_θ|^2 / 2 + v·(∇s_θ) v)",
        Objective::SlicedVr => "|s_θ|^2 / 2 + v·(∇s_θ) v",
    };
    (title, formula, text)
}

/// One line for what is on the canvas.
fn caption(stage: StepStage, account: &StepAccount, magnified: u32) -> String {
    let all = count(account.batch as u64);
    let shown = count(account.draws.len() as u64);
    let way = if is_clean(account) {
        "Arrows are drawn to one scale."
    } else {
        "Arrows are drawn σ² long."
    };
    match stage {
        StepStage::Clean => {
            format!("{shown} of the {all} draws of this step: samples of the target.")
        }
        StepStage::Noisy if is_clean(account) => "No noise here: each x is its sample.".to_owned(),
        StepStage::Noisy => {
            "To each its own noise: from a green sample to its noisy point x.".to_owned()
        }
        StepStage::Asked => {
            let said = match account.objective {
                Objective::Denoising => {
                    "Green: asked, back to the sample. Blue: the network's answer."
                }
                Objective::Explicit => "Grey: the exact score. Blue: the network's answer.",
                Objective::StableTarget => {
                    "Green: samples that x may have come from, and their average. Blue: the answer."
                }
                Objective::Implicit => {
                    "Blue: the network's answer, and how it flows in or out at x."
                }
                Objective::Sliced => {
                    "Thin line: a random v. Blue: the answer along it, and the flow along it."
                }
                Objective::SlicedVr => {
                    "Thin line: a random v. Blue: the answer, and the flow along v."
                }
            };
            format!("{said} {way}")
        }
        StepStage::Missed => {
            let mean = significant(account.batch_loss);
            let said = if account.objective.takes_derivatives() {
                "Discs: the loss of each draw, hollow below 0"
            } else {
                "Arrows: from what is asked to the answer"
            };
            format!("{said}. Mean of all {all} draws: {mean}, the loss.")
        }
        StepStage::Taken => {
            let change = if magnified > 1 {
                format!("after, its change drawn {magnified} times as large")
            } else {
                "after".to_owned()
            };
            let [before, after] = both_losses(account);
            format!(
                "Faint: the field before. Bold: {change}. Loss on these {all} draws: {before} → {after}."
            )
        }
    }
}

/// The mean loss of the batch before and after the step, with the digits that tell them apart.
pub fn both_losses(account: &StepAccount) -> [String; 2] {
    let before = account.batch_loss;
    let after = account.batch_loss_after.unwrap_or(before);
    let change = (after - before).abs();
    let step = if change > 0.0 { 0.1 * change } else { 1.0 };
    [before, after].map(|loss| resolving(loss, step))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::{Demand, DrawAccount};

    fn account(objective: Objective, sigma: f64) -> StepAccount {
        let draw = DrawAccount {
            x0: [0.0, 1.0],
            eps: [1.0, 0.0],
            sigma,
            x_noisy: [sigma, 1.0],
            demand: Demand::Score([-1.0 / sigma, 0.0]),
            answer: [0.0, 0.0],
            answer_after: None,
            loss: 1.0,
        };
        StepAccount {
            train_step: 1,
            objective,
            batch: 256,
            draws: vec![draw; 24],
            batch_loss: 1.25,
            loss: 1.2,
            batch_loss_after: Some(1.125),
        }
    }

    #[test]
    fn every_objective_says_its_own_target_and_its_own_loss() {
        let mut seen = Vec::new();
        for objective in Objective::ALL {
            let account = account(objective, 0.5);
            let [asked, missed] =
                [StepStage::Asked, StepStage::Missed].map(|stage| of(stage, &account, 1));
            let both = format!("{}|{}", asked.formula, missed.formula);
            assert!(!seen.contains(&both), "{objective:?}: {both}");
            seen.push(both);
            assert_eq!(missed.formula.contains('|'), objective != Objective::Sliced);
            assert!(missed.formula.starts_with("σ^2"));
            assert!(missed.caption.contains("Mean of all 256 draws: 1.25"));
            assert_eq!(
                asked.title.contains("No target"),
                objective.takes_derivatives()
            );
        }
    }

    #[test]
    fn captions_are_true_of_what_is_drawn() {
        let account = account(Objective::Denoising, 0.5);
        let said = |stage, times| of(stage, &account, times).caption;
        assert!(said(StepStage::Clean, 1).starts_with("24 of the 256 draws"));
        let taken = said(StepStage::Taken, 20);
        assert!(
            taken.contains("20 times") && taken.contains("1.25 → 1.12"),
            "{taken}"
        );
        assert!(!said(StepStage::Taken, 1).contains("times"));
        let clean = super::tests::account(Objective::Explicit, 0.0);
        assert!(of(StepStage::Noisy, &clean, 1).caption.contains("No noise"));
        assert!(!of(StepStage::Missed, &clean, 1).formula.contains('σ'));
    }
}
