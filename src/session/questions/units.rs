//! What one hidden unit of the network answers, as a map over the plane.

use crate::plane::{Bounds, Grid};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The unit whose map is wanted, and where.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnitRequest {
    /// The hidden layer, counted from 0.
    pub layer: usize,
    /// The unit of that layer, counted from 0.
    pub unit: usize,
    /// The part of the plane.
    pub bounds: Bounds,
    /// The noise level that the network is told.
    pub sigma: f64,
    /// Points of the map along x and y.
    pub size: [usize; 2],
}

impl UnitRequest {
    /// The most points of a map: more take longer than a frame may.
    pub const MOST_POINTS: usize = 1 << 14;

    /// Where the unit is asked; `None` when that is too much.
    pub fn grid(&self) -> Option<Grid> {
        let [nx, ny] = self.size;
        let points = nx.checked_mul(ny)?;
        (points <= Self::MOST_POINTS).then(|| Grid::new(self.bounds, nx, ny))
    }
}

/// The answers of one hidden unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnitMap {
    /// What was asked for.
    pub request: UnitRequest,
    /// Where the answers are known.
    pub grid: Grid,
    /// What comes out of the activation at every point of `grid`.
    pub values: Arc<[f32]>,
}
