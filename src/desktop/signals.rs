//! Signals of the terminal and of the machine.

/// Calls `stopped` with the number of every SIGINT and SIGTERM, on a thread of its own. A file that grows
/// beyond the limit of the shell (SIGXFSZ) is an error of the write instead of the end of the program.
/// Where nothing can be listened to, signals do what they always do.
#[cfg(unix)]
pub fn on_signals(stopped: impl Fn(i32) + Send + 'static) {
    use signal_hook::consts::{SIGINT, SIGTERM, SIGXFSZ};
    use signal_hook::iterator::Signals;
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM, SIGXFSZ]) else {
        return;
    };
    let listen = move || {
        for signal in signals.forever() {
            if signal != SIGXFSZ {
                stopped(signal);
            }
        }
    };
    // Without the thread nobody would hear Ctrl-C, but a machine without threads computes nothing either.
    let _ = std::thread::Builder::new()
        .name("signals".to_owned())
        .spawn(listen);
}

/// There are no signals here.
#[cfg(not(unix))]
pub fn on_signals(_: impl Fn(i32) + Send + 'static) {}
