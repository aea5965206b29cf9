//! Pictures as pixels.

use serde::{Deserialize, Serialize};

/// A figure as pixels.
#[derive(Debug, Serialize, Deserialize)]
pub struct Picture {
    /// Pixels a row, and rows.
    pub size: [usize; 2],
    /// Row by row from the top: red, green, blue and opacity, a byte each.
    pub rgba: Vec<u8>,
}
