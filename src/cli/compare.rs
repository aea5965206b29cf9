//! `scorefield compare`.

use super::experiment::Experiment;
use super::run::require_end;
use super::score::{NamedScore, ScoreArgs};
use super::{Failure, number, output, process, progress};
use crate::measure::{Estimate, Quality, QualityReference};
use crate::noise::ProcessKind;
use crate::sampling::{Init, Run, Sampler, SamplingSpec};
use clap::Args;
use ndarray::Axis;
use serde_json::{Value, json};
use std::fmt::Write;

/// Measure samplers at several numbers of steps against an exact sample
///
/// All start from the same points of their prior, and are compared with the same exact sample.
#[derive(Debug, Args)]
#[command(after_help = process::table())]
pub struct Compare {
    /// A preset's name or a scene file
    scene: String,
    /// Samplers [default: reverse-sde,ddim,ode-heun]
    #[arg(long, value_delimiter = ',', value_parser = number::sampler(), value_name = "A,B,...")]
    samplers: Vec<Sampler>,
    /// Steps in all, of annealed at each level; ode-rk45 chooses its own
    /// [default: 8,16,32,64,128]
    #[arg(long, value_delimiter = ',', value_parser = number::whole::<usize>, value_name = "N,N,...")]
    #[arg(allow_hyphen_values = true)]
    steps: Vec<usize>,
    #[command(flatten)]
    score: ScoreArgs,
    /// The forward process of all samplers [default: the scene's, else the usual one of each]
    #[arg(long, value_parser = number::process(), value_name = "PROCESS")]
    process: Option<ProcessKind>,
    /// Particles of every run, and points of the exact sample
    #[arg(long, value_name = "N", default_value_t = 5000)]
    #[arg(value_parser = number::whole::<usize>, allow_negative_numbers = true)]
    particles: usize,
    /// Fixes every random draw [default: the scene's]
    #[arg(long, value_name = "S", value_parser = number::whole::<u64>, allow_negative_numbers = true)]
    seed: Option<u64>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

const SAMPLERS: [Sampler; 3] = [Sampler::ReverseSde, Sampler::Ddim, Sampler::OdeHeun];
const STEPS: [usize; 5] = [8, 16, 32, 64, 128];

/// One run and what came of it.
struct Row {
    sampler: Sampler,
    /// Of the process; none for dynamics at one level.
    process: Option<ProcessKind>,
    /// As they were asked for; of `ode-rk45` as many as it took.
    steps: usize,
    nfe: u64,
    quality: Quality,
}

impl Compare {
    pub fn run(&self, threads: usize) -> Result<(), Failure> {
        let experiment = Experiment::open(&self.scene, self.seed, threads)?;
        let score = self.score.named_or_exact(&experiment)?;
        // Every pair is looked at before the first of them is run.
        let runs = self.runs(&experiment, &score)?;
        let steps = runs.iter().map(|(_, run)| run.total_steps()).sum();
        require_end(steps, self.particles)?;
        let seed = experiment.scene.seed;
        let reference = experiment
            .pool
            .install(|| QualityReference::new(&experiment.mixture, self.particles, seed))
            .map_err(Failure::usage)?;
        let bar = progress::bar("comparing", runs.len() as u64);
        let mut rows = Vec::with_capacity(runs.len());
        for (asked, run) in &runs {
            rows.push(row(*asked, run, &experiment, &score, &reference)?);
            bar.inc(1);
        }
        bar.finish_and_clear();
        let exact = experiment.pool.install(|| reference.exact_sample());
        let deviation = |quality: &Quality| worst_deviation(quality, &exact, &experiment);
        let measures = |quality: &Quality| measures(quality, deviation(quality));
        let list: Vec<Value> = rows
            .iter()
            .map(|row| {
                let mut object = json!({
                    "sampler": row.sampler.name(),
                    "steps": row.steps,
                    "process": row.process.map(ProcessKind::name),
                    "nfe": row.nfe,
                });
                output::extend(&mut object, measures(&row.quality));
                object
            })
            .collect();
        let object = json!({
            "scene": experiment.name,
            "score": score.name,
            "process": self.process.map(ProcessKind::name),
            "seed": seed,
            "particles": self.particles,
            "rows": list,
            "exact_sample": measures(&exact),
        });
        let mut text = heading(self.particles, score.name, &experiment);
        for row in &rows {
            let process = row.process.map_or("-", ProcessKind::name);
            let (steps, nfe) = (row.steps.to_string(), row.nfe.to_string());
            let names = [row.sampler.name(), process, &steps, &nfe];
            text += &line(names, &row.quality, deviation(&row.quality));
        }
        text += &line(["exact sample", "", "", ""], &exact, deviation(&exact));
        output::print(self.json, &object, text.trim_end())
    }

    /// Every sampler with every number of steps, `ode-rk45` once.
    fn runs(
        &self,
        experiment: &Experiment,
        score: &NamedScore,
    ) -> Result<Vec<(usize, Run)>, Failure> {
        let or_usual = |asked: &[usize]| match asked {
            [] => STEPS.to_vec(),
            asked => asked.to_vec(),
        };
        let samplers = match &self.samplers[..] {
            [] => SAMPLERS.to_vec(),
            asked => asked.to_vec(),
        };
        // A network's own levels stay good when the scene has been moved since.
        let range = score.levels.map_or(experiment.range, |levels| levels.range);
        let mut runs = Vec::new();
        for sampler in samplers {
            let steps = match sampler {
                Sampler::OdeRk45 => vec![sampler.usual_steps()],
                _ => or_usual(&self.steps),
            };
            for steps in steps {
                let spec = self.spec(experiment.scene.sampling, sampler, steps);
                let run = spec.run_for(&experiment.mixture, range, &*score.score);
                runs.push((steps, run.map_err(Failure::usage)?));
            }
        }
        Ok(runs)
    }

    /// The scene's sampling by another sampler, from the prior: only there do all start from the same
    /// points.
    fn spec(&self, scene: SamplingSpec, sampler: Sampler, steps: usize) -> SamplingSpec {
        let is_own = sampler == scene.sampler;
        let usual = scene.process.filter(|process| sampler.runs_on(*process));
        let process = self.process.or(usual);
        let is_own_process = process == scene.process;
        SamplingSpec {
            sampler,
            process,
            steps,
            particles: self.particles,
            init: Init::Prior,
            temperature: 1.0,
            step_size: scene.step_size.filter(|_| is_own),
            sigma: scene.sigma.filter(|_| is_own),
            tol: scene.tol.filter(|_| is_own),
            churn: scene.churn.filter(|_| is_own),
            t_min: scene.t_min.filter(|_| is_own_process),
            t_max: scene.t_max.filter(|_| is_own_process),
            ddpm_steps: scene.ddpm_steps.filter(|_| is_own_process),
            ..scene
        }
    }
}

/// Runs to the end and measures where the particles are.
fn row(
    asked: usize,
    run: &Run,
    experiment: &Experiment,
    score: &NamedScore,
    reference: &QualityReference,
) -> Result<Row, Failure> {
    let sampler = run.sampler();
    let failed = |error: &dyn std::fmt::Display| {
        Failure::Failed(format!("{} of {asked} steps: {error}", sampler.name()))
    };
    let recorded = experiment.pool.install(|| {
        let walk = run.start(&experiment.mixture, experiment.scene.seed);
        walk.record(&*score.score, u64::MAX, &mut |_, _| ())
    });
    let trajectory = recorded.map_err(|error| failed(&error))?;
    let last = trajectory.x.index_axis(Axis(0), trajectory.frames() - 1);
    let measured = experiment.pool.install(|| reference.measure(last));
    let taken = trajectory.step.last().map_or(0, |&step| step as usize);
    Ok(Row {
        sampler,
        process: run.process().map(crate::noise::Process::kind),
        steps: if sampler == Sampler::OdeRk45 {
            taken
        } else {
            asked
        },
        nfe: trajectory.nfe.last().copied().unwrap_or_default(),
        quality: measured.map_err(|error| failed(&error))?,
    })
}

/// The largest |weight - truth| of any mode, in the standard errors that an exact sample has: those of
/// the sample itself are 0 where it misses a mode.
fn worst_deviation(quality: &Quality, exact: &Quality, experiment: &Experiment) -> f64 {
    let truth = experiment.mixture.components().iter().map(|c| c.weight);
    let modes = quality.mode_weights.iter().zip(&exact.mode_weights);
    let deviations = modes.zip(truth).map(|((mode, exact), truth)| {
        let deviation = (mode.weight.value - truth).abs();
        // Of a lone component the weight is 1 and certain.
        if deviation == 0.0 {
            0.0
        } else {
            deviation / exact.weight.se
        }
    });
    deviations.fold(0.0, f64::max)
}

fn measures(quality: &Quality, deviation: f64) -> Value {
    let one = |estimate: Estimate| json!({ "value": estimate.value, "se": estimate.se });
    json!({
        "sliced_w2": one(quality.sliced_w2),
        "mmd2": one(quality.mmd2),
        "energy_distance": one(quality.energy_distance),
        "nll": one(quality.nll),
        "worst_mode_deviation": deviation,
    })
}

fn heading(particles: usize, score: &str, experiment: &Experiment) -> String {
    let mut text = format!(
        "{particles} particles a run as a sample of {}, {score} score (seed {})\n\n",
        experiment.name, experiment.scene.seed
    );
    let _ = writeln!(
        text,
        "{:<13} {:<10} {:>6} {:>6} {:>18} {:>21} {:>18} {:>17} {:>10}",
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
fn line([sampler, process, steps, nfe]: [&str; 4], quality: &Quality, deviation: f64) -> String {
    let shown = |estimate: Estimate, decimals: usize| {
        format!("{:.decimals$} ± {:.decimals$}", estimate.value, estimate.se)
    };
    format!(
        "{sampler:<13} {process:<10} {steps:>6} {nfe:>6} {:>18} {:>21} {:>18} {:>17} {:>7.1} se\n",
        shown(quality.sliced_w2, 4),
        shown(quality.mmd2, 6),
        shown(quality.energy_distance, 5),
        shown(quality.nll, 3),
        deviation
    )
}
