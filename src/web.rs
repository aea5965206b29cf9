//! The program on a page: the same window on a canvas, and the same experiment in a worker of the browser.
//! Here are the workers, what is downloaded and picked, and what the browser keeps.
//!
//! ```text
//! window (the page's thread)  --Command-->  live worker: Experiment::tick
//!        |                    <--Snapshot--  one at a time: the next when the last was shown
//!        +--Task-->  a worker of its own for every journey, measurement and file; ended when it is not wanted
//! ```
//! Every worker is a second instance of this program with a memory of its own, so that no shared memory and no
//! header of a server is needed. Messages are bytes (postcard), handed over without a copy. A worker that
//! breaks is noticed and replaced; nothing here can catch a panic.

mod address;
mod bytes;
mod errors;
mod live;
mod live_loop;
mod local_store;
mod page;
mod picking;
mod presses;
mod remembered;
mod said;
mod serving;
mod shell;
mod spoken;
mod task;
mod task_list;
mod to_page;
mod wire;
mod worker;

use wasm_bindgen::JsCast;
use web_sys::{DedicatedWorkerGlobalScope, Window};

/// Begins what this instance is there for: the window on a page, the work in a worker.
pub fn begin() {
    let global = js_sys::global();
    match global.dyn_into::<DedicatedWorkerGlobalScope>() {
        Ok(scope) => serving::serve(scope),
        Err(global) if global.is_instance_of::<Window>() => page::open(),
        // Neither: a program outside of a browser that only looks at the module.
        Err(_) => {}
    }
}
