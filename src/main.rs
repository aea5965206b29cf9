//! The program: arguments in, a window or a verb out.

use scorefield::cli;
use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if let Some(message) = failure.message() {
                cli::complain(message);
            }
            ExitCode::from(failure.exit_code())
        }
    }
}
