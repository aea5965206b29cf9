//! One sampler at one time: density, field, particles by the mode they end in, and the modes' weights.

use super::Clock;
use crate::plane::Bounds;
use crate::session::{Film, Journey, JourneyFrame, Snapshot};
use crate::ui::arrows::{ArrowMesh, ArrowStyle};
use crate::ui::canvas::typical_score;
use crate::ui::density::{Density, Source};
use crate::ui::format::significant;
use crate::ui::ink::{Compression, Ramps};
use crate::ui::projection::{Camera, Projection};
use crate::ui::theme::{self, Palette};
use crate::ui::view::{FieldKind, View};
use egui::epaint::{Mesh, Vertex};
use egui::{
    Color32, Id, Painter, Pos2, Rect, Role, Sense, Shape, Stroke, TextStyle, TextureHandle, Ui,
    WidgetInfo, pos2, vec2,
};
use std::sync::Arc;

/// Standard deviations of p_t in view.
const STDS: f64 = 2.2;
/// More modes than this have no meter.
const MOST_BARS: usize = 12;
/// The height of the meter, and the width of a bar at most, in points.
const METER: (f32, f32) = (34.0, 22.0);

/// What all panels show alike: the view that widens with the noise, the density of p_t and its field.
#[derive(Default)]
pub struct Board {
    camera: Option<Camera>,
    density: Density,
    texture: Option<(TextureHandle, Bounds)>,
    compression: Option<Compression>,
    field: Option<Arc<crate::session::FieldFrame>>,
}

impl Board {
    #[allow(clippy::too_many_arguments)]
    pub fn prepare(
        &mut self,
        ui: &Ui,
        journey: &Journey,
        t: f64,
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
                let mixture = &journey.request.mixture;
                Some(self.density.texture(
                    ui.ctx(),
                    &Source::Smoothed(field),
                    mixture,
                    1.0,
                    &ramps.density,
                ))
            }
            _ => None,
        };
    }

    /// The common view, seen through one cell.
    pub fn projection(&self, cell: Rect) -> Option<Projection> {
        self.camera.map(|camera| Projection::through(&camera, cell))
    }
}

/// The meshes of one panel, reused from frame to frame.
#[derive(Default)]
pub struct Panel {
    arrows: ArrowMesh,
}

impl Panel {
    #[allow(clippy::too_many_arguments)]
    pub fn ui(
        &mut self,
        ui: &Ui,
        cell: Rect,
        board: &Board,
        journey: &Journey,
        lane: usize,
        clock: Clock,
        view: &View,
        ramps: &Ramps,
    ) {
        let palette = theme::palette(ui.visuals());
        let scale = theme::scale(ui);
        let painter = ui.painter().with_clip_rect(cell);
        painter.rect_filled(cell, 0.0, palette.canvas);
        let Some(projection) = board.projection(cell) else {
            return;
        };
        if let Some((texture, covered)) = &board.texture {
            let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            painter.image(texture.id(), projection.rect(covered), uv, Color32::WHITE);
        }
        let chosen = journey.request.lanes[lane];
        if let (Some(field), Some(compression)) = (&board.field, board.compression)
            && view.arrows
        {
            let kind = match view.field {
                FieldKind::Difference => FieldKind::Difference,
                _ if chosen.exact => FieldKind::Exact,
                _ => FieldKind::Learned,
            };
            let ramp = match kind {
                FieldKind::Difference => &ramps.difference,
                _ => &ramps.score,
            };
            let style = ArrowStyle {
                ramp,
                compression,
                width: 1.2 * scale,
            };
            painter.add(self.arrows.shape(field, kind, &projection, &style));
        }
        let t = journey.time_at(clock.noise());
        let film = if clock.forward() {
            Ok(&journey.forward)
        } else {
            journey.lanes[lane].as_ref()
        };
        match film {
            Ok(film) => {
                let frame = if clock.forward() {
                    film.forward_at(t)
                } else {
                    film.backward_at(t)
                };
                painter.add(dots(film, frame, &projection, 1.7 * scale));
                self.captions(ui, &painter, cell, journey, lane, clock, film, frame);
                if film.weights.len() <= MOST_BARS && film.weights.len() > 1 && !clock.forward() {
                    let plate = meter(&painter, cell, journey, film, palette, scale);
                    speak(ui, plate, lane, journey, film);
                }
            }
            Err(why) => {
                let font = TextStyle::Body.resolve(ui.style());
                let text = painter.layout(why.clone(), font, palette.warning, cell.width() - 24.0);
                let corner = cell.center() - 0.5 * text.size();
                painter.galley(corner, text, palette.warning);
            }
        }
        painter.rect_stroke(
            cell,
            0.0,
            Stroke::new(1.0, palette.line),
            egui::StrokeKind::Inside,
        );
    }

    #[allow(clippy::too_many_arguments)]
    fn captions(
        &self,
        ui: &Ui,
        painter: &Painter,
        cell: Rect,
        journey: &Journey,
        lane: usize,
        clock: Clock,
        film: &Film,
        frame: &JourneyFrame,
    ) {
        let palette = theme::palette(ui.visuals());
        let chosen = journey.request.lanes[lane];
        let (title, detail) = if clock.forward() {
            let title = format!("Data to noise · {}", journey.process.kind().name());
            (title, "true paths of the process".to_owned())
        } else {
            let score = if chosen.exact { "exact" } else { "learned" };
            let title = format!("{} · {score} score", chosen.sampler.name());
            let detail = format!(
                "{} of {} evaluations · W2 {} ± {} (exact sample {})",
                frame.nfe,
                film.end().nfe,
                significant(film.sliced_w2.value),
                significant(film.sliced_w2.se),
                significant(journey.exact_sliced_w2.value)
            );
            (title, detail)
        };
        let corner = cell.min + vec2(8.0, 6.0);
        let strong = TextStyle::Body.resolve(ui.style());
        let small = TextStyle::Small.resolve(ui.style());
        let width = (cell.width() - 16.0).max(40.0);
        let head = painter.layout(title.clone(), strong, palette.strong, width);
        let rest = painter.layout(detail.clone(), small, palette.text, width);
        let plate = Rect::from_min_size(
            corner,
            vec2(
                head.size().x.max(rest.size().x),
                head.size().y + rest.size().y,
            ),
        );
        painter.rect_filled(plate.expand(4.0), 4.0, palette.panel.gamma_multiply(0.85));
        let below = corner + vec2(0.0, head.size().y);
        painter.galley(corner, head, palette.strong);
        painter.galley(below, rest, palette.text);
        // Painted text is silent: a label of the same place speaks.
        let spoken = ui.interact(plate, Id::unique(("journey", lane)), Sense::hover());
        let text = format!("{title}: {detail}");
        spoken.widget_info(|| WidgetInfo::labeled(Role::Label, true, text.as_str()));
        spoken.on_hover_text("W2: the sliced Wasserstein-2 distance of the end points from a fresh exact sample, beside the distance that two exact samples have from each other.");
    }
}

/// A colour for every mode; neighbours in the list differ clearly.
fn hue(mode: u16, modes: usize) -> Color32 {
    let color = if modes <= 10 {
        colorous::TABLEAU10[mode as usize % 10]
    } else {
        colorous::RAINBOW.eval_rational(mode as usize, modes)
    };
    Color32::from_rgb(color.r, color.g, color.b)
}

/// Particles as one mesh of squares on their tips.
fn dots(film: &Film, frame: &JourneyFrame, projection: &Projection, radius: f32) -> Shape {
    let mut mesh = Mesh::default();
    let screen = projection.screen.expand(radius);
    for (&[x, y], &mode) in frame.x.iter().zip(&film.modes) {
        let center = projection.screen_from_data([f64::from(x), f64::from(y)]);
        if !screen.contains(center) {
            continue;
        }
        let color = hue(mode, film.weights.len());
        let first = mesh.vertices.len() as u32;
        for corner in [
            vec2(radius, 0.0),
            vec2(0.0, radius),
            vec2(-radius, 0.0),
            vec2(0.0, -radius),
        ] {
            mesh.vertices
                .push(Vertex::untextured(center + corner, color));
        }
        mesh.indices
            .extend([first, first + 1, first + 2, first, first + 2, first + 3]);
    }
    Shape::mesh(mesh)
}

/// What the meter says, for the pointer and for screen readers.
fn speak(ui: &Ui, plate: Rect, lane: usize, journey: &Journey, film: &Film) {
    let truth = journey.request.mixture.components();
    let modes = film.weights.iter().zip(truth).enumerate();
    let lines: Vec<String> = modes
        .map(|(mode, (found, component))| {
            format!(
                "mode {}: {} ({} to {}), truth {}",
                mode + 1,
                significant(found.weight.value),
                significant(found.interval[0]),
                significant(found.interval[1]),
                significant(component.weight)
            )
        })
        .collect();
    let text = format!(
        "The weight of every mode in the sample with its 95 % interval; the line across is the truth.\n{}",
        lines.join("\n")
    );
    let meter = ui.interact(plate, Id::unique(("meter", lane)), Sense::hover());
    meter.widget_info(|| WidgetInfo::labeled(Role::Label, true, text.as_str()));
    meter.on_hover_text(text);
}

/// The weight of every mode in the sample with its interval, and the truth as a line across.
fn meter(
    painter: &Painter,
    cell: Rect,
    journey: &Journey,
    film: &Film,
    palette: &Palette,
    scale: f32,
) -> Rect {
    let truth = journey.request.mixture.components();
    let (height, widest) = (METER.0 * scale, METER.1 * scale);
    let step = ((cell.width() - 24.0) / film.weights.len() as f32).min(widest + 4.0);
    let tallest = film
        .weights
        .iter()
        .zip(truth)
        .map(|(found, component)| found.interval[1].max(component.weight))
        .fold(1e-9, f64::max);
    let base = pos2(cell.left() + 12.0, cell.bottom() - 10.0);
    let total = step * film.weights.len() as f32;
    let plate = Rect::from_min_max(
        base - vec2(6.0, height + 6.0),
        base + vec2(total + 2.0, 5.0),
    );
    painter.rect_filled(plate, 4.0, palette.panel.gamma_multiply(0.85));
    let y = |weight: f64| base.y - height * (weight / tallest) as f32;
    for (mode, (found, component)) in film.weights.iter().zip(truth).enumerate() {
        let left = base.x + step * mode as f32;
        let right = left + step - 4.0;
        let bar = Rect::from_min_max(pos2(left, y(found.weight.value)), pos2(right, base.y));
        painter.rect_filled(bar, 1.0, hue(mode as u16, film.weights.len()));
        let middle = 0.5 * (left + right);
        let whisker = Stroke::new(1.2 * scale, palette.text);
        painter.line_segment(
            [
                pos2(middle, y(found.interval[0])),
                pos2(middle, y(found.interval[1])),
            ],
            whisker,
        );
        let line = Stroke::new(1.8 * scale, palette.strong);
        let at: Pos2 = pos2(left - 2.0, y(component.weight));
        painter.line_segment([at, at + vec2(step, 0.0)], line);
    }
    plate
}
