//! What may stand behind the program's name: a verb, or a scene for the window.

use super::options::number;
use super::verbs::{
    again, bench, check, compare, completions, eval, field, figure, fit, forward, likelihood, link,
    manual, objectives, papers, presets, sample, train,
};
use clap::{Parser, Subcommand};
use std::ffi::OsString;

/// See score matching learn in two dimensions, with the exact truth beside it.
///
/// Without a verb the window opens. SCENE is a preset's name (see `scorefield presets`), a TOML file,
/// a file of points, or a link.
#[derive(Debug, Parser)]
#[command(
    name = "scorefield",
    version,
    override_usage = "scorefield [OPTIONS] [SCENE]\n       scorefield [OPTIONS] <COMMAND>"
)]
pub struct Arguments {
    #[command(subcommand)]
    pub verb: Option<Verb>,
    /// The scene to open; the last one when left out.
    pub scene: Option<OsString>,
    /// Compute threads: changes the speed, never a bit of a result [default: all cores; the window
    /// leaves one to drawing]; SCOREFIELD_THREADS says the same.
    #[arg(long, global = true, value_name = "N", display_order = 100)]
    #[arg(value_parser = number::whole::<usize>, allow_negative_numbers = true)]
    pub threads: Option<usize>,
}

#[derive(Debug, Subcommand)]
pub enum Verb {
    Presets(presets::Presets),
    Check(check::Check),
    Train(train::Train),
    Eval(eval::Eval),
    Field(field::Field),
    Sample(sample::Sample),
    Compare(compare::Compare),
    Objectives(objectives::Objectives),
    // It has by far the most options.
    Figure(Box<figure::Figure>),
    Forward(forward::Forward),
    Likelihood(likelihood::Likelihood),
    Fit(fit::Fit),
    Link(link::PrintLink),
    Again(again::Again),
    Papers(papers::Papers),
    Bench(bench::Bench),
    Completions(completions::Completions),
    Manual(manual::Manual),
}
