//! What is done with the elements that stand for controls: pressed, moved up and down.

use egui::accesskit::{Action, NodeId};
use std::sync::{Arc, Mutex, PoisonError};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, KeyboardEvent};

/// The element that holds all of them.
const PLACE: &str = "spoken";
/// The attribute with the number of a control.
pub const NODE: &str = "data-node";

/// Requests that the window has not heard yet.
#[derive(Clone, Default)]
pub struct Presses(Arc<Mutex<Vec<(NodeId, Action)>>>);

impl Presses {
    /// Those since the last time.
    pub fn take(&self) -> Vec<(NodeId, Action)> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn put(&self, node: NodeId, action: Action) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.push((node, action));
    }

    /// Hears what is done with the elements; `wake` is called for each request.
    pub fn hear(&self, wake: impl Fn() + Clone + 'static) {
        let Some(place) = place() else { return };
        let (pressed, woken) = (self.clone(), wake.clone());
        let click = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            if let Some(node) = node_of(&event) {
                pressed.put(node, Action::Click);
                woken();
            }
        });
        let moved = self.clone();
        let key = Closure::<dyn Fn(KeyboardEvent)>::new(move |event: KeyboardEvent| {
            let action = match event.key().as_str() {
                "Enter" | " " => Action::Click,
                "ArrowUp" | "ArrowRight" => Action::Increment,
                "ArrowDown" | "ArrowLeft" => Action::Decrement,
                _ => return,
            };
            if let Some(node) = node_of(&event) {
                event.prevent_default();
                event.stop_propagation();
                moved.put(node, action);
                wake();
            }
        });
        // A place that hears nothing is still read.
        let _ = place.add_event_listener_with_callback("click", click.as_ref().unchecked_ref());
        let _ = place.add_event_listener_with_callback("keydown", key.as_ref().unchecked_ref());
        click.forget();
        key.forget();
    }
}

/// The element that holds all of those that stand for controls.
pub fn place() -> Option<Element> {
    web_sys::window()?.document()?.get_element_by_id(PLACE)
}

/// The control that the element of an event stands for.
fn node_of(event: &Event) -> Option<NodeId> {
    let element: Element = event.target()?.dyn_into().ok()?;
    element.get_attribute(NODE)?.parse().ok().map(NodeId)
}
