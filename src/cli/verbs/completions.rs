//! `scorefield completions`.

use crate::cli::arguments::Arguments;
use crate::cli::{Failure, output};
use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};

/// Print what a shell needs to complete commands and options of scorefield
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    /// # Errors
    /// When nothing can be printed.
    pub fn run(&self) -> Result<(), Failure> {
        let mut script = Vec::new();
        let mut command = Arguments::command();
        let name = command.get_name().to_owned();
        generate(self.shell, &mut command, name, &mut script);
        output::print_bytes(&script)
    }
}
