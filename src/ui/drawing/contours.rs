//! Contours of log p as one mesh, and the numbers on them. Who lives here: the mesh with its labels, and
//! the lines, which are found anew only when the field has changed.

mod iso_lines;
mod labels;

use super::arrows::recycled;
use super::projection::Projection;
use crate::session::FieldFrame;
use crate::ui::format::decimals;
use egui::epaint::{Mesh, Vertex};
use egui::{Color32, Painter, Rect, Shape};
use iso_lines::IsoLines;
use labels::Labels;
use std::sync::Arc;

/// Half of a line and of its soft border, in points.
const REACH: f32 = 1.1;
/// How opaque the highest and the lowest line are.
const OPACITY: [f32; 2] = [0.9, 0.4];

/// How contours are drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ContourStyle {
    pub ink: Color32,
    /// How much larger than ordinary everything is.
    pub scale: f32,
}

/// What the mesh was made for.
type Drawn = (Projection, ContourStyle);

/// The contours of one field and their mesh, both made anew only when something in them has changed.
#[derive(Default)]
pub struct Contours {
    of: Option<Arc<[f32]>>,
    lines: IsoLines,
    labels: Labels,
    mesh: Arc<Mesh>,
    drawn: Option<Drawn>,
}

impl Contours {
    /// The lines of `field`.
    pub fn shape(
        &mut self,
        field: &FieldFrame,
        projection: &Projection,
        style: ContourStyle,
    ) -> Shape {
        let known = |of: &Arc<[f32]>| Arc::ptr_eq(of, &field.log_density);
        if !self.of.as_ref().is_some_and(known) {
            self.lines = IsoLines::new(&field.density, &field.log_density);
            self.labels = Labels::new(&field.density, &field.log_density, &self.lines);
            self.of = Some(field.log_density.clone());
            self.drawn = None;
        }
        if self.drawn != Some((*projection, style)) {
            self.draw(projection, style);
            self.drawn = Some((*projection, style));
        }
        Shape::Mesh(self.mesh.clone())
    }

    /// Whether there is no line to be seen.
    pub fn is_empty(&self) -> bool {
        self.lines.pieces.is_empty()
    }

    /// Writes log(c p) on the lines, where it covers none of `taken`.
    pub fn label(
        &self,
        painter: &Painter,
        projection: &Projection,
        font: &egui::FontId,
        (ink, ground): (Color32, Color32),
        log_constant: f64,
        taken: &[Rect],
    ) {
        let step = f64::from(self.lines.step);
        let write = |level: i32| number(f64::from(level) * step + log_constant, step);
        self.labels
            .paint(painter, projection, font, (ink, ground), taken, write);
    }

    fn draw(&mut self, projection: &Projection, style: ContourStyle) {
        let mesh = recycled(&mut self.mesh);
        let [low, high] = self.lines.levels;
        let span = (high - low).max(1) as f32;
        let border = Color32::TRANSPARENT;
        mesh.vertices.reserve(3 * self.lines.crossings.len());
        for crossing in &self.lines.crossings {
            let depth = (high - crossing.level) as f32 / span;
            let opacity = OPACITY[0] + (OPACITY[1] - OPACITY[0]) * depth;
            let center = projection.screen_from_data(crossing.at);
            let across = crossing.uphill * (REACH * style.scale);
            let ink = style.ink.gamma_multiply(opacity);
            for (place, color) in [
                (center - across, border),
                (center, ink),
                (center + across, border),
            ] {
                mesh.vertices.push(Vertex::untextured(place, color));
            }
        }
        mesh.indices.reserve(12 * self.lines.pieces.len());
        for [a, b] in &self.lines.pieces {
            let (a, b) = (3 * a, 3 * b);
            mesh.indices
                .extend([a, a + 1, b, a + 1, b + 1, b, a + 1, a + 2, b + 1]);
            mesh.indices.extend([a + 2, b + 2, b + 1]);
        }
    }
}

/// log(c p) with the digits that tell neighbours apart, and one more where c makes it crooked.
fn number(value: f64, step: f64) -> String {
    let crooked = (value / step - (value / step).round()).abs() > 1e-3;
    let text = format!("{value:.*}", decimals(step) + usize::from(crooked));
    if text
        .trim_start_matches('-')
        .chars()
        .all(|c| "0.".contains(c))
    {
        return "0".into();
    }
    text.replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plane::{Bounds, Grid};
    use crate::ui::drawing::projection::Camera;
    use egui::{Context, FontId, pos2};

    #[test]
    fn a_field_without_any_slope_has_no_lines_and_no_numbers() {
        let bounds = Bounds::square([0.0, 0.0], 1.0);
        let grid = Grid::new(bounds, 21, 21);
        let screen = Rect::from_min_max(pos2(0.0, 0.0), pos2(200.0, 200.0));
        let projection = Projection::through(&Camera::fit(&bounds, screen), screen);
        for value in [0.5, -3.0, f32::NAN, f32::NEG_INFINITY] {
            let field = FieldFrame {
                alpha: 1.0,
                center: [0.0, 0.0],
                sigma: 1.0,
                arrows: grid,
                learned: Vec::new().into(),
                exact: Vec::new().into(),
                empirical: Arc::default(),
                density: grid,
                log_density: vec![value; grid.len()].into(),
            };
            let mut contours = Contours::default();
            let style = ContourStyle {
                ink: Color32::WHITE,
                scale: 1.0,
            };
            let Shape::Mesh(mesh) = contours.shape(&field, &projection, style) else {
                panic!("contours are one mesh");
            };
            assert!(mesh.is_empty() && contours.is_empty(), "{value}");
            let output = Context::default().run_ui(egui::RawInput::default(), |ui| {
                let inks = (Color32::WHITE, Color32::BLACK);
                let font = FontId::default();
                contours.label(ui.painter(), &projection, &font, inks, 0.0, &[]);
            });
            assert!(output.shapes.is_empty(), "{value}");
            output.drop_without_applying_deltas();
        }
    }

    #[test]
    fn numbers_on_contours_are_short_and_a_constant_moves_them() {
        assert_eq!(number(-4.0, 2.0), "−4");
        assert_eq!(number(-4.0 + 10f64.ln(), 2.0), "−1.7");
        assert_eq!(number(0.0, 0.5), "0");
        assert_eq!(number(-0.6, 0.2), "−0.6");
        assert_eq!(number(-1e-9, 0.2), "0");
    }
}
