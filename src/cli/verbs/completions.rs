//! `scorefield completions`.

use crate::cli::{Failure, output};
use clap::{Args, Command};
use clap_complete::{Shell, generate};

/// Print what a shell needs to complete commands and options of scorefield
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    /// Prints it of `program`.
    ///
    /// # Errors
    /// When nothing can be printed.
    pub fn run(&self, mut program: Command) -> Result<(), Failure> {
        let mut script = Vec::new();
        let name = program.get_name().to_owned();
        generate(self.shell, &mut program, name, &mut script);
        output::print_bytes(&script)
    }
}
