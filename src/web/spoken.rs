//! The controls of the window as elements of the page, for screen readers and for who drives a page by its elements:
//! names, kinds and values of what egui tells accessibility of, and clicks on them. What is dragged on the canvas
//! has no element of its own; its numbers in the rail do.

use super::presses::{NODE, Presses, place};
use super::said::{Said, all_said};
use egui::accesskit::{ActionRequest, NodeId, TreeId, TreeUpdate};
use egui::{Context, Event, FullOutput, Plugin, RawInput};
use std::collections::{HashMap, HashSet};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Document, HtmlElement};

/// Seconds between two looks: a screen reader follows no more, and the picture comes first.
const EVERY: f64 = 0.25;

/// Keeps the elements as the window is.
pub struct Mirror {
    presses: Presses,
    known: HashMap<NodeId, Said>,
    order: Vec<NodeId>,
    looked: f64,
}

impl Mirror {
    /// Nothing is mirrored yet.
    pub fn new(presses: Presses) -> Self {
        Self {
            presses,
            known: HashMap::new(),
            order: Vec::new(),
            looked: f64::NEG_INFINITY,
        }
    }

    /// Changes the elements that have changed.
    fn show(&mut self, update: &TreeUpdate, zoom: f64) -> Result<(), JsValue> {
        let document = document().ok_or("no document")?;
        let place = place().ok_or("no place")?;
        let (order, all) = all_said(update, zoom);
        for (id, said) in &all {
            if self.known.get(id) == Some(said) {
                continue;
            }
            let name = element_name(*id);
            let element: HtmlElement = match document.get_element_by_id(&name) {
                Some(element) => element.dyn_into()?,
                None => {
                    let element = document.create_element("div")?;
                    element.set_id(&name);
                    element.set_attribute(NODE, &id.0.to_string())?;
                    place.append_child(&element)?;
                    element.dyn_into()?
                }
            };
            write(&element, said)?;
        }
        let stay: HashSet<NodeId> = order.iter().copied().collect();
        for gone in self.order.iter().filter(|id| !stay.contains(id)) {
            if let Some(element) = document.get_element_by_id(&element_name(*gone)) {
                element.remove();
            }
        }
        // Elements that stay where they are keep the reader's place.
        let mut next = place.first_element_child();
        for id in &order {
            let Some(element) = document.get_element_by_id(&element_name(*id)) else {
                continue;
            };
            if next.as_ref() == Some(&element) {
                next = element.next_element_sibling();
            } else {
                place.insert_before(&element, next.as_deref())?;
            }
        }
        self.known = all;
        self.order = order;
        Ok(())
    }
}

impl Plugin for Mirror {
    fn debug_name(&self) -> &'static str {
        "spoken"
    }

    fn setup(&mut self, ctx: &Context) {
        ctx.enable_accesskit();
    }

    fn input_hook(&mut self, _: &Context, input: &mut RawInput) {
        for (target_node, action) in self.presses.take() {
            input
                .events
                .push(Event::AccessKitActionRequest(ActionRequest {
                    action,
                    target_tree: TreeId::ROOT,
                    target_node,
                    data: None,
                }));
        }
    }

    fn output_hook(&mut self, ctx: &Context, output: &mut FullOutput) {
        let Some(update) = output.platform_output.accesskit_update.take() else {
            return;
        };
        let time = ctx.input(|input| input.time);
        if time - self.looked < EVERY {
            // What comes to rest is shown as it is then.
            ctx.request_repaint_after_secs((EVERY - (time - self.looked)) as f32 + 0.01);
            return;
        }
        self.looked = time;
        // A page without the place for them shows the window alone.
        let _ = self.show(&update, f64::from(ctx.zoom_factor()));
    }
}

/// What an element of another kind leaves behind.
const STATES: [&str; 9] = [
    "role",
    "tabindex",
    "aria-live",
    "aria-label",
    "aria-valuetext",
    "aria-disabled",
    "aria-checked",
    "aria-selected",
    "aria-pressed",
];

/// Makes `element` say it.
fn write(element: &HtmlElement, said: &Said) -> Result<(), JsValue> {
    let sides = ["left", "top", "width", "height"];
    for (side, pixels) in sides.into_iter().zip(said.place) {
        element.style().set_property(side, &format!("{pixels}px"))?;
    }
    if element.get_attribute("role").unwrap_or_default() != said.role {
        for attribute in STATES {
            element.remove_attribute(attribute)?;
        }
    }
    let is_text = said.role.is_empty();
    if is_text {
        if said.is_live {
            element.set_attribute("aria-live", "polite")?;
        }
        element.set_text_content(Some(&said.name));
        return Ok(());
    }
    element.set_attribute("role", said.role)?;
    let text = match &said.value {
        Some(value) if said.is_control => format!("{} {value}", said.name),
        Some(_) | None => said.name.clone(),
    };
    element.set_text_content(Some(text.trim()));
    element.set_attribute("aria-label", said.name.trim())?;
    // A reader goes there; the Tab key, which moves what is seen, does not.
    if said.is_control {
        element.set_attribute("tabindex", "-1")?;
    }
    let states = [
        ("aria-valuetext", said.value.clone()),
        ("aria-disabled", said.disabled.then(|| "true".to_owned())),
        (state_of(said.role), said.on.map(|on| on.to_string())),
    ];
    for (state, value) in states {
        match value {
            Some(value) => element.set_attribute(state, &value)?,
            None => element.remove_attribute(state)?,
        }
    }
    Ok(())
}

/// What says of such an element that it is on.
fn state_of(role: &str) -> &'static str {
    match role {
        "checkbox" | "radio" => "aria-checked",
        "tab" => "aria-selected",
        _ => "aria-pressed",
    }
}

fn element_name(id: NodeId) -> String {
    format!("spoken-{}", id.0)
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}
