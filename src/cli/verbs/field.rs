//! `scorefield field`.

use crate::cli::opened_scene::OpenedScene;
use crate::cli::options::memory;
use crate::cli::options::number;
use crate::cli::options::process::ProcessArgs;
use crate::cli::options::score::{NamedScore, ScoreArgs};
use crate::cli::output::{self, OutputFile};
use crate::cli::{Failure, progress};
use crate::export::{FieldTable, Format, write_field};
use crate::files::read_points;
use crate::measure::FieldSample;
use crate::mixture::GaussianMixture;
use crate::noise::{Process, ProcessKind};
use crate::plane::{Bounds, Grid};
use crate::wording::{Number, count};
use clap::Args;
use ndarray::Array2;
use serde_json::json;
use std::ffi::OsString;
use std::path::PathBuf;

/// Save a score, the exact density and the denoiser on a grid or at points
#[derive(Debug, Args)]
pub struct Field {
    /// A preset's name, a scene file, a file of points, or a link
    scene: OsString,
    #[command(flatten)]
    score: ScoreArgs,
    /// The noise level; 0 is the clean density, for the exact score only
    #[arg(long, value_parser = number::finite, allow_negative_numbers = true, value_name = "S")]
    sigma: Option<f64>,
    /// The time of --process whose field is saved, instead of --sigma
    #[arg(long, value_parser = number::finite, allow_negative_numbers = true, value_name = "T")]
    t: Option<f64>,
    #[command(flatten)]
    process: ProcessArgs,
    /// Points along each side, ends included
    #[arg(long, value_name = "N", default_value_t = 41, value_parser = number::whole::<usize>, allow_negative_numbers = true)]
    grid: usize,
    /// The rectangle of the grid [default: the scene to three standard deviations]
    #[arg(long, value_parser = number::bounds, allow_hyphen_values = true, value_name = "x0,x1,y0,y1")]
    bounds: Option<Bounds>,
    /// Take the field at the points of a table or a numpy array instead of a grid
    #[arg(long, value_name = "FILE", conflicts_with_all = ["grid", "bounds"])]
    points: Option<PathBuf>,
    /// Where the field goes, .npz or .csv
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Fixes every random draw; a field has none
    #[arg(long, value_name = "S", value_parser = number::whole::<u64>, allow_negative_numbers = true)]
    seed: Option<u64>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Whose field is taken.
enum Place {
    /// p_sigma.
    Level(f64),
    /// p_t of a process.
    Time(Process, f64),
}

impl Place {
    fn density(&self, mixture: &GaussianMixture) -> GaussianMixture {
        match self {
            Self::Level(sigma) => mixture.smoothed(*sigma),
            Self::Time(process, t) => process.marginal(mixture, *t),
        }
    }
}

/// Refuses a field that has left the numbers: so far out that squares overflow.
fn require_finite(field: &FieldSample) -> Result<(), Failure> {
    let points = field.x.rows().into_iter().zip(&field.log_density);
    let vectors = field.score.rows().into_iter().zip(field.denoised.rows());
    let mut rows = points.zip(vectors);
    let lost = rows.find(|((x, log_density), (score, denoised))| {
        let mut numbers = x.iter().chain([*log_density]).chain(score).chain(denoised);
        numbers.any(|number| !number.is_finite())
    });
    let Some(((x, _), _)) = lost else {
        return Ok(());
    };
    Err(Failure::Failed(format!(
        "the field is not finite at {},{}; take points nearer to the scene",
        Number(x[0]),
        Number(x[1])
    )))
}

/// Points along a side of a grid: nine million in all.
const LARGEST_GRID: usize = 3000;
/// Points of a table at most: as many as the largest grid has.
const MOST_POINTS: usize = LARGEST_GRID * LARGEST_GRID;

/// # Errors
/// When a field of so many points does not fit into memory.
fn require_memory(points: usize, advice: &str) -> Result<(), Failure> {
    let points = points as u64;
    let what = format!("a field of {} points", count(points));
    memory::require(&what, points * memory::FIELD_POINT, advice)
}

impl Field {
    pub fn run(&self, threads: usize, command: Option<Vec<String>>) -> Result<(), Failure> {
        let out = OutputFile::new(&self.out, &Format::DATA)?;
        let opened = OpenedScene::open(&self.scene, self.seed, threads)?;
        let Some(score) = self.score.named(&opened)? else {
            let message = "a field needs a score; add --score exact or --model FILE.safetensors";
            return Err(Failure::usage(message));
        };
        let place = self.place(&opened, &score)?;
        let x = self.points(&place.density(&opened.mixture))?;
        let (score_fn, mixture) = (&*score.score, &opened.mixture);
        let evaluate = || match &place {
            Place::Level(sigma) => FieldSample::evaluate(x, *sigma, score_fn, mixture),
            Place::Time(process, t) => FieldSample::at_time(x, process, *t, score_fn, mixture),
        };
        let field = progress::during("evaluating", || opened.workers.install(evaluate));
        require_finite(&field)?;
        let table = FieldTable {
            sigma: field.sigma,
            moment: field.moment,
            x: field.x.view(),
            score: field.score.view(),
            log_density: field.log_density.view(),
            denoised: field.denoised.view(),
        };
        let made = opened.makes(command)?.with_model(score.model.clone());
        let made = made.with_parameters(json!({ "score": score.name, "sigma": field.sigma }));
        let made_by = made.to_json();
        out.stream(|file| write_field(&table, out.format, Some(&made_by), file))?;
        let points = field.x.nrows();
        let mut object = json!({
            "scene": opened.name, "score": score.name, "sigma": field.sigma,
            "points": points, "out": out.shown(),
        });
        if let (Place::Time(process, _), Some(moment)) = (&place, field.moment) {
            let process = process.kind().name();
            let along = json!({ "process": process, "t": moment.t, "alpha": moment.alpha, "center": moment.center, "scale": moment.scale });
            output::extend(&mut object, along);
        }
        let text = format!("wrote {} points to {}", count(points as u64), out.quoted());
        output::print(self.json, &object, &text)
    }

    /// The level or the time of the field, one that the score knows.
    fn place(&self, opened: &OpenedScene, score: &NamedScore) -> Result<Place, Failure> {
        let Some(t) = self.t else {
            self.process
                .refuse_all("a time; add --t, or give --sigma instead")?;
            let Some(sigma) = self.sigma else {
                let message = "a field needs a noise level; add --sigma, or --process and --t";
                return Err(Failure::usage(message));
            };
            if !(0.0..=1e6).contains(&sigma) {
                let message = format!(
                    "noise level {} is out of range; use 0 to 1e6",
                    Number(sigma)
                );
                return Err(Failure::Usage(message));
            }
            if let Some(levels) = score.levels {
                levels.require(sigma)?;
            }
            if sigma == 0.0 && !score.score.trained_at(sigma) {
                let message = "the empirical score needs noise; use a --sigma above 0";
                return Err(Failure::usage(message));
            }
            return Ok(Place::Level(sigma));
        };
        if self.sigma.is_some() {
            let message = "--sigma together with --t; keep one of them";
            return Err(Failure::usage(message));
        }
        if self.process.process.is_none() {
            let message = "--t is a time of a process; add --process, or give --sigma instead";
            return Err(Failure::usage(message));
        }
        let usual = ProcessKind::default();
        let process = self.process.build(usual, opened, score.levels)?;
        process.require(t).map_err(Failure::usage)?;
        if let Some(levels) = score.levels {
            levels.require_time(&process, t)?;
        }
        Ok(Place::Time(process, t))
    }

    /// Where the field is taken, `[n, 2]`; `density` is the one on show.
    fn points(&self, density: &GaussianMixture) -> Result<Array2<f64>, Failure> {
        if let Some(path) = &self.points {
            let table = read_points(path, MOST_POINTS)?;
            output::note(path, &table.notices);
            require_memory(table.x.nrows(), "fewer --points")?;
            return Ok(table.x);
        }
        if !(2..=LARGEST_GRID).contains(&self.grid) {
            let message = format!(
                "a grid of {0} x {0} cannot be saved; use 2 to {1}",
                count(self.grid as u64),
                count(LARGEST_GRID as u64)
            );
            return Err(Failure::Usage(message));
        }
        require_memory(self.grid * self.grid, "a smaller --grid")?;
        let bounds = self.bounds.unwrap_or_else(|| density.bounds(3.0));
        Ok(Grid::new(bounds, self.grid, self.grid).points())
    }
}
