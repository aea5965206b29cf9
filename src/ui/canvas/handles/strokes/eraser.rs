//! An eraser: it takes away the points and the Gaussians that it passes.

use crate::document::Document;
use crate::scene::Target;
use crate::ui::canvas::handles::tools::Tools;
use egui::Pos2;

/// # Errors
/// One sentence where nothing can be erased one by one.
pub fn require(document: &Document) -> Result<(), String> {
    match document.scene().target {
        Target::Components(_) | Target::Points(_) => Ok(()),
        Target::Shape(_) => Err(
            "could not erase parts of a curve: draw points over it with the brush, or open points"
                .to_owned(),
        ),
    }
}

/// Takes away what is less than `radius`, in points of the screen, from `at`.
pub fn pass(document: &mut Document, tools: &Tools<'_>, at: Pos2, radius: f32) {
    let center = tools.projection.data_from_screen(at);
    let radius = f64::from(radius) / tools.projection.points_per_unit();
    let far = |p: &[f64; 2]| (p[0] - center[0]).hypot(p[1] - center[1]) >= radius;
    let Target::Points(points) = &document.scene().target else {
        document.erase_components(center, radius);
        return;
    };
    if points.at.iter().all(far) {
        return;
    }
    if let Target::Points(points) = &mut document.scene_mut().target {
        let last = points.at[0];
        points.at.retain(far);
        if points.at.is_empty() {
            points.at.push(last);
        }
    }
}

/// # Errors
/// One sentence when only one is left, which stays.
pub fn end(document: &Document) -> Result<(), String> {
    let left = match &document.scene().target {
        Target::Components(components) => components.len(),
        Target::Points(points) => points.at.len(),
        Target::Shape(_) => return Ok(()),
    };
    if left == 1 {
        return Err(
            "The last one stays: a target needs at least one; draw others before it goes"
                .to_owned(),
        );
    }
    Ok(())
}
