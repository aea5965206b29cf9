//! Arrows from noisy points to where a score says that their clean points are on average: x -> D(x), as long as they are.

use super::arrows::{ArrowStyle, opacity, push_arrow, recycled, vector};
use super::projection::Projection;
use crate::session::FieldFrame;
use crate::ui::view::FieldKind;
use egui::Shape;
use egui::epaint::Mesh;
use std::sync::Arc;

/// Shorter than this, in points, nothing is to be seen.
const SHORTEST: f32 = 2.0;

/// The arrows, reused from frame to frame.
#[derive(Default)]
pub struct DenoiserArrows {
    mesh: Arc<Mesh>,
}

impl DenoiserArrows {
    /// From every point of the grid to D; of the difference from the exact D to the learned one, moved to the point.
    pub fn shape(
        &mut self,
        field: &FieldFrame,
        kind: FieldKind,
        projection: &Projection,
        style: &ArrowStyle,
    ) -> Shape {
        let mesh = recycled(&mut self.mesh);
        let (grid, noising) = (&field.arrows, field.noising());
        for index in 0..grid.len() {
            let at = grid.at(index % grid.nx, index / grid.nx);
            let Some(score) = vector(field, kind, index) else {
                break;
            };
            let to = match kind {
                FieldKind::Learned | FieldKind::Exact | FieldKind::Empirical => {
                    noising.tweedie(at, score)
                }
                FieldKind::Difference => {
                    let factor = noising.std * noising.std / noising.alpha;
                    [at[0] + factor * score[0], at[1] + factor * score[1]]
                }
            };
            let [from, to] = [at, to].map(|point| projection.screen_from_data(point));
            let arm = to - from;
            if arm.is_finite() && arm.length() > SHORTEST {
                let color = style.ink.gamma_multiply(opacity(field, style, index));
                push_arrow(mesh, from + 0.5 * arm, arm, style.width, color);
            }
        }
        Shape::Mesh(self.mesh.clone())
    }

    /// Whether none was long enough to be seen.
    pub fn is_empty(&self) -> bool {
        self.mesh.is_empty()
    }
}
