//! The scenes that come with the program, and scene files on disk.

use crate::scene::{Scene, SceneFileError, Target};
use crate::shapes::{Points, PointsError};
use std::fs::File;
use std::io::{self, Read};
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
    #[error("could not read {}: {}", path.display(), in_words(source))]
    Read { path: PathBuf, source: io::Error },
    #[error("{}:{}:{}: {}", path.display(), fault.line, fault.column, fault.message)]
    File {
        path: PathBuf,
        fault: SceneFileError,
    },
    #[error("{}: {source}", path.display())]
    Table { path: PathBuf, source: PointsError },
}

/// Scenes, tables of points and models are far smaller.
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
    let asked = name.to_lowercase();
    let similarity = |known: &str| {
        // "moons" is a part of a name, which few letters in common do not show.
        let is_part = asked.len() > 2 && known.contains(&asked);
        strsim::jaro_winkler(&asked, known).max(if is_part { 0.99 } else { 0.0 })
    };
    let mut near: Vec<(f64, &str)> = all()
        .iter()
        .map(|preset| (similarity(preset.name), preset.name))
        .filter(|(similarity, _)| *similarity > 0.75)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    near.truncate(3);
    let names: Vec<&str> = near.into_iter().map(|(_, name)| name).collect();
    if names.is_empty() {
        let names: Vec<&str> = all().iter().map(|preset| preset.name).collect();
        format!("use one of {} or the path of a TOML file", names.join(", "))
    } else {
        format!("did you mean {}?", names.join(" or "))
    }
}

/// Reads a scene from a TOML file, or a table of points from a CSV file.
///
/// # Errors
/// When the file cannot be read or is no scene.
pub fn read_file(path: &Path) -> Result<Scene, PresetError> {
    let text = read_text(path)?;
    let ending = path.extension().unwrap_or_default();
    if ending.eq_ignore_ascii_case("csv") {
        let import = Points::from_csv(&text).map_err(|source| PresetError::Table {
            path: path.to_owned(),
            source,
        })?;
        let title = path.file_stem().unwrap_or_default().to_string_lossy();
        let notice = import.notice().unwrap_or_default();
        let mut scene = Scene::new(title, Target::Points(import.points));
        scene.why = notice;
        return Ok(scene);
    }
    Scene::from_toml(&text).map_err(|fault| PresetError::File {
        path: path.to_owned(),
        fault,
    })
}

/// The text of a file of at most 64 MB.
///
/// # Errors
/// When the file cannot be read, is larger, or is no text.
pub fn read_text(path: &Path) -> Result<String, PresetError> {
    String::from_utf8(read_bytes(path)?).map_err(|_| PresetError::Read {
        path: path.to_owned(),
        source: io::ErrorKind::InvalidData.into(),
    })
}

/// The content of a file of at most 64 MB.
///
/// # Errors
/// When the file cannot be read or is larger.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, PresetError> {
    let mut bytes = Vec::new();
    let read = File::open(path)
        .and_then(|file| file.take(LARGEST_FILE + 1).read_to_end(&mut bytes))
        .and_then(|size| {
            if size as u64 > LARGEST_FILE {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
            Ok(())
        });
    read.map(|()| bytes).map_err(|source| PresetError::Read {
        path: path.to_owned(),
        source,
    })
}

/// Why a file cannot be read, and what to do.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the standard library has many kinds of errors"
)]
fn in_words(error: &io::Error) -> String {
    let sentence = match error.kind() {
        io::ErrorKind::NotFound => "there is no such file; check the path",
        io::ErrorKind::PermissionDenied => "permission denied; make it readable or copy it",
        io::ErrorKind::IsADirectory => "it is a folder; name a file in it",
        io::ErrorKind::NotADirectory => "a part of the path is a file; check the path",
        io::ErrorKind::InvalidFilename => "the name is too long or not allowed; check the path",
        io::ErrorKind::InvalidData => "it is not text; save it as UTF-8",
        io::ErrorKind::FileTooLarge => "it is larger than 64 MB; give a smaller one",
        _ => return format!("{error}; check the path"),
    };
    sentence.to_owned()
}
