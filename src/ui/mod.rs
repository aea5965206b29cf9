//! To come.

use crate::scene::Scene;

/// Opens the window.
///
/// # Errors
/// When no window can be opened.
pub fn run(_scene: Option<Scene>, _threads: usize) -> Result<(), String> {
    Err("the window is not built yet; use a verb, see scorefield --help".to_owned())
}
