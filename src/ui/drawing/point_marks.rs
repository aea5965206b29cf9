//! Marks of points: small diamonds, which are neither particles nor heads of arrows.

use crate::plane::Point;
use crate::ui::drawing::projection::Projection;
use egui::epaint::{Mesh, Vertex};
use egui::{Color32, Pos2, Shape, Vec2, vec2};
use std::collections::HashSet;

/// Half a mark's edge fades over this, in points.
const FEATHER: f32 = 0.7;
/// Two marks whose middles fall into one square of this side, in points, are drawn as one.
const CELL: f32 = 1.5;

/// A diamond that reaches `radius` from its middle, with soft edges.
pub fn add_mark(mesh: &mut Mesh, middle: Pos2, radius: f32, ink: Color32) {
    const CORNERS: [Vec2; 4] = [
        vec2(1.0, 0.0),
        vec2(0.0, 1.0),
        vec2(-1.0, 0.0),
        vec2(0.0, -1.0),
    ];
    let first = mesh.vertices.len() as u32;
    for (reach, color) in [
        (radius - FEATHER, ink),
        (radius + FEATHER, Color32::TRANSPARENT),
    ] {
        let corners =
            CORNERS.map(|corner| Vertex::untextured(middle + reach.max(0.0) * corner, color));
        mesh.vertices.extend(corners);
    }
    mesh.indices
        .extend([0, 1, 2, 0, 2, 3].map(|corner| first + corner));
    for side in 0..4 {
        let next = (side + 1) % 4;
        let soft = [side, next, side + 4, next, next + 4, side + 4];
        mesh.indices.extend(soft.map(|corner| first + corner));
    }
}

/// The marks of those points that are in view; of many on one spot a single one.
pub fn marks(at: &[Point], projection: &Projection, radius: f32, ink: Color32) -> Shape {
    let screen = projection.screen.expand(radius);
    let mut mesh = Mesh::default();
    let mut taken = HashSet::with_capacity(at.len());
    for &point in at {
        let middle = projection.screen_from_data(point);
        let cell = [middle.x, middle.y].map(|side| (side / CELL).floor() as i32);
        if screen.contains(middle) && taken.insert(cell) {
            add_mark(&mut mesh, middle, radius, ink);
        }
    }
    Shape::mesh(mesh)
}
