//! `scorefield likelihood`.

use crate::cli::opened_scene::OpenedScene;
use crate::cli::options::levels::TrainedLevels;
use crate::cli::options::memory;
use crate::cli::options::number;
use crate::cli::options::process::ProcessArgs;
use crate::cli::options::score::ScoreArgs;
use crate::cli::output::{self, OutputFile};
use crate::cli::{Failure, progress};
use crate::export::{Format, LikelihoodTable, write_likelihood};
use crate::files::{PointFile, read_points};
use crate::measure::{LastLevel, Likelihood as Measured, MeanNll};
use crate::noise::{PriorKind, ProcessKind};
use crate::sampling::{SamplingSpec, require_trained};
use crate::wording::{Number, count, three_figures};
use clap::Args;
use serde_json::json;
use std::ffi::OsString;
use std::path::PathBuf;

/// Save the log-density of points by the probability-flow ODE beside the exact one
///
/// The density is that of the process at its smallest level: sigma-min of ve and ve-rho, t-min of
/// vp-linear and vp-cosine. The ODE ends at the prior and not at the process's own last density:
/// with the exact score that is the whole difference. Where nobody says sigma-max, the exact score is
/// followed to a level at which a matched prior is off by less than 0.001 nats in the median.
#[derive(Debug, Args)]
pub struct Likelihood {
    /// A preset's name, a scene file, a file of points, or a link
    scene: OsString,
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
    pub fn run(&self, threads: usize, command: Option<Vec<String>>) -> Result<(), Failure> {
        let out = OutputFile::new(&self.out, &Format::DATA)?;
        let opened = OpenedScene::open(&self.scene, None, threads)?;
        let score = self.score.named_or_exact(&opened)?;
        SamplingSpec {
            tol: Some(self.tol),
            ..SamplingSpec::default()
        }
        .validate()
        .map_err(Failure::usage)?;
        let last = progress::during("choosing the last level", || {
            self.last_level(&opened, score.levels)
        })?;
        let process = last.process.clone();
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
        memory::require(
            &format!("the flow of {} points", count(points as u64)),
            points as u64 * memory::FLOW_POINT,
            "fewer --points",
        )?;
        let measure = || Measured::measure(x, &process, &*score.score, mixture, tol);
        let found = progress::during("following the flow", || opened.workers.install(measure))
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
        let made = opened.makes(command)?.with_model(score.model.clone());
        let made = made.with_parameters(json!({
            "score": score.name, "process": process.kind().name(), "center": process.center(),
            "scale": process.scale(), "prior": process.prior_kind().name(),
            "last_level": process.level(process.last()), "tol": tol,
        }));
        let made_by = made.to_json();
        out.stream(|file| write_likelihood(&table, out.format, Some(&made_by), file))?;
        let (nll, exact) = (found.nll(), found.exact_nll());
        let difference = found.mean_absolute_difference();
        let object = json!({
            "scene": opened.name, "score": score.name, "process": process.kind().name(),
            "t": first, "sigma": process.sigma(first), "center": process.center(),
            "scale": process.scale(), "prior": process.prior_kind().name(), "last_level": process.level(process.last()),
            "prior_gap": { "median": last.gap.median, "most": last.gap.most }, "tol": tol, "points": points,
            "nfe": found.nfe, "nll": in_json(nll), "exact_nll": in_json(exact),
            "mean_absolute_difference": difference, "out": out.shown(),
        });
        let text = format!(
            "wrote {} points to {}\nmean NLL {} nats by the flow, {} exactly; mean absolute difference {difference:.2e} nats, {} function evaluations{}",
            count(points as u64),
            out.quoted(),
            in_words(nll),
            in_words(exact),
            count(found.nfe),
            last_level_in_words(&last),
        );
        output::print(self.json, &object, &text)
    }
}

impl Likelihood {
    /// The process, of VE with a last level at which its prior is good where nobody says another; a
    /// network is not followed beyond the levels that it knows.
    fn last_level(
        &self,
        opened: &OpenedScene,
        levels: Option<TrainedLevels>,
    ) -> Result<LastLevel, Failure> {
        let usual = ProcessKind::default();
        let (spec, range) = self.process.spec(usual, opened, levels)?;
        let sampling = opened.scene.sampling;
        // An end of the ladder of another process is no choice of this one's.
        let is_own = sampling.sigma_max.is_some() && sampling.process == Some(spec.kind);
        let is_free = self.process.sigma_max.is_none() && !is_own && levels.is_none();
        let found = if is_free {
            LastLevel::raised(&spec, range, &opened.mixture)
        } else {
            LastLevel::as_told(&spec, range, &opened.mixture)
        };
        found.map_err(Failure::usage)
    }
}

/// What was done about the prior, and what it costs where that is much.
fn last_level_in_words(last: &LastLevel) -> String {
    let level = three_figures(last.process.level(last.process.last()));
    let gap = format!(
        "{} nats in the median and {} at 95 %",
        three_figures(last.gap.median),
        three_figures(last.gap.most)
    );
    let mut text = String::new();
    if last.raised > 1.0 {
        text += &format!(
            "\nthe last level is {level}, {} times the scene's, where the prior is off by {gap}",
            last.raised
        );
    } else if !last.gap.is_small() {
        let advice = match (last.process.prior_kind(), last.process.kind().explodes()) {
            (PriorKind::Plain, _) => "add --prior matched",
            (PriorKind::Matched, true) => "a larger --sigma-max takes it away",
            (PriorKind::Matched, false) => "a larger --t-max takes it away",
        };
        text += &format!("\nat the last level {level} the prior is off by {gap}; {advice}");
    }
    text
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
