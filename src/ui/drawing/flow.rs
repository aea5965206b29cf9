//! A vector field between the points where it is known.

use crate::plane::{Grid, Point};
use crate::session::FieldFrame;
use crate::ui::view::FieldKind;
use egui::epaint::{Mesh, Vertex};
use egui::{Color32, Pos2, Vec2};

/// Lines are whole where p is above e^-this of its peak, and from the second on as faint as they get.
const FADE: (f32, f32) = (4.0, 13.0);
const FAINTEST: f32 = 0.25;
/// The soft border of a line in points.
const FEATHER: f32 = 0.8;

/// The field that is looked at, linear between the points of its grid.
pub struct Flow<'a> {
    field: &'a FieldFrame,
    kind: FieldKind,
}

impl<'a> Flow<'a> {
    /// `None` where the network has no answer.
    pub fn of(field: &'a FieldFrame, kind: FieldKind) -> Option<Self> {
        let is_whole = |vectors: &[Point]| vectors.len() == field.arrows.len();
        let (learned, exact) = (is_whole(&field.learned), is_whole(&field.exact));
        let known = match kind {
            FieldKind::Learned | FieldKind::Difference => learned && exact,
            FieldKind::Exact => exact,
            FieldKind::Empirical => is_whole(&field.empirical),
        };
        known.then_some(Self { field, kind })
    }

    /// Where it is known.
    pub fn grid(&self) -> &Grid {
        &self.field.arrows
    }

    /// The vector at `x`; `None` outside.
    pub fn at(&self, x: Point) -> Option<Point> {
        let (grid, field) = (&self.field.arrows, self.field);
        let ([i, j], [u, v]) = cell(grid, x)?;
        let corner = |i: usize, j: usize| {
            let index = j * grid.nx + i;
            match self.kind {
                FieldKind::Learned => field.learned[index],
                FieldKind::Exact => field.exact[index],
                FieldKind::Empirical => field.empirical[index],
                FieldKind::Difference => {
                    let (learned, exact) = (field.learned[index], field.exact[index]);
                    [learned[0] - exact[0], learned[1] - exact[1]]
                }
            }
        };
        let corners = [
            (corner(i, j), (1.0 - u) * (1.0 - v)),
            (corner(i + 1, j), u * (1.0 - v)),
            (corner(i, j + 1), (1.0 - u) * v),
            (corner(i + 1, j + 1), u * v),
        ];
        let along = |axis: usize| corners.iter().map(|(vector, w)| w * vector[axis]).sum();
        let vector = [along(0), along(1)];
        vector
            .iter()
            .all(|part: &f64| part.is_finite())
            .then_some(vector)
    }

    /// How much of a line is seen at `x`, where the density's peak is `log_peak`.
    pub fn opacity(&self, x: Point, log_peak: f64) -> f32 {
        let grid = &self.field.density;
        let log_density = cell(grid, x).and_then(|([i, j], [u, v])| {
            let (i, j) = (i + usize::from(u > 0.5), j + usize::from(v > 0.5));
            self.field.log_density.get(j * grid.nx + i).copied()
        });
        let below = log_peak as f32 - log_density.unwrap_or(f32::NEG_INFINITY);
        let part = ((below - FADE.0) / (FADE.1 - FADE.0)).clamp(0.0, 1.0);
        1.0 - (1.0 - FAINTEST) * part
    }
}

/// The cell of `grid` that holds `x`, and where in it: 0 to 1 along each axis.
fn cell(grid: &Grid, x: Point) -> Option<([usize; 2], Point)> {
    if !grid.bounds.contains(x) {
        return None;
    }
    let (spacing, counts) = (grid.spacing(), [grid.nx, grid.ny]);
    let place = [0, 1].map(|axis| (x[axis] - grid.bounds.min[axis]) / spacing[axis]);
    let index = [0, 1].map(|axis| (place[axis].max(0.0) as usize).min(counts[axis] - 2));
    let within = [0, 1].map(|axis| (place[axis] - index[axis] as f64).clamp(0.0, 1.0));
    Some((index, within))
}

/// A line through `points`, `width` points wide, with soft borders, each point with its colour.
pub fn push_ribbon(mesh: &mut Mesh, points: &[(Pos2, Color32)], width: f32) {
    if points.len() < 2 {
        return;
    }
    let half = 0.5 * width;
    let first = mesh.vertices.len() as u32;
    for (i, (at, color)) in points.iter().enumerate() {
        let before = points[i.saturating_sub(1)].0;
        let after = points[(i + 1).min(points.len() - 1)].0;
        let across = (after - before).normalized().rot90();
        for (offset, shade) in [
            (-half - FEATHER, Color32::TRANSPARENT),
            (-half, *color),
            (half, *color),
            (half + FEATHER, Color32::TRANSPARENT),
        ] {
            let corner = *at + across * offset;
            mesh.vertices.push(Vertex::untextured(corner, shade));
        }
    }
    for piece in 0..points.len() as u32 - 1 {
        for strip in 0..3 {
            let (a, b) = (first + 4 * piece + strip, first + 4 * piece + strip + 4);
            mesh.indices.extend([a, a + 1, b, a + 1, b + 1, b]);
        }
    }
}

/// The head of an arrow at `tip`, pointing along `along`, a unit vector.
pub fn push_head(mesh: &mut Mesh, tip: Pos2, along: Vec2, size: f32, color: Color32) {
    let (across, neck) = (along.rot90(), tip - along * size);
    let first = mesh.vertices.len() as u32;
    let corners = [
        (tip, along),
        (neck + across * (0.42 * size), across - along * 0.5),
        (neck - across * (0.42 * size), -across - along * 0.5),
    ];
    for (corner, outward) in corners {
        mesh.vertices.push(Vertex::untextured(corner, color));
        let soft = corner + outward * FEATHER;
        mesh.vertices
            .push(Vertex::untextured(soft, Color32::TRANSPARENT));
    }
    mesh.indices.extend([first, first + 2, first + 4]);
    for side in 0..3 {
        let (a, b) = (first + 2 * side, first + 2 * ((side + 1) % 3));
        mesh.indices.extend([a, b, a + 1, b, b + 1, a + 1]);
    }
}
