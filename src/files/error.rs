//! What can be wrong with a file that is read.

use crate::scene::SceneFileError;
use crate::scene::link::LinkError;
use crate::scene::preset::UnknownPreset;
use crate::score::ModelError;
use crate::shapes::PointsError;
use crate::wording::{count, quote_path};
use std::io;
use std::path::PathBuf;

/// Something that could not be found or read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// Neither a preset nor the path of a file.
    #[error(transparent)]
    Unknown(#[from] UnknownPreset),
    /// A link that holds no scene.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// The file does not open, is no text or too large.
    #[error("could not read {}: {}", quote_path(path), in_words(source))]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is larger than anything of its kind.
    #[error("could not read {}: {}", quote_path(path), larger(*size, *most))]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Bytes of the file, where they are known.
        size: Option<u64>,
        /// Bytes that it may have.
        most: u64,
    },
    /// The file is no scene.
    #[error("{}:{}:{}: {}", quote_path(path), fault.line, fault.column, fault.message)]
    Scene {
        /// The file.
        path: PathBuf,
        /// Where and why.
        fault: SceneFileError,
    },
    /// The table holds no target.
    #[error("{}: {source}", quote_path(path))]
    Table {
        /// The file.
        path: PathBuf,
        /// Where and why.
        source: PointsError,
    },
    /// The file is no model.
    #[error("could not read {}: {source}", quote_path(path))]
    Model {
        /// The file.
        path: PathBuf,
        /// Why.
        source: ModelError,
    },
    /// The file holds no points that can be used.
    #[error("{}: {fault}", quote_path(path))]
    Points {
        /// The file.
        path: PathBuf,
        /// Where and why, with what to do.
        fault: String,
    },
}

/// "it has 5,000,000 bytes; give one of at most 4,000,000".
fn larger(size: Option<u64>, most: u64) -> String {
    let most = count(most);
    match size {
        Some(size) => format!("it has {} bytes; give one of at most {most}", count(size)),
        None => format!("it has more than {most} bytes; give a smaller one"),
    }
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
        _ => return format!("{error}; check the path"),
    };
    sentence.to_owned()
}
