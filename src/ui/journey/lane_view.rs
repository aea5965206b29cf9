//! One sampler at one time: density, field, particles by the mode they end in, and the modes' weights.

use super::backdrop::Backdrop;
use super::clock::Clock;
use super::dots::{Dots, frames_until};
use super::estimate::with_error;
use super::lane::{score_color, score_name, work};
use super::legend::{Arrows, Drawn};
use super::meter;
use super::scale_bar;
use crate::session::{Film, Journey, JourneyFrame, Lane};
use crate::ui::drawing::arrows::{ArrowMesh, ArrowStyle};
use crate::ui::drawing::projection::Projection;
use crate::ui::theme::{self, Palette};
use crate::ui::view::FieldKind;
use egui::text::{LayoutJob, TextFormat};
use egui::{
    Color32, Id, Painter, Rect, Role, Sense, Stroke, StrokeKind, TextStyle, Ui, WidgetInfo, pos2,
    vec2,
};

/// What all lanes are drawn from.
pub struct LaneContext<'a> {
    pub backdrop: &'a Backdrop,
    pub journey: &'a Journey,
    pub clock: Clock,
    pub drawn: Drawn,
}

/// How opaque arrows are: particles come first here.
const ARROWS: f32 = 0.75;

/// The meshes of one lane, reused from frame to frame.
#[derive(Default)]
pub struct LaneView {
    arrows: ArrowMesh,
    dots: Dots,
}

/// Where a lane is, and with what it is painted.
struct Place<'a> {
    ui: &'a Ui,
    painter: Painter,
    cell: Rect,
    palette: &'static Palette,
    scale: f32,
}

impl LaneView {
    /// Shows lane number `lane` on `cell`.
    pub fn ui(&mut self, ui: &Ui, cell: Rect, context: &LaneContext<'_>, lane: usize) {
        let place = Place {
            ui,
            painter: ui.painter().with_clip_rect(cell),
            cell,
            palette: theme::palette(ui.visuals()),
            scale: theme::scale(ui),
        };
        let (painter, palette) = (&place.painter, place.palette);
        painter.rect_filled(cell, 0.0, palette.canvas);
        let Some(projection) = context.backdrop.projection(cell) else {
            return;
        };
        if let Some((texture, covered)) = &context.backdrop.texture {
            let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            painter.image(texture.id(), projection.rect(covered), uv, Color32::WHITE);
        }
        let chosen = context.journey.request.lanes[lane];
        self.field(&place, context, chosen, &projection);

        let forward = context.clock.forward();
        let film = if forward {
            Ok(&context.journey.forward)
        } else {
            context.journey.lanes[lane].as_ref()
        };
        match film {
            Ok(film) => {
                let frames = frames_until(film, context.journey, context.clock);
                let frame = &film.frames[frames - 1];
                let kinds = context.journey.kinds();
                if context.drawn.paths {
                    let width = 0.9 * place.scale;
                    painter.add(self.dots.paths(film, frames, kinds, &projection, width));
                }
                let radius = 1.9 * place.scale;
                painter.add(self.dots.shape(film, frame, kinds, &projection, radius));
                if !forward {
                    let look = (palette, place.scale);
                    meter::ui(ui, painter, cell, lane, context.journey, film, look);
                }
                scale_bar::paint(ui, painter, cell, &projection);
                place.caption(context, lane, film, frame);
            }
            Err(why) => place.refusal(context, lane, why),
        }
        let border = Stroke::new(1.0, palette.line);
        painter.rect_stroke(cell, 0.0, border, StrokeKind::Inside);
    }

    /// The field that this lane follows.
    fn field(&mut self, place: &Place, context: &LaneContext, lane: Lane, projection: &Projection) {
        let (Some(field), Some(compression)) =
            (&context.backdrop.field, context.backdrop.compression)
        else {
            return;
        };
        let kind = match context.drawn.arrows {
            Arrows::Off => return,
            _ if lane.exact => FieldKind::Exact,
            Arrows::Of(FieldKind::Difference) => FieldKind::Difference,
            // A lane shows the score that it follows.
            Arrows::Of(FieldKind::Learned | FieldKind::Exact | FieldKind::Empirical) => {
                FieldKind::Learned
            }
            Arrows::Untrained | Arrows::Restarted => return,
        };
        let ink = match kind {
            FieldKind::Difference => place.palette.difference,
            FieldKind::Learned | FieldKind::Exact | FieldKind::Empirical => place.palette.arrow,
        };
        let style = ArrowStyle {
            ink: ink.gamma_multiply(ARROWS),
            compression,
            width: place.scale,
            log_peak: context.backdrop.log_peak,
        };
        let arrows = self.arrows.shape(field, kind, projection, &style);
        place.painter.add(arrows);
    }
}

impl Place<'_> {
    fn caption(&self, context: &LaneContext, lane: usize, film: &Film, frame: &JourneyFrame) {
        let journey = context.journey;
        let chosen = journey.request.lanes[lane];
        let name = chosen.sampler.label();
        let (head, detail) = if context.clock.forward() {
            let head = format!("Data to noise · {}", journey.process.kind().label());
            let back = match &journey.lanes[lane] {
                Ok(_) => "back",
                Err(_) => "no way back",
            };
            (head, format!("true paths; {back} by {name}, "))
        } else {
            let mut detail = format!("{} of {} evaluations", frame.nfe, film.end().nfe);
            if frame.nfe == film.end().nfe {
                detail += &format!(" · W2 {}", with_error(film.sliced_w2));
            }
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
        if context.clock.forward() {
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
    fn refusal(&self, context: &LaneContext, lane: usize, why: &str) {
        let chosen = context.journey.request.lanes[lane];
        let head = format!(
            "{} · {} · {} score",
            chosen.sampler.label(),
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
        let ground = theme::plate(plate, self.palette, self.palette.line);
        self.painter.add(ground);
        self.painter.galley(corner, text, self.palette.warning);
    }

    /// Text in the upper left corner. Painted text is silent: a label of the same place speaks.
    fn plate(&self, mut job: LayoutJob, lane: usize, spoken: &str, help: &str) {
        job.wrap.max_width = (self.cell.width() - 24.0).max(40.0);
        let galley = self.painter.layout_job(job);
        let corner = self.cell.min + vec2(10.0, 8.0);
        let plate = Rect::from_min_size(corner, galley.size());
        let ground = theme::plate(plate.expand(4.0), self.palette, self.palette.line);
        self.painter.add(ground);
        self.painter.galley(corner, galley, self.palette.text);
        let label = self
            .ui
            .interact(plate, Id::unique(("journey", lane)), Sense::hover());
        label.widget_info(|| WidgetInfo::labeled(Role::Label, true, spoken));
        label.on_hover_text(help);
    }
}
