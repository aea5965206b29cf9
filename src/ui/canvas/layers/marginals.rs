//! Both coordinates for themselves, at two edges of the plane: the exact density as a line, the particles as bars.

use crate::measure::{marginal_bins, marginal_density};
use crate::mixture::GaussianMixture;
use crate::ui::canvas::layer::{Layer, Painting};
use crate::ui::canvas::legend::{Entry, Mark};
use crate::ui::drawing::projection::Projection;
use egui::{Pos2, Rect, Shape, Stroke, pos2};
use ndarray::Array2;
use std::sync::Arc;

/// How high the strips are, at the ordinary size, in points, and how high a line reaches in them.
const HEIGHT: f32 = 54.0;
const REACH: f32 = 0.9;
/// A bar is so wide, and a line has a point so often.
const BAR: f32 = 11.0;
const STEP: f32 = 3.0;
/// How opaque the ground of a strip and a bar are.
const GROUND: f32 = 0.78;
const FILL: f32 = 0.5;

/// The exact marginals, kept while target, level and view stay.
#[derive(Default)]
pub struct MarginalLayer {
    known: Option<Known>,
}

struct Known {
    target: Arc<GaussianMixture>,
    sigma: f64,
    projection: Projection,
    /// Along x and along y, from low to high, in equal steps over the view.
    lines: [Vec<f64>; 2],
}

impl Layer for MarginalLayer {
    fn draw(&mut self, painting: &Painting<'_>, legend: &mut Vec<Entry>) {
        let known = self.known.take().filter(|known| known.is_of(painting));
        let known = self
            .known
            .insert(known.unwrap_or_else(|| Known::of(painting)));
        let (palette, painter, scale) = (painting.palette, painting.painter, painting.scale);
        let swarm = painting.snapshot.swarm.as_ref().map(|swarm| {
            let last = swarm.trail_len.max(1) - 1;
            let paths = swarm.trails.chunks_exact(swarm.trail_len.max(1));
            Array2::from(paths.map(|path| path[last]).collect::<Vec<_>>())
        });
        let swarm = swarm.filter(|places| places.nrows() > 0);
        let visible = painting.projection.visible();
        for axis in 0..2 {
            let strip = strip(painting, axis);
            painter.rect_filled(strip, 0.0, palette.canvas.gamma_multiply(GROUND));
            let line = &known.lines[axis];
            let peak = line.iter().copied().fold(0.0, f64::max);
            if peak <= 0.0 {
                continue;
            }
            // At `part` of the way along the axis, `height` of the peak above the edge.
            let at = |part: f32, height: f64| -> Pos2 {
                let up = REACH * HEIGHT * scale * (height / peak).min(1.1) as f32;
                if axis == 0 {
                    pos2(strip.left() + part * strip.width(), strip.bottom() - up)
                } else {
                    pos2(strip.right() - up, strip.bottom() - part * strip.height())
                }
            };
            if let Some(places) = &swarm {
                let length = [strip.width(), strip.height()][axis];
                let bins = (length / (BAR * scale)).max(4.0) as usize;
                let range = [visible.min[axis], visible.max[axis]];
                let densities = marginal_bins(places.view(), axis, range, bins);
                for (i, density) in densities.into_iter().enumerate().filter(|(_, d)| *d > 0.0) {
                    let [from, to] = [i, i + 1].map(|i| i as f32 / bins as f32);
                    let bar = Rect::from_two_pos(at(from, 0.0), at(to, density));
                    painter.rect_filled(
                        bar.shrink(0.5),
                        0.0,
                        palette.particle.gamma_multiply(FILL),
                    );
                }
            }
            let last = line.len().saturating_sub(1).max(1) as f32;
            let points: Vec<Pos2> = (line.iter().enumerate())
                .map(|(i, density)| at(i as f32 / last, *density))
                .collect();
            painter.add(Shape::line(points, Stroke::new(1.6 * scale, palette.truth)));
            painter.line_segment([at(0.0, 0.0), at(1.0, 0.0)], Stroke::new(1.0, palette.line));
        }
        legend.push(Entry::new(
            Mark::Line(palette.truth),
            "marginals of p, particles as bars",
            "At the edges each coordinate for itself: the line is its exact density at the shown noise level, the bars are the share of particles over the width of a bar, on the same scale.",
        ));
    }
}

impl Known {
    fn of(painting: &Painting<'_>) -> Self {
        let (target, sigma) = (painting.snapshot.mixture.clone(), painting.sigma);
        let p = target.smoothed(sigma);
        let (visible, screen) = (painting.projection.visible(), painting.projection.screen);
        let line = |axis: usize| {
            let count = ([screen.width(), screen.height()][axis] / STEP).max(2.0) as usize;
            let (low, high) = (visible.min[axis], visible.max[axis]);
            let at = |i: usize| low + (high - low) * i as f64 / (count - 1) as f64;
            (0..count)
                .map(|i| marginal_density(&p, axis, at(i)))
                .collect()
        };
        Self {
            lines: [line(0), line(1)],
            projection: *painting.projection,
            target,
            sigma,
        }
    }

    fn is_of(&self, painting: &Painting<'_>) -> bool {
        Arc::ptr_eq(&self.target, &painting.snapshot.mixture)
            && self.sigma == painting.sigma
            && self.projection == *painting.projection
    }
}

/// Where coordinate `axis` is shown: x below what stands at the top, y at the right.
fn strip(painting: &Painting<'_>, axis: usize) -> Rect {
    let (plane, height) = (painting.projection.screen, HEIGHT * painting.scale);
    if axis == 1 {
        return plane.with_min_x(plane.right() - height);
    }
    let plates = painting
        .taken
        .iter()
        .filter(|plate| plate.top() < plane.top() + height);
    let top = plates
        .map(|plate| plate.bottom() + 4.0)
        .fold(plane.top(), f32::max);
    Rect::from_min_max(pos2(plane.left(), top), pos2(plane.right(), top + height))
}
