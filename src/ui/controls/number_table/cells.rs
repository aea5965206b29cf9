//! Rows and columns of numbers.

use crate::ui::theme;
use crate::ui::typed;
use egui::{DragValue, Label, Response, RichText, Sense, Ui, vec2};
use std::ops::RangeInclusive;

/// Rows that are in view at first.
const ROWS: f32 = 10.0;
/// Significant digits that are shown; the rest stands in the tooltip.
const DIGITS: usize = 8;

/// The height that is kept for rows.
pub fn height(ui: &Ui, rows: usize) -> f32 {
    let row = ui.spacing().interact_size.y + ui.spacing().item_spacing.y;
    row * ROWS.min(rows as f32)
}

/// The names of columns, each with its width and what it means.
pub fn head(ui: &mut Ui, columns: &[(&str, f32, &str)]) {
    ui.horizontal(|ui| {
        for (name, width, help) in columns {
            let text = RichText::new(*name).weak();
            cell(ui, *width, |ui| {
                ui.add(Label::new(text).sense(Sense::hover()))
            })
            .on_hover_text(*help);
        }
    });
}

/// What stands in a column of this width at the ordinary size.
pub fn cell(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui) -> Response) -> Response {
    let size = vec2(width * theme::scale(ui), ui.spacing().interact_size.y);
    ui.allocate_ui_with_layout(
        size,
        egui::Layout::centered_and_justified(egui::Direction::LeftToRight),
        contents,
    )
    .inner
}

/// A number with all the digits that there is room for, to be dragged or typed; whether it was changed.
pub fn exact(ui: &mut Ui, value: &mut f64, range: RangeInclusive<f64>, speed: f64) -> Response {
    let mut edited = *value;
    let field = DragValue::new(&mut edited)
        .range(range.clone())
        .clamp_existing_to_range(false)
        .speed(speed)
        .update_while_editing(false)
        .custom_formatter(|value, _| shown(value))
        .custom_parser(typed::parser(ui.ctx(), range));
    let response = typed::field(ui, field).on_hover_text(format!("{value:?}"));
    // Looked at and left alone, it keeps the digits that are not shown.
    if response.changed() && shown(edited) != shown(*value) {
        *value = edited;
    }
    response
}

/// A number in its shortest form with at most [`DIGITS`] digits.
fn shown(value: f64) -> String {
    let rounded: f64 = format!("{value:.*e}", DIGITS - 1).parse().unwrap_or(value);
    let size = rounded.abs();
    if rounded == 0.0 || (1e-4..1e7).contains(&size) {
        format!("{rounded}")
    } else {
        format!("{rounded:e}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_with_eight_digits_and_no_more_than_they_have() {
        for (value, text) in [
            (0.0, "0"),
            (1.5, "1.5"),
            (-2.0_f64.sqrt(), "-1.4142136"),
            (0.1 + 0.2, "0.3"),
            (123_456.789, "123456.79"),
            (1e-6, "1e-6"),
            (12_345_678.9, "1.2345679e7"),
        ] {
            assert_eq!(shown(value), text);
        }
    }
}
