//! A second plane beside the first one.

use crate::figure::FieldKind;
use crate::measure::Quantity;
use serde::{Deserialize, Serialize};

/// What the second plane shows that the first does not.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TwinView {
    /// Which field the arrows show.
    pub field: FieldKind,
    /// What is drawn under them.
    pub map: Quantity,
}
