//! The command line: one verb a file of `verbs`, and what verbs share: the options, the scene that was
//! named, progress, output and failures. Results go to standard output, progress and errors to
//! standard error; every verb but the window works without a display.

mod arguments;
mod canonical;
mod failure;
mod mistyped;
mod opened_scene;
mod options;
mod output;
mod progress;
mod verbs;

pub use failure::Failure;
pub use options::stopping::stopped_by;
pub use output::complain;

use arguments::{Arguments, Verb};
use canonical::canonical;
use clap::{CommandFactory, Parser};
use options::threads;
use std::ffi::OsString;

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
            let slip = slip.or_else(|| mistyped::no_text(&words, error.kind()));
            return match slip.or_else(|| mistyped::second_scene(&words)) {
                Some(sentence) => Err(Failure::Usage(sentence)),
                None => failure::usage_of(&error),
            };
        }
    };
    // Options may stand before a verb, a scene may not.
    if let (Some(_), Some(_)) = (&arguments.scene, &arguments.verb)
        && let Some(sentence) = mistyped::second_scene(&words)
    {
        return Err(Failure::Usage(sentence));
    }
    let asked = threads::asked_threads(arguments.threads)?;
    let threads = asked.unwrap_or_else(threads::cores);
    let command = canonical(&words);
    match arguments.verb {
        None => verbs::window::open(arguments.scene.as_deref(), asked),
        Some(Verb::Presets(verb)) => verb.run(),
        Some(Verb::Check(verb)) => verb.run(),
        Some(Verb::Train(verb)) => verb.run(threads, command),
        Some(Verb::Eval(verb)) => verb.run(threads),
        Some(Verb::Field(verb)) => verb.run(threads, command),
        Some(Verb::Sample(verb)) => verb.run(threads, command),
        Some(Verb::Compare(verb)) => verb.run(threads),
        Some(Verb::Objectives(verb)) => verb.run(threads),
        Some(Verb::Figure(verb)) => verb.run(threads, command),
        Some(Verb::Forward(verb)) => verb.run(threads, command),
        Some(Verb::Likelihood(verb)) => verb.run(threads, command),
        Some(Verb::Fit(verb)) => verb.run(),
        Some(Verb::Link(verb)) => verb.run(),
        Some(Verb::Again(verb)) => verb.run(threads),
        Some(Verb::Papers(verb)) => verb.run(threads),
        Some(Verb::Bench(verb)) => verb.run(asked),
        Some(Verb::Completions(verb)) => verb.run(Arguments::command()),
        Some(Verb::Manual(verb)) => verb.run(Arguments::command()),
    }
}
