//! How wide the panels beside the stage were made by hand.

use serde::{Deserialize, Serialize};

/// Widths at the ordinary size of letters, in points; none is the usual one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PanelWidths {
    /// Of the controls.
    pub controls: Option<f32>,
    /// Of explanation and charts.
    pub charts: Option<f32>,
}

impl PanelWidths {
    /// Without what is no width.
    pub fn sanitized(self) -> Self {
        let sane = |width: &f32| width.is_finite() && *width > 0.0;
        Self {
            controls: self.controls.filter(sane),
            charts: self.charts.filter(sane),
        }
    }
}
