//! `scorefield manual`.

use crate::cli::{Failure, output};
use crate::wording::quote;
use clap::{Args, Command};
use clap_mangen::Man;

/// Print a page of the manual, for `man`
///
/// `scorefield manual > scorefield.1`, or `scorefield manual train > scorefield-train.1` for one verb.
#[derive(Debug, Args)]
pub struct Manual {
    /// The verb; the program as a whole when left out
    verb: Option<String>,
}

impl Manual {
    /// Prints it of `program`.
    ///
    /// # Errors
    /// When there is no such verb, or nothing can be printed.
    pub fn run(&self, mut program: Command) -> Result<(), Failure> {
        program.build();
        let page = match &self.verb {
            None => program,
            Some(name) => match program.find_subcommand(name) {
                Some(verb) => verb.clone(),
                None => {
                    return Err(Failure::usage(format!(
                        "there is no verb {}; `scorefield --help` lists them",
                        quote(name)
                    )));
                }
            },
        };
        let mut text = Vec::new();
        Man::new(page)
            .render(&mut text)
            .map_err(|error| Failure::Failed(format!("could not write the manual: {error}")))?;
        output::print_bytes(&text)
    }
}
