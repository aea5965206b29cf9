//! Scenes by name or from files.

use super::error::ReadError;
use super::read::read_text;
use crate::preset;
use crate::scene::{Scene, Target};
use crate::shapes::Points;
use std::path::Path;

/// The scene of a preset's name, or of a file: TOML, or CSV with points.
///
/// # Errors
/// When there is no such preset or the file is no scene.
pub fn find_scene(name_or_path: &str) -> Result<Scene, ReadError> {
    let unknown = match preset::find(name_or_path) {
        Ok(scene) => return Ok(scene),
        Err(unknown) => unknown,
    };
    let path = Path::new(name_or_path);
    if path.extension().is_some() || path.components().count() > 1 || path.is_file() {
        return read_scene(path);
    }
    Err(unknown.into())
}

/// Reads a scene from a TOML file, or a table of points from a CSV file.
///
/// # Errors
/// When the file cannot be read or is no scene.
pub fn read_scene(path: &Path) -> Result<Scene, ReadError> {
    let text = read_text(path)?;
    let ending = path.extension().unwrap_or_default();
    if ending.eq_ignore_ascii_case("csv") {
        let import = Points::from_csv(&text).map_err(|source| ReadError::Table {
            path: path.to_owned(),
            source,
        })?;
        let title = path.file_stem().unwrap_or_default().to_string_lossy();
        let notice = import.notice().unwrap_or_default();
        let mut scene = Scene::new(title, Target::Points(import.points));
        scene.why = notice;
        return Ok(scene);
    }
    Scene::from_toml(&text).map_err(|fault| ReadError::Scene {
        path: path.to_owned(),
        fault,
    })
}
