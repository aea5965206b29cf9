//! Files by way of the browser: picked by the user, or handed over as downloads.

use super::errors::in_words;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, Document, File, HtmlAnchorElement, HtmlInputElement, Url};

/// No table, model or scene that can be opened is larger; what is read stands in memory some times.
const MOST_BYTES: f64 = 256e6;
/// Until the browser has surely begun with a download, in milliseconds.
const KEPT_FOR: i32 = 60_000;

/// Hands the browser a file to keep.
///
/// # Errors
/// One sentence when the browser refuses.
pub fn download(name: &str, bytes: &[u8]) -> Result<(), String> {
    let hand_over = || -> Result<(), JsValue> {
        let options = BlobPropertyBag::new();
        options.set_type("application/octet-stream");
        let parts = Array::of1(&Uint8Array::from(bytes));
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
        let url = Url::create_object_url_with_blob(&blob)?;
        let link: HtmlAnchorElement = document()?.create_element("a")?.dyn_into()?;
        link.set_href(&url);
        link.set_download(name);
        link.click();
        let forget = Closure::once_into_js(move || Url::revoke_object_url(&url));
        let window = web_sys::window().ok_or("no window")?;
        window.set_timeout_with_callback_and_timeout_and_arguments_0(
            forget.unchecked_ref(),
            KEPT_FOR,
        )?;
        Ok(())
    };
    hand_over().map_err(|error| {
        format!(
            "could not save {name}: the browser refuses ({}); allow downloads for this page",
            in_words(&error)
        )
    })
}

/// Lets the browser ask for a file with one of these endings; `then` gets its name and what is in it, and nothing
/// when none is chosen.
///
/// # Errors
/// One sentence when the browser refuses to ask.
pub fn pick(
    endings: &str,
    then: impl Fn(String, Result<Vec<u8>, String>) + 'static,
) -> Result<(), String> {
    let ask = || -> Result<(), JsValue> {
        let input: HtmlInputElement = document()?.create_element("input")?.dyn_into()?;
        input.set_type("file");
        input.set_accept(endings);
        let chosen = input.clone();
        let change = Closure::once_into_js(move || {
            let file = chosen.files().and_then(|files| files.get(0));
            let Some(file) = file else { return };
            if let Err(why) = require_size(&file) {
                then(file.name(), Err(why));
            } else {
                spawn_local(async move {
                    let read = JsFuture::from(file.array_buffer()).await;
                    let read = read.map(|bytes| Uint8Array::new(&bytes).to_vec());
                    then(file.name(), read.map_err(|error| in_words(&error)));
                });
            }
        });
        input.set_onchange(Some(change.unchecked_ref()));
        input.click();
        Ok(())
    };
    ask().map_err(|error| {
        format!(
            "could not ask for a file: the browser refuses ({}); drop the file on the page",
            in_words(&error)
        )
    })
}

/// # Errors
/// When the file is larger than any that can be opened; it is not read then.
pub fn require_size(file: &File) -> Result<(), String> {
    if file.size() > MOST_BYTES {
        return Err(format!("it has more than {} MB", MOST_BYTES / 1e6));
    }
    Ok(())
}

fn document() -> Result<Document, JsValue> {
    let window = web_sys::window().ok_or("no window")?;
    window.document().ok_or_else(|| "no document".into())
}
