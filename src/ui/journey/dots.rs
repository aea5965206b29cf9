//! Particles and some of their paths, coloured by where they end.

use super::clock::Clock;
use crate::session::{Film, Journey, JourneyFrame};
use crate::ui::drawing::arrows::recycled;
use crate::ui::drawing::projection::Projection;
use crate::ui::theme::modes::hue;
use egui::epaint::{Mesh, Vertex};
use egui::{Color32, Pos2, Shape, Vec2, vec2};
use std::sync::Arc;

/// Particles whose paths are drawn.
const PATHS: usize = 32;
/// Points of a path at most: more lie within a pixel of each other.
const PATH_POINTS: usize = 240;
/// Opacity of a path at the particle; it fades towards its beginning.
const PATH_OPACITY: f32 = 0.6;
/// The soft border of a stroke, in points.
const FEATHER: f32 = 0.8;
/// The frames up to now.
pub fn frames_until(film: &Film, journey: &Journey, clock: Clock) -> usize {
    let t = journey.time_at(clock.noise());
    if clock.forward() {
        film.forward_until(t)
    } else {
        film.backward_until(t)
    }
}

/// Drawing surfaces reused from frame to frame.
#[derive(Default)]
pub struct Dots {
    mesh: Arc<Mesh>,
    paths: Arc<Mesh>,
}

impl Dots {
    /// A dot a particle, its color that of its kind among `kinds`.
    pub fn shape(
        &mut self,
        film: &Film,
        frame: &JourneyFrame,
        kinds: usize,
        projection: &Projection,
        radius: f32,
    ) -> Shape {
        let mesh = recycled(&mut self.mesh);
        let visible = projection.screen.expand(radius);
        for (place, &kind) in frame.x.iter().zip(&film.kinds) {
            let center = projection.screen_from_data(*place);
            if visible.contains(center) {
                push_dot(mesh, center, radius, hue(kind, kinds));
            }
        }
        Shape::Mesh(self.mesh.clone())
    }

    /// The ways of some particles from their beginning until `frames`.
    pub fn paths(
        &mut self,
        film: &Film,
        frames: usize,
        kinds: usize,
        projection: &Projection,
        width: f32,
    ) -> Shape {
        let mesh = recycled(&mut self.paths);
        let frames = &film.frames[..frames];
        let stride = frames.len().div_ceil(PATH_POINTS).max(1);
        let last = frames.len() - 1;
        // The last frame is where the dot is.
        let chosen: Vec<usize> = (0..last).step_by(stride).chain([last]).collect();
        for (particle, &kind) in film.kinds.iter().enumerate().take(PATHS) {
            let color = hue(kind, kinds);
            let points = chosen
                .iter()
                .map(|&frame| projection.screen_from_data(frames[frame].x[particle]));
            push_path(mesh, points, chosen.len(), width, color);
        }
        Shape::Mesh(self.paths.clone())
    }
}

/// Four triangles: solid in the middle, transparent at the rim.
fn push_dot(mesh: &mut Mesh, center: Pos2, radius: f32, color: Color32) {
    let first = mesh.vertices.len() as u32;
    let corners = [
        vec2(1.0, 0.0),
        vec2(0.0, 1.0),
        vec2(-1.0, 0.0),
        vec2(0.0, -1.0),
    ];
    for (reach, color) in [(radius, color), (radius + FEATHER, Color32::TRANSPARENT)] {
        for corner in corners {
            let vertex = Vertex::untextured(center + corner * reach, color);
            mesh.vertices.push(vertex);
        }
    }
    mesh.indices
        .extend([first, first + 1, first + 2, first, first + 2, first + 3]);
    for side in 0..4 {
        let (a, b) = (first + side, first + (side + 1) % 4);
        mesh.indices.extend([a, b, a + 4, b, b + 4, a + 4]);
    }
}

/// A ribbon, solid along its middle and transparent along both borders.
fn push_path(
    mesh: &mut Mesh,
    points: impl Iterator<Item = Pos2>,
    count: usize,
    width: f32,
    color: Color32,
) {
    if count < 2 {
        return;
    }
    let first = mesh.vertices.len() as u32;
    let half = 0.5 * width + FEATHER;
    let mut before: Option<Pos2> = None;
    let mut across = Vec2::ZERO;
    for (i, point) in points.enumerate() {
        let step = before.map_or(Vec2::ZERO, |before| point - before);
        let length = step.length();
        if length > 0.05 {
            across = step.rot90() * (half / length);
        }
        before = Some(point);
        let age = i as f32 / (count - 1) as f32;
        let shade = color.gamma_multiply(PATH_OPACITY * (0.12 + 0.88 * age * age));
        for (offset, shade) in [
            (-across, Color32::TRANSPARENT),
            (Vec2::ZERO, shade),
            (across, Color32::TRANSPARENT),
        ] {
            mesh.vertices
                .push(Vertex::untextured(point + offset, shade));
        }
        if i > 0 {
            let b = first + 3 * i as u32;
            let a = b - 3;
            mesh.indices
                .extend([a, a + 1, b, a + 1, b + 1, b, a + 1, a + 2, b + 1]);
            mesh.indices.extend([a + 2, b + 2, b + 1]);
        }
    }
}
