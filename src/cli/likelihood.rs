//! `scorefield likelihood`.

use super::Failure;
use super::opened_scene::OpenedScene;
use super::options::number;
use super::options::process::ProcessArgs;
use super::options::score::ScoreArgs;
use super::output::{self, OutputFile};
use crate::export::{Format, LikelihoodTable, likelihood_bytes};
use crate::files::{PointFile, read_points};
use crate::measure::{Likelihood as Measured, MeanNll};
use crate::noise::ProcessKind;
use crate::sampling::{SamplingSpec, require_trained};
use crate::wording::Number;
use crate::wording::count;
use clap::Args;
use serde_json::json;
use std::path::PathBuf;

/// Save the log-density of points by the probability-flow ODE beside the exact one
///
/// The density is that of the process at its smallest level: sigma-min of ve and ve-rho, t-min of
/// vp-linear and vp-cosine. The ODE ends at the prior and not at the process's own last density:
/// with the exact score that is the whole difference, large where sigma-max is small.
#[derive(Debug, Args)]
pub struct Likelihood {
    /// A preset's name or a scene file
    scene: String,
    /// The points, a table or a numpy array
    #[arg(long, value_name = "FILE")]
    points: PathBuf,
    #[command(flatten)]
    score: ScoreArgs,
    #[command(flatten)]
    process: ProcessArgs,
    /// The relative and absolute tolerance of the ODE's solver
    #[arg(long, value_name = "E", default_value_t = SamplingSpec::USUAL_TOLERANCE, value_parser = number::finite, allow_negative_numbers = true)]
    tol: f64,
    /// Where the densities go, .npz or .csv
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// More points than this would fill the memory with slopes.
const MOST_POINTS: usize = 1_000_000;

/// Components stand no further out, and further out no step meets a tolerance.
const REACH: f64 = 1e6;

impl Likelihood {
    pub fn run(&self, threads: usize) -> Result<(), Failure> {
        let out = OutputFile::new(&self.out, &Format::DATA)?;
        let opened = OpenedScene::open(&self.scene, None, threads)?;
        let score = self.score.named_or_exact(&opened)?;
        SamplingSpec {
            tol: Some(self.tol),
            ..SamplingSpec::default()
        }
        .validate()
        .map_err(Failure::usage)?;
        let usual = ProcessKind::default();
        let process = self.process.build(usual, &opened, score.levels)?;
        if process.kind() == ProcessKind::Ddpm {
            let message = "ddpm has steps and no flow; use ve, ve-rho, vp-linear or vp-cosine";
            return Err(Failure::usage(message));
        }
        let first = process.first_noisy();
        let ends = [process.last(), first];
        require_trained("the likelihood", &process, &ends, &*score.score)
            .map_err(Failure::usage)?;
        let PointFile { x, notices } = read_points(&self.points, MOST_POINTS)?;
        output::note(&self.points, &notices);
        let points = x.nrows();
        if let Some(far) = x
            .rows()
            .into_iter()
            .find(|p| p.iter().any(|v| v.abs() > REACH))
        {
            return Err(Failure::Failed(format!(
                "point {},{} is too far out for the flow; give coordinates of at most 1e6 in size",
                Number(far[0]),
                Number(far[1])
            )));
        }
        let (mixture, tol) = (&opened.mixture, self.tol);
        let found = opened
            .workers
            .install(|| Measured::measure(x, &process, &*score.score, mixture, tol))
            .map_err(|_| {
                Failure::Failed(format!(
                    "the flow could not be followed at tolerance {}; use a larger --tol",
                    Number(tol)
                ))
            })?;
        let table = LikelihoodTable {
            x: found.x.view(),
            log_density: found.log_density.view(),
            exact: found.exact.view(),
            center: process.center(),
            scale: process.scale(),
        };
        out.write(&likelihood_bytes(&table, out.format)?)?;
        let (nll, exact) = (found.nll(), found.exact_nll());
        let difference = found.mean_absolute_difference();
        let object = json!({
            "scene": opened.name, "score": score.name, "process": process.kind().name(),
            "t": first, "sigma": process.sigma(first), "center": process.center(),
            "scale": process.scale(), "prior": process.prior_kind().name(), "tol": tol, "points": points,
            "nfe": found.nfe, "nll": in_json(nll), "exact_nll": in_json(exact),
            "mean_absolute_difference": difference, "out": out.shown(),
        });
        let text = format!(
            "wrote {} points to {}\nmean NLL {} nats by the flow, {} exactly; mean absolute difference {difference:.2e} nats, {} function evaluations",
            count(points as u64),
            out.shown(),
            in_words(nll),
            in_words(exact),
            count(found.nfe),
        );
        output::print(self.json, &object, &text)
    }
}

fn in_json(nll: MeanNll) -> serde_json::Value {
    json!({ "value": nll.value, "se": nll.standard_error })
}

/// "3.338 ± 0.012".
fn in_words(nll: MeanNll) -> String {
    let error = nll.standard_error;
    let error = error.map_or(String::new(), |error| format!(" ± {error:.4}"));
    format!("{:.4}{error}", nll.value)
}
