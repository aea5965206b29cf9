//! The numbers of the draw that is looked at, beside it, where no column tells them.

use crate::ui::instruments::number_plate::beside;
use crate::ui::instruments::numbers::{self, Number};
use crate::ui::instruments::sheet::Sheet;
use crate::ui::theme;
use egui::{Galley, Id, Pos2, Role, Sense, TextStyle, Ui, WidgetInfo, vec2};
use std::sync::Arc;

/// From the draw to the plate, inside it, and between names and numbers, at the ordinary size, in points.
const OFF: f32 = 18.0;
const PADDING: f32 = 8.0;
const GAP: f32 = 10.0;

/// Shows `numbers` beside `anchor`.
pub fn show(ui: &Ui, sheet: &Sheet<'_>, anchor: Pos2, told: &[Number]) {
    let (palette, scale) = (sheet.palette, sheet.scale);
    let painter = ui.painter().with_clip_rect(sheet.projection.screen);
    let font = TextStyle::Small.resolve(ui.style());
    let set = |text: &str, ink| painter.layout_no_wrap(text.to_owned(), font.clone(), ink);
    let lines: Vec<[Arc<Galley>; 2]> = told
        .iter()
        .map(|number| {
            [
                set(number.name, palette.weak),
                set(&number.value, palette.strong),
            ]
        })
        .collect();
    let widest = |column: usize| {
        let widths = lines.iter().map(|line| line[column].size().x);
        widths.fold(0.0, f32::max)
    };
    let (row, padding) = (1.3 * font.size, vec2(PADDING, PADDING) * scale);
    let [names, values] = [widest(0) + GAP * scale, widest(1)];
    let size = vec2(names + values, row * lines.len() as f32) + 2.0 * padding;
    let place = beside(anchor, size, OFF * scale, sheet.free.shrink(6.0), &[]);
    painter.add(theme::plate(place, palette, palette.line));
    let mut corner = place.min + padding;
    for [name, value] in lines {
        painter.galley(corner, name, palette.weak);
        painter.galley(corner + vec2(names, 0.0), value, palette.strong);
        corner.y += row;
    }
    // Painted text is silent: a label of the same place speaks.
    let id = Id::unique("the numbers of a draw");
    let spoken = ui.interact(place, id, Sense::focusable_noninteractive());
    spoken.widget_info(|| WidgetInfo::labeled(Role::Label, true, numbers::table(told)));
}
