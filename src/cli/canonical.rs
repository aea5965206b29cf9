//! The words that make a file again: those that were typed, in the order of the manual, without where
//! results go, how they are printed, and on how many threads they are computed.

use super::arguments::Arguments;
use crate::scene::provenance::SCENE;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, CommandFactory};
use std::any::TypeId;
use std::ffi::OsString;
use std::path::PathBuf;

/// What changes no byte of what is made.
const SILENT: [&str; 4] = ["out", "log", "json", "threads"];

/// The canonical command of `words`, the program's name first, where they are a verb's.
///
/// The scene is called [`SCENE`], and a file that is read is called by its option in capitals.
pub fn canonical(words: &[OsString]) -> Option<Vec<String>> {
    let program = Arguments::command();
    let matches = program.clone().try_get_matches_from(words).ok()?;
    let (name, chosen) = matches.subcommand()?;
    let verb = program.find_subcommand(name)?;
    let mut command = vec![program.get_name().to_owned(), name.to_owned()];
    for argument in verb.get_arguments() {
        if argument.is_positional() {
            command.push(SCENE.to_owned());
        } else {
            command.extend(option(argument, chosen));
        }
    }
    // What every verb but `field` does without being told.
    let told = command
        .windows(2)
        .position(|words| words == ["--score", "exact"]);
    if let Some(at) = told.filter(|_| name != "field") {
        command.drain(at..at + 2);
    }
    Some(command)
}

/// An option as it was typed; nothing where it was not.
fn option(argument: &Arg, chosen: &ArgMatches) -> Vec<String> {
    let (name, Some(long)) = (argument.get_id().as_str(), argument.get_long()) else {
        return Vec::new();
    };
    let is_typed = chosen.value_source(name) == Some(ValueSource::CommandLine);
    if !is_typed || SILENT.contains(&name) {
        return Vec::new();
    }
    let long = format!("--{long}");
    if !matches!(argument.get_action(), ArgAction::Set | ArgAction::Append) {
        return vec![long];
    }
    if argument.get_value_parser().type_id() == TypeId::of::<PathBuf>() {
        return vec![long, name.to_uppercase()];
    }
    let values = chosen.get_raw(name).into_iter().flatten();
    let value = |value: &std::ffi::OsStr| {
        let value = value.to_string_lossy();
        // A value that looks like an option stands in one word with its name.
        if value.starts_with('-') {
            vec![format!("{long}={value}")]
        } else {
            vec![long.clone(), value.into_owned()]
        }
    };
    values.flat_map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &str) -> Option<String> {
        let words: Vec<OsString> = words.split(' ').map(Into::into).collect();
        canonical(&words).map(|words| words.join(" "))
    }

    #[test]
    fn a_command_keeps_what_changes_the_result_in_the_order_of_the_manual() {
        assert_eq!(
            of(
                "scorefield --threads 3 figure my/scene.toml --json --level=-0.5 --seed 7 --model a/b.safetensors --out x/y.svg --no-contours"
            )
            .unwrap(),
            "scorefield figure SCENE --model MODEL --seed 7 --no-contours --level=-0.5"
        );
        assert_eq!(
            of("scorefield figure ring --score exact --out a.svg"),
            of("scorefield figure ring --out a.svg")
        );
        assert!(
            of("scorefield field ring --score exact --sigma 1 --out a.npz")
                .unwrap()
                .contains("--score exact")
        );
        let one = of("scorefield sample ring --out a.npz --steps 10 --sampler mala").unwrap();
        let two = of("scorefield sample other --sampler mala --steps 10 --out b.csv").unwrap();
        assert_eq!(one, two);
    }

    #[test]
    fn what_is_no_verb_has_no_command() {
        assert_eq!(of("scorefield"), None);
        assert_eq!(of("scorefield eight-gaussians"), None);
        assert_eq!(of("scorefield figure"), None);
    }
}
