//! How controls are laid out: rows of a label and a widget, sliders under their names, and groups, all
//! with the same sentence of help on label and widget.

use crate::ui::controls::combo_box::list;
use crate::ui::format::{resolving, significant};
use crate::ui::theme;
use crate::ui::typed;
use egui::emath::Numeric;
use egui::{
    Align, Button, DragValue, Grid, Layout, Response, RichText, Slider, SliderClamping, Ui, vec2,
};
use std::ops::RangeInclusive;

/// Width of the column of labels at the ordinary size, in points.
const LABELS: f32 = 74.0;
/// Blank space above the title of a group, in points.
const ABOVE: f32 = 8.0;

/// What belongs together, under its title.
pub fn group(ui: &mut Ui, title: &str, contents: impl FnOnce(&mut Ui)) {
    ui.add_space(ABOVE * theme::scale(ui));
    ui.label(RichText::new(title).strong());
    contents(ui);
}

/// The same with something at the right of the title; what that and the contents have returned.
pub fn group_with<A, B>(
    ui: &mut Ui,
    title: &str,
    beside: impl FnOnce(&mut Ui) -> A,
    contents: impl FnOnce(&mut Ui) -> B,
) -> (A, B) {
    ui.add_space(ABOVE * theme::scale(ui));
    let row = ui.horizontal(|ui| {
        ui.spacing_mut().interact_size.y = 0.0;
        ui.label(RichText::new(title).strong());
        let layout = Layout::right_to_left(Align::Center);
        ui.with_layout(layout, beside).inner
    });
    (row.inner, contents(ui))
}

/// Two aligned columns.
pub fn grid(ui: &mut Ui, id: &str, rows: impl FnOnce(&mut Ui)) {
    let labels = LABELS * theme::scale(ui);
    let gap = ui.spacing().item_spacing.x;
    Grid::new(id)
        .num_columns(2)
        .min_col_width(labels)
        .max_col_width((ui.available_width() - labels - gap).max(labels))
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

/// A slider for positive numbers over several powers of ten, under its name; of those in `possible` more
/// can be typed than are `offered`. Whether the number was changed.
pub fn logarithmic(
    ui: &mut Ui,
    texts: [&str; 2],
    value: &mut f64,
    offered: RangeInclusive<f64>,
    possible: RangeInclusive<f64>,
) -> bool {
    let (low, high) = (*offered.start(), *offered.end());
    let speed = 0.01 * value.abs().max(low);
    let parser = typed::parser(ui.ctx(), possible.clone());
    under(
        ui,
        texts,
        value,
        |field| {
            field
                .range(possible)
                .speed(speed)
                .custom_formatter(|value, _| significant(value))
                .custom_parser(parser)
        },
        |value| {
            Slider::new(value, low..=high.max(low * 1.001))
                .logarithmic(true)
                .clamping(SliderClamping::Never)
        },
    )
}

/// A slider for numbers, under its name; of those in `possible` more can be typed than are `offered`.
pub fn linear(
    ui: &mut Ui,
    texts: [&str; 2],
    value: &mut f64,
    offered: RangeInclusive<f64>,
    possible: RangeInclusive<f64>,
) -> bool {
    let speed = 0.005 * (offered.end() - offered.start());
    let parser = typed::parser(ui.ctx(), possible.clone());
    under(
        ui,
        texts,
        value,
        |field| {
            field
                .range(possible)
                .speed(speed)
                .custom_formatter(move |value, _| resolving(value, speed))
                .custom_parser(parser)
        },
        |value| Slider::new(value, offered).clamping(SliderClamping::Never),
    )
}

/// A slider for counts over several powers of ten, under its name.
pub fn count(
    ui: &mut Ui,
    texts: [&str; 2],
    value: &mut usize,
    range: RangeInclusive<usize>,
) -> bool {
    let parser = typed::whole(ui.ctx(), *range.start() as u64..=*range.end() as u64);
    let speed = 0.01 * (*value as f64).max(10.0);
    let of_field = range.clone();
    under(
        ui,
        texts,
        value,
        |field| {
            field
                .clamp_existing_to_range(false)
                .range(of_field)
                .speed(speed)
                .custom_parser(parser)
        },
        |value| {
            Slider::new(value, range)
                .logarithmic(true)
                .clamping(SliderClamping::Edits)
        },
    )
}

/// A name with its number at the right end, and the rail below; whether the number was changed by one of
/// them. A typed number counts when it is complete: 0.02 begins with a 0 that is out of range.
fn under<N: Numeric>(
    ui: &mut Ui,
    [label, help]: [&str; 2],
    value: &mut N,
    field: impl for<'a> FnOnce(DragValue<'a>) -> DragValue<'a>,
    rail: impl for<'a> FnOnce(&'a mut N) -> Slider<'a>,
) -> bool {
    let (mut typed, mut slid) = (*value, *value);
    let field = field(DragValue::new(&mut typed).update_while_editing(false));
    let rail = rail(&mut slid).show_value(false);
    let width = ui.available_width();
    let row = vec2(width, ui.spacing().interact_size.y);
    let (name, field) = ui
        .allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
            let name = ui.label(label).on_hover_text(help);
            let field = ui
                .with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.label_inputs_by(name.id, |ui| typed::field(ui, field))
                        .on_hover_text(help)
                })
                .inner;
            (name, field)
        })
        .inner;
    let rail = ui
        .scope(|ui| {
            ui.spacing_mut().slider_width = width;
            ui.label_inputs_by(name.id, |ui| theme::slider(ui, rail))
        })
        .inner
        .on_hover_text(help);
    let (by_field, by_rail) = (field.changed(), rail.changed());
    if by_field {
        *value = typed;
    } else if by_rail {
        *value = slid;
    }
    by_field || by_rail
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

/// A list to choose from, as wide as there is room; every entry is (value, text, help).
pub fn choice<T: PartialEq + Copy>(
    ui: &mut Ui,
    id: &str,
    value: &mut T,
    entries: &[(T, &str, &str)],
) -> Response {
    let chosen = entries.iter().position(|(entry, _, _)| entry == value);
    let text = chosen.map_or("", |index| entries[index].1);
    let combo = egui::ComboBox::from_id_salt(id)
        .width(ui.available_width())
        .truncate()
        .selected_text(text);
    let texts = entries.iter().map(|(_, text, help)| (*text, *help));
    let (mut response, picked) = list(ui, combo, chosen, texts);
    if let Some(index) = picked {
        *value = entries[index].0;
        response.mark_changed();
    }
    response
}

/// Buttons of equal width, side by side, each a text, its full name and a sentence of help; the one that
/// was pressed.
pub fn buttons(ui: &mut Ui, entries: &[(&str, &str, &str)]) -> Option<usize> {
    let mut pressed = None;
    ui.horizontal(|ui| {
        let gaps = ui.spacing().item_spacing.x * (entries.len() - 1) as f32;
        let width = (ui.available_width() - gaps) / entries.len() as f32;
        for (index, (text, name, help)) in entries.iter().enumerate() {
            let size = vec2(width, 1.2 * ui.spacing().interact_size.y);
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
