//! What a model's header names, counted before any of it takes memory.

use super::ModelError;
use super::layers;
use crate::score::engine::layout::Layout;
use crate::wording::{count, quote};
use safetensors::Dtype;
use safetensors::tensor::Metadata;
use serde::Deserialize;
use std::collections::HashMap;

/// Bytes before the header, which say how long it is.
const LENGTH: usize = 8;

/// An entry of a header; of a tensor, its shape.
#[derive(Deserialize)]
struct Entry {
    #[serde(default)]
    shape: Vec<u64>,
    #[serde(default)]
    dtype: Option<serde::de::IgnoredAny>,
}

/// Refuses `bytes` whose header names more than `most` parameters.
///
/// # Errors
/// A sentence with both numbers. What is no header at all is left to its reader.
pub fn require_few(bytes: &[u8], most: u64) -> Result<(), ModelError> {
    let entries = header(bytes).and_then(|header| {
        let entries: Result<HashMap<String, Entry>, _> = serde_json::from_slice(header);
        entries.ok()
    });
    let Some(entries) = entries else {
        return Ok(());
    };
    let tensors = entries.values().filter(|entry| entry.dtype.is_some());
    let numbers =
        tensors.map(|tensor| tensor.shape.iter().fold(1_u64, |n, &m| n.saturating_mul(m)));
    let named = numbers.fold(0_u64, u64::saturating_add);
    if named <= most {
        return Ok(());
    }
    Err(ModelError::Unreadable(format!(
        "its header names {} parameters and the largest network here has {}",
        count(named),
        count(most)
    )))
}

fn header(bytes: &[u8]) -> Option<&[u8]> {
    let length = u64::from_le_bytes(*bytes.first_chunk::<LENGTH>()?);
    bytes.get(LENGTH..)?.get(..usize::try_from(length).ok()?)
}

/// Refuses tensors of other names, shapes or kinds of numbers than those of a network of this layout.
///
/// # Errors
/// A sentence with the first that differs.
pub fn require_shapes(metadata: &Metadata, layout: &Layout) -> Result<(), ModelError> {
    if metadata.offset_keys().len() != 2 * (layout.depth + 1) {
        return Err(ModelError::Unreadable(
            "it has more or fewer tensors than its description says".to_owned(),
        ));
    }
    for (name, shape) in layers(layout) {
        let tensor = metadata
            .info(&name)
            .ok_or_else(|| ModelError::Unreadable(format!("it has no tensor {name}")))?;
        if tensor.dtype != Dtype::F32 || tensor.shape != shape {
            let found = quote(&format!("{:?}", tensor.shape));
            return Err(ModelError::Unreadable(format!(
                "its tensor {name} is {found} of {:?}, not {shape:?} of F32",
                tensor.dtype
            )));
        }
    }
    Ok(())
}
