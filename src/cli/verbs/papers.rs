//! `scorefield papers`.

use crate::cli::options::number;
use crate::cli::options::threads;
use crate::cli::{Failure, output, progress};
use crate::measure::papers::{self, Claim, Effort, PapersError, Relation, Study};
use clap::Args;
use serde_json::{Value, json};

/// Measure the figures and tables of the papers again
///
/// A claim holds when what is measured lies within four standard errors of the reference, plus what
/// the reference itself is rounded by. One claim that fails makes the exit code 1.
#[derive(Debug, Args)]
pub struct Papers {
    /// Fixes every random draw
    #[arg(long, value_name = "S", default_value_t = 1)]
    #[arg(value_parser = number::whole::<u64>, allow_negative_numbers = true)]
    seed: u64,
    /// Fewer particles and points: seconds, and larger standard errors
    #[arg(long)]
    short: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Papers {
    pub fn run(&self, threads: usize) -> Result<(), Failure> {
        let effort = Effort {
            seed: self.seed,
            short: self.short,
            workers: threads::workers(threads)?,
        };
        let bar = progress::bar("measuring", papers::count() as u64);
        let mut claims: Vec<Claim> = Vec::new();
        let mut report = |claim| {
            claims.push(claim);
            bar.inc(1);
        };
        let mut study = Study::new(&effort, &|| false, &mut report);
        effort.workers.install(|| {
            let mut groups = papers::GROUPS.iter();
            groups.try_for_each(|group| group.measure(&mut study))
        })?;
        bar.finish_and_clear();
        let failed = claims.iter().filter(|claim| !claim.holds()).count();
        let rows: Vec<Value> = claims.iter().map(in_json).collect();
        let object = json!({
            "seed": self.seed, "short": self.short, "failed": failed, "claims": rows,
        });
        output::print(self.json, &object, papers::table(&claims).trim_end())?;
        if failed > 0 {
            return Err(Failure::Said);
        }
        Ok(())
    }
}

impl From<PapersError> for Failure {
    fn from(error: PapersError) -> Self {
        Self::Failed(error.to_string())
    }
}

fn in_json(claim: &Claim) -> Value {
    let measured = claim.measured();
    json!({
        "claim": claim.what(),
        "source": claim.source(),
        "measured": { "value": measured.value, "se": measured.se },
        "reference": claim.reference(),
        "relation": match claim.relation() {
            Relation::Equals => "equals",
            Relation::Differs => "differs",
            Relation::Exceeds => "exceeds",
        },
        "tolerance": claim.tolerance(),
        "verdict": claim.verdict().to_lowercase(),
    })
}
