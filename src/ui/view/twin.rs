//! A second plane beside the first one.

use super::View;
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
    /// Whether the learned field is that of the pinned run.
    #[serde(default, skip_serializing)]
    pub pinned: bool,
}

impl View {
    /// Whether the second plane shows the pinned run.
    pub fn is_beside_pinned(&self) -> bool {
        self.twin.is_some_and(|twin| twin.pinned)
    }

    /// Shows the learned field of the pinned run beside that of this run, or no second plane.
    pub fn toggle_beside_pinned(&mut self) {
        if self.is_beside_pinned() {
            self.twin = None;
            return;
        }
        if matches!(self.field, FieldKind::Exact | FieldKind::Empirical) {
            self.field = FieldKind::Learned;
        }
        self.twin = Some(TwinView {
            field: self.field,
            map: Quantity::Density,
            pinned: true,
        });
    }
}
