//! What an instance in a worker does: it waits for its order, and does it.

use super::bytes::unpacked;
use super::live_loop::Live;
use super::task;
use super::to_page::ToPage;
use super::wire::Order;
use js_sys::Uint8Array;
use std::cell::Cell;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Waits for the order in a worker and does it.
pub fn serve(scope: DedicatedWorkerGlobalScope) {
    let to_page = ToPage::of(scope.clone());
    let begun = Cell::new(None::<Live>);
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let Ok(buffer) = event.data().dyn_into::<js_sys::ArrayBuffer>() else {
            return;
        };
        let bytes = Uint8Array::new(&buffer).to_vec();
        if let Some(live) = begun.take() {
            live.hear(&bytes);
            begun.set(Some(live));
            return;
        }
        match unpacked(&bytes) {
            Ok(Order::Live(scene)) => begun.set(Live::begin(&scene, to_page.clone())),
            Ok(Order::Task(task)) => task::work(task, &to_page),
            Err(why) => wasm_bindgen::throw_str(&why),
        }
    });
    scope.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
}
