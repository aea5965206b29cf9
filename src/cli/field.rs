//! `scorefield field`.

use super::experiment::Experiment;
use super::output::{self, OutputFile};
use super::score::ScoreArgs;
use super::{Failure, number, points};
use crate::export::{FieldTable, Format, field_bytes};
use crate::measure::FieldSample;
use crate::plane::{Bounds, Grid};
use clap::Args;
use ndarray::Array2;
use serde_json::json;
use std::path::PathBuf;

/// Save a score, the exact density and the denoiser on a grid or at points
#[derive(Debug, Args)]
pub struct Field {
    /// A preset's name or a scene file
    scene: String,
    #[command(flatten)]
    score: ScoreArgs,
    /// The noise level; 0 is the clean density, for the exact score only
    #[arg(long, value_parser = number::finite, allow_negative_numbers = true, value_name = "S")]
    sigma: f64,
    /// Points along each side, ends included
    #[arg(long, value_name = "N", default_value_t = 41, value_parser = number::whole::<usize>, allow_negative_numbers = true)]
    grid: usize,
    /// The rectangle of the grid [default: the scene to three standard deviations]
    #[arg(long, value_parser = number::bounds, allow_hyphen_values = true, value_name = "x0,x1,y0,y1")]
    bounds: Option<Bounds>,
    /// Take the field at the points of a table with header x,y instead of a grid
    #[arg(long, value_name = "FILE.csv", conflicts_with_all = ["grid", "bounds"])]
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

/// Points along a side of a grid: nine million in all.
const LARGEST_GRID: usize = 3000;

impl Field {
    pub fn run(&self, threads: usize) -> Result<(), Failure> {
        let out = OutputFile::new(&self.out, &Format::DATA)?;
        let experiment = Experiment::open(&self.scene, self.seed, threads)?;
        let Some(score) = self.score.named(&experiment)? else {
            let message = "a field needs a score; add --score exact or --model FILE.safetensors";
            return Err(Failure::usage(message));
        };
        if self.sigma < 0.0 || self.sigma > 1e6 {
            let message = format!("noise level {} is out of range; use 0 to 1e6", self.sigma);
            return Err(Failure::Usage(message));
        }
        if let Some(levels) = score.levels {
            levels.require(self.sigma)?;
        }
        let x = self.places(&experiment)?;
        let field = experiment
            .pool
            .install(|| FieldSample::evaluate(x, self.sigma, &*score.score, &experiment.mixture));
        let table = FieldTable {
            sigma: field.sigma,
            x: field.x.view(),
            score: field.score.view(),
            log_density: field.log_density.view(),
            denoised: field.denoised.view(),
        };
        out.write(&field_bytes(&table, out.format)?)?;
        let points = field.x.nrows();
        let object = json!({
            "scene": experiment.name, "score": score.name, "sigma": self.sigma,
            "points": points, "out": out.path(),
        });
        let text = format!("wrote {points} points to {}", out.path().display());
        output::print(self.json, &object, &text)
    }

    /// Where the field is taken, `[n, 2]`.
    fn places(&self, experiment: &Experiment) -> Result<Array2<f64>, Failure> {
        if let Some(path) = &self.points {
            return points::read_table(path);
        }
        if !(2..=LARGEST_GRID).contains(&self.grid) {
            let message = format!(
                "a grid of {0} x {0} cannot be saved; use 2 to {LARGEST_GRID}",
                self.grid
            );
            return Err(Failure::Usage(message));
        }
        let bounds = self
            .bounds
            .unwrap_or_else(|| experiment.mixture.smoothed(self.sigma).bounds(3.0));
        Ok(Grid::new(bounds, self.grid, self.grid).points())
    }
}
