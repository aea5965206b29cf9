//! A vector field as one mesh: hundreds of arrows are one shape. Where p is next to nothing they fade.

use super::compression::Compression;
use super::projection::Projection;
use crate::plane::Point;
use crate::session::FieldFrame;
use crate::ui::view::FieldKind;
use egui::epaint::{Mesh, Vertex};
use egui::{Color32, Pos2, Shape, Vec2};
use std::sync::Arc;

/// Arrows are never longer than this part of the distance between neighbours.
const LONGEST: f32 = 0.84;
/// The least width of a shaft as a part of the distance between neighbours.
const THICKNESS: f32 = 0.03;
/// Exponent of the lengths: below 1, so that weak parts of a field still show their direction.
const LENGTH_EXPONENT: f32 = 0.55;
/// Shorter than this, in points, an arrow is a dot of dust: not drawn.
const SHORTEST: f32 = 1.2;
/// Learned and exact arrows this far apart, in points, are told apart.
const APART: f32 = 3.0;
/// The soft border of a stroke in points, instead of multisampling.
const FEATHER: f32 = 0.8;
/// Arrows are whole where p is above e^-this of its peak, and from the second on as faint as they get.
const FADE: (f32, f32) = (4.0, 13.0);
/// So much is left of them where no data are: enough to see which way a network guesses there.
const FAINTEST: f32 = 0.3;

/// How arrows are drawn.
#[derive(Clone, Copy)]
pub struct ArrowStyle {
    pub ink: Color32,
    pub compression: Compression,
    /// Ordinary width of a shaft, in points.
    pub width: f32,
    /// log of the density's peak, by which arrows fade.
    pub log_peak: f64,
}

impl ArrowStyle {
    /// How long an arrow of middle strength is among neighbours `spacing` apart.
    pub fn middle_length(spacing: f32) -> f32 {
        LONGEST * spacing * 0.5_f32.powf(LENGTH_EXPONENT)
    }
}

/// The mesh of a field, reused from frame to frame.
#[derive(Default)]
pub struct ArrowMesh {
    mesh: Arc<Mesh>,
}

impl ArrowMesh {
    /// Whether no arrow was long enough to be seen.
    pub fn is_empty(&self) -> bool {
        self.mesh.is_empty()
    }

    /// The arrows of one field; empty where the field was not trained.
    pub fn shape(
        &mut self,
        field: &FieldFrame,
        kind: FieldKind,
        projection: &Projection,
        style: &ArrowStyle,
    ) -> Shape {
        let mesh = recycled(&mut self.mesh);
        let lengths = Lengths::new(field, projection, style.compression, style.width);
        for index in 0..field.arrows.len() {
            let Some(vector) = vector(field, kind, index) else {
                break;
            };
            if let Some(arm) = lengths.arm(vector) {
                let color = style.ink.gamma_multiply(opacity(field, style, index));
                let center = center(field, projection, index);
                push_arrow(mesh, center, arm, lengths.width, color);
            }
        }
        Shape::Mesh(self.mesh.clone())
    }

    /// The exact arrows that lie behind the learned ones, wherever the two can be told apart.
    pub fn truth(
        &mut self,
        field: &FieldFrame,
        projection: &Projection,
        style: &ArrowStyle,
    ) -> Shape {
        let mesh = recycled(&mut self.mesh);
        let lengths = Lengths::new(field, projection, style.compression, style.width);
        for (index, (learned, exact)) in field.learned.iter().zip(&*field.exact).enumerate() {
            let learned = lengths.arm(*learned).unwrap_or(Vec2::ZERO);
            if let Some(exact) = lengths.arm(*exact)
                && (exact - learned).length_sq() > APART * APART
            {
                let color = style.ink.gamma_multiply(opacity(field, style, index));
                let center = center(field, projection, index);
                push_arrow(mesh, center, exact, lengths.width, color);
            }
        }
        Shape::Mesh(self.mesh.clone())
    }
}

/// How an arrow of `vector` reaches on the screen among those of `field`; `None` where nothing is to be seen.
pub fn arm(
    field: &FieldFrame,
    projection: &Projection,
    compression: Compression,
    vector: Point,
) -> Option<Vec2> {
    Lengths::new(field, projection, compression, 0.0).arm(vector)
}

/// One arrow that begins at `tail`; `None` where it is too short to be seen.
pub fn from_point(tail: Pos2, arm: Vec2, width: f32, ink: Color32) -> Option<Shape> {
    let length = arm.length();
    if length.is_nan() || length < SHORTEST {
        return None;
    }
    let mut mesh = Mesh::default();
    push_arrow(&mut mesh, tail + 0.5 * arm, arm, width, ink);
    Some(Shape::mesh(mesh))
}

/// How long arrows are on the screen.
struct Lengths {
    longest: f32,
    width: f32,
    compression: Compression,
}

impl Lengths {
    /// Shafts are `width` points wide, or wider.
    fn new(
        field: &FieldFrame,
        projection: &Projection,
        compression: Compression,
        width: f32,
    ) -> Self {
        let spacing = (field.arrows.spacing()[0] * projection.points_per_unit()) as f32;
        Self {
            longest: LONGEST * spacing,
            // On a large canvas arrows are long: they must not look like hairs.
            width: width.max(THICKNESS * spacing),
            compression,
        }
    }

    /// A vector on the screen; `None` where nothing is to be seen.
    fn arm(&self, vector: Point) -> Option<Vec2> {
        let magnitude = vector[0].hypot(vector[1]);
        let strength = self.compression.of(magnitude);
        let length = self.longest * strength.powf(LENGTH_EXPONENT);
        if length.is_nan() || length < SHORTEST {
            return None;
        }
        let along = Vec2::new(
            (vector[0] / magnitude) as f32,
            -(vector[1] / magnitude) as f32,
        );
        Some(length * along)
    }
}

/// How much of the arrow at one grid point is seen, by the nearest sample of the density.
pub fn opacity(field: &FieldFrame, style: &ArrowStyle, index: usize) -> f32 {
    let (arrows, density) = (&field.arrows, &field.density);
    let nearest = |i: usize, of: usize, among: usize| {
        let last = of.saturating_sub(1).max(1);
        (i * (among - 1) + last / 2) / last
    };
    let column = nearest(index % arrows.nx, arrows.nx, density.nx);
    let row = nearest(index / arrows.nx, arrows.ny, density.ny);
    let log_density = field.log_density.get(row * density.nx + column);
    let below = style.log_peak as f32 - log_density.copied().unwrap_or(f32::NEG_INFINITY);
    let part = ((below - FADE.0) / (FADE.1 - FADE.0)).clamp(0.0, 1.0);
    1.0 - (1.0 - FAINTEST) * part
}

fn center(field: &FieldFrame, projection: &Projection, index: usize) -> Pos2 {
    let nx = field.arrows.nx;
    projection.screen_from_data(field.arrows.at(index % nx, index / nx))
}

/// The arrow at one grid point; `None` where the network has no answer.
pub fn vector(field: &FieldFrame, kind: FieldKind, index: usize) -> Option<Point> {
    let exact = field.exact.get(index).copied();
    let learned = field.learned.get(index).copied();
    match kind {
        FieldKind::Learned => learned,
        FieldKind::Exact => exact,
        FieldKind::Empirical => field.empirical.get(index).copied(),
        FieldKind::Difference => {
            let (learned, exact) = (learned?, exact?);
            Some([learned[0] - exact[0], learned[1] - exact[1]])
        }
    }
}

/// The mesh, emptied but with its memory; a new one while the last frame still holds it.
pub fn recycled(slot: &mut Arc<Mesh>) -> &mut Mesh {
    if Arc::get_mut(slot).is_none() {
        *slot = Arc::default();
    }
    let mesh = Arc::make_mut(slot);
    mesh.vertices.clear();
    mesh.indices.clear();
    mesh
}

/// A shaft and a head with soft borders, centred on `center`, as long as `arm`.
pub fn push_arrow(mesh: &mut Mesh, center: Pos2, arm: Vec2, width: f32, color: Color32) {
    let length = arm.length_sq().sqrt();
    let along = arm / length;
    let across = along.rot90();
    let head_length = (0.32 * length).clamp(2.6 * width, 5.5 * width).min(length);
    let head_half = 0.36 * head_length;
    let tail = center - along * (0.5 * length);
    let tip = center + along * (0.5 * length);
    let neck = tip - along * head_length;

    // Shaft: solid in the middle, transparent one feather further out.
    let half = (0.5 * width).min(0.6 * head_half);
    let first = mesh.vertices.len() as u32;
    for end in [tail, neck] {
        for (offset, shade) in [
            (-half - FEATHER, Color32::TRANSPARENT),
            (-half, color),
            (half, color),
            (half + FEATHER, Color32::TRANSPARENT),
        ] {
            mesh.vertices
                .push(Vertex::untextured(end + across * offset, shade));
        }
    }
    for strip in 0..3 {
        let (a, b) = (first + strip, first + strip + 4);
        mesh.indices.extend([a, a + 1, b, a + 1, b + 1, b]);
    }

    // Head: a triangle with the same soft border.
    let corners = [
        (tip, along),
        (neck + across * head_half, across - along * 0.5),
        (neck - across * head_half, -across - along * 0.5),
    ];
    let first = mesh.vertices.len() as u32;
    for (corner, outward) in corners {
        mesh.vertices.push(Vertex::untextured(corner, color));
        mesh.vertices.push(Vertex::untextured(
            corner + outward * FEATHER,
            Color32::TRANSPARENT,
        ));
    }
    mesh.indices.extend([first, first + 2, first + 4]);
    for side in 0..3 {
        let (a, b) = (first + 2 * side, first + 2 * ((side + 1) % 3));
        mesh.indices.extend([a, b, a + 1, b, b + 1, a + 1]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plane::{Bounds, Grid};
    use crate::ui::drawing::projection::Camera;
    use egui::{Rect, pos2};

    fn shape(learned: Vec<Point>, kind: FieldKind) -> Arc<Mesh> {
        let bounds = Bounds::square([0.0, 0.0], 1.0);
        let grid = Grid::new(bounds, 2, 2);
        let field = FieldFrame {
            alpha: 1.0,
            center: [0.0, 0.0],
            sigma: 1.0,
            arrows: grid,
            learned: learned.into(),
            exact: vec![[1.0, 0.0]; 4].into(),
            empirical: Arc::default(),
            density: grid,
            log_density: vec![0.0; 4].into(),
        };
        let screen = Rect::from_min_max(pos2(0.0, 0.0), pos2(200.0, 200.0));
        let camera = Camera::fit(&bounds, screen);
        let style = ArrowStyle {
            ink: Color32::WHITE,
            compression: Compression { half: 1.0 },
            width: 1.5,
            log_peak: 0.0,
        };
        let projection = Projection::through(&camera, screen);
        let shape = ArrowMesh::default().shape(&field, kind, &projection, &style);
        let Shape::Mesh(mesh) = shape else {
            panic!("arrows are one mesh");
        };
        mesh
    }

    #[test]
    fn all_arrows_are_one_valid_mesh() {
        let mesh = shape(Vec::new(), FieldKind::Exact);
        assert!(mesh.is_valid());
        assert_eq!(mesh.vertices.len(), 4 * 14);
    }

    #[test]
    fn arrows_fade_where_p_is_next_to_nothing_and_never_vanish() {
        let bounds = Bounds::square([0.0, 0.0], 1.0);
        let arrows = Grid::new(bounds, 3, 3);
        let density = Grid::new(bounds, 5, 5);
        let log_density: Vec<f32> = (0..25).map(|i| if i == 12 { 0.0 } else { -50.0 }).collect();
        let field = FieldFrame {
            alpha: 1.0,
            center: [0.0, 0.0],
            sigma: 1.0,
            arrows,
            learned: Vec::new().into(),
            exact: vec![[1.0, 0.0]; 9].into(),
            empirical: Arc::default(),
            density,
            log_density: log_density.into(),
        };
        let style = ArrowStyle {
            ink: Color32::WHITE,
            compression: Compression { half: 1.0 },
            width: 1.0,
            log_peak: 0.0,
        };
        let found: Vec<f32> = (0..9).map(|i| opacity(&field, &style, i)).collect();
        for (i, found) in found.iter().enumerate() {
            let expected = if i == 4 { 1.0 } else { FAINTEST };
            assert!((found - expected).abs() < 1e-6, "{i}: {found}");
        }
    }

    #[test]
    fn neighbours_never_touch() {
        let mesh = shape(vec![[1e9, 0.0]; 4], FieldKind::Learned);
        let xs: Vec<f32> = mesh.vertices.iter().map(|v| v.pos.x).collect();
        let first = xs[..14].iter().copied().fold(f32::MIN, f32::max);
        let second = xs[14..28].iter().copied().fold(f32::MAX, f32::min);
        assert!(first + 4.0 < second, "{first} {second}");
    }

    #[test]
    fn an_untrained_level_has_no_learned_arrows() {
        assert!(shape(Vec::new(), FieldKind::Learned).is_empty());
        assert!(shape(Vec::new(), FieldKind::Difference).is_empty());
    }

    #[test]
    fn numbers_that_are_not_finite_are_left_out() {
        let learned = vec![
            [f64::NAN, 0.0],
            [0.0, 0.0],
            [1.0, 1.0],
            [f64::INFINITY, 0.0],
        ];
        let mesh = shape(learned, FieldKind::Learned);
        assert!(mesh.is_valid());
        assert!(mesh.vertices.iter().all(|v| v.pos.x.is_finite()));
        assert_eq!(mesh.vertices.len(), 14);
    }
}
