//! What all panels show alike: the view that widens with the noise, the density of p_t and its field.

use super::meter;
use crate::mixture::GaussianMixture;
use crate::noise::Noising;
use crate::plane::Bounds;
use crate::session::{FieldFrame, Journey, Snapshot};
use crate::ui::drawing::color_ramp::Ramp;
use crate::ui::drawing::compression::{Compression, TypicalScore};
use crate::ui::drawing::density::{Density, Source};
use crate::ui::drawing::peak::LogPeak;
use crate::ui::drawing::projection::{Camera, Projection};
use crate::ui::theme;
use crate::ui::view::View;
use egui::{Rect, TextureHandle, Ui};
use std::sync::Arc;

/// Standard deviations of p_t in view.
const STDS: f64 = 2.2;

/// The height of a panel's caption and what surrounds its meter, in points.
const ABOVE: f32 = 42.0;
const AROUND: f32 = 18.0;
/// The height of the scale bar with its number and what surrounds it, in points.
const SCALE_BAR: f32 = 34.0;
/// The picture never has less than this part of a panel's height.
const LEAST: f32 = 0.4;

/// What the caption above and the meter and the scale below leave of a panel.
pub fn picture(ui: &Ui, journey: &Journey, cell: Rect) -> Rect {
    let scale = theme::scale(ui);
    let mut free = cell;
    free.min.y += ABOVE * scale;
    let meter = if meter::is_shown(journey) {
        meter::height(cell, scale) + AROUND
    } else {
        0.0
    };
    free.max.y -= meter.max(SCALE_BAR * scale);
    free
}

/// Prepared once a frame.
#[derive(Default)]
pub struct Backdrop {
    camera: Option<Camera>,
    density: Density,
    pub texture: Option<(TextureHandle, Bounds)>,
    pub compression: Option<Compression>,
    typical_score: TypicalScore,
    peak: LogPeak,
    /// What is in view of which target after which noise.
    in_view: Option<(Arc<GaussianMixture>, Noising, Bounds)>,
    /// log of the peak of the field's density.
    pub log_peak: f64,
    pub field: Option<Arc<FieldFrame>>,
}

impl Backdrop {
    /// Looks at time `t` through a panel of the size of `cell`.
    pub fn prepare(
        &mut self,
        ui: &Ui,
        (journey, t): (&Journey, f64),
        cell: Rect,
        snapshot: &Snapshot,
        view: &View,
        ramp: &Ramp,
    ) {
        let noising = journey.process.noising(t);
        let mixture = &journey.request.mixture;
        let mut free = picture(ui, journey, cell);
        if free.height() < LEAST * cell.height() {
            free = cell;
        }
        let mut camera = Camera::fit(&self.bounds(mixture, noising), free);
        let down = f64::from(free.center().y - cell.center().y);
        camera.center[1] += down * camera.units_per_point;
        self.camera = Some(camera);
        self.compression = Some(self.typical_score.of(mixture, noising));
        self.field.clone_from(&snapshot.field);
        if let Some(field) = &snapshot.field {
            self.log_peak = self.peak.of(mixture, field.noising());
        }
        self.texture = match &snapshot.field {
            Some(field) if view.density => {
                let source = Source::Smoothed(field);
                let texture = self.density.texture(ui.ctx(), &source, mixture, 1.0, ramp);
                Some(texture)
            }
            _ => None,
        };
    }

    /// What is to be in view of `mixture` after `noising`, found anew when one of them has changed.
    fn bounds(&mut self, mixture: &Arc<GaussianMixture>, noising: Noising) -> Bounds {
        if let Some((known, at, bounds)) = &self.in_view
            && Arc::ptr_eq(known, mixture)
            && *at == noising
        {
            return *bounds;
        }
        let bounds = noising.marginal(mixture).bounds(STDS);
        self.in_view = Some((mixture.clone(), noising, bounds));
        bounds
    }

    /// The common view, seen through one cell.
    pub fn projection(&self, cell: Rect) -> Option<Projection> {
        self.camera.map(|camera| Projection::through(&camera, cell))
    }
}
