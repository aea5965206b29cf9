//! What quantities are wanted as maps, and where.

use crate::measure::Quantity;
use crate::plane::{Bounds, Grid};
use serde::{Deserialize, Serialize};

/// A map that is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct MapRequest {
    /// What it shows.
    pub quantity: Quantity,
    /// Where: usually the visible rectangle.
    pub bounds: Bounds,
    /// The noise level, data units.
    pub sigma: f64,
    /// Points along x and y; cells, of particles that are counted.
    pub size: [usize; 2],
}

impl MapRequest {
    /// More maps than this are not answered: those that come first are.
    pub const MOST: usize = 2;
    /// More points along an axis are not answered.
    pub const FINEST: usize = 256;

    /// Where the quantity is asked.
    pub fn grid(&self) -> Grid {
        let [nx, ny] = self.size.map(|count| count.min(Self::FINEST));
        Grid::new(self.bounds, nx, ny)
    }
}
