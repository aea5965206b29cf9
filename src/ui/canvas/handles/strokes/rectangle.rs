//! A rectangle around Gaussians.

use crate::document::Document;
use crate::plane::Bounds;
use crate::ui::canvas::handles::tools::Tools;
use egui::{Pos2, Rect, Stroke, StrokeKind};

/// # Errors
/// One sentence where there is nothing to select.
pub fn require(document: &Document) -> Result<(), String> {
    if document.components().is_empty() {
        let noun = document.scene().target.noun();
        return Err(format!(
            "could not select Gaussians: the target is {noun}; fit Gaussians to points in Learn, or open a scene of separate ones"
        ));
    }
    Ok(())
}

/// Shows the rectangle from one corner to the other.
pub fn paint(tools: &Tools<'_>, from: Pos2, to: Pos2) {
    let rect = Rect::from_two_pos(from, to);
    let accent = tools.palette.accent;
    tools.painter.rect(
        rect,
        2.0,
        accent.gamma_multiply(0.12),
        Stroke::new(1.4 * tools.scale, accent),
        StrokeKind::Middle,
    );
}

/// Selects what lies between two corners, beside what is selected where `more` says so.
pub fn select(
    document: &mut Document,
    tools: &Tools<'_>,
    corners: [Pos2; 2],
    more: bool,
) -> Result<(), String> {
    require(document)?;
    let [a, b] = corners.map(|corner| tools.projection.data_from_screen(corner));
    let area = Bounds {
        min: [0, 1].map(|axis| f64::min(a[axis], b[axis])),
        max: [0, 1].map(|axis| f64::max(a[axis], b[axis])),
    };
    document.select_within(&area, more);
    Ok(())
}
