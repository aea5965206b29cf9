//! Lines of equal log p, on which the arrows of the exact score stand perpendicular.

use crate::ui::canvas::layer::{Layer, Painting};
use crate::ui::canvas::legend::{Entry, Mark};
use crate::ui::drawing::contours::{ContourStyle, Contours};
use crate::ui::format::significant;
use crate::ui::view::View;
use egui::TextStyle;

/// How opaque the ground of a number is.
const GROUND: f32 = 0.62;

/// The contours and their mesh.
#[derive(Default)]
pub struct ContourLayer {
    contours: Contours,
}

impl Layer for ContourLayer {
    fn draw(&mut self, painting: &Painting<'_>, legend: &mut Vec<Entry>) {
        let Some(field) = painting.snapshot.field.as_ref() else {
            return;
        };
        let (palette, projection) = (painting.palette, painting.projection);
        let style = ContourStyle {
            ink: palette.contour,
            scale: painting.scale,
        };
        let lines = self.contours.shape(field, projection, style);
        if self.contours.is_empty() {
            return;
        }
        painting.painter.add(lines);
        let log_constant = log_constant(painting.view);
        let text = if log_constant == 0.0 {
            "contours of log p".to_owned()
        } else {
            let sign = if log_constant < 0.0 { "−" } else { "+" };
            let by = significant(log_constant.abs());
            format!("contours of log(c p): each {sign}{by}, no arrow moves")
        };
        let help = "Along a contour log p is the same, and its number says how much, in nats. The exact score stands perpendicular on it and points uphill. A constant c adds log c to every number and moves no line and no arrow.";
        legend.push(Entry::new(Mark::Line(palette.contour), text, help));
    }

    fn write(&self, painting: &Painting<'_>) {
        if painting.snapshot.field.is_none() {
            return;
        }
        let palette = painting.palette;
        self.contours.label(
            painting.painter,
            painting.projection,
            &TextStyle::Small.resolve(painting.ui.style()),
            (palette.text, palette.canvas.gamma_multiply(GROUND)),
            log_constant(painting.view),
            painting.taken,
        );
    }
}

/// What c adds to every number, in nats.
fn log_constant(view: &View) -> f64 {
    view.log10_constant * std::f64::consts::LN_10
}
