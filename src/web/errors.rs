//! What a browser says of a failure.

use wasm_bindgen::{JsCast, JsValue};

/// The words of an error, for a sentence.
pub fn in_words(error: &JsValue) -> String {
    let told = error.dyn_ref::<js_sys::Error>().map(js_sys::Error::message);
    told.map(String::from)
        .or_else(|| error.as_string())
        .unwrap_or_else(|| "no reason given".to_owned())
}
