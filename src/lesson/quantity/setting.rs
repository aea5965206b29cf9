//! What a measurement is made with.

use crate::lesson::staging::Noised;
use crate::mixture::GaussianMixture;
use crate::plane::Point;
use crate::scene::Scene;

/// What a measurement is made with.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// The target.
    pub mixture: GaussianMixture,
    /// The experiment, with its sampling, its data and its seed.
    pub scene: Scene,
    /// The noise level, data units.
    pub sigma: f64,
    /// The point that the question is about, data units.
    pub at: Option<Point>,
    /// A clean point with its noise.
    pub noised: Option<Noised>,
    /// c of c p(x).
    pub constant: f64,
}
