//! A worker of the browser, another instance of this program, as the page holds it.

use super::bytes::packed;
use super::errors::in_words;
use super::wire::Order;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Event, MessageEvent};

#[wasm_bindgen]
extern "C" {
    /// Starts a worker and hands it the compiled program; what is posted later is heard by the program. Defined
    /// by the page, which alone knows where the program lies.
    #[wasm_bindgen(catch, js_name = scorefield_worker)]
    fn start_worker() -> Result<web_sys::Worker, JsValue>;
}

/// Said of a worker whose program did not come.
const NOT_LOADED: &str = "its program was not loaded: worker.js belongs beside the page, and a content security policy must allow `worker-src`";

/// What the page holds of a worker. Dropping it ends the worker at once, whatever it is doing.
pub struct Worker {
    worker: web_sys::Worker,
    _heard: Closure<dyn FnMut(MessageEvent)>,
    _broke: Closure<dyn FnMut(Event)>,
}

impl Worker {
    /// Starts a worker on `order`. `heard` gets every message of it, `broke` the reason why it ended by itself.
    ///
    /// # Errors
    /// One sentence when the browser allows no worker.
    pub fn start(
        order: &Order,
        mut heard: impl FnMut(Vec<u8>) + 'static,
        broke: impl Fn(&str) + 'static,
    ) -> Result<Self, String> {
        let worker = start_worker().map_err(|error| {
            format!(
                "could not start the computation: the browser allows no worker ({}); a content security policy must allow `worker-src 'self' blob:`",
                in_words(&error)
            )
        })?;
        let heard = Closure::new(move |event: MessageEvent| {
            if let Ok(bytes) = event.data().dyn_into::<js_sys::ArrayBuffer>() {
                heard(Uint8Array::new(&bytes).to_vec());
            }
        });
        let broke = Closure::new(move |event: Event| {
            event.prevent_default();
            // A worker that could not even be loaded says nothing of it.
            let message = js_sys::Reflect::get(&event, &"message".into());
            let message = message.ok().and_then(|message| message.as_string());
            broke(message.as_deref().unwrap_or(NOT_LOADED));
        });
        worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        worker.set_onerror(Some(broke.as_ref().unchecked_ref()));
        worker.set_onmessageerror(Some(broke.as_ref().unchecked_ref()));
        let started = Self {
            worker,
            _heard: heard,
            _broke: broke,
        };
        started.post(&packed(order));
        Ok(started)
    }

    /// Hands over bytes; they are not copied twice.
    pub fn post(&self, bytes: &[u8]) {
        // What cannot be written is not said.
        if bytes.is_empty() {
            return;
        }
        let buffer = Uint8Array::from(bytes).buffer();
        // A worker that is gone has said so.
        let _ = self
            .worker
            .post_message_with_transfer(&buffer, &Array::of1(&buffer));
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
