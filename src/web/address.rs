//! The address of the page, and the link that stands in it.

use crate::scene::link::{Link, LinkError};
use wasm_bindgen::JsValue;

/// The address without what stands behind its #.
pub fn of_page() -> String {
    let href = web_sys::window().and_then(|window| window.location().href().ok());
    let href = href.unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_owned()
}

/// Takes the link out of the address, so that a reload goes on with what was made of its scene; `None` where there
/// is none.
pub fn take_link() -> Option<Result<Link, LinkError>> {
    let window = web_sys::window()?;
    let text = window.location().hash().ok()?;
    if !Link::is_meant(&text) {
        return None;
    }
    if let Ok(history) = window.history() {
        // Where the browser refuses, a reload opens the link again.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&of_page()));
    }
    Some(Link::read(&text))
}
