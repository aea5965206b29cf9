//! One chart: the newest values, and lines with bands on linear or logarithmic axes.

use super::axes::Axes;
use super::contents::Contents;
use super::extent::{aired, thinned, widened};
use super::marks;
use super::pen::{Pen, column, heading};
use crate::ui::theme::{self, Palette};
use egui::text::LayoutJob;
use egui::{Align, CursorIcon, Galley, Rect, Role, Sense, Stroke, TextStyle, Ui, WidgetInfo, vec2};
use egui_plot::{FilledArea, Line, LineStyle, PlotPoint, PlotPoints, PlotResponse, Points, VLine};
use std::sync::Arc;

/// How much of a pen's colour a line has beyond what is on show.
const FAINT: f32 = 0.35;
/// How much of a pen's colour its band has.
const BAND: f32 = 0.2;
/// In a column narrower than this, in points at the ordinary size, values stand below the title.
const NARROW: f32 = 250.0;
/// The plot without its title is at least this high, in points.
const LOWEST: f32 = 72.0;

/// How one chart is labelled.
pub struct Labels<'a> {
    pub id: &'a str,
    /// Beside or above the readings; none where a tab says it.
    pub title: Option<&'a str>,
    /// For those who do not see it.
    pub name: &'a str,
    pub help: &'a str,
    /// The newest values, beside a piece of the line they belong to.
    pub readings: Vec<(Pen, String)>,
    pub axes: Axes<'a>,
    pub empty: &'a str,
}

/// Draws a chart on `height` with its title; where on the x axis the marked place was dragged to.
pub fn chart(
    ui: &mut Ui,
    height: f32,
    labels: &Labels<'_>,
    contents: &Contents<'_>,
    palette: &Palette,
) -> Option<f64> {
    let scale = theme::scale(ui);
    let Axes { log_x, log_y, .. } = labels.axes;
    let top = ui.cursor().top();
    match labels.title {
        Some(title) => {
            let below = ui.available_width() < NARROW * scale;
            heading(ui, title, labels.help, &labels.readings, below);
        }
        None => column(ui, &labels.readings),
    }
    let left = height - (ui.cursor().top() - top);
    let empty = contents.curves.iter().all(|curve| curve.points.is_empty());
    let axes = Axes {
        blank: empty,
        ..labels.axes
    };
    let sense = if contents.is_dragged && !empty {
        Sense::click_and_drag()
    } else {
        Sense::hover()
    };
    let plot = axes.plot(ui, labels.id, left.max(LOWEST));
    let plot = plot.show_grid(!empty).sense(sense);
    let x_range = aired(contents.x, log_x);
    let y_range = widened(contents, log_y);
    let shown = plot.show(ui, |plot| {
        let screen = plot.response().rect;
        plot.set_plot_bounds_x(x_range.0..=x_range.1);
        let y_range = y_range.unwrap_or((0.0, 1.0));
        plot.set_plot_bounds_y(y_range.0..=y_range.1);
        if let Some((band, pen)) = contents.band {
            let area = FilledArea::new("range", &band.x, &band.low, &band.high)
                .fill_color(pen.color.gamma_multiply(BAND))
                .stroke(Stroke::new(scale, pen.color.gamma_multiply(BAND)))
                .allow_hover(false);
            plot.add(area);
        }
        let length = |(low, high): (f64, f64), side: f32| f64::from(side) / (high - low);
        let unit = [
            length(x_range, screen.width()),
            length(y_range, screen.height()),
        ];
        for curve in contents.curves {
            for (points, strength) in parted(curve.points, contents.faint_from) {
                let color = curve.pen.color.gamma_multiply(strength);
                plot.line(
                    Line::new(curve.name, PlotPoints::Owned(thinned(points, unit)))
                        // Bands have no width across: a steep line would all but vanish.
                        .allow_band(false)
                        .stroke(Stroke::new(curve.pen.width * scale, color))
                        .style(if curve.pen.dashed {
                            LineStyle::dashed_dense()
                        } else {
                            LineStyle::Solid
                        })
                        .allow_hover(false),
                );
            }
            // One point alone makes no line.
            if curve.marks || curve.points.len() == 1 {
                let points = PlotPoints::Borrowed(curve.points);
                plot.points(
                    Points::new(curve.name, points)
                        .radius(2.6 * scale)
                        .color(curve.pen.color)
                        .allow_hover(false),
                );
            }
        }
        if let (Some(x), false) = (contents.here, empty) {
            let line = VLine::new("what is on show", x)
                .stroke(Stroke::new(1.5 * scale, palette.truth))
                .allow_hover(false);
            plot.vline(line);
        }
    });
    let rect = shown.response.rect;
    if empty {
        explain(ui, rect, labels.empty, palette);
    }
    let on_screen = |x: f64| shown.transform.position_from_point_x(x);
    let marks = contents.marks.iter();
    let marks: Vec<(f32, &str)> = marks.map(|(x, text)| (on_screen(*x), &text[..])).collect();
    marks::paint(ui, rect, &marks, palette);
    dragged_to(shown, sense, labels)
}

/// The points up to a place in full strength and those from there on faintly; all in full strength without one.
fn parted(points: &[PlotPoint], faint_from: Option<f64>) -> [(&[PlotPoint], f32); 2] {
    let Some(place) = faint_from else {
        return [(points, 1.0), (&[], 1.0)];
    };
    let until = points.partition_point(|point| point.x <= place);
    [
        (&points[..until], 1.0),
        (&points[until.saturating_sub(1)..], FAINT),
    ]
}

/// Where on the x axis the pointer holds a chart that is dragged.
fn dragged_to(shown: PlotResponse<()>, sense: Sense, labels: &Labels<'_>) -> Option<f64> {
    let PlotResponse {
        response,
        transform,
        ..
    } = shown;
    let held = response.dragged() || response.clicked();
    let pointer = response.interact_pointer_pos().filter(|_| held);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, labels.name));
    let response = response.on_hover_text(labels.help);
    if sense.senses_drag() {
        response.on_hover_and_drag_cursor(CursorIcon::ResizeHorizontal);
    }
    pointer.map(|at| transform.value_from_position(at).x)
}

/// Why there is nothing to see, in the middle of the chart and inside of it.
fn explain(ui: &Ui, plot: Rect, text: &str, palette: &Palette) {
    let margin = 8.0 * theme::scale(ui);
    let words = wrapped(ui, plot.width() - 2.0 * margin, text, palette);
    let top = plot.center() - vec2(0.0, 0.5 * words.size().y);
    let painter = ui.painter().with_clip_rect(plot);
    painter.galley(top, words, palette.weak);
}

/// Centred lines of small letters, none wider than there is room for.
fn wrapped(ui: &Ui, room: f32, text: &str, palette: &Palette) -> Arc<Galley> {
    let font = TextStyle::Small.resolve(ui.style());
    let mut job = LayoutJob::simple(text.to_owned(), font, palette.weak, room.max(1.0));
    job.halign = Align::Center;
    ui.ctx().fonts_mut(|fonts| fonts.layout_job(job))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_faint_beyond_what_is_on_show_and_has_no_gap() {
        let line: Vec<PlotPoint> = (0..5).map(|i| PlotPoint::new(f64::from(i), 0.0)).collect();
        let [full, faint] = parted(&line, Some(2.5));
        assert_eq!((full.0, full.1), (&line[..3], 1.0));
        assert_eq!((faint.0, faint.1), (&line[2..], FAINT));
        assert_eq!(parted(&line, None)[0].0.len(), 5);
        assert_eq!(parted(&line, Some(-1.0))[0].0.len(), 0);
        assert_eq!(parted(&line, Some(-1.0))[1].0.len(), 5);
    }

    #[test]
    fn what_an_empty_chart_says_stays_inside_of_it() {
        let text =
            "This network knows σ = 0 alone, which no logarithmic axis has: see its score error";
        egui::__run_test_ui(|ui| {
            for room in [80.0, 150.0, 260.0, 900.0] {
                let palette = theme::palette(ui.visuals());
                let words = wrapped(ui, room, text, palette);
                let widest = words.rows.iter().map(|row| row.rect().width());
                let widest = widest.fold(0.0, f32::max);
                assert!(widest <= room, "{widest} of {room}");
            }
        });
    }
}
