//! `scorefield fit`.

use crate::cli::options::number;
use crate::cli::output;
use crate::cli::{Failure, progress};
use crate::files::{self, PointFile};
use crate::scene::{Scene, Target};
use crate::shapes::Fit as Mixture;
use crate::wording::{quote, quote_path, three_figures};
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};

/// More points than this take hours.
const MOST_POINTS: usize = 100_000;

/// Fit Gaussians to a table of points and write them as a scene
///
/// Each Gaussian has a mean, a full covariance and a weight, found by expectation-maximisation from several starts.
/// Without --components their number is the one of the smallest BIC.
#[derive(Debug, Args)]
pub struct Fit {
    /// The points: a table (.csv, .tsv, .txt) or an array (.npy, .npz)
    points: PathBuf,
    /// How many Gaussians [default: as many as BIC asks for]
    #[arg(long, value_name = "K", value_parser = number::whole::<usize>, allow_negative_numbers = true)]
    components: Option<usize>,
    /// As many are tried at most where their number is chosen
    #[arg(long, value_name = "K", default_value_t = Mixture::MOST_CHOSEN, conflicts_with = "components")]
    #[arg(value_parser = number::whole::<usize>, allow_negative_numbers = true)]
    most: usize,
    /// Fixes where the fits begin
    #[arg(long, value_name = "S", default_value_t = 1, value_parser = number::whole::<u64>, allow_negative_numbers = true)]
    seed: u64,
    /// Where the scene goes, .toml
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Fit {
    pub fn run(&self) -> Result<(), Failure> {
        require_scene(&self.out)?;
        let PointFile { x, notices } = files::read_points(&self.points, MOST_POINTS)?;
        output::note(&self.points, &notices);
        let at: Vec<[f64; 2]> = x.rows().into_iter().map(|x| [x[0], x[1]]).collect();
        let fitted = progress::during("fitting", || match self.components {
            Some(number) => Mixture::new(&at, number, self.seed).map(|fit| (fit, Vec::new())),
            None => Mixture::with_chosen_number(&at, self.most, self.seed),
        });
        let (fit, criteria) = fitted
            .map_err(|error| Failure::Usage(format!("{}: {error}", quote_path(&self.points))))?;
        let title = self
            .points
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy();
        let target = Target::Components(fit.components().to_vec());
        let mut scene = Scene::new(quote(&title), target);
        scene.why = format!("{}, by expectation-maximisation", fit.in_words());
        scene.seed = self.seed;
        files::write_whole(&self.out, scene.to_toml()?.as_bytes())?;
        let bic = fit.bic();
        let object = json!({
            "points": fit.points, "components": fit.components().len(), "log_likelihood": fit.log_likelihood,
            "bic": bic, "criteria": criteria, "seed": self.seed, "out": self.out.to_string_lossy(),
        });
        let text = format!(
            "{}, BIC {}, written to {}",
            fit.in_words(),
            three_figures(bic),
            quote_path(&self.out)
        );
        output::print(self.json, &object, &text)
    }
}

/// Refuses a path for a scene that does not end in .toml, or where nothing can be written.
fn require_scene(path: &Path) -> Result<(), Failure> {
    match path.extension() {
        Some(found) if found.eq_ignore_ascii_case("toml") => Ok(files::require_writable(path)?),
        _ => Err(Failure::Usage(format!(
            "cannot tell what to write into {:?}; use a name that ends in .toml",
            quote_path(path)
        ))),
    }
}
