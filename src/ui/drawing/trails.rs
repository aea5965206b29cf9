//! Particles with fading trails as one mesh.

use super::arrows::recycled;
use super::projection::Projection;
use crate::plane::Point;
use crate::session::SwarmFrame;
use egui::epaint::{Mesh, Vertex};
use egui::{Color32, Pos2, Shape, Vec2};
use std::sync::Arc;

/// How particles are drawn.
#[derive(Clone, Copy)]
pub struct TrailStyle {
    /// Not opaque where particles are many: then their density shows.
    pub color: Color32,
    /// Radius of a particle, in points.
    pub radius: f32,
    pub trails: bool,
    /// How much of the trails' usual opacity is left, from 0 to 1: those of a crowd hide what they lead to.
    pub trail_opacity: f32,
    /// The colour, the edge and the radius of those that were sent by hand.
    pub launched: Color32,
    pub launched_edge: Color32,
    pub launched_radius: f32,
}

/// Opacity of a trail at the particle; it fades to nothing at its old end.
const TRAIL_OPACITY: f32 = 0.42;
/// Steps longer than this, in points, are drawn fainter: at high noise they would hide the picture.
const LONG_STEP: f32 = 16.0;
/// Corners of a dot.
const CORNERS: usize = 8;
/// The edge of a particle that was sent by hand, in points.
const LAUNCHED_EDGE: f32 = 1.8;
/// More particles than this are drawn with a third of the triangles: nobody can tell.
const FINE: usize = 3000;

/// The mesh of a swarm, reused from frame to frame.
#[derive(Default)]
pub struct TrailMesh {
    mesh: Arc<Mesh>,
}

impl TrailMesh {
    /// All particles on the canvas and what they left behind.
    pub fn shape(
        &mut self,
        swarm: &SwarmFrame,
        projection: &Projection,
        style: TrailStyle,
    ) -> Shape {
        let mesh = recycled(&mut self.mesh);
        let trail_len = swarm.trail_len.max(1);
        let fine = swarm.len() <= FINE;
        let paths = swarm.trails.chunks_exact(trail_len);
        if style.trails && trail_len > 1 {
            let shades = shades(style.color.gamma_multiply(style.trail_opacity), trail_len);
            let half_width = 0.55 * style.radius;
            let corners = if fine { 3 * trail_len } else { trail_len };
            mesh.vertices.reserve(corners * swarm.len());
            mesh.indices.reserve(4 * corners * swarm.len());
            for path in paths.clone() {
                push_trail(mesh, path, projection, &shades, half_width, fine);
            }
        }
        let visible = projection.screen.expand(2.0 * style.radius);
        let corners = corners(style.radius);
        for path in paths {
            let center = projection.screen_from_data(path[trail_len - 1]);
            if !visible.contains(center) {
                continue;
            }
            if fine {
                push_dot(mesh, center, &corners, style.color);
            } else {
                push_speck(mesh, center, style);
            }
        }
        push_launched(mesh, swarm, projection, style);
        Shape::Mesh(self.mesh.clone())
    }
}

/// Those that were sent by hand, above the others: long trails, and dots with an edge.
fn push_launched(mesh: &mut Mesh, swarm: &SwarmFrame, projection: &Projection, style: TrailStyle) {
    for launched in &swarm.launched {
        if style.trails && launched.path.len() > 1 {
            let shades = shades(style.launched, launched.path.len());
            let half_width = 0.5 * style.launched_radius;
            push_trail(mesh, &launched.path, projection, &shades, half_width, true);
        }
    }
    let visible = projection.screen.expand(2.0 * style.launched_radius);
    let edge = corners(style.launched_radius + LAUNCHED_EDGE);
    let inside = corners(style.launched_radius);
    for launched in &swarm.launched {
        let center = launched
            .path
            .last()
            .map(|at| projection.screen_from_data(*at));
        if let Some(center) = center.filter(|center| visible.contains(*center)) {
            push_dot(mesh, center, &edge, style.launched_edge);
            push_dot(mesh, center, &inside, style.launched);
        }
    }
}

/// The colour at every point of a path, from nothing to the present.
fn shades(color: Color32, trail_len: usize) -> Vec<Color32> {
    (0..trail_len)
        .map(|i| {
            let age = i as f32 / (trail_len - 1) as f32;
            color.gamma_multiply(TRAIL_OPACITY * age * age)
        })
        .collect()
}

/// A ribbon that is solid along its middle and transparent along both borders; or, where there are
/// too many to look at, a zigzag between the borders: one corner a point instead of three.
fn push_trail(
    mesh: &mut Mesh,
    path: &[Point],
    projection: &Projection,
    shades: &[Color32],
    half_width: f32,
    fine: bool,
) {
    let at = |x: Point| projection.screen_from_data(x);
    let (old, new) = (at(path[0]), at(path[path.len() - 1]));
    let outside = |pos: Pos2| !projection.screen.contains(pos);
    if !(old.x + old.y + new.x + new.y).is_finite() || (outside(old) && outside(new)) {
        return;
    }

    let mut before = old;
    let mut across = Vec2::ZERO;
    let first = mesh.vertices.len() as u32;
    for (i, (&point, &shade)) in path.iter().zip(shades).enumerate() {
        let pos = at(point);
        let step = pos - before;
        // Not `length()`: hypot guards against overflow that screens do not have.
        let length = step.length_sq().sqrt();
        if length > 0.05 {
            across = step.rot90() * (half_width / length);
        }
        let shade = if length > LONG_STEP {
            shade.gamma_multiply((LONG_STEP / length).powi(2))
        } else {
            shade
        };
        before = pos;
        let i = i as u32;
        if fine {
            let border = Color32::TRANSPARENT;
            mesh.vertices.push(Vertex::untextured(pos - across, border));
            mesh.vertices.push(Vertex::untextured(pos, shade));
            mesh.vertices.push(Vertex::untextured(pos + across, border));
            if i > 0 {
                let (a, b) = (first + 3 * i - 3, first + 3 * i);
                mesh.indices
                    .extend([a, a + 1, b, a + 1, b + 1, b, a + 1, a + 2, b + 1]);
                mesh.indices.extend([a + 2, b + 2, b + 1]);
            }
        } else {
            let side = if i.is_multiple_of(2) { 0.7 } else { -0.7 };
            mesh.vertices
                .push(Vertex::untextured(pos + across * side, shade));
            if i > 1 {
                mesh.indices
                    .extend([first + i - 2, first + i - 1, first + i]);
            }
        }
    }
}

fn corners(radius: f32) -> [Vec2; CORNERS] {
    // Half a point further out, because the border is transparent.
    std::array::from_fn(|i| {
        Vec2::angled(std::f32::consts::TAU * i as f32 / CORNERS as f32) * (radius + 0.5)
    })
}

/// A soft dot: solid in the middle, transparent at the rim.
fn push_dot(mesh: &mut Mesh, center: Pos2, corners: &[Vec2; CORNERS], color: Color32) {
    let first = mesh.vertices.len() as u32;
    mesh.vertices.push(Vertex::untextured(center, color));
    for corner in corners {
        mesh.vertices
            .push(Vertex::untextured(center + *corner * 0.55, color));
        mesh.vertices
            .push(Vertex::untextured(center + *corner, Color32::TRANSPARENT));
    }
    for i in 0..CORNERS as u32 {
        let (a, b) = (
            first + 1 + 2 * i,
            first + 1 + 2 * ((i + 1) % CORNERS as u32),
        );
        mesh.indices
            .extend([first, a, b, a, b, a + 1, b, b + 1, a + 1]);
    }
}

/// A dot of four triangles.
fn push_speck(mesh: &mut Mesh, center: Pos2, style: TrailStyle) {
    let first = mesh.vertices.len() as u32;
    let reach = style.radius + 1.0;
    mesh.vertices.push(Vertex::untextured(center, style.color));
    for corner in [
        Vec2::new(reach, 0.0),
        Vec2::new(0.0, reach),
        Vec2::new(-reach, 0.0),
        Vec2::new(0.0, -reach),
    ] {
        mesh.vertices
            .push(Vertex::untextured(center + corner, Color32::TRANSPARENT));
    }
    for i in 0..4 {
        mesh.indices
            .extend([first, first + 1 + i, first + 1 + (i + 1) % 4]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plane::Bounds;
    use crate::sampling::Dynamics;
    use crate::ui::drawing::projection::Camera;
    use egui::{Rect, pos2};

    fn mesh(trails: Vec<Point>, trail_len: usize) -> Arc<Mesh> {
        let screen = Rect::from_min_max(pos2(0.0, 0.0), pos2(200.0, 200.0));
        let camera = Camera::fit(&Bounds::square([0.0, 0.0], 1.0), screen);
        let swarm = SwarmFrame {
            step: 1,
            sigma: 1.0,
            step_size: 0.1,
            finished: false,
            dynamics: Dynamics::Unadjusted,
            ladder: [1.0].into(),
            rung: 0,
            led_away: 0,
            target_changed: false,
            shares: None,
            memorised: None,
            trails,
            trail_len,
            launched: Vec::new(),
        };
        let style = TrailStyle {
            color: Color32::WHITE,
            radius: 2.0,
            trails: true,
            trail_opacity: 1.0,
            launched: Color32::RED,
            launched_edge: Color32::WHITE,
            launched_radius: 4.0,
        };
        let shape =
            TrailMesh::default().shape(&swarm, &Projection::through(&camera, screen), style);
        let Shape::Mesh(mesh) = shape else {
            panic!("particles are one mesh");
        };
        mesh
    }

    #[test]
    fn particles_outside_the_canvas_cost_nothing() {
        let far = vec![[50.0, 50.0], [60.0, 50.0], [f64::NAN, 0.0], [f64::NAN, 0.0]];
        assert!(mesh(far, 2).is_empty());
        let near = mesh(vec![[0.0, 0.0], [0.1, 0.0]], 2);
        assert!(near.is_valid());
        assert!(!near.is_empty());
    }

    #[test]
    fn crowds_cost_a_third_a_head() {
        let crowd = |particles: usize| {
            let trails = (0..8 * particles).map(|i| [0.01 * (i % 8) as f64, 0.0]);
            let mesh = mesh(trails.collect(), 8);
            assert!(mesh.is_valid());
            mesh.vertices.len() as f64 / particles as f64
        };
        assert!(3.0 * crowd(FINE + 1) < 1.1 * crowd(FINE));
    }

    #[test]
    fn a_trail_of_one_point_is_a_dot() {
        assert_eq!(mesh(vec![[0.0, 0.0]], 1).vertices.len(), 1 + 2 * CORNERS);
    }
}
