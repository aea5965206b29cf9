//! One chart: a title with the newest values, and lines on linear or logarithmic axes.

use super::axes::Axes;
use crate::ui::theme::{self, Palette};
use egui::{Align, Color32, Layout, RichText, Role, Sense, Stroke, TextStyle, Ui, WidgetInfo};
use egui_plot::{Line, LineStyle, PlotPoint, PlotPoints, Points, VLine};

/// A chart spans at least this many powers of ten, so that noise does not fill it.
const DECADES: f64 = 0.5;
/// Points of a line closer together than this, in points of the screen, are one: pieces shorter than
/// the stroke is wide come out pale and ragged.
const NEAREST: f64 = 1.5;
/// A linear chart spans at least this part of its largest value, and this.
const SHARE: f64 = 0.1;
const SMALLEST: f64 = 1e-12;
/// In a column narrower than this, in points at the ordinary size, values stand below the title.
const NARROW: f32 = 250.0;
/// The plot without its title is at least this high, in points.
const LOWEST: f32 = 72.0;

/// How one chart is labelled.
pub struct Labels<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub help: &'a str,
    /// The newest values, beside a piece of the line they belong to.
    pub readings: Vec<(Pen, String)>,
    pub axes: Axes<'a>,
    pub empty: &'a str,
}

/// How a line looks, in the chart and beside its value.
#[derive(Clone, Copy)]
pub struct Pen {
    color: Color32,
    dashed: bool,
    width: f32,
}

impl Pen {
    pub fn solid(color: Color32) -> Self {
        Self {
            color,
            dashed: false,
            width: 2.0,
        }
    }

    pub fn dashed(color: Color32) -> Self {
        Self {
            dashed: true,
            ..Self::solid(color)
        }
    }

    pub fn faint(self) -> Self {
        Self {
            color: self.color.gamma_multiply(0.35),
            width: 1.0,
            ..self
        }
    }

    /// A short piece of the line and what it stands for, never torn apart.
    fn reading(self, ui: &mut Ui, text: &str) {
        let scale = theme::scale(ui);
        let (sample, gap) = (16.0 * scale, ui.spacing().item_spacing.x);
        let font = TextStyle::Small.resolve(ui.style());
        let color = ui.visuals().text_color();
        let words = ui.painter().layout_no_wrap(text.to_owned(), font, color);
        let size = egui::vec2(sample + gap + words.size().x, ui.spacing().interact_size.y);
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
        let ends = [
            rect.left_center(),
            rect.left_center() + egui::vec2(sample, 0.0),
        ];
        let corner = rect.right_center() - egui::vec2(words.size().x, 0.5 * words.size().y);
        ui.painter().galley(corner, words, color);
        let stroke = Stroke::new(self.width * scale, self.color);
        if self.dashed {
            let (dash, gap) = (4.0 * scale, 2.0 * scale);
            ui.painter()
                .extend(egui::Shape::dashed_line(&ends, stroke, dash, gap));
        } else {
            ui.painter().line_segment(ends, stroke);
        }
    }
}

/// One line of a chart.
pub struct Curve<'a> {
    name: &'a str,
    points: &'a [PlotPoint],
    pen: Pen,
    marks: bool,
}

impl<'a> Curve<'a> {
    pub fn new(name: &'a str, points: &'a [PlotPoint], pen: Pen) -> Self {
        Self {
            name,
            points,
            pen,
            marks: false,
        }
    }

    pub fn with_marks(self) -> Self {
        Self {
            marks: true,
            ..self
        }
    }
}

/// A title, and beside or below it values or names, each with a piece of its line.
pub fn heading(ui: &mut Ui, title: &str, help: &str, readings: &[(Pen, String)], below: bool) {
    let title = RichText::new(title).strong();
    if below {
        ui.label(title).on_hover_text(help);
        ui.scope(|ui| {
            let row = ui.text_style_height(&TextStyle::Small);
            ui.spacing_mut().interact_size.y = row;
            ui.horizontal_wrapped(|ui| {
                ui.set_min_height(row);
                for (pen, text) in readings {
                    pen.reading(ui, text);
                }
            });
        });
        return;
    }
    ui.horizontal(|ui| {
        ui.label(title).on_hover_text(help);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for (pen, text) in readings.iter().rev() {
                pen.reading(ui, text);
            }
        });
    });
}

/// Draws `curves`, log10 values on logarithmic axes, on `height` with the title; `here` is a place on
/// the x axis that is marked.
pub fn chart(
    ui: &mut Ui,
    height: f32,
    labels: &Labels<'_>,
    curves: &[Curve<'_>],
    here: Option<f64>,
    palette: &Palette,
) {
    let scale = theme::scale(ui);
    let Axes { log_x, log_y, .. } = labels.axes;
    let top = ui.cursor().top();
    let below = ui.available_width() < NARROW * scale;
    heading(ui, labels.title, labels.help, &labels.readings, below);
    let left = height - (ui.cursor().top() - top);
    let empty = curves.iter().all(|curve| curve.points.is_empty());
    let axes = Axes {
        blank: empty,
        ..labels.axes
    };
    let plot = axes.plot(ui, labels.id, left.max(LOWEST)).show_grid(!empty);
    let response = plot.show(ui, |plot| {
        let screen = plot.response().rect;
        let y_range = widened(curves, log_y);
        if let Some((low, high)) = y_range {
            plot.set_plot_bounds_y(low..=high);
        }
        let x_range = (!log_x).then(|| from_zero(curves));
        if let Some((low, high)) = x_range {
            plot.set_plot_bounds_x(low..=high);
        }
        let length = |(low, high): (f64, f64), side: f32| f64::from(side) / (high - low);
        for curve in curves {
            let points = match (x_range, y_range) {
                (Some(x), Some(y)) => {
                    let unit = [length(x, screen.width()), length(y, screen.height())];
                    PlotPoints::Owned(thinned(curve.points, unit))
                }
                _ => PlotPoints::Borrowed(curve.points),
            };
            plot.line(
                Line::new(curve.name, points)
                    // Bands have no width across: a steep line would all but vanish.
                    .allow_band(false)
                    .stroke(Stroke::new(curve.pen.width * scale, curve.pen.color))
                    .style(if curve.pen.dashed {
                        LineStyle::dashed_dense()
                    } else {
                        LineStyle::Solid
                    })
                    .allow_hover(false),
            );
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
        if let (Some(x), false) = (here, empty) {
            let line = VLine::new("shown level", x)
                .stroke(Stroke::new(scale, palette.truth))
                .allow_hover(false);
            plot.vline(line);
        }
    });
    if empty {
        ui.painter().text(
            response.response.rect.center(),
            egui::Align2::CENTER_CENTER,
            labels.empty,
            TextStyle::Small.resolve(ui.style()),
            palette.weak,
        );
    }
    response.response.on_hover_text(labels.help);
}

/// The points that are [`NEAREST`] apart where one x or y is as long on the screen as `unit` says; the
/// ends are always among them.
fn thinned(points: &[PlotPoint], unit: [f64; 2]) -> Vec<PlotPoint> {
    let mut kept: Vec<PlotPoint> = Vec::with_capacity(points.len());
    for point in points {
        let near = kept.last().is_some_and(|last| {
            let away = [(point.x - last.x) * unit[0], (point.y - last.y) * unit[1]];
            away[0].hypot(away[1]) < NEAREST
        });
        if !near {
            kept.push(*point);
        }
    }
    let end = points.last().filter(|end| kept.last() != Some(end));
    kept.extend(end);
    kept
}

/// From nothing to the last point, with room for its label.
fn from_zero(curves: &[Curve<'_>]) -> (f64, f64) {
    let points = curves.iter().flat_map(|curve| curve.points);
    let last = points.map(|point| point.x).fold(0.0, f64::max);
    let last = if last > 0.0 { last } else { 1.0 };
    (-0.02 * last, 1.05 * last)
}

/// The range of the values (log10 where logarithmic), at least [`DECADES`] or [`SHARE`] wide, with some
/// air.
fn widened(curves: &[Curve<'_>], logarithmic: bool) -> Option<(f64, f64)> {
    let mut low = f64::INFINITY;
    let mut high = f64::NEG_INFINITY;
    for point in curves.iter().flat_map(|curve| curve.points) {
        low = low.min(point.y);
        high = high.max(point.y);
    }
    if low > high {
        return None;
    }
    let least = if logarithmic {
        DECADES
    } else {
        SHARE * low.abs().max(high.abs()).max(SMALLEST)
    };
    let missing = (least - (high - low)).max(0.0);
    let air = 0.06 * (high - low + missing);
    Some((low - 0.5 * missing - air, high + 0.5 * missing + air))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flat_curve_does_not_fill_the_chart_with_noise() {
        let points = [PlotPoint::new(0.0, 0.0), PlotPoint::new(1.0, 0.001)];
        let curve = Curve::new("flat", &points, Pen::solid(Color32::WHITE));
        let (low, high) = widened(&[curve], true).unwrap();
        assert!(high - low >= DECADES);
    }

    #[test]
    fn a_crowd_of_points_is_drawn_as_a_line_of_pixels_with_both_ends() {
        let steep: Vec<PlotPoint> = (0..=1000)
            .map(|i| PlotPoint::new(0.001 * f64::from(i), -0.01 * f64::from(i)))
            .collect();
        let kept = thinned(&steep, [2.0, 20.0]);
        assert_eq!(kept.first(), steep.first());
        assert_eq!(kept.last(), steep.last());
        assert!((120..=130).contains(&kept.len()), "{}", kept.len());
        let sparse = &steep[..2];
        assert_eq!(thinned(sparse, [1e4, 1e4]), sparse);
        assert!(thinned(&[], [1.0, 1.0]).is_empty());
    }
}
