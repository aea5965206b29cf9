//! The command line: one verb a file. Results go to standard output, progress and errors to
//! standard error; every verb but the window works without a display.

mod bench;
mod check;
mod compare;
mod eval;
mod experiment;
mod failure;
mod field;
mod figure;
mod forward;
mod levels;
mod likelihood;
mod mistyped;
mod number;
mod objectives;
mod output;
mod papers;
mod presets;
mod process;
mod progress;
mod run;
mod sample;
mod score;
mod train;
mod training;
mod window;

pub use failure::Failure;

use clap::{Parser, Subcommand};
use std::ffi::OsString;
use std::io::{self, Write};

/// See score matching learn in two dimensions, with the exact truth beside it.
///
/// Without a verb the window opens. SCENE is a preset's name (see `scorefield presets`), a TOML file,
/// or a CSV file of points.
#[derive(Debug, Parser)]
#[command(name = "scorefield", version, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    verb: Option<Verb>,
    /// The scene to open; the last one when left out.
    scene: Option<String>,
    /// Compute threads: changes the speed, never a bit of a result [default: all cores; the window
    /// leaves one to drawing]; SCOREFIELD_THREADS says the same.
    #[arg(long, global = true, value_name = "N", display_order = 100)]
    #[arg(value_parser = number::whole::<usize>, allow_negative_numbers = true)]
    threads: Option<usize>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Presets(presets::Presets),
    Check(check::Check),
    Train(train::Train),
    Eval(eval::Eval),
    Field(field::Field),
    Sample(sample::Sample),
    Compare(compare::Compare),
    Objectives(objectives::Objectives),
    Figure(figure::Figure),
    Forward(forward::Forward),
    Likelihood(likelihood::Likelihood),
    Papers(papers::Papers),
    Bench(bench::Bench),
}

/// Says on standard error what went wrong; where nobody can read it, the exit code has to do.
pub fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "error: {message}");
}

/// Does what `arguments` (the program's name first) ask.
///
/// # Errors
/// One sentence with what to do next, and an exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Result<(), Failure> {
    let words: Vec<OsString> = arguments.into_iter().collect();
    let arguments = match Arguments::try_parse_from(&words) {
        Ok(arguments) => arguments,
        Err(error) => {
            let first = words.get(1).and_then(|word| word.to_str());
            let slip = first.and_then(mistyped::verb);
            let slip = slip.or_else(|| mistyped::missing_value(&words));
            return match slip.or_else(|| mistyped::second_scene(&words)) {
                Some(sentence) => Err(Failure::Usage(sentence)),
                None => failure::usage_of(&error),
            };
        }
    };
    let asked = experiment::asked_threads(arguments.threads)?;
    let threads = asked.unwrap_or_else(experiment::cores);
    match arguments.verb {
        None => window::open(arguments.scene.as_deref(), asked),
        Some(Verb::Presets(verb)) => verb.run(),
        Some(Verb::Check(verb)) => verb.run(),
        Some(Verb::Train(verb)) => verb.run(threads),
        Some(Verb::Eval(verb)) => verb.run(threads),
        Some(Verb::Field(verb)) => verb.run(threads),
        Some(Verb::Sample(verb)) => verb.run(threads),
        Some(Verb::Compare(verb)) => verb.run(threads),
        Some(Verb::Objectives(verb)) => verb.run(threads),
        Some(Verb::Figure(verb)) => verb.run(threads),
        Some(Verb::Forward(verb)) => verb.run(threads),
        Some(Verb::Likelihood(verb)) => verb.run(threads),
        Some(Verb::Papers(verb)) => verb.run(threads),
        Some(Verb::Bench(verb)) => verb.run(asked),
    }
}
