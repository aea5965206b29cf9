//! The content of small files.

use super::error::ReadError;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Bytes of the largest scene: one of 4,096 components is far smaller.
const LARGEST_SCENE: u64 = 4_000_000;
/// Bytes of the largest model: the widest network is far smaller.
pub(super) const LARGEST_MODEL: u64 = 64_000_000;
/// Bytes of the largest picture.
pub(super) const LARGEST_PICTURE: u64 = 64_000_000;

/// The text of a file of at most 4 MB.
///
/// # Errors
/// When the file cannot be read, is larger, or is no text.
pub(crate) fn read_text(path: &Path) -> Result<String, ReadError> {
    text_of(path, read_bytes(path, LARGEST_SCENE)?)
}

/// The text of a file with this content.
///
/// # Errors
/// When it is larger than 4 MB or no text.
pub(super) fn text_of(path: &Path, bytes: Vec<u8>) -> Result<String, ReadError> {
    require_size(path, bytes.len() as u64, LARGEST_SCENE)?;
    String::from_utf8(bytes).map_err(|_| ReadError::Read {
        path: path.to_owned(),
        source: io::ErrorKind::InvalidData.into(),
    })
}

/// The content of a file of at most `most` bytes. A larger one is refused before it is read; of one
/// whose size nobody knows, such as a pipe, no more than that is.
///
/// # Errors
/// When the file cannot be read or is larger.
pub fn read_bytes(path: &Path, most: u64) -> Result<Vec<u8>, ReadError> {
    let unread = |source| ReadError::Read {
        path: path.to_owned(),
        source,
    };
    let file = File::open(path).map_err(unread)?;
    let size = file.metadata().map_err(unread)?.len();
    require_size(path, size, most)?;
    let mut bytes = Vec::new();
    let read = file.take(most + 1).read_to_end(&mut bytes);
    if read.map_err(unread)? as u64 > most {
        return Err(ReadError::TooLarge {
            path: path.to_owned(),
            size: None,
            most,
        });
    }
    Ok(bytes)
}

/// # Errors
/// When `size` bytes are more than `most`.
pub(super) fn require_size(path: &Path, size: u64, most: u64) -> Result<(), ReadError> {
    if size > most {
        return Err(ReadError::TooLarge {
            path: path.to_owned(),
            size: Some(size),
            most,
        });
    }
    Ok(())
}
