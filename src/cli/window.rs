//! `scorefield [SCENE]`: the window.

use super::Failure;
use crate::{preset, ui};

/// Opens the window on a scene, or on the last one.
///
/// # Errors
/// When there is no such scene, or no window can be opened.
pub fn open(scene: Option<&str>, threads: usize) -> Result<(), Failure> {
    let scene = scene.map(preset::find).transpose()?;
    ui::run(scene, threads).map_err(|error| Failure::Failed(error.to_string()))
}
