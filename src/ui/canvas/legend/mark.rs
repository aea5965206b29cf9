//! What stands before the words of the legend: a small piece of what is on the canvas.

use crate::ui::drawing::point_marks::add_mark;
use crate::ui::theme::Palette;
use egui::epaint::{EllipseShape, Mesh, Vertex};
use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, vec2};

/// Length of a line and of the longest arrow, at the ordinary size, in points.
const LINE: f32 = 16.0;
const ARROW: (f32, f32) = (14.0, 28.0);
/// The radius of a round mark.
const ROUND: f32 = 4.0;

/// A sample of one thing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mark {
    /// A particle; with an edge, one that was launched.
    Dot {
        ink: Color32,
        edge: Option<Color32>,
    },
    /// An arrow as long as one of middle strength, in points.
    Arrow {
        ink: Color32,
        length: f32,
    },
    /// An arrow of the exact score behind the learned one.
    Behind {
        ink: Color32,
        length: f32,
    },
    Line(Color32),
    /// Some of the density's colours.
    Swatch([Color32; 3]),
    /// A handle, of a Gaussian with its outline.
    Handle {
        outline: Option<Color32>,
    },
    /// A point of the target.
    Point(Color32),
    /// Where the network believes something to be.
    Ring(Color32),
}

impl Mark {
    /// What is looked at first stands first.
    pub fn rank(&self) -> usize {
        match self {
            Self::Arrow { .. } => 0,
            Self::Behind { .. } => 1,
            Self::Dot { .. } => 2,
            Self::Swatch(_) => 3,
            Self::Line(_) => 4,
            Self::Point(_) => 5,
            Self::Ring(_) => 1,
            Self::Handle { .. } => 6,
        }
    }

    /// Its width, in points.
    pub fn width(&self, scale: f32) -> f32 {
        match self {
            Self::Arrow { length, .. } | Self::Behind { length, .. } => {
                length.clamp(ARROW.0 * scale, ARROW.1 * scale)
            }
            Self::Line(_) | Self::Swatch(_) => LINE * scale,
            Self::Handle { outline: Some(_) } => 4.4 * ROUND * scale,
            Self::Dot { .. } | Self::Handle { outline: None } | Self::Point(_) | Self::Ring(_) => {
                2.0 * ROUND * scale
            }
        }
    }

    /// Draws it to the right of `left`, a point half way up.
    pub fn paint(&self, painter: &Painter, left: Pos2, scale: f32, palette: &Palette) {
        let width = self.width(scale);
        let middle = left + vec2(0.5 * width, 0.0);
        let round = ROUND * scale;
        match *self {
            Self::Dot { ink, edge } => {
                let edge = edge.map_or(Stroke::NONE, |edge| Stroke::new(1.4 * scale, edge));
                if edge != Stroke::NONE {
                    // White on a white plate would not be seen.
                    painter.circle_filled(middle, round + 1.2 * scale, palette.weak);
                }
                let radius = if edge == Stroke::NONE {
                    0.72 * round
                } else {
                    round
                };
                painter.circle(middle, radius, ink, edge);
            }
            Self::Arrow { ink, .. } | Self::Behind { ink, .. } => {
                painter.arrow(left, vec2(width, 0.0), Stroke::new(1.5 * scale, ink));
            }
            Self::Line(ink) => {
                let ends = [left, left + vec2(width, 0.0)];
                painter.line_segment(ends, Stroke::new(1.4 * scale, ink));
            }
            Self::Swatch(colors) => {
                let rect = Rect::from_center_size(middle, vec2(width, 2.0 * round));
                painter.add(gradient(rect, colors));
                let edge = Stroke::new(1.0, palette.line);
                painter.rect_stroke(rect, 1.0, edge, StrokeKind::Outside);
            }
            Self::Handle { outline } => {
                if let Some(ink) = outline {
                    let radius = vec2(0.5 * width, 1.4 * round);
                    let stroke = Stroke::new(scale, ink);
                    painter.add(EllipseShape::stroke(middle, radius, stroke));
                }
                let edge = Stroke::new(1.6 * scale, palette.hand_edge);
                painter.circle(middle, 0.85 * round, palette.hand, edge);
            }
            Self::Ring(ink) => {
                painter.circle_stroke(middle, round, Stroke::new(1.8 * scale, ink));
            }
            Self::Point(ink) => {
                let mut mesh = Mesh::default();
                add_mark(&mut mesh, middle, round, ink);
                painter.add(Shape::mesh(mesh));
            }
        }
    }
}

fn gradient(rect: Rect, colors: [Color32; 3]) -> Shape {
    let mut mesh = Mesh::default();
    for (i, color) in colors.into_iter().enumerate() {
        let x = rect.left() + 0.5 * i as f32 * rect.width();
        for y in [rect.top(), rect.bottom()] {
            mesh.vertices
                .push(Vertex::untextured(egui::pos2(x, y), color));
        }
        if i > 0 {
            let a = 2 * i as u32 - 2;
            mesh.indices.extend([a, a + 1, a + 2, a + 1, a + 3, a + 2]);
        }
    }
    Shape::mesh(mesh)
}
