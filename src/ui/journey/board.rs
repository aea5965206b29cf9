//! What all panels show alike: the view that widens with the noise, the density of p_t and its field.

use crate::plane::Bounds;
use crate::session::{FieldFrame, Journey, Snapshot};
use crate::ui::canvas::typical_score;
use crate::ui::density::{Density, Source};
use crate::ui::ink::{Compression, Ramps};
use crate::ui::projection::{Camera, Projection};
use crate::ui::view::View;
use egui::{Rect, TextureHandle, Ui};
use std::sync::Arc;

/// Standard deviations of p_t in view.
const STDS: f64 = 2.2;

/// Prepared once a frame.
#[derive(Default)]
pub struct Board {
    camera: Option<Camera>,
    density: Density,
    pub texture: Option<(TextureHandle, Bounds)>,
    pub compression: Option<Compression>,
    pub field: Option<Arc<FieldFrame>>,
}

impl Board {
    /// Looks at time `t` through a panel of the size of `cell`.
    pub fn prepare(
        &mut self,
        ui: &Ui,
        (journey, t): (&Journey, f64),
        cell: Rect,
        snapshot: &Snapshot,
        view: &View,
        ramps: &Ramps,
    ) {
        let marginal = journey.marginal(t);
        self.camera = Some(Camera::fit(&marginal.bounds(STDS), cell));
        self.compression = Some(Compression {
            half: typical_score(&marginal, 0.0),
        });
        self.field.clone_from(&snapshot.field);
        self.texture = match &snapshot.field {
            Some(field) if view.density => {
                let source = Source::Smoothed(field);
                let mixture = &journey.request.mixture;
                let ramp = &ramps.density;
                let texture = self.density.texture(ui.ctx(), &source, mixture, 1.0, ramp);
                Some(texture)
            }
            _ => None,
        };
    }

    /// The common view, seen through one cell.
    pub fn projection(&self, cell: Rect) -> Option<Projection> {
        self.camera.map(|camera| Projection::through(&camera, cell))
    }
}
