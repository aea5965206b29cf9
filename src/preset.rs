//! The scenes that come with the program, and scene files on disk.

use crate::scene::{Scene, SceneError, SceneFileError, Target};
use crate::shapes::{Points, PointsError};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// A scene that comes with the program.
#[derive(Clone, Debug, PartialEq)]
pub struct Preset {
    /// What it is called on the command line.
    pub name: &'static str,
    pub scene: Scene,
}

/// Name and text of every preset, in the order in which they are taught.
const FILES: [(&str, &str); 14] = [
    ("one-gaussian", include_str!("../presets/one-gaussian.toml")),
    (
        "three-gaussians",
        include_str!("../presets/three-gaussians.toml"),
    ),
    (
        "eight-gaussians",
        include_str!("../presets/eight-gaussians.toml"),
    ),
    ("song-ermon", include_str!("../presets/song-ermon.toml")),
    (
        "unequal-weights",
        include_str!("../presets/unequal-weights.toml"),
    ),
    ("near-pair", include_str!("../presets/near-pair.toml")),
    ("far-pair", include_str!("../presets/far-pair.toml")),
    ("grid-25", include_str!("../presets/grid-25.toml")),
    ("two-moons", include_str!("../presets/two-moons.toml")),
    ("rings", include_str!("../presets/rings.toml")),
    ("spirals", include_str!("../presets/spirals.toml")),
    ("checkerboard", include_str!("../presets/checkerboard.toml")),
    ("pinwheel", include_str!("../presets/pinwheel.toml")),
    ("swiss-roll", include_str!("../presets/swiss-roll.toml")),
];

static PRESETS: LazyLock<Vec<Preset>> = LazyLock::new(|| {
    let read = |(name, text)| Preset {
        name,
        scene: Scene::from_toml(text)
            .unwrap_or_else(|error| panic!("presets/{name}.toml: {error}")),
    };
    FILES.map(read).into()
});

/// A scene that could not be found, read or written.
#[derive(Debug, thiserror::Error)]
pub enum PresetError {
    #[error("there is no preset {name:?}; {advice}")]
    Unknown { name: String, advice: String },
    #[error("could not read {}: {source}; check the path", path.display())]
    Read {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error("could not read {}: it has {bytes} bytes, which is no scene; give a file below {} MB", path.display(), LARGEST_FILE / 1_000_000)]
    TooLarge { path: PathBuf, bytes: u64 },
    #[error("{}:{}:{}: {}", path.display(), fault.line, fault.column, fault.message)]
    File {
        path: PathBuf,
        fault: SceneFileError,
    },
    #[error("{}: {source}", path.display())]
    Table { path: PathBuf, source: PointsError },
    #[error("could not save {}: {source}", path.display())]
    Scene { path: PathBuf, source: SceneError },
    #[error("could not save {}: {source}; choose another folder", path.display())]
    Write {
        path: PathBuf,
        source: std::io::Error,
    },
}

/// Scene files and tables of points are far smaller.
const LARGEST_FILE: u64 = 64_000_000;

/// Every preset.
pub fn all() -> &'static [Preset] {
    &PRESETS
}

/// The scene of a preset's name, or of a file: TOML, or CSV with points.
///
/// # Errors
/// When there is no such preset or the file is no scene.
pub fn find(name_or_path: &str) -> Result<Scene, PresetError> {
    if let Some(preset) = all().iter().find(|preset| preset.name == name_or_path) {
        return Ok(preset.scene.clone());
    }
    let path = Path::new(name_or_path);
    if path.extension().is_some() || path.components().count() > 1 || path.is_file() {
        return read_file(path);
    }
    Err(PresetError::Unknown {
        name: name_or_path.to_owned(),
        advice: advise(name_or_path),
    })
}

/// The nearest names, or all of them when none is near.
fn advise(name: &str) -> String {
    let mut near: Vec<(f64, &str)> = all()
        .iter()
        .map(|preset| {
            (
                strsim::jaro_winkler(&name.to_lowercase(), preset.name),
                preset.name,
            )
        })
        .filter(|(similarity, _)| *similarity > 0.75)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    near.truncate(3);
    let names: Vec<&str> = near.into_iter().map(|(_, name)| name).collect();
    if names.is_empty() {
        let names: Vec<&str> = all().iter().map(|preset| preset.name).collect();
        format!("use one of {} or the path of a TOML file", names.join(", "))
    } else {
        format!(
            "the nearest are {}; `scorefield presets` lists all",
            names.join(", ")
        )
    }
}

/// Reads a scene from a TOML file, or a table of points from a CSV file.
///
/// # Errors
/// When the file cannot be read or is no scene.
pub fn read_file(path: &Path) -> Result<Scene, PresetError> {
    let unreadable = |source| PresetError::Read {
        path: path.to_owned(),
        source,
    };
    let bytes = std::fs::metadata(path).map_err(unreadable)?.len();
    if bytes > LARGEST_FILE {
        let path = path.to_owned();
        return Err(PresetError::TooLarge { path, bytes });
    }
    let text = std::fs::read_to_string(path).map_err(unreadable)?;
    if path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("csv"))
    {
        let import = Points::from_csv(&text).map_err(|source| PresetError::Table {
            path: path.to_owned(),
            source,
        })?;
        let title = path.file_stem().unwrap_or_default().to_string_lossy();
        let mut scene = Scene::new(title, Target::Points(import.points.clone()));
        scene.why = import.notice().unwrap_or_default();
        return Ok(scene);
    }
    Scene::from_toml(&text).map_err(|fault| PresetError::File {
        path: path.to_owned(),
        fault,
    })
}

/// Writes a scene as a TOML file, whole or not at all.
///
/// # Errors
/// When the scene cannot be run or the file cannot be written.
pub fn write_file(path: &Path, scene: &Scene) -> Result<(), PresetError> {
    let text = scene.to_toml().map_err(|source| PresetError::Scene {
        path: path.to_owned(),
        source,
    })?;
    let write = || {
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
        file.write_all(text.as_bytes())?;
        file.persist(path)?;
        Ok(())
    };
    write().map_err(|source: std::io::Error| PresetError::Write {
        path: path.to_owned(),
        source,
    })
}
