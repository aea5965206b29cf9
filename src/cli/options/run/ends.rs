//! What a way back costs by itself, however good the score: its prior, its smallest level, and its steps.

use crate::cli::opened_scene::OpenedScene;
use crate::measure::{PriorCost, StepCost};
use crate::mixture::Modes;
use crate::sampling::{Init, Run};
use crate::scene::Target;
use crate::wording::{count, three_figures};
use serde_json::{Value, json};

/// A part of the narrowest component's standard deviation that is worth a word.
const WORTH_SAYING: f64 = 0.01;

/// Where a way back begins and ends, and what that costs.
pub struct Ends {
    /// None where particles start elsewhere.
    prior: Option<PriorCost>,
    /// How much too wide the narrowest component is; below 0 too narrow.
    narrowest: f64,
    /// Data units.
    smallest_level: f64,
    is_denoised: bool,
    modes: usize,
    /// None where it is not known what they cost, as of steps that follow from a tolerance.
    steps: Option<StepCost>,
    is_noisy: bool,
    many: u64,
}

impl Ends {
    /// None of Langevin dynamics, which forget their beginning.
    pub fn of(run: &Run, opened: &OpenedScene) -> Option<Self> {
        Some(Self {
            steps: StepCost::of(run, opened.mixture.narrowest_std()),
            ..Self::without_steps(run, opened)?
        })
    }

    /// As [`Ends::of`], but what the steps cost, which is as long as a run, is left out.
    pub fn without_steps(run: &Run, opened: &OpenedScene) -> Option<Self> {
        let (Run::Diffusion(route), Some(ending)) = (run, run.ending()) else {
            return None;
        };
        let mixture = &opened.mixture;
        let modes = match opened.scene.target {
            Target::Components(_) => Modes::one_each(mixture),
            Target::Shape(_) | Target::Points(_) => Modes::connected(mixture),
        };
        let is_noisy = run.sampler().is_noisy();
        Some(Self {
            prior: (run.init() == Init::Prior)
                .then(|| PriorCost::of(&route.process, mixture, &modes, is_noisy)),
            narrowest: ending.spread(mixture.narrowest_std()) - 1.0,
            smallest_level: ending.level(),
            is_denoised: ending.is_denoised(),
            modes: modes.count(),
            steps: None,
            is_noisy,
            many: run.total_steps(),
        })
    }

    /// What the prior costs, where that is much.
    pub fn prior_in_words(&self) -> Option<String> {
        let cost = self.prior.filter(PriorCost::is_worth_saying)?;
        let mut lost = vec![
            format!(
                "the mean by {} standard deviations",
                three_figures(cost.mean)
            ),
            format!("the spread by {} %", three_figures(100.0 * cost.spread)),
        ];
        if self.modes > 1 {
            lost.push(format!(
                "the weight of a mode by {}",
                three_figures(cost.weight)
            ));
        }
        Some(format!(
            "the prior is not the density at the last time and costs, however many the steps: {}; --prior matched or a larger last level takes it away",
            lost.join(", ")
        ))
    }

    /// Lines for people, each after a line break; nothing where nothing is lost.
    pub fn in_words(&self) -> String {
        let mut text = self
            .prior_in_words()
            .map_or(String::new(), |words| format!("\n{words}"));
        if self.narrowest.abs() > WORTH_SAYING {
            text += &format!(
                "\nthe way ends at level {}{}: {} % too {} spread in the narrowest component, however many the steps",
                three_figures(self.smallest_level),
                if self.is_denoised {
                    " and goes from there to the denoiser's mean"
                } else {
                    ""
                },
                three_figures(100.0 * self.narrowest.abs()),
                if self.narrowest > 0.0 {
                    "much"
                } else {
                    "little"
                },
            );
        }
        if let Some(words) = self.steps_in_words() {
            text += &format!("\n{words}");
        }
        text
    }

    /// What the steps cost, where that is much.
    fn steps_in_words(&self) -> Option<String> {
        let is_worth = |cost: &StepCost| cost.is_worth_saying(self.is_noisy);
        let cost = self.steps.filter(is_worth)?;
        let way_out = match cost.enough {
            Some(enough) => format!("--steps {enough} leave at most 1 %"),
            None => "use more --steps".to_owned(),
        };
        Some(format!(
            "{} steps leave the narrowest component {} % too {}; {way_out}",
            count(self.many),
            three_figures(100.0 * cost.spread.abs()),
            if cost.spread > 0.0 { "wide" } else { "narrow" },
        ))
    }

    /// The same for programs.
    pub fn in_json(&self) -> Value {
        let prior = self.prior.map(|cost| {
            json!({ "mean": cost.mean, "spread": cost.spread, "weight": cost.weight, "mode": cost.mode })
        });
        let steps = self.steps.map(|cost| cost.spread);
        json!({ "prior": prior, "narrowest": self.narrowest, "steps": steps })
    }
}
