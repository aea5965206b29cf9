//! One sampler at one time: density, field, particles by the mode they end in, and the modes' weights.

use super::board::Board;
use super::clock::Clock;
use super::dots::{Dots, frames_until};
use super::errors::with_error;
use super::meter;
use super::scale_bar;
use crate::session::{Film, Journey, JourneyFrame, Lane};
use crate::ui::drawing::arrows::{ArrowMesh, ArrowStyle};
use crate::ui::drawing::color_ramp::Ramps;
use crate::ui::drawing::projection::Projection;
use crate::ui::theme::{self, Palette};
use crate::ui::view::{FieldKind, View};
use egui::text::{LayoutJob, TextFormat};
use egui::{
    Color32, Id, Painter, Rect, Role, Sense, Stroke, StrokeKind, TextStyle, Ui, WidgetInfo, pos2,
    vec2,
};

/// What all panels are drawn from.
pub struct Stage<'a> {
    pub board: &'a Board,
    pub journey: &'a Journey,
    pub clock: Clock,
    pub view: &'a View,
    /// Whether paths are drawn.
    pub paths: bool,
    pub ramps: &'a Ramps,
}

/// The meshes of one panel, reused from frame to frame.
#[derive(Default)]
pub struct Panel {
    arrows: ArrowMesh,
    dots: Dots,
}

/// Where a panel is, and with what it is painted.
struct Place<'a> {
    ui: &'a Ui,
    painter: Painter,
    cell: Rect,
    palette: &'static Palette,
    scale: f32,
}

impl Panel {
    /// Shows lane number `lane` on `cell`.
    pub fn ui(&mut self, ui: &Ui, cell: Rect, stage: &Stage<'_>, lane: usize) {
        let place = Place {
            ui,
            painter: ui.painter().with_clip_rect(cell),
            cell,
            palette: theme::palette(ui.visuals()),
            scale: theme::scale(ui),
        };
        let (painter, palette) = (&place.painter, place.palette);
        painter.rect_filled(cell, 0.0, palette.canvas);
        let Some(projection) = stage.board.projection(cell) else {
            return;
        };
        if let Some((texture, covered)) = &stage.board.texture {
            let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            painter.image(texture.id(), projection.rect(covered), uv, Color32::WHITE);
        }
        let chosen = stage.journey.request.lanes[lane];
        self.field(&place, stage, chosen, &projection);

        let forward = stage.clock.forward();
        let film = if forward {
            Ok(&stage.journey.forward)
        } else {
            stage.journey.lanes[lane].as_ref()
        };
        match film {
            Ok(film) => {
                let frames = frames_until(film, stage.journey, stage.clock);
                let frame = &film.frames[frames - 1];
                let kinds = stage.journey.kinds();
                if stage.paths {
                    let width = 0.9 * place.scale;
                    painter.add(self.dots.paths(film, frames, kinds, &projection, width));
                }
                let radius = 1.9 * place.scale;
                painter.add(self.dots.shape(film, frame, kinds, &projection, radius));
                if !forward {
                    let look = (palette, place.scale);
                    meter::ui(ui, painter, cell, lane, stage.journey, film, look);
                }
                scale_bar::paint(ui, painter, cell, &projection);
                place.caption(stage, lane, film, frame);
            }
            Err(why) => place.refusal(stage, lane, why),
        }
        let border = Stroke::new(1.0, palette.line);
        painter.rect_stroke(cell, 0.0, border, StrokeKind::Inside);
    }

    /// The field that this lane follows.
    fn field(&mut self, place: &Place, stage: &Stage, lane: Lane, projection: &Projection) {
        let (Some(field), Some(compression)) = (&stage.board.field, stage.board.compression) else {
            return;
        };
        if !stage.view.arrows {
            return;
        }
        let kind = match stage.view.field {
            _ if lane.exact => FieldKind::Exact,
            FieldKind::Difference => FieldKind::Difference,
            FieldKind::Learned | FieldKind::Exact => FieldKind::Learned,
        };
        let ramp = match kind {
            FieldKind::Difference => &stage.ramps.difference,
            FieldKind::Learned | FieldKind::Exact => &stage.ramps.score,
        };
        let style = ArrowStyle {
            ramp,
            compression,
            width: 1.2 * place.scale,
        };
        let arrows = self.arrows.shape(field, kind, projection, &style);
        place.painter.add(arrows);
    }
}

/// The colour of a lane's score, the same in the chart.
pub fn score_color(exact: bool, palette: &Palette) -> Color32 {
    if exact {
        palette.particle
    } else {
        palette.accent
    }
}

/// "exact" or "learned".
pub fn score_name(exact: bool) -> &'static str {
    if exact { "exact" } else { "learned" }
}

/// "32 steps", "10 × 100 steps", "tolerance 1e-5".
pub fn work(lane: Lane) -> String {
    use crate::sampling::Sampler;
    match lane.sampler {
        Sampler::OdeRk45 => format!("tolerance {:e}", lane.tol),
        Sampler::Annealed => format!("10 × {} steps", lane.steps),
        _ if lane.steps == 1 => "1 step".into(),
        _ => format!("{} steps", lane.steps),
    }
}

impl Place<'_> {
    fn caption(&self, stage: &Stage, lane: usize, film: &Film, frame: &JourneyFrame) {
        let journey = stage.journey;
        let chosen = journey.request.lanes[lane];
        let name = chosen.sampler.name();
        let (head, detail) = if stage.clock.forward() {
            let head = format!("Data to noise · {}", journey.process.kind().name());
            let back = match &journey.lanes[lane] {
                Ok(_) => "back",
                Err(_) => "no way back",
            };
            (head, format!("true paths; {back} by {name}, "))
        } else {
            let detail = format!(
                "{} of {} evaluations · in the end W2 {}",
                frame.nfe,
                film.end().nfe,
                with_error(film.sliced_w2)
            );
            (format!("{name} · {} · ", work(chosen)), detail)
        };
        let score = format!("{} score", score_name(chosen.exact));
        let mut job = LayoutJob::default();
        let strong = TextStyle::Body.resolve(self.ui.style());
        let small = TextStyle::Small.resolve(self.ui.style());
        let colored = score_color(chosen.exact, self.palette);
        let mut add = |text: &str, font: &egui::FontId, color| {
            job.append(text, 0.0, TextFormat::simple(font.clone(), color));
        };
        add(&head, &strong, self.palette.strong);
        if stage.clock.forward() {
            add("\n", &small, self.palette.text);
            add(&detail, &small, self.palette.text);
            add(&score, &small, colored);
        } else {
            add(&score, &strong, colored);
            add("\n", &small, self.palette.text);
            add(&detail, &small, self.palette.text);
        }
        let text = job.text.clone();
        let help = format!(
            "W2: the sliced Wasserstein-2 distance of the end points from a fresh exact sample. Another exact sample has {}.",
            with_error(journey.exact_sliced_w2)
        );
        self.plate(job, lane, &text.replace('\n', ": "), &help);
    }

    /// Why this lane shows nothing.
    fn refusal(&self, stage: &Stage, lane: usize, why: &str) {
        let chosen = stage.journey.request.lanes[lane];
        let head = format!(
            "{} · {} · {} score",
            chosen.sampler.name(),
            work(chosen),
            score_name(chosen.exact)
        );
        let strong = TextStyle::Body.resolve(self.ui.style());
        let job = LayoutJob::simple_singleline(head.clone(), strong.clone(), self.palette.strong);
        self.plate(job, lane, &format!("{head}: {why}"), why);
        let width = (self.cell.width() - 32.0).min(420.0 * self.scale);
        let text = self
            .painter
            .layout(why.to_owned(), strong, self.palette.warning, width);
        let corner = self.cell.center() - 0.5 * text.size();
        let plate = Rect::from_min_size(corner, text.size()).expand(8.0);
        let fill = self.palette.panel.gamma_multiply(0.94);
        self.painter.rect_filled(plate, 6.0, fill);
        self.painter.galley(corner, text, self.palette.warning);
    }

    /// Text in the upper left corner. Painted text is silent: a label of the same place speaks.
    fn plate(&self, mut job: LayoutJob, lane: usize, spoken: &str, help: &str) {
        job.wrap.max_width = (self.cell.width() - 24.0).max(40.0);
        let galley = self.painter.layout_job(job);
        let corner = self.cell.min + vec2(10.0, 8.0);
        let plate = Rect::from_min_size(corner, galley.size());
        let fill = self.palette.panel.gamma_multiply(0.94);
        self.painter.rect_filled(plate.expand(4.0), 4.0, fill);
        self.painter.galley(corner, galley, self.palette.text);
        let label = self
            .ui
            .interact(plate, Id::unique(("journey", lane)), Sense::hover());
        label.widget_info(|| WidgetInfo::labeled(Role::Label, true, spoken));
        label.on_hover_text(help);
    }
}
