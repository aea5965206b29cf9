//! What the network answers along a line that was drawn by hand.

use crate::plane::Point;
use serde::{Deserialize, Serialize};

/// Points in a row at which the network is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LineRequest {
    /// Data units.
    pub points: Vec<Point>,
    /// The noise level, data units.
    pub sigma: f64,
}

impl LineRequest {
    /// At the first so many points of a line the network is asked, and at no more.
    pub const MOST: usize = 2048;
}

/// What the network answers there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LineAnswer {
    /// What was asked.
    pub request: LineRequest,
    /// The learned score at every point, 1/unit; none at a level that was not trained.
    pub learned: Vec<Point>,
}
