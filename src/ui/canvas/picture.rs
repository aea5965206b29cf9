//! What lies under the handles: density, arrows, particles, and the legend that explains them.

use super::legend::{self, ArrowScale, DensityScale};
use crate::document::Document;
use crate::plane::Grid;
use crate::session::Snapshot;
use crate::ui::drawing::arrows::{ArrowMesh, ArrowStyle};
use crate::ui::drawing::color_ramp::{Compression, Ramps, typical_score};
use crate::ui::drawing::density::{Density, Source};
use crate::ui::drawing::projection::Projection;
use crate::ui::drawing::trails::{TrailMesh, TrailStyle};
use crate::ui::theme::{self, Palette};
use crate::ui::view::{FieldKind, View};
use egui::{Color32, Painter, Rect, Ui, pos2};

/// Points of the screen per sample of the density without noise, which has fine detail.
const POINTS_PER_CLEAN_SAMPLE: f32 = 3.0;
/// At the presenter size arrows are this much fewer and thicker, besides growing with the letters.
const EMPHASIS: f32 = 1.45;
/// How opaque the exact arrows behind the learned ones are.
const TRUTH: f32 = 0.5;
/// Up to this many particles are opaque; more let each other shine through, so that a crowd shows
/// where it is dense.
const OPAQUE: f32 = 400.0;
const FAINTEST: f32 = 0.3;

/// What is shown, and where.
pub struct Subject<'a> {
    pub view: &'a View,
    pub document: &'a Document,
    pub snapshot: &'a Snapshot,
    pub projection: &'a Projection,
    /// The noise level on show.
    pub sigma: f64,
}

/// The picture and its meshes, reused from frame to frame.
#[derive(Default)]
pub struct Picture {
    ramps: Option<(bool, Ramps)>,
    density: Density,
    arrows: ArrowMesh,
    truth: ArrowMesh,
    trails: TrailMesh,
    /// How many rows the legend wants.
    legend_rows: usize,
}

/// How much more arrows must stand out than usual.
pub fn emphasis(view: &View) -> f32 {
    if view.presenter { EMPHASIS } else { 1.0 }
}

impl Picture {
    /// The height that the legend takes of a canvas of this height.
    pub fn legend_height(&self, ui: &Ui, canvas: f32) -> f32 {
        legend::height(ui, self.legend_rows, canvas)
    }

    /// Paints the picture, and its legend on `strip`.
    pub fn ui(&mut self, ui: &Ui, painter: &Painter, strip: Rect, subject: &Subject<'_>) {
        let palette = theme::palette(ui.visuals());
        let dark = ui.visuals().dark_mode;
        let ramps = match self.ramps.take() {
            Some(ramps) if ramps.0 == dark => ramps,
            _ => (dark, Ramps::new(dark, palette)),
        };
        let peak = self.density(ui, painter, subject, &ramps.1);
        self.field(ui, painter, subject, &ramps.1, palette);
        self.particles(ui, painter, subject, palette);
        let rows = legend(ui, strip, subject, &ramps.1, palette, peak);
        if self.legend_rows != rows {
            self.legend_rows = rows;
            ui.ctx().request_repaint();
        }
        self.ramps = Some(ramps);
    }

    /// Paints the density; its peak, if it is shown.
    fn density(
        &mut self,
        ui: &Ui,
        painter: &Painter,
        subject: &Subject<'_>,
        ramps: &Ramps,
    ) -> Option<f64> {
        let Subject {
            view,
            document,
            snapshot,
            projection,
            ..
        } = *subject;
        if !view.density {
            return None;
        }
        let (source, mixture) = if view.clean_density {
            let samples = |points: f32| ((points / POINTS_PER_CLEAN_SAMPLE) as usize).min(512);
            let grid = Grid::new(
                projection.visible(),
                samples(projection.screen.width()),
                samples(projection.screen.height()),
            );
            (Source::Clean(grid), document.mixture())
        } else {
            let field = snapshot.field.as_ref()?;
            (Source::Smoothed(field), &snapshot.mixture)
        };
        let constant = 10f64.powf(view.log10_constant);
        let (texture, covered) =
            self.density
                .texture(ui.ctx(), &source, mixture, constant, &ramps.density);
        let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        painter.image(texture.id(), projection.rect(&covered), uv, Color32::WHITE);
        self.density.peak()
    }

    fn field(
        &mut self,
        ui: &Ui,
        painter: &Painter,
        subject: &Subject<'_>,
        ramps: &Ramps,
        palette: &Palette,
    ) {
        let Subject {
            view, projection, ..
        } = *subject;
        let Some(field) = subject.snapshot.field.as_ref().filter(|_| view.arrows) else {
            return;
        };
        let style = ArrowStyle {
            ramp: match view.field {
                FieldKind::Difference => &ramps.difference,
                FieldKind::Learned | FieldKind::Exact => &ramps.score,
            },
            compression: compression(subject),
            width: 1.4 * theme::scale(ui) * emphasis(view),
        };
        if shows_truth(view) {
            let color = palette.truth.gamma_multiply(TRUTH);
            painter.add(self.truth.truth(field, projection, &style, color));
        }
        painter.add(self.arrows.shape(field, view.field, projection, &style));
    }

    fn particles(&mut self, ui: &Ui, painter: &Painter, subject: &Subject<'_>, palette: &Palette) {
        let Subject {
            view, projection, ..
        } = *subject;
        let Some(swarm) = subject
            .snapshot
            .swarm
            .as_ref()
            .filter(|_| view.playback.particles_shown)
        else {
            return;
        };
        let style = TrailStyle {
            color: palette.particle.gamma_multiply(opacity(swarm.len())),
            radius: dot_radius(swarm.len()) * theme::scale(ui),
            trails: view.trails,
        };
        painter.add(self.trails.shape(swarm, projection, style));
    }
}

fn legend(
    ui: &Ui,
    strip: Rect,
    subject: &Subject<'_>,
    ramps: &Ramps,
    palette: &Palette,
    peak: Option<f64>,
) -> usize {
    let view = subject.view;
    let exact = view.field == FieldKind::Exact;
    let error = subject.snapshot.history.error_at(subject.sigma);
    let arrows = ArrowScale {
        kind: view.field,
        ramp: match view.field {
            FieldKind::Difference => &ramps.difference,
            FieldKind::Learned | FieldKind::Exact => &ramps.score,
        },
        compression: compression(subject),
        truth: shows_truth(view).then_some(palette.truth),
        error: error.map(|e| (subject.sigma, e)).filter(|_| !exact),
    };
    let density = peak.map(|peak| DensityScale {
        ramp: &ramps.density,
        peak,
        multiplied: view.log10_constant != 0.0,
    });
    let arrows = view.arrows.then_some(arrows);
    legend::paint(ui, strip, arrows, density)
}

/// Whether exact arrows lie behind the learned ones.
fn shows_truth(view: &View) -> bool {
    view.truth && view.field == FieldKind::Learned
}

fn compression(subject: &Subject<'_>) -> Compression {
    Compression {
        half: typical_score(&subject.snapshot.mixture, subject.sigma),
    }
}

/// Dots get smaller as they get many.
fn dot_radius(particles: usize) -> f32 {
    match particles {
        0..=500 => 2.2,
        501..=3000 => 1.6,
        _ => 1.3,
    }
}

fn opacity(particles: usize) -> f32 {
    (OPAQUE / particles.max(1) as f32)
        .powf(0.35)
        .clamp(FAINTEST, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crowd_is_fainter_and_never_invisible() {
        assert_eq!(opacity(10), 1.0);
        assert!(opacity(1000) < 0.8);
        assert!(opacity(1_000_000_000) >= FAINTEST);
    }
}
