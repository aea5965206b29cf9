//! What a step paints on the plane: its points, the letter that is pointed at, the answer and what was measured.

use super::desk::{Desk, Inquiry};
use super::sketch::Sketch;
use super::values::Shown;
use crate::document::Document;
use crate::lesson::formula::Meaning;
use crate::lesson::{Answer, Form, Kind};
use crate::plane::Point;
use crate::session::FieldFrame;
use crate::ui::drawing::compression::Compression;
use crate::ui::drawing::projection::Projection;
use crate::ui::theme;
use crate::ui::view::{View, shown_level};
use egui::{CursorIcon, Id, Rect, Sense, Ui};

/// The plane as it was painted in this frame.
pub struct Plane<'a> {
    pub projection: &'a Projection,
    /// The field on it, and the scale of its arrows.
    pub field: Option<(&'a FieldFrame, Compression)>,
}

/// Paints what belongs to the step, and takes a click as an answer where a point is asked for.
pub fn show(
    ui: &Ui,
    desk: &mut Desk,
    view: &View,
    document: &Document,
    snapshot: &crate::session::Snapshot,
    plane: &Plane<'_>,
) {
    let projection = plane.projection;
    let course = desk.course.clone();
    let (lesson, step) = desk.place(&view.lessons);
    let step = &course.lessons[lesson].steps[step];
    let shown = Shown {
        staging: &step.staging,
        scene: document.scene(),
        mixture: document.mixture(),
        sigma: shown_level(view, document, snapshot),
        constant: 10f64.powf(view.log10_constant),
        asks: desk.asks(&view.lessons),
    };
    let sketch = Sketch {
        painter: &ui.painter().with_clip_rect(projection.screen),
        projection,
        palette: theme::palette(ui.visuals()),
        scale: theme::scale(ui),
    };
    if view.slow_motion {
        return;
    }
    take_click(ui, desk, view, projection);
    let pinned = step.staging.pinned && !desk.asks_for_point(&view.lessons);
    construction(&sketch, &shown, pinned);
    if let Some(pointed) = desk.pointed {
        light_up(&sketch, &shown, pointed, plane);
    }
    let Some(question) = &step.question else {
        return;
    };
    let by_point = matches!(question.form, Form::Point { .. } | Form::Direction { .. });
    if !by_point {
        return;
    }
    let directed = matches!(question.form, Form::Direction { .. });
    let from = shown.point().filter(|_| directed);
    if let Inquiry::Done(_, measured) = &desk.inquiry
        && measured.kind == Kind::Point
    {
        sketch.measured(from, measured.value, measured.se[0].hypot(measured.se[1]));
    }
    if let Some(Answer::Point(at)) = desk.answer {
        sketch.answer(from, at);
    }
}

/// A click on the plane is the answer; it never takes a drag from what lies below.
fn take_click(ui: &Ui, desk: &mut Desk, view: &View, projection: &Projection) {
    if !desk.asks_for_point(&view.lessons) {
        return;
    }
    // The legend and the switches at the edges keep their clicks.
    let middle = Rect::from_center_size(
        projection.screen.center(),
        projection.screen.size() * egui::vec2(1.0, 0.84),
    );
    let response = ui.interact(middle, Id::unique("answer on the plane"), Sense::click());
    let response = response.on_hover_cursor(CursorIcon::Crosshair);
    if response.clicked()
        && let Some(pos) = response.interact_pointer_pos()
    {
        desk.answer = Some(Answer::Point(projection.data_from_screen(pos)));
    }
}

/// The points of the step: a clean point with its noise, or the point that is looked at.
fn construction(sketch: &Sketch<'_>, shown: &Shown<'_>, pinned: bool) {
    let Some(x) = shown.point() else {
        return;
    };
    if let Some(noised) = shown.staging.noised {
        sketch.ring(noised.x0, shown.sigma, 0.35);
        sketch.noise(noised.x0, x);
        sketch.clean(noised.x0, x, "x₀");
    }
    if !pinned {
        let from = shown.staging.noised.map(|noised| noised.x0);
        sketch.point(x, from, "x");
    }
}

/// Shows what a letter stands for.
fn light_up(sketch: &Sketch<'_>, shown: &Shown<'_>, pointed: Meaning, plane: &Plane<'_>) {
    let x = shown.point();
    let clean = shown.staging.noised.map(|noised| noised.x0);
    match (pointed, x) {
        (Meaning::NoiseLevel, x) => {
            let around = clean.or(x).unwrap_or_else(|| shown.mixture.mean());
            sketch.disc(around, shown.sigma);
        }
        (Meaning::Noise, Some(x)) => {
            if let Some(clean) = clean {
                sketch.strong_noise(clean, x);
            }
        }
        (Meaning::Point, Some(x)) => sketch.halo(x),
        (Meaning::Clean, _) => {
            if let Some(clean) = clean {
                sketch.halo(clean);
            }
        }
        (Meaning::Score, Some(x)) => {
            if let Some(score) = shown.score() {
                sketch.score(x, score, plane.field);
            }
        }
        (Meaning::Denoised, Some(x)) => {
            if let Some(denoised) = shown.denoised() {
                sketch.measured(Some(x), denoised, 0.0);
                sketch.halo(denoised);
            }
        }
        (Meaning::Density, x) => sketch.density(x.unwrap_or_else(|| peak(shown))),
        (Meaning::Noise | Meaning::Point | Meaning::Score | Meaning::Denoised, None)
        | (
            Meaning::Learned
            | Meaning::Constant
            | Meaning::StepSize
            | Meaning::Temperature
            | Meaning::Kick,
            _,
        ) => {}
    }
}

/// The mean of the heaviest Gaussian.
fn peak(shown: &Shown<'_>) -> Point {
    let heaviest = shown.mixture.components().iter();
    let heaviest = heaviest.max_by(|a, b| a.weight.total_cmp(&b.weight));
    heaviest.map_or_else(|| shown.mixture.mean(), |component| component.mean)
}
