//! The curves of the shapes, within [-3, 3]^2.

use super::kind::ShapeKind;
use crate::plane::Point;
use std::f64::consts::{PI, TAU};

/// One curve, from parameter 0 to 1.
pub(super) struct Stroke {
    pub at: Box<dyn Fn(f64) -> Point>,
}

impl Stroke {
    fn new(at: impl Fn(f64) -> Point + 'static) -> Self {
        Self { at: Box::new(at) }
    }

    /// A curve in polar coordinates around the origin: parameter -> (radius, angle).
    fn polar(at: impl Fn(f64) -> (f64, f64) + 'static) -> Self {
        Self::new(move |t| {
            let (radius, angle) = at(t);
            [radius * angle.cos(), radius * angle.sin()]
        })
    }
}

/// The curves of a shape; a checkerboard has none.
pub(super) fn of(kind: ShapeKind) -> Vec<Stroke> {
    match kind {
        ShapeKind::Moons => moons(),
        ShapeKind::Rings => [1.1, 2.4]
            .map(|radius| Stroke::polar(move |t| (radius, TAU * t)))
            .into(),
        ShapeKind::Spirals => [0.0, PI].map(spiral).into(),
        ShapeKind::Pinwheel => (0..5).map(|arm| blade(TAU * arm as f64 / 5.0)).collect(),
        ShapeKind::SwissRoll => vec![swiss_roll()],
        ShapeKind::Checkerboard => Vec::new(),
    }
}

/// Half circles of radius 1.5; each ends inside the other.
fn moons() -> Vec<Stroke> {
    const RADIUS: f64 = 1.5;
    let shift = [0.5 * RADIUS, 0.25 * RADIUS];
    let upper = move |t: f64| {
        let angle = PI * t;
        [
            RADIUS * angle.cos() - shift[0],
            RADIUS * angle.sin() - shift[1],
        ]
    };
    // The lower moon is the upper one turned by half a turn.
    let lower = move |t: f64| upper(t).map(|v| -v);
    vec![Stroke::new(upper), Stroke::new(lower)]
}

/// One and a half turns out of the middle, the radius growing with the angle.
fn spiral(start: f64) -> Stroke {
    Stroke::polar(move |t| (0.3 + 2.4 * t, start + 3.0 * PI * t))
}

/// From radius 0.5 to 2.7, bent more the further out.
fn blade(start: f64) -> Stroke {
    Stroke::polar(move |t| {
        let radius = 0.5 + 2.2 * t;
        (radius, start + 0.18 * radius * radius)
    })
}

/// The angle runs from 3/2 pi to 9/2 pi, the radius with it.
fn swiss_roll() -> Stroke {
    Stroke::polar(|t| {
        let angle = 1.5 * PI + 3.0 * PI * t;
        (2.7 * angle / (4.5 * PI), angle)
    })
}
