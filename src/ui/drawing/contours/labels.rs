//! Where the numbers of contours stand: in a row that runs straight down from the highest place in view.

use super::iso_lines::IsoLines;
use crate::plane::{Grid, Point};
use crate::ui::drawing::projection::Projection;
use egui::{Align2, Color32, FontId, Painter, Pos2, Rect, vec2};

/// Directions that are tried, and the first of them in degrees: not along an axis, where arrows stand.
const DIRECTIONS: usize = 24;
const FIRST: f64 = 24.0;
/// Steps along a direction, in samples.
const STEP: f64 = 0.5;
/// Numbers are at least so many samples apart when directions are compared.
const GAP: f64 = 4.0;
/// Samples at the border of the view that hold no number.
const BORDER: f64 = 4.0;
/// Blank points around a number.
const MARGIN: f32 = 2.0;

/// A place for each number, from the highest level down.
#[derive(Debug, Default)]
pub struct Labels {
    from: Point,
    places: Vec<(i32, Point)>,
}

impl Labels {
    /// Places on `lines`, which are those of `values`.
    pub fn new(grid: &Grid, values: &[f32], lines: &IsoLines) -> Self {
        let order = |a: &(usize, &f32), b: &(usize, &f32)| a.1.total_cmp(b.1);
        if lines.levels[1] < lines.levels[0] {
            return Self::default();
        }
        let finite = values.iter().enumerate().filter(|(_, v)| v.is_finite());
        let Some((top, _)) = finite.max_by(order) else {
            return Self::default();
        };
        let top = [top % grid.nx, top / grid.nx];
        let rays = (0..DIRECTIONS).map(|turn| {
            let part = turn as f64 / DIRECTIONS as f64;
            let (sin, cos) = (FIRST.to_radians() + std::f64::consts::TAU * part).sin_cos();
            ray(grid, values, lines, top, [cos, sin])
        });
        // The first of the best.
        let best = rays.reduce(|best, ray| if ray.1 > best.1 { ray } else { best });
        Self {
            from: grid.at(top[0], top[1]),
            places: best.map_or_else(Vec::new, |(places, _)| places),
        }
    }

    /// Writes the numbers, of crowded ones only some.
    pub fn paint(
        &self,
        painter: &Painter,
        projection: &Projection,
        font: &FontId,
        (ink, ground): (Color32, Color32),
        taken: &[Rect],
        write: impl Fn(i32) -> String,
    ) {
        // A handle may stand on the top.
        let top = projection.screen_from_data(self.from);
        let mut before = Rect::from_center_size(top, vec2(1.4, 1.4) * font.size);
        for (level, place) in &self.places {
            let middle: Pos2 = projection.screen_from_data(*place);
            let text = painter.layout_no_wrap(write(*level), font.clone(), ink);
            let plate = Align2::CENTER_CENTER.anchor_size(middle, text.size());
            let free = |rect: &Rect| !rect.intersects(plate.expand(2.0 * MARGIN));
            let inside = projection.screen.contains_rect(plate.expand(MARGIN));
            if !inside || !free(&before) || !taken.iter().all(free) {
                continue;
            }
            before = plate;
            painter.rect_filled(plate.expand2(vec2(MARGIN, 0.0)), 3.0, ground);
            painter.galley(plate.min, text, ink);
        }
    }
}

/// Where the levels are passed on the way from node `top` in a direction, and how many of them have room.
fn ray(
    grid: &Grid,
    values: &[f32],
    lines: &IsoLines,
    top: [usize; 2],
    direction: [f64; 2],
) -> (Vec<(i32, Point)>, usize) {
    let [low, high] = lines.levels;
    let [dx, dy] = grid.spacing();
    let mut places = Vec::new();
    let (mut level, mut passed, mut room) = (high, 0.0, 0);
    let mut distance = 0.0;
    while level >= low {
        distance += STEP;
        let [x, y] = [0, 1].map(|axis| top[axis] as f64 + distance * direction[axis]);
        let within = |at: f64, count: usize| (BORDER..count as f64 - 1.0 - BORDER).contains(&at);
        if !within(x, grid.nx) || !within(y, grid.ny) {
            break;
        }
        let here = sample(grid, values, [x, y]) / lines.step;
        while level >= low && here < level as f32 {
            let at = [grid.bounds.min[0] + x * dx, grid.bounds.min[1] + y * dy];
            places.push((level, at));
            if distance - passed >= GAP {
                (passed, room) = (distance, room + 1);
            }
            level -= 1;
        }
    }
    (places, room)
}

/// The value between samples, by the four around; coordinates in samples, inside of the grid.
fn sample(grid: &Grid, values: &[f32], [x, y]: [f64; 2]) -> f32 {
    let (i, j) = (x as usize, y as usize);
    let (u, v) = ((x - i as f64) as f32, (y - j as f64) as f32);
    let at = |i: usize, j: usize| values[j * grid.nx + i];
    let low = at(i, j) + u * (at(i + 1, j) - at(i, j));
    let high = at(i, j + 1) + u * (at(i + 1, j + 1) - at(i, j + 1));
    low + v * (high - low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plane::Bounds;

    #[test]
    fn each_number_stands_on_its_line_in_a_row_from_the_top() {
        let grid = Grid::new(Bounds::square([0.0, 0.0], 4.0), 81, 81);
        let value = |[x, y]: [f64; 2]| (-0.5 * (x * x + y * y)) as f32;
        let values: Vec<f32> = (0..grid.len())
            .map(|i| value(grid.at(i % 81, i / 81)))
            .collect();
        let lines = IsoLines::new(&grid, &values);
        let labels = Labels::new(&grid, &values, &lines);
        assert!(labels.places.len() >= 3, "{:?}", labels.places);
        for (level, at) in &labels.places {
            let said = *level as f32 * lines.step;
            let reach = 4.0 * 0.05 + 0.02;
            assert!((value(*at) - said).abs() < reach, "{said} at {at:?}");
        }
        let levels: Vec<i32> = labels.places.iter().map(|(level, _)| *level).collect();
        assert!(levels.is_sorted_by(|a, b| a > b));
    }
}
