//! A list that opens under a button, for the mouse and for the keyboard: Up, Down, Home and End move,
//! Return chooses, Escape leaves everything as it was.

use egui::{ComboBox, EventFilter, Key, Modifiers, Response, Ui};

/// Keys that belong to the open list and not to the window's way of moving the focus.
const TAKEN: EventFilter = EventFilter {
    tab: true,
    horizontal_arrows: true,
    vertical_arrows: true,
    escape: false,
};

/// Shows `entries`, each a text and a sentence of help, of which number `chosen` is marked; the button,
/// and the entry that was picked.
pub fn list<'a, H: AsRef<str>>(
    ui: &mut Ui,
    combo: ComboBox<'_>,
    chosen: Option<usize>,
    entries: impl Iterator<Item = (&'a str, H)>,
) -> (Response, Option<usize>) {
    let mut picked = None;
    let shown = combo.show_ui(ui, |ui| {
        let mut rows = Vec::new();
        for (index, (text, help)) in entries.enumerate() {
            let row = ui.selectable_label(chosen == Some(index), text);
            if row.clicked() {
                picked = Some(index);
                ui.close();
            }
            rows.push(row.clone());
            if !help.as_ref().is_empty() {
                row.on_hover_text(help.as_ref());
            }
        }
        steer(ui, &rows, chosen);
    });
    // Who came with the keyboard goes on from the button.
    let was_open = shown.inner.is_some();
    let by_key = picked.is_some() && !ui.input(|input| input.pointer.any_click());
    if was_open && (by_key || ui.input(|input| input.key_pressed(Key::Escape))) {
        shown.response.request_focus();
    }
    (shown.response, picked)
}

/// The help on something that files and the command line call `name`.
pub fn help_with_name(help: &str, name: &str) -> String {
    format!("{help} In files and on the command line: {name}.")
}

/// Gives the keyboard to the chosen row when the list opens, and to its neighbours after that.
fn steer(ui: &Ui, rows: &[Response], chosen: Option<usize>) {
    if rows.is_empty() {
        return;
    }
    let last = rows.len() - 1;
    let focused = rows.iter().position(Response::has_focus);
    let Some(at) = focused else {
        let first = &rows[chosen.unwrap_or(0).min(last)];
        first.request_focus();
        first.scroll_to_me(None);
        return;
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(rows[at].id, TAKEN));
    let mut to = at;
    ui.input_mut(|input| {
        let mut presses = |key| input.count_and_consume_key(Modifiers::NONE, key);
        to = (to + presses(Key::ArrowDown)).min(last);
        to = to.saturating_sub(presses(Key::ArrowUp));
        if presses(Key::Home) > 0 {
            to = 0;
        }
        if presses(Key::End) > 0 {
            to = last;
        }
    });
    if to != at {
        rows[to].request_focus();
        rows[to].scroll_to_me(None);
    }
}
