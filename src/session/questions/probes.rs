//! What the network answers at single points.

use crate::noise::Noising;
use crate::plane::Point;
use serde::{Deserialize, Serialize};

/// A point at which the network is asked.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProbeRequest {
    /// x, data units.
    pub at: Point,
    /// How x follows from a clean point.
    pub noising: Noising,
}

impl ProbeRequest {
    /// More points than this are not answered in one frame: those that come first are.
    pub const MOST: usize = 64;
}

/// What the network answers at a point.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProbeAnswer {
    /// What was asked.
    pub request: ProbeRequest,
    /// The learned score, 1/unit; none at a level that was not trained.
    pub learned: Option<Point>,
}
