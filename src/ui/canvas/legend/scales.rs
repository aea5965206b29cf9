//! What the legend explains: the scales of what is painted.

use crate::shapes::Points;
use crate::ui::drawing::color_ramp::{Compression, Ramp};
use crate::ui::view::FieldKind;
use egui::Color32;

/// How the arrows are coloured, and how right they are.
#[derive(Clone, Copy)]
pub struct ArrowScale<'a> {
    pub kind: FieldKind,
    pub ramp: &'a Ramp,
    pub compression: Compression,
    /// The noise level on show and the relative score error there.
    pub error: Option<(f64, f64)>,
}

/// How the density is coloured.
#[derive(Clone, Copy)]
pub struct DensityScale<'a> {
    pub ramp: &'a Ramp,
    /// The density at its highest, in 1/unit^2.
    pub peak: f64,
    /// Whether the constant c is at work.
    pub multiplied: bool,
}

/// The points that the target is made of.
#[derive(Clone, Copy)]
pub struct PointsScale<'a> {
    pub points: &'a Points,
    pub ink: Color32,
}

/// The scales of all layers, as far as they are drawn.
#[derive(Clone, Copy, Default)]
pub struct Scales<'a> {
    pub arrows: Option<ArrowScale<'a>>,
    /// The colour of exact arrows behind learned ones.
    pub truth: Option<Color32>,
    pub density: Option<DensityScale<'a>>,
    pub points: Option<PointsScale<'a>>,
}

impl Scales<'_> {
    /// What may take the place of these, in the longest words: the learned field with exact arrows
    /// behind it, and the difference, which has none; both over a density that is multiplied.
    pub fn fullest(self) -> [Self; 2] {
        let of = |kind, truth: Option<Color32>| Self {
            arrows: self.arrows.map(|arrows| ArrowScale {
                kind,
                error: Some((1.0, 0.000_36)),
                ..arrows
            }),
            truth: truth.filter(|_| self.arrows.is_some()),
            density: self.density.map(|density| DensityScale {
                multiplied: true,
                ..density
            }),
            points: self.points,
        };
        [
            of(FieldKind::Learned, Some(Color32::TRANSPARENT)),
            of(FieldKind::Difference, None),
        ]
    }
}
