//! Named threads, and what their panics said.

use std::any::Any;
use std::thread::{Builder, JoinHandle};

/// A thread that did not start.
pub struct NotStarted {
    pub name: &'static str,
    pub source: std::io::Error,
}

pub fn spawn(
    name: &'static str,
    work: impl FnOnce() + Send + 'static,
) -> Result<JoinHandle<()>, NotStarted> {
    Builder::new()
        .name(name.into())
        .spawn(work)
        .map_err(|source| NotStarted { name, source })
}

/// What a caught panic said.
pub fn panic_message(payload: &(dyn Any + Send)) -> String {
    payload
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no reason given".to_owned())
}
