//! A row for each point.

use super::cells::{cell, exact, head, height};
use crate::document::Document;
use crate::scene::Target;
use egui::{Button, Label, ScrollArea, Ui};

/// Columns with their widths, in points.
const COLUMNS: [(&str, f32, &str); 4] = [
    ("", 44.0, "Its number."),
    ("x", 110.0, "In data units."),
    ("y", 110.0, "In data units."),
    ("", 70.0, "The last point stays."),
];
/// Points lie nearer to the origin than this.
const FARTHEST: f64 = 1e5;
/// A drag by a point of the screen changes a coordinate by this part of the kernels' width.
const SPEED: f64 = 0.2;

pub fn ui(ui: &mut Ui, document: &mut Document) {
    let Target::Points(points) = &document.scene().target else {
        return;
    };
    let number = points.at.len();
    head(ui, &COLUMNS);
    let row = ui.spacing().interact_size.y;
    let mut change = None;
    ScrollArea::vertical()
        .id_salt("rows of points")
        .auto_shrink([false, true])
        .max_height(height(ui, number))
        .show_rows(ui, row, number, |ui, rows| {
            for index in rows {
                let mut at = points.at[index];
                let speed = SPEED * points.std;
                ui.horizontal(|ui| {
                    let label = Label::new(format!("{}", index + 1));
                    cell(ui, COLUMNS[0].1, |ui| ui.add(label));
                    let mut edited = false;
                    for (axis, what) in ["x", "y"].into_iter().enumerate() {
                        let value = &mut at[axis];
                        let field = cell(ui, COLUMNS[1].1, |ui| {
                            exact(ui, value, -FARTHEST..=FARTHEST, speed)
                        });
                        let name = format!("Point {}, {what}", index + 1);
                        edited |= field.accessible_name(name).changed();
                    }
                    let removed = ui
                        .add_enabled_ui(number > 1, |ui| {
                            cell(ui, COLUMNS[3].1, |ui| ui.add(Button::new("Remove")))
                        })
                        .inner
                        .accessible_name(format!("Remove point {}", index + 1))
                        .clicked();
                    if edited || removed {
                        change = Some((index, (!removed).then_some(at)));
                    }
                });
            }
        });
    let Some((index, to)) = change else { return };
    if let Target::Points(points) = &mut document.scene_mut().target {
        match to {
            Some(to) => points.at[index] = to,
            None => drop(points.at.remove(index)),
        }
    }
}
