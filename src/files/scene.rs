//! Scenes by name or from files.

use super::error::ReadError;
use super::points::silhouette;
use super::points::{PointFile, draw_columns, draw_columns_from, draw_points, draw_points_from};
use super::read::{LARGEST_PICTURE, read_bytes, read_text, text_of};
use crate::plane::Bounds;
use crate::scene::link::Link;
use crate::scene::preset;
use crate::scene::{Scene, Target};
use crate::shapes::Points;
use crate::wording::quote;
use serde::{Deserialize, Serialize};
use std::ffi::OsStr;
use std::path::Path;

/// Endings of files that hold points.
const TABLES: [&str; 7] = ["csv", "tsv", "tab", "txt", "dat", "npz", "npy"];

/// A picture becomes so many points, within the range of the curves.
const PICTURE_POINTS: usize = 600;
const PICTURE_RANGE: f64 = 3.0;

/// The draw that thins a table is the same for every user.
const THINNING_SEED: u64 = 1;

/// A scene with what there is to say of the file that it came from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    /// The scene; of a table, the points with the width that suits them.
    pub scene: Scene,
    /// What was taken and what was left out, a sentence each without its end.
    pub notices: Vec<String>,
}

impl From<Scene> for Opened {
    /// A scene that there is nothing to say of.
    fn from(scene: Scene) -> Self {
        Self {
            scene,
            notices: Vec::new(),
        }
    }
}

/// Whether the name of a file says that it holds points.
pub fn is_table(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default();
    TABLES
        .iter()
        .any(|table| ending.eq_ignore_ascii_case(table))
}

/// Whether the name of a file says that it is a picture.
pub fn is_picture(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default();
    ending.eq_ignore_ascii_case("png")
}

/// Whether `name` is a link; a file that is there is meant before, whatever it is called.
pub fn is_link(name: &str) -> bool {
    Link::is_meant(name) && !Path::new(name).exists()
}

/// The scene of a preset's name, of a link, or of a file: TOML, or a table or array of points.
///
/// # Errors
/// When there is no such preset, or the link or the file is no scene.
pub fn open_scene(name_or_path: impl AsRef<OsStr>) -> Result<Opened, ReadError> {
    let path = Path::new(name_or_path.as_ref());
    // What is no text names no preset.
    let Some(name) = path.to_str() else {
        return open_file(path);
    };
    if is_link(name) {
        return Ok(Link::read(name)?.scene.into());
    }
    let unknown = match preset::find(name) {
        Ok(scene) => return Ok(scene.into()),
        Err(unknown) => unknown,
    };
    let is_path = name.contains(std::path::is_separator) || path.exists();
    if is_path || path.extension().is_some() || path.components().count() > 1 {
        return open_file(path);
    }
    Err(unknown.into())
}

/// As [`open_scene`]; what there is to say of a table is only in the scene's `why`.
///
/// # Errors
/// As [`open_scene`].
pub fn find_scene(name_or_path: impl AsRef<OsStr>) -> Result<Scene, ReadError> {
    open_scene(name_or_path).map(|opened| opened.scene)
}

/// Reads a scene from a TOML file, or the points of a table or an array.
///
/// # Errors
/// When the file cannot be read or is no scene.
pub fn read_scene(path: &Path) -> Result<Scene, ReadError> {
    open_file(path).map(|opened| opened.scene)
}

/// As [`read_scene`], with what there is to say of a table.
///
/// # Errors
/// As [`read_scene`].
pub fn open_file(path: &Path) -> Result<Opened, ReadError> {
    if is_picture(path) {
        return scene_inside(path, &read_bytes(path, LARGEST_PICTURE)?);
    }
    if !is_table(path) {
        return scene_of(path, &read_text(path)?);
    }
    scene_around(path, draw_points(path, Points::MAX, THINNING_SEED)?)
}

/// As [`open_file`] for a file that is in memory already, as one that was dropped on a page.
///
/// # Errors
/// As [`open_file`].
pub fn open_bytes(name: &Path, bytes: Vec<u8>) -> Result<Opened, ReadError> {
    if is_picture(name) {
        return scene_inside(name, &bytes);
    }
    if !is_table(name) {
        return scene_of(name, &text_of(name, bytes)?);
    }
    let table = draw_points_from(name, &bytes, Points::MAX, THINNING_SEED)?;
    scene_around(name, table)
}

/// The points of a table with these columns as x and y.
///
/// # Errors
/// When the file cannot be read or these columns hold no points.
pub fn open_columns(path: &Path, columns: [usize; 2]) -> Result<Opened, ReadError> {
    let table = draw_columns(path, columns, Points::MAX, THINNING_SEED)?;
    scene_around(path, table)
}

/// As [`open_columns`] for a table that is in memory already.
///
/// # Errors
/// As [`open_columns`].
pub fn open_columns_of(
    name: &Path,
    bytes: &[u8],
    columns: [usize; 2],
) -> Result<Opened, ReadError> {
    let table = draw_columns_from(name, bytes, columns, Points::MAX, THINNING_SEED)?;
    scene_around(name, table)
}

fn scene_of(path: &Path, text: &str) -> Result<Opened, ReadError> {
    let scene = Scene::from_toml(text).map_err(|fault| ReadError::Scene {
        path: path.to_owned(),
        fault,
    })?;
    Ok(scene.into())
}

/// Points inside the silhouette of a picture as a target.
fn scene_inside(path: &Path, picture: &[u8]) -> Result<Opened, ReadError> {
    let silhouette = silhouette(picture).map_err(|fault| ReadError::Points {
        path: path.to_owned(),
        fault,
    })?;
    let range = Bounds::square([0.0, 0.0], PICTURE_RANGE);
    let points = silhouette.points(PICTURE_POINTS, &range, THINNING_SEED);
    let notices = vec![format!(
        "{}, drawn inside the silhouette",
        points.in_words()
    )];
    let title = path.file_stem().unwrap_or_default().to_string_lossy();
    let scene = Scene::new(quote(&title), Target::Points(points));
    Ok(Opened { scene, notices })
}

/// The points of `table` as a target with the width that suits them.
fn scene_around(path: &Path, table: PointFile) -> Result<Opened, ReadError> {
    let at = table.x.rows().into_iter().map(|x| [x[0], x[1]]).collect();
    let points = Points::new(at).map_err(|source| ReadError::Table {
        path: path.to_owned(),
        source,
    })?;
    let chosen = format!("{}, chosen from the points", points.in_words());
    let title = path.file_stem().unwrap_or_default().to_string_lossy();
    let mut scene = Scene::new(quote(&title), Target::Points(points));
    // The width may be changed: what the scene says of itself does not name it.
    scene.why = table.notices.join("; ");
    let mut notices = vec![chosen];
    notices.extend(table.notices);
    Ok(Opened { scene, notices })
}
