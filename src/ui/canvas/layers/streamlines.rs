//! The chosen field as lines along it, or as marks that flow along it.

use super::arrows::ink;
use crate::ui::canvas::layer::{Layer, Painting, emphasis};
use crate::ui::canvas::legend::{Entry, Mark};
use crate::ui::drawing::flow::Flow;
use crate::ui::drawing::streamlines::{LineStyle, Streamlines};
use crate::ui::drawing::tracers::Tracers;
use crate::ui::view::FieldKind;
use std::time::Duration;

/// The width of a line and of a flowing mark, at the ordinary size, in points.
const LINE: f32 = 1.1;
const TRACER: f32 = 1.7;

/// Evenly spaced lines, kept until the field changes.
#[derive(Default)]
pub struct StreamlineLayer {
    lines: Streamlines,
}

impl Layer for StreamlineLayer {
    fn draw(&mut self, painting: &Painting<'_>, legend: &mut Vec<Entry>) {
        let Some(field) = painting.snapshot.field.as_ref() else {
            return;
        };
        let (ui, kind, projection) = (painting.ui, painting.view.field, painting.projection);
        let style = style(painting, LINE);
        let now = ui.input(|input| input.time);
        let due = (self.lines).follow(field, kind, projection, style.thinning, now);
        if let Some(due) = due {
            ui.ctx().request_repaint_after(Duration::from_secs_f64(due));
        }
        if self.lines.is_empty() {
            return;
        }
        painting.painter.add(self.lines.shape(projection, &style));
        let text = match kind {
            FieldKind::Learned => "lines along the learned score",
            FieldKind::Exact => "lines along the exact score",
            FieldKind::Empirical => "lines along the training points' score",
            FieldKind::Difference => "lines along learned − exact",
        };
        let help = "Lines that follow the field, evenly spaced: they show directions and no strengths. Along an exact score they run uphill in log p, from where data are rare to a mode.";
        legend.push(entry(painting, text, help));
    }
}

/// Flowing marks.
#[derive(Default)]
pub struct TracerLayer {
    tracers: Tracers,
}

impl Layer for TracerLayer {
    fn draw(&mut self, painting: &Painting<'_>, legend: &mut Vec<Entry>) {
        let (ui, kind, projection) = (painting.ui, painting.view.field, painting.projection);
        let field = painting.snapshot.field.as_ref();
        let Some(flow) = field.and_then(|field| Flow::of(field, kind)) else {
            return;
        };
        let style = style(painting, TRACER);
        let seconds = f64::from(ui.input(|input| input.stable_dt).min(0.05));
        let compression = painting.compression;
        (self.tracers).advance(&flow, projection, compression, style.thinning, seconds);
        painting
            .painter
            .add(self.tracers.shape(&flow, projection, &style));
        ui.ctx().request_repaint();
        let text = match kind {
            FieldKind::Learned => "flow along the learned score",
            FieldKind::Exact => "flow along the exact score",
            FieldKind::Empirical => "flow along the training points' score",
            FieldKind::Difference => "flow along learned − exact",
        };
        let help = "Marks that flow along the field, faster where it is stronger. Nothing kicks them: particles that only followed the score would all end in modes like these.";
        legend.push(entry(painting, text, help));
    }
}

fn entry(painting: &Painting<'_>, text: &'static str, help: &'static str) -> Entry {
    let ink = ink(painting, painting.view.field);
    Entry::new(Mark::Arrow { ink, length: 20.0 }, text, help)
}

fn style(painting: &Painting<'_>, width: f32) -> LineStyle {
    let emphasis = emphasis(painting.view);
    LineStyle {
        ink: ink(painting, painting.view.field),
        width: width * painting.scale * emphasis,
        log_peak: painting.log_peak,
        thinning: painting.scale * emphasis,
    }
}
