//! Messages as bytes.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A message as bytes. Nothing that is said here refuses to be written.
pub fn packed<T: Serialize>(message: &T) -> Vec<u8> {
    postcard::to_allocvec(message).unwrap_or_default()
}

/// A message from bytes.
///
/// # Errors
/// One sentence when another program wrote them.
pub fn unpacked<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    postcard::from_bytes(bytes)
        .map_err(|error| format!("a message between page and worker is damaged ({error})"))
}
