//! `scorefield papers`.

mod blindness;
mod claim;
mod dynamics;
mod noise;
mod objectives;
mod particles;
mod solvers;

use super::{Failure, experiment, number, output, progress};
use claim::Claim;
use clap::Args;
use rayon::ThreadPool;
use serde_json::{Value, json};
use std::sync::Arc;

/// Measure the figures and tables of the papers again
///
/// A claim holds when what is measured lies within four standard errors of the reference, plus what
/// the reference itself is rounded or spread by. One claim that fails makes the exit code 1.
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

/// What every group of claims is measured with.
struct Effort {
    seed: u64,
    short: bool,
    pool: Arc<ThreadPool>,
}

impl Effort {
    /// How many particles or points: `full`, or `short` in the short version.
    fn of(&self, full: usize, short: usize) -> usize {
        if self.short { short } else { full }
    }
}

type Group = fn(&Effort) -> Result<Vec<Claim>, Failure>;

const GROUPS: [Group; 6] = [
    dynamics::claims,
    objectives::claims,
    blindness::claims,
    solvers::claims,
    noise::claims,
    objectives::stable_targets,
];

impl Papers {
    pub fn run(&self, threads: usize) -> Result<(), Failure> {
        let effort = Effort {
            seed: self.seed,
            short: self.short,
            pool: experiment::pool(threads)?,
        };
        let bar = progress::bar("measuring", GROUPS.len() as u64);
        let mut claims = Vec::new();
        for group in GROUPS {
            claims.extend(effort.pool.install(|| group(&effort))?);
            bar.inc(1);
        }
        bar.finish_and_clear();
        let failed = claims.iter().filter(|claim| !claim.holds()).count();
        let rows: Vec<Value> = claims.iter().map(Claim::in_json).collect();
        let object = json!({
            "seed": self.seed, "short": self.short, "failed": failed, "claims": rows,
        });
        output::print(self.json, &object, claim::table(&claims).trim_end())?;
        if failed > 0 {
            return Err(Failure::Said);
        }
        Ok(())
    }
}
