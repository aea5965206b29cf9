//! The chosen field as arrows, and the exact arrows behind the learned ones.

use crate::ui::canvas::layer::{Layer, Painting, emphasis};
use crate::ui::canvas::legend::{Entry, Mark};
use crate::ui::drawing::arrows::{ArrowMesh, ArrowStyle};
use crate::ui::format::{self, round_to_two, significant};
use crate::ui::view::FieldKind;
use egui::Color32;

/// How opaque the exact arrows behind the learned ones are.
const TRUTH: f32 = 0.5;

/// The exact arrows, wherever they differ from the learned ones enough to be seen.
#[derive(Default)]
pub struct TruthLayer {
    mesh: ArrowMesh,
}

impl Layer for TruthLayer {
    fn draw(&mut self, painting: &Painting<'_>, legend: &mut Vec<Entry>) {
        let ink = painting.palette.truth.gamma_multiply(TRUTH);
        if let Some(field) = painting.snapshot.field.as_ref() {
            let style = style(painting, ink);
            let arrows = self.mesh.truth(field, painting.projection, &style);
            if self.mesh.is_empty() {
                return;
            }
            painting.painter.add(arrows);
            let length = middle_length(painting);
            legend.push(Entry::new(
                Mark::Behind { ink, length },
                "exact where it differs",
                "Grey arrows: the exact score, where the learned one differs enough to be seen.",
            ));
        }
    }
}

/// The learned field, the exact one, or their difference.
#[derive(Default)]
pub struct ArrowLayer {
    mesh: ArrowMesh,
}

impl Layer for ArrowLayer {
    fn draw(&mut self, painting: &Painting<'_>, legend: &mut Vec<Entry>) {
        let kind = painting.view.field;
        let Some(field) = painting.snapshot.field.as_ref() else {
            return;
        };
        let ink = ink(painting, kind);
        let style = style(painting, ink);
        let arrows = self.mesh.shape(field, kind, painting.projection, &style);
        if self.mesh.is_empty() {
            return;
        }
        painting.painter.add(arrows);
        let (text, is) = match kind {
            FieldKind::Learned => ("learned score", "the learned score"),
            FieldKind::Exact => ("exact score", "the exact score"),
            FieldKind::Empirical => (
                "score of the training points",
                "the empirical score, that of the training points alone",
            ),
            FieldKind::Difference => ("learned − exact score", "learned minus exact score"),
        };
        let error = painting.snapshot.history.error_at(painting.sigma);
        let learned = matches!(kind, FieldKind::Learned | FieldKind::Difference);
        let error = error.filter(|_| learned).map(|error| {
            let error = significant(round_to_two(error));
            format!(
                " Relative error {error} at {}.",
                format::sigma(painting.sigma)
            )
        });
        let help = format!(
            "Arrows: {is}. One as long as the sample here is {} per unit; lengths are compressed, and arrows are faint where p is next to nothing.{}",
            significant(round_to_two(painting.compression.half)),
            error.unwrap_or_default()
        );
        let length = middle_length(painting);
        legend.push(Entry::new(Mark::Arrow { ink, length }, text, help));
    }
}

pub fn style(painting: &Painting<'_>, ink: Color32) -> ArrowStyle {
    ArrowStyle {
        ink,
        compression: painting.compression,
        width: 1.15 * painting.scale * emphasis(painting.view),
        log_peak: painting.log_peak,
    }
}

pub fn ink(painting: &Painting<'_>, kind: FieldKind) -> Color32 {
    match kind {
        FieldKind::Difference => painting.palette.difference,
        FieldKind::Learned | FieldKind::Exact | FieldKind::Empirical => painting.palette.arrow,
    }
}

/// How long an arrow of middle strength is now, in points.
fn middle_length(painting: &Painting<'_>) -> f32 {
    let spacing = painting.snapshot.field.as_ref().map_or(0.0, |field| {
        field.arrows.spacing()[0] * painting.projection.points_per_unit()
    });
    ArrowStyle::middle_length(spacing as f32)
}
