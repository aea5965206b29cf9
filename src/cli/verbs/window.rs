//! `scorefield [SCENE]`: the window.

use crate::cli::options::threads;
use crate::cli::{Failure, mistyped};
use crate::desktop;
use crate::files::{self, ReadError};
use crate::scene::link::Link;
use std::ffi::OsStr;

/// Opens the window on a scene, or on the last one.
///
/// # Errors
/// When there is no such scene, or no window can be opened.
pub fn open(scene: Option<&OsStr>, threads: Option<usize>) -> Result<(), Failure> {
    let threads = threads.unwrap_or_else(threads::cores_beside_the_window);
    let text = scene.and_then(OsStr::to_str);
    if let Some(link) = text.filter(|text| files::is_link(text)) {
        let link = Link::read(link).map_err(ReadError::from)?;
        return desktop::run_link(link, threads).map_err(Failure::Failed);
    }
    let scene = match scene.map(files::find_scene).transpose() {
        Err(error @ ReadError::Unknown(_)) => {
            let slip = scene
                .and_then(OsStr::to_str)
                .and_then(mistyped::verb)
                .map(Failure::Usage);
            return Err(slip.unwrap_or(error.into()));
        }
        found => found?,
    };
    desktop::run(scene, threads).map_err(Failure::Failed)
}
