//! The quality table of `compare`, for people and for programs.

use crate::cli::opened_scene::OpenedScene;
use crate::cli::output;
use crate::measure::{Estimate, ModeWeight, Quality};
use crate::noise::Process;
use crate::sampling::{Ending, Sampler, few_led_away};
use crate::wording::{count, quote};
use serde_json::{Value, json};
use std::fmt::Write;

/// One run and what came of it.
pub struct Row {
    pub sampler: Sampler,
    /// None for dynamics at one level.
    pub process: Option<Process>,
    /// As they were asked for; of `ode-rk45` as many as it took.
    pub steps: usize,
    pub nfe: u64,
    pub quality: Quality,
    pub ending: Option<Ending>,
    /// Particles that the score led away.
    pub led_away: usize,
    /// What its prior costs, in a sentence, where that is much.
    pub prior_cost: Option<String>,
}

/// The rows of a comparison beside an exact sample as large.
pub struct Table<'a> {
    pub particles: usize,
    pub score: &'a str,
    pub opened: &'a OpenedScene,
    pub rows: &'a [Row],
    pub exact: &'a Quality,
}

impl Table<'_> {
    pub fn in_json(&self) -> Value {
        let narrowest = self.opened.mixture.narrowest_std();
        let rows = self.rows.iter().map(|row| {
            let process = row.process.as_ref();
            let mut object = json!({
                "sampler": row.sampler.name(),
                "steps": row.steps,
                "process": process.map(|process| process.kind().name()),
                "ddpm_steps": process.and_then(Process::discrete_steps),
                "nfe": row.nfe,
                "led_away": row.led_away,
                "end_level": row.ending.map(|ending| ending.level()),
                "end_spread": row.ending.map(|ending| ending.spread(narrowest)),
            });
            output::extend(&mut object, self.measures(&row.quality));
            object
        });
        json!({
            "scene": self.opened.name,
            "score": self.score,
            "seed": self.opened.scene.seed,
            "particles": self.particles,
            "rows": rows.collect::<Vec<Value>>(),
            "exact_sample": self.measures(self.exact),
        })
    }

    pub fn in_text(&self) -> String {
        let mut text = self.heading();
        for row in self.rows {
            let process = row.process.as_ref().map_or("-".to_owned(), name);
            let (steps, nfe) = (row.steps.to_string(), row.nfe.to_string());
            text += &self.line([row.sampler.name(), &process, &steps, &nfe], &row.quality);
        }
        text += &self.line(["exact sample", "", "", ""], self.exact);
        text + &self.endings()
    }

    fn measures(&self, quality: &Quality) -> Value {
        let one = |estimate: Estimate| json!({ "value": estimate.value, "se": estimate.se });
        let modes = |of: fn(&ModeWeight) -> f64| -> Vec<f64> {
            quality.mode_weights.iter().map(of).collect()
        };
        json!({
            "mode_weights": { "value": modes(|m| m.weight.value), "se": modes(|m| m.weight.se) },
            "sliced_w2": one(quality.sliced_w2),
            "mmd2": one(quality.mmd2),
            "energy_distance": one(quality.energy_distance),
            "chamfer2": one(quality.chamfer.squared),
            "chamfer": one(quality.chamfer.unsquared),
            "nll": one(quality.nll),
            "worst_mode_deviation": self.worst_deviation(quality),
        })
    }

    /// The largest |weight - truth| of any mode, in the standard errors that an exact sample has:
    /// those of the sample itself are 0 where it misses a mode.
    fn worst_deviation(&self, quality: &Quality) -> f64 {
        let components = self.opened.mixture.components();
        let modes = quality.mode_weights.iter().zip(&self.exact.mode_weights);
        let deviations = modes.zip(components).map(|((mode, exact), component)| {
            let deviation = (mode.weight.value - component.weight).abs();
            // Of a lone component the weight is 1 and certain.
            if deviation == 0.0 {
                0.0
            } else {
                deviation / exact.weight.se
            }
        });
        deviations.fold(0.0, f64::max)
    }

    fn heading(&self) -> String {
        let mut text = format!(
            "{} particles a run as a sample of {}, {} score (seed {})\n\n",
            count(self.particles as u64),
            quote(&self.opened.name),
            self.score,
            self.opened.scene.seed
        );
        let _ = writeln!(
            text,
            "{:<13} {:<11} {:>6} {:>6} {:>18} {:>21} {:>18} {:>17} {:>10}",
            "sampler",
            "process",
            "steps",
            "nfe",
            "sliced W2",
            "MMD^2",
            "energy dist.",
            "NLL",
            "worst mode"
        );
        text
    }

    /// A run, its measures with their standard errors, and the worst mode in standard errors.
    fn line(&self, [sampler, process, steps, nfe]: [&str; 4], quality: &Quality) -> String {
        let shown = |estimate: Estimate, decimals: usize| {
            format!("{:.decimals$} ± {:.decimals$}", estimate.value, estimate.se)
        };
        format!(
            "{sampler:<13} {process:<11} {steps:>6} {nfe:>6} {:>18} {:>21} {:>18} {:>17} {:>7.1} se\n",
            shown(quality.sliced_w2, 4),
            shown(quality.mmd2, 6),
            shown(quality.energy_distance, 5),
            shown(quality.nll, 3),
            self.worst_deviation(quality)
        )
    }

    /// What the ends of the ways do to the narrowest component: the error that more steps leave.
    fn endings(&self) -> String {
        let narrowest = self.opened.mixture.narrowest_std();
        let mut sentences: Vec<String> = Vec::new();
        let mut can_end_closer = false;
        for row in self.rows {
            let (Some(process), Some(ending)) = (&row.process, row.ending) else {
                continue;
            };
            let percent = 100.0 * (ending.spread(narrowest) - 1.0);
            if percent.abs() < 0.1 {
                continue;
            }
            let how = if ending.is_denoised() {
                "goes from there to clean data by the denoiser's mean"
            } else {
                "stays there"
            };
            let sentence = format!(
                "{} ends at level {:.3} and {how}: {:.1} % {} in the narrowest component, however many the steps\n",
                name(process),
                ending.level(),
                percent.abs(),
                if percent < 0.0 {
                    "too little spread"
                } else {
                    "too much spread"
                },
            );
            can_end_closer |= process.kind().explodes();
            if !sentences.contains(&sentence) {
                sentences.push(sentence);
            }
        }
        if can_end_closer {
            sentences.push("a smaller --sigma-min ends closer to the data\n".to_owned());
        }
        for row in self.rows {
            let (Some(process), Some(cost)) = (&row.process, &row.prior_cost) else {
                continue;
            };
            let sentence = format!("{} on {}: {cost}\n", row.sampler.name(), name(process));
            if !sentences.contains(&sentence) {
                sentences.push(sentence);
            }
        }
        for row in self.rows {
            if let Some(words) = few_led_away(row.led_away, self.particles) {
                let (name, steps) = (row.sampler.name(), row.steps);
                sentences.push(format!("{name} of {steps} steps: {words}\n"));
            }
        }
        if sentences.is_empty() {
            return String::new();
        }
        format!("\n{}", sentences.concat())
    }
}

/// "ddpm T=50" where the process has steps of its own, as those of one name can differ, else its name.
fn name(process: &Process) -> String {
    let name = process.kind().name();
    let steps = process.discrete_steps();
    steps.map_or(name.to_owned(), |steps| format!("{name} T={steps}"))
}
