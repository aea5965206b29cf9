//! The controls of the window as elements of the page, for screen readers and for who drives a page by its elements:
//! names, kinds and values of what egui tells accessibility of, and clicks on them. What is dragged on the canvas
//! has no element of its own; its numbers in the rail do.

use egui::accesskit::{Action, ActionRequest, Node, NodeId, Role, Toggled, TreeId, TreeUpdate};
use egui::{Context, Event, FullOutput, Plugin, RawInput};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, Event as DomEvent, HtmlElement};

/// The element that holds them.
const PLACE: &str = "spoken";
/// The attribute with the number of a control.
const NODE: &str = "data-node";
/// Seconds between two looks: a screen reader follows no more, and the picture comes first.
const EVERY: f64 = 0.25;

/// Clicks on elements that the window has not heard yet.
pub type Clicks = Arc<Mutex<Vec<NodeId>>>;

/// One element as it stands in the page.
#[derive(Clone, PartialEq)]
struct Spoken {
    role: &'static str,
    name: String,
    value: Option<String>,
    /// Of what is switched or chosen.
    on: Option<bool>,
    disabled: bool,
    /// Whether something can be done with it.
    is_control: bool,
    /// Left, top, width and height in whole pixels of the page, for fingers that explore the screen.
    place: [i32; 4],
}

/// Keeps the elements as the window is.
pub struct Mirror {
    clicks: Clicks,
    known: HashMap<NodeId, Spoken>,
    order: Vec<NodeId>,
    looked: f64,
}

impl Mirror {
    /// Nothing is mirrored yet.
    pub fn new(clicks: Clicks) -> Self {
        Self {
            clicks,
            known: HashMap::new(),
            order: Vec::new(),
            looked: f64::NEG_INFINITY,
        }
    }

    /// Changes the elements that have changed.
    fn show(&mut self, update: &TreeUpdate, zoom: f64) -> Result<(), JsValue> {
        let document = document().ok_or("no document")?;
        let place = document.get_element_by_id(PLACE).ok_or("no place")?;
        let (order, spoken) = spoken(update, zoom);
        for (id, spoken) in &spoken {
            if self.known.get(id) == Some(spoken) {
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
            write(&element, spoken)?;
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
        self.known = spoken;
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
        let mut clicks = self.clicks.lock().unwrap_or_else(PoisonError::into_inner);
        for target_node in clicks.drain(..) {
            input
                .events
                .push(Event::AccessKitActionRequest(ActionRequest {
                    action: Action::Click,
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

/// Hears clicks on the elements; `wake` is called for each.
pub fn hear_clicks(clicks: Clicks, wake: impl Fn() + 'static) {
    let Some(place) = document().and_then(|document| document.get_element_by_id(PLACE)) else {
        return;
    };
    let heard = Closure::<dyn Fn(DomEvent)>::new(move |event: DomEvent| {
        let element = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let node = element.and_then(|element| element.get_attribute(NODE)?.parse().ok());
        if let Some(node) = node {
            let mut clicks = clicks.lock().unwrap_or_else(PoisonError::into_inner);
            clicks.push(NodeId(node));
            wake();
        }
    });
    // A place that hears nothing is still read.
    let _ = place.add_event_listener_with_callback("click", heard.as_ref().unchecked_ref());
    heard.forget();
}

/// What is said of every node, in reading order.
fn spoken(update: &TreeUpdate, zoom: f64) -> (Vec<NodeId>, HashMap<NodeId, Spoken>) {
    let nodes: HashMap<NodeId, &Node> = update.nodes.iter().map(|(id, node)| (*id, node)).collect();
    let mut order = Vec::new();
    let mut found = HashMap::new();
    let root = update.tree.as_ref().map(|tree| (tree.root, false));
    let mut next: Vec<(NodeId, bool)> = root.into_iter().collect();
    while let Some((id, in_control)) = next.pop() {
        let Some(node) = nodes.get(&id) else { continue };
        let said = say(node, &nodes, zoom);
        let is_control = said.as_ref().is_some_and(|said| said.is_control);
        // What is written on a control is its name; what a menu holds stands on its own.
        if let Some(said) = said
            && (is_control || !in_control)
            && found.insert(id, said).is_none()
        {
            order.push(id);
        }
        let children = node.children().iter().rev();
        next.extend(children.map(|child| (*child, is_control)));
    }
    (order, found)
}

fn say(node: &Node, nodes: &HashMap<NodeId, &Node>, zoom: f64) -> Option<Spoken> {
    let (role, is_control) = match node.role() {
        Role::Button | Role::DefaultButton | Role::DisclosureTriangle => ("button", true),
        Role::CheckBox | Role::Switch => ("checkbox", true),
        Role::RadioButton => ("radio", true),
        Role::Tab => ("tab", true),
        Role::Link => ("link", true),
        Role::ComboBox => ("combobox", true),
        Role::Slider => ("slider", true),
        Role::SpinButton => ("spinbutton", true),
        Role::TextInput | Role::MultilineTextInput => ("textbox", true),
        Role::ProgressIndicator => ("progressbar", true),
        Role::Heading => ("heading", false),
        Role::Label => ("", false),
        _ => return None,
    };
    let labels = node.labelled_by().iter().filter_map(|id| nodes.get(id));
    let label = labels.filter_map(|label| label.value()).next();
    let name = label.or_else(|| node.label());
    let number = node.numeric_value().map(|value| format!("{value}"));
    let value = node.value().map(str::to_owned).or(number);
    let (name, value) = match (name, value) {
        // Text that only stands there.
        (None, Some(text)) if !is_control => (text, None),
        (name, value) => (name.unwrap_or_default().to_owned(), value),
    };
    if name.is_empty() && value.is_none() {
        return None;
    }
    Some(Spoken {
        role,
        name,
        value,
        on: node.toggled().map(|toggled| toggled == Toggled::True),
        disabled: node.is_disabled(),
        is_control,
        place: node.bounds().map_or([0; 4], |at| {
            [at.x0, at.y0, at.x1 - at.x0, at.y1 - at.y0]
                .map(|points| (zoom * points).round() as i32)
        }),
    })
}

/// What an element of another kind leaves behind.
const STATES: [&str; 7] = [
    "role",
    "aria-label",
    "aria-valuetext",
    "aria-disabled",
    "aria-checked",
    "aria-selected",
    "aria-pressed",
];

/// Makes `element` say it.
fn write(element: &HtmlElement, spoken: &Spoken) -> Result<(), JsValue> {
    let sides = ["left", "top", "width", "height"];
    for (side, pixels) in sides.into_iter().zip(spoken.place) {
        element.style().set_property(side, &format!("{pixels}px"))?;
    }
    if element.get_attribute("role").unwrap_or_default() != spoken.role {
        for attribute in STATES {
            element.remove_attribute(attribute)?;
        }
    }
    let is_text = spoken.role.is_empty();
    if is_text {
        element.set_text_content(Some(&spoken.name));
        return Ok(());
    }
    element.set_attribute("role", spoken.role)?;
    let text = match &spoken.value {
        Some(value) if spoken.is_control => format!("{} {value}", spoken.name),
        Some(_) | None => spoken.name.clone(),
    };
    element.set_text_content(Some(text.trim()));
    element.set_attribute("aria-label", spoken.name.trim())?;
    let states = [
        ("aria-valuetext", spoken.value.clone()),
        ("aria-disabled", spoken.disabled.then(|| "true".to_owned())),
        (state_of(spoken.role), spoken.on.map(|on| on.to_string())),
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
