//! The shapes by name: one row of facts each.

use crate::wording::choices;

/// The shapes the program knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShapeKind {
    /// Two interlocked half circles.
    Moons,
    /// Two concentric circles.
    Rings,
    /// Two arms winding out of the middle.
    Spirals,
    /// Every other field of a board of 4 x 4.
    Checkerboard,
    /// Five bent arms around an empty middle.
    Pinwheel,
    /// One long arm rolled up.
    SwissRoll,
}

choices!(ShapeKind: Moons, Rings, Spirals, Checkerboard, Pinwheel, SwissRoll);

/// The row of one shape.
struct Facts {
    /// In scene files.
    name: &'static str,
    /// Enough Gaussians for a smooth picture, few enough for a fast exact score.
    components: usize,
    /// The standard deviation across the curve that keeps neighbouring arms apart, before scaling.
    std: f64,
}

impl ShapeKind {
    const fn facts(self) -> &'static Facts {
        match self {
            Self::Moons => &Facts {
                name: "moons",
                components: 40,
                std: 0.1,
            },
            Self::Rings => &Facts {
                name: "rings",
                components: 60,
                std: 0.1,
            },
            Self::Spirals => &Facts {
                name: "spirals",
                components: 100,
                std: 0.08,
            },
            Self::Checkerboard => &Facts {
                name: "checkerboard",
                // Eight fields of 4 x 4.
                components: 128,
                // Half the distance of neighbours: flat inside, crisp outside.
                std: 0.17,
            },
            Self::Pinwheel => &Facts {
                name: "pinwheel",
                components: 60,
                std: 0.08,
            },
            Self::SwissRoll => &Facts {
                name: "swiss-roll",
                components: 100,
                std: 0.1,
            },
        }
    }

    /// The name used in scene files.
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// Enough Gaussians for a smooth picture, few enough for a fast exact score.
    pub fn default_components(self) -> usize {
        self.facts().components
    }

    /// The standard deviation across the curve that keeps neighbouring arms apart, before scaling.
    pub fn default_std(self) -> f64 {
        self.facts().std
    }
}
