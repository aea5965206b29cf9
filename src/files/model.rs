//! Networks from files.

use super::error::ReadError;
use super::read::{LARGEST_MODEL, read_bytes, require_size};
use crate::score::ScoreNet;
use std::path::Path;

/// Whether the name of a file says that it holds a network.
pub fn is_model(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default();
    ending.eq_ignore_ascii_case("safetensors")
}

/// The network in a safetensors file of this program.
///
/// # Errors
/// When the file cannot be read or is no model.
pub fn read_model(path: &Path) -> Result<ScoreNet, ReadError> {
    model_of(path, &read_bytes(path, LARGEST_MODEL)?)
}

/// The network in a safetensors file with this content.
///
/// # Errors
/// When the content is too large or no model.
pub fn model_of(path: &Path, bytes: &[u8]) -> Result<ScoreNet, ReadError> {
    require_size(path, bytes.len() as u64, LARGEST_MODEL)?;
    ScoreNet::from_bytes(bytes).map_err(|source| ReadError::Model {
        path: path.to_owned(),
        source,
    })
}
