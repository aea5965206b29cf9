//! Opens the window on the page's canvas.

use super::address;
use super::errors::in_words;
use super::local_store::LocalStore;
use super::presses::Presses;
use super::shell::{Arrivals, PageShell};
use super::spoken::Mirror;
use crate::ui::{App, Opening};
use eframe::{WebOptions, WebRunner};
use std::sync::{Arc, Mutex};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlCanvasElement;

/// The canvas that the page has for the window.
const CANVAS: &str = "scorefield";

#[wasm_bindgen]
extern "C" {
    /// Tells the page that the first picture stands.
    #[wasm_bindgen(js_name = scorefield_shown)]
    fn shown();

    /// Lets the page say what ended the program, and offer to load it again.
    #[wasm_bindgen(js_name = scorefield_broke)]
    fn broke(why: &str);
}

/// Opens the window on the link in the address, else on what was shown the last time.
pub fn open() {
    let runner = WebRunner::new();
    // After the library's hook, which only notes what happened.
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        usual(info);
        broke(&info.to_string());
    }));
    spawn_local(async move {
        match show(&runner).await {
            Ok(()) => shown(),
            Err(error) => broke(&in_words(&error)),
        }
    });
}

async fn show(runner: &WebRunner) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or("no window")?;
    let document = window.document().ok_or("no document")?;
    let canvas = document.get_element_by_id(CANVAS);
    let canvas: HtmlCanvasElement = canvas.ok_or("the page has no canvas")?.dyn_into()?;
    let opening = address::take_link().map_or_else(Opening::default, Opening::from);
    let coarse = window.match_media("(pointer: coarse)")?;
    let has_fingers = coarse.is_some_and(|query| query.matches());
    let arrivals = Arrivals::default();
    let links = arrivals.clone();
    let create: eframe::AppCreator<'static> = Box::new(move |cc| {
        let presses = Presses::default();
        cc.egui_ctx.add_plugin(Mirror::new(presses.clone()));
        let ctx = cc.egui_ctx.clone();
        presses.hear(move || ctx.request_repaint());
        let ctx = cc.egui_ctx.clone();
        let changed = Closure::<dyn Fn()>::new(move || {
            if let Some(link) = address::take_link() {
                links.outcome(link.into());
                ctx.request_repaint();
            }
        });
        window.set_onhashchange(Some(changed.as_ref().unchecked_ref()));
        changed.forget();
        let keeper = Arc::new(Mutex::new(LocalStore::default()));
        let app = App::new(cc, opening, Some(keeper), |scene, _, wake| {
            Ok(Box::new(PageShell::start(scene, wake, arrivals)?))
        })?;
        if has_fingers {
            app.expect_finger(&cc.egui_ctx);
        }
        Ok(Box::new(app))
    });
    runner.start(canvas, WebOptions::default(), create).await
}
