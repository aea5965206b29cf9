//! The content of small files.

use super::error::ReadError;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Scenes, tables of points and models are far smaller.
const LARGEST_FILE: u64 = 64_000_000;

/// The text of a file of at most 64 MB.
///
/// # Errors
/// When the file cannot be read, is larger, or is no text.
pub(super) fn read_text(path: &Path) -> Result<String, ReadError> {
    String::from_utf8(read_bytes(path)?).map_err(|_| ReadError::Read {
        path: path.to_owned(),
        source: io::ErrorKind::InvalidData.into(),
    })
}

/// The content of a file of at most 64 MB.
///
/// # Errors
/// When the file cannot be read or is larger.
pub(super) fn read_bytes(path: &Path) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    let read = File::open(path)
        .and_then(|file| file.take(LARGEST_FILE + 1).read_to_end(&mut bytes))
        .and_then(|size| {
            if size as u64 > LARGEST_FILE {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
            Ok(())
        });
    read.map(|()| bytes).map_err(|source| ReadError::Read {
        path: path.to_owned(),
        source,
    })
}
