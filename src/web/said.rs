//! What is said of the controls of the window: what egui tells accessibility of, in reading order.

use egui::accesskit::{Live, Node, NodeId, Role, Toggled, TreeUpdate};
use std::collections::HashMap;

/// One element as it stands in the page.
#[derive(Clone, PartialEq)]
pub struct Said {
    pub role: &'static str,
    pub name: String,
    pub value: Option<String>,
    /// Of what is switched or chosen.
    pub on: Option<bool>,
    pub disabled: bool,
    /// Whether something can be done with it.
    pub is_control: bool,
    /// Whether it is read when it changes.
    pub is_live: bool,
    /// Left, top, width and height in whole pixels of the page, for fingers that explore the screen.
    pub place: [i32; 4],
}

/// What is said of every node, in reading order.
pub fn all_said(update: &TreeUpdate, zoom: f64) -> (Vec<NodeId>, HashMap<NodeId, Said>) {
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

fn say(node: &Node, nodes: &HashMap<NodeId, &Node>, zoom: f64) -> Option<Said> {
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
    Some(Said {
        role,
        name,
        value,
        on: node.toggled().map(|toggled| toggled == Toggled::True),
        disabled: node.is_disabled(),
        is_control,
        is_live: node.live() == Some(Live::Polite),
        place: node.bounds().map_or([0; 4], |at| {
            [at.x0, at.y0, at.x1 - at.x0, at.y1 - at.y0]
                .map(|points| (zoom * points).round() as i32)
        }),
    })
}
