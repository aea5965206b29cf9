//! The page, as a worker holds it.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::DedicatedWorkerGlobalScope;

/// What a worker holds of the page.
#[derive(Clone)]
pub struct ToPage(DedicatedWorkerGlobalScope);

impl ToPage {
    /// Of the worker with this global object.
    pub fn of(scope: DedicatedWorkerGlobalScope) -> Self {
        Self(scope)
    }

    /// Of the worker that this runs in; `None` outside of one.
    pub fn of_this_worker() -> Option<Self> {
        js_sys::global().dyn_into().ok().map(Self)
    }

    /// Hands over bytes.
    pub fn post(&self, bytes: &[u8]) {
        let buffer = Uint8Array::from(bytes).buffer();
        // A page that is gone ends its workers.
        let _ = self
            .0
            .post_message_with_transfer(&buffer, &Array::of1(&buffer));
    }

    /// The global object of the worker.
    pub fn scope(&self) -> &DedicatedWorkerGlobalScope {
        &self.0
    }
}
