//! The chosen field as arrows, and the exact arrows behind the learned ones.

use crate::ui::canvas::layer::{Layer, Painting, emphasis};
use crate::ui::canvas::legend::scales::{ArrowScale, Scales};
use crate::ui::drawing::arrows::{ArrowMesh, ArrowStyle};
use crate::ui::drawing::color_ramp::Ramp;
use crate::ui::view::FieldKind;

/// How opaque the exact arrows behind the learned ones are.
const TRUTH: f32 = 0.5;

/// The exact arrows, wherever they differ from the learned ones enough to be seen.
#[derive(Default)]
pub struct TruthLayer {
    mesh: ArrowMesh,
}

impl Layer for TruthLayer {
    fn draw<'a>(&mut self, painting: &Painting<'a>, scales: &mut Scales<'a>) {
        scales.truth = Some(painting.palette.truth);
        if let Some(field) = painting.snapshot.field.as_ref() {
            let color = painting.palette.truth.gamma_multiply(TRUTH);
            let arrows = self
                .mesh
                .truth(field, painting.projection, &style(painting), color);
            painting.painter.add(arrows);
        }
    }
}

/// The learned field, the exact one, or their difference.
#[derive(Default)]
pub struct ArrowLayer {
    mesh: ArrowMesh,
}

impl Layer for ArrowLayer {
    fn draw<'a>(&mut self, painting: &Painting<'a>, scales: &mut Scales<'a>) {
        let kind = painting.view.field;
        let error = painting.snapshot.history.error_at(painting.sigma);
        scales.arrows = Some(ArrowScale {
            kind,
            ramp: ramp(painting),
            compression: painting.compression,
            error: error
                .map(|error| (painting.sigma, error))
                .filter(|_| kind != FieldKind::Exact),
        });
        if let Some(field) = painting.snapshot.field.as_ref() {
            let style = style(painting);
            let arrows = self.mesh.shape(field, kind, painting.projection, &style);
            painting.painter.add(arrows);
        }
    }
}

fn style<'a>(painting: &Painting<'a>) -> ArrowStyle<'a> {
    ArrowStyle {
        ramp: ramp(painting),
        compression: painting.compression,
        width: 1.4 * painting.scale * emphasis(painting.view),
    }
}

fn ramp<'a>(painting: &Painting<'a>) -> &'a Ramp {
    match painting.view.field {
        FieldKind::Difference => &painting.ramps.difference,
        FieldKind::Learned | FieldKind::Exact => &painting.ramps.score,
    }
}
