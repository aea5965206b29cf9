//! The program: arguments in, a window or a verb out.

use scorefield::{cli, desktop};
use std::process::ExitCode;

fn main() -> ExitCode {
    desktop::on_signals(|signal| {
        if let Some(code) = cli::stopped_by(signal) {
            std::process::exit(code);
        }
    });
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
