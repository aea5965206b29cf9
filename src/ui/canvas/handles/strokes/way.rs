//! The way of a hand, in steps.

use egui::Pos2;

/// Between two looks at a stroke the hand has moved so far, in radii of what it draws or erases with.
pub const STEP: f32 = 0.35;

/// Places on the way, `step` apart and the last one in any case; the first is left out.
pub fn between(from: Pos2, to: Pos2, step: f32) -> impl Iterator<Item = Pos2> {
    let steps = (from.distance(to) / step.max(1.0)).ceil().max(1.0) as usize;
    (1..=steps).map(move |i| from.lerp(to, i as f32 / steps as f32))
}
