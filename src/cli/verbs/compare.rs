//! `scorefield compare`.

mod table;

use crate::cli::opened_scene::OpenedScene;
use crate::cli::options::process::ProcessArgs;
use crate::cli::options::run::{Ends, require_end};
use crate::cli::options::score::{NamedScore, ScoreArgs};
use crate::cli::options::{memory, number, process};
use crate::cli::{Failure, output, progress};
use crate::measure::QualityReference;
use crate::noise::ProcessKind;
use crate::sampling::{Init, Run, Sampler, SamplingSpec, StepCount};
use crate::wording::count;
use clap::Args;
use ndarray::Axis;
use serde_json::json;
use std::ffi::OsString;
use table::{Row, Table};

/// Measure samplers at several numbers of steps against an exact sample
///
/// All start from the same points of their prior, and are compared with the same exact sample.
#[derive(Debug, Args)]
#[command(after_help = process::table())]
pub struct Compare {
    /// A preset's name, a scene file, a file of points, or a link
    scene: OsString,
    /// Samplers [default: reverse-sde,ddim,ode-heun]
    #[arg(long, value_delimiter = ',', value_parser = number::choice::<Sampler>(), value_name = "A,B,...")]
    samplers: Vec<Sampler>,
    /// Steps in all, of annealed at each level; ode-rk45 chooses its own
    /// [default: 8,16,32,64,128]
    #[arg(long, value_delimiter = ',', value_parser = number::whole::<usize>, value_name = "N,N,...")]
    #[arg(allow_hyphen_values = true)]
    steps: Vec<usize>,
    #[command(flatten)]
    score: ScoreArgs,
    #[command(flatten)]
    process: ProcessArgs,
    /// The relative and absolute tolerance of ode-rk45 [default: the scene's, else 1e-5]
    #[arg(long, value_parser = number::finite, allow_negative_numbers = true, value_name = "E")]
    tol: Option<f64>,
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

impl Compare {
    pub fn run(&self, threads: usize) -> Result<(), Failure> {
        let opened = OpenedScene::open(&self.scene, self.seed, threads)?;
        let score = self.score.named_or_exact(&opened)?;
        // Every pair is looked at before the first of them is run.
        let runs = self.runs(&opened, &score)?;
        let steps = runs.iter().map(|(_, run)| run.total_steps()).sum();
        require_end(steps, self.particles)?;
        let seed = opened.scene.seed;
        let particles = self.particles as u64;
        memory::require(
            &format!("a sample of {} particles", count(particles)),
            particles.saturating_mul(memory::SAMPLE_POINT),
            "fewer --particles",
        )?;
        let draw = || QualityReference::new(&opened.mixture, self.particles, seed);
        let reference =
            progress::during("drawing the exact sample", || opened.workers.install(draw))
                .map_err(Failure::usage)?;
        let bar = progress::bar("comparing", runs.len() as u64);
        let mut rows = Vec::with_capacity(runs.len());
        for (asked, run) in &runs {
            rows.push(row(*asked, run, &opened, &score, &reference)?);
            bar.inc(1);
        }
        bar.finish_and_clear();
        let exact = progress::during("measuring the exact sample", || {
            opened.workers.install(|| reference.exact_sample())
        });
        let table = Table {
            particles: self.particles,
            score: score.name,
            opened: &opened,
            rows: &rows,
            exact: &exact,
        };
        let mut object = table.in_json();
        object["process"] = json!(self.process.process.map(ProcessKind::name));
        output::print(self.json, &object, table.in_text().trim_end())
    }

    /// Every sampler with every number of steps, `ode-rk45` once.
    fn runs(&self, opened: &OpenedScene, score: &NamedScore) -> Result<Vec<(usize, Run)>, Failure> {
        let or_usual = |asked: &[usize]| match asked {
            [] => STEPS.to_vec(),
            asked => asked.to_vec(),
        };
        let samplers = match &self.samplers[..] {
            [] => SAMPLERS.to_vec(),
            asked => asked.to_vec(),
        };
        // A network's own levels stay good when the scene has been moved since.
        let range = score.levels.map_or(opened.range, |levels| levels.range);
        if self.tol.is_some() && !samplers.iter().any(|sampler| sampler.takes_tolerance()) {
            let owners = Sampler::names_where(Sampler::takes_tolerance);
            return Err(Failure::Usage(format!(
                "--tol belongs to {owners}; add it to --samplers or leave --tol out"
            )));
        }
        let (mut runs, mut kinds) = (Vec::new(), Vec::new());
        for sampler in samplers {
            let steps = match sampler.step_count() {
                StepCount::AtMost => vec![sampler.usual_steps()],
                StepCount::InAll | StepCount::ALevel => or_usual(&self.steps),
            };
            for steps in steps {
                let spec = self.spec(opened.scene.sampling, sampler, steps);
                // A pair that is not defined is refused before the options of its process are.
                spec.validate().map_err(Failure::usage)?;
                kinds.push(spec.process_kind());
                let run = spec.run_for(&opened.mixture, range, &*score.score);
                runs.push((steps, run.map_err(Failure::usage)?));
            }
        }
        self.process.refuse_options_of_others(&kinds)?;
        Ok(runs)
    }

    /// The scene's sampling by another sampler, from the prior: only there do all start from the same
    /// points.
    fn spec(&self, scene: SamplingSpec, sampler: Sampler, steps: usize) -> SamplingSpec {
        let is_own = sampler == scene.sampler;
        let usual = scene.process.filter(|process| sampler.runs_on(*process));
        let process = self.process.process.or(usual);
        let is_own_process = process == scene.process;
        let asked = &self.process;
        let kind = process.or(sampler.processes().first().copied());
        SamplingSpec {
            center: asked.center.unwrap_or(scene.center),
            scale: asked.scale_for(kind, scene.scale),
            prior: asked.prior.unwrap_or(scene.prior),
            sampler,
            process,
            steps,
            particles: self.particles,
            init: Init::Prior,
            temperature: 1.0,
            step_size: scene.step_size.filter(|_| is_own),
            sigma: scene.sigma.filter(|_| is_own),
            tol: self.tol.or(scene.tol.filter(|_| is_own)),
            churn: scene.churn.filter(|_| is_own),
            t_min: asked.t_min.or(scene.t_min.filter(|_| is_own_process)),
            t_max: asked.t_max.or(scene.t_max.filter(|_| is_own_process)),
            ddpm_steps: asked
                .ddpm_steps
                .or(scene.ddpm_steps.filter(|_| is_own_process)),
            sigma_min: asked.sigma_min.or(scene.sigma_min),
            sigma_max: asked.sigma_max.or(scene.sigma_max),
            rho: asked.rho.or(scene.rho),
            ..scene
        }
    }
}

/// Runs to the end and measures where the particles are.
fn row(
    asked: usize,
    run: &Run,
    opened: &OpenedScene,
    score: &NamedScore,
    reference: &QualityReference,
) -> Result<Row, Failure> {
    let sampler = run.sampler();
    let failed = |error: &dyn std::fmt::Display| {
        Failure::Failed(format!("{} of {asked} steps: {error}", sampler.name()))
    };
    let recorded = opened.workers.install(|| {
        let walk = run.start(&opened.mixture, opened.scene.seed);
        walk.record(&*score.score, u64::MAX, &mut |_, _| ())
    });
    let trajectory = recorded.map_err(|error| failed(&error))?;
    let last = trajectory.x.index_axis(Axis(0), trajectory.frames() - 1);
    let measured = opened.workers.install(|| reference.measure(last));
    let taken = trajectory.step.last().map_or(0, |&step| step as usize);
    Ok(Row {
        sampler,
        process: run.process().cloned(),
        steps: match sampler.step_count() {
            StepCount::AtMost => taken,
            StepCount::InAll | StepCount::ALevel => asked,
        },
        nfe: trajectory.nfe.last().copied().unwrap_or_default(),
        quality: measured.map_err(|error| failed(&error))?,
        ending: run.ending(),
        led_away: trajectory.led_away,
        prior_cost: Ends::without_steps(run, opened).and_then(|ends| ends.prior_in_words()),
    })
}
