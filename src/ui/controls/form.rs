//! Rows of a form: a label, a widget, and the same sentence of help on both.

use crate::ui::combo_box::list;
use crate::ui::format::{resolving, significant};
use crate::ui::theme;
use crate::ui::typed;
use egui::{
    Button, CollapsingHeader, DragValue, Grid, Response, RichText, Slider, SliderClamping, Ui,
};
use std::ops::RangeInclusive;

/// Width of the column of labels at the ordinary size, in points.
const LABELS: f32 = 92.0;

/// A heading that folds its contents away.
pub fn group(ui: &mut Ui, title: &str, open: bool, contents: impl FnOnce(&mut Ui)) {
    CollapsingHeader::new(RichText::new(title).strong())
        .default_open(open)
        .show_unindented(ui, |ui| {
            contents(ui);
            ui.add_space(6.0);
        });
}

/// Two aligned columns.
pub fn grid(ui: &mut Ui, id: &str, rows: impl FnOnce(&mut Ui)) {
    let labels = LABELS * theme::scale(ui);
    Grid::new(id)
        .num_columns(2)
        .min_col_width(labels)
        .max_col_width((ui.available_width() - labels).max(labels))
        .show(ui, rows);
}

/// One row: `label`, then a widget that is named by it; both explain themselves by `help`.
pub fn row(
    ui: &mut Ui,
    label: &str,
    help: &str,
    widget: impl FnOnce(&mut Ui) -> Response,
) -> Response {
    let label = ui.label(label).on_hover_text(help);
    let response = ui.label_inputs_by(label.id, widget).on_hover_text(help);
    ui.end_row();
    response
}

// A typed number counts when it is complete: 0.02 begins with a 0 that is out of range.

/// A slider for positive numbers over several powers of ten; of those in `possible` more can be typed
/// than are `offered`.
pub fn logarithmic(
    ui: &mut Ui,
    value: &mut f64,
    offered: RangeInclusive<f64>,
    possible: RangeInclusive<f64>,
) -> Response {
    let (low, high) = (*offered.start(), *offered.end());
    let parser = typed::parser(ui.ctx(), possible);
    let slider = Slider::new(value, low..=high.max(low * 1.001))
        .logarithmic(true)
        .update_while_editing(false)
        .clamping(SliderClamping::Never)
        .custom_formatter(|value, _| significant(value))
        .custom_parser(parser);
    typed::field(ui, slider)
}

/// A slider for counts over several powers of ten.
pub fn count(ui: &mut Ui, value: &mut usize, range: RangeInclusive<usize>) -> Response {
    let parser = typed::whole(ui.ctx(), *range.start() as u64..=*range.end() as u64);
    let slider = Slider::new(value, range)
        .logarithmic(true)
        .update_while_editing(false)
        .custom_parser(parser);
    typed::field(ui, slider)
}

/// A number to drag or to type, with the digits that a drag by a point changes.
pub fn number(ui: &mut Ui, value: &mut f64, range: RangeInclusive<f64>, speed: f64) -> Response {
    let parser = typed::parser(ui.ctx(), range.clone());
    let field = DragValue::new(value)
        .range(range)
        .speed(speed)
        .update_while_editing(false)
        .custom_formatter(move |value, _| resolving(value, speed))
        .custom_parser(parser);
    typed::field(ui, field)
}

/// A list to choose from; every entry is (value, text, help).
pub fn choice<T: PartialEq + Copy>(
    ui: &mut Ui,
    id: &str,
    value: &mut T,
    entries: &[(T, &str, &str)],
) -> Response {
    let chosen = entries.iter().position(|(entry, _, _)| entry == value);
    let text = chosen.map_or("", |index| entries[index].1);
    // All lists of a form are as wide as their column.
    let combo = egui::ComboBox::from_id_salt(id)
        .selected_text(text)
        .width(ui.available_width());
    let texts = entries.iter().map(|(_, text, help)| (*text, *help));
    let (mut response, picked) = list(ui, combo, chosen, texts);
    if let Some(index) = picked {
        *value = entries[index].0;
        response.mark_changed();
    }
    response
}

/// Buttons of equal width, side by side; the one that was pressed.
pub fn buttons(ui: &mut Ui, entries: &[(&str, &str, &str)]) -> Option<usize> {
    let mut pressed = None;
    ui.horizontal(|ui| {
        let gaps = ui.spacing().item_spacing.x * (entries.len() - 1) as f32;
        let width = (ui.available_width() - gaps) / entries.len() as f32;
        for (index, (text, name, help)) in entries.iter().enumerate() {
            let size = egui::vec2(width, 1.2 * ui.spacing().interact_size.y);
            let response = ui
                .add_sized(size, Button::new(*text))
                .on_hover_text(*help)
                .accessible_name(*name);
            if response.clicked() {
                pressed = Some(index);
            }
        }
    });
    pressed
}
