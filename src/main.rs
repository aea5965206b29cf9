//! The program: arguments in, a window or a verb out; on a page the window alone.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    use scorefield::{cli, desktop};
    use std::process::ExitCode;

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

#[cfg(target_arch = "wasm32")]
fn main() {
    scorefield::web::begin();
}
