//! From the plane to the screen and back: the one transform of the canvas.

use crate::plane::{Bounds, Point};
use egui::{Pos2, Rect, Vec2, pos2};
use egui_plot::PlotBounds;

/// Where the canvas looks: kept while the window is resized, panned and zoomed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// In the middle of the canvas, data units.
    pub center: Point,
    /// Data units per screen point, the same on both axes.
    pub units_per_point: f64,
}

/// How much larger the view is than what it must show.
const AIR: f64 = 1.12;
/// Zooming stops here: widths begin at 1e-6, and a million units away f64 has a number every 1e-10.
const UNITS_PER_POINT: (f64, f64) = (1e-9, 1e5);

impl Camera {
    /// Shows `bounds` with a little air around it.
    pub fn fit(bounds: &Bounds, screen: Rect) -> Self {
        let (width, height) = (screen.width().max(1.0), screen.height().max(1.0));
        let units_per_point =
            (bounds.width() / f64::from(width)).max(bounds.height() / f64::from(height));
        Self {
            center: bounds.center(),
            units_per_point: AIR * units_per_point,
        }
        .clamped()
    }

    /// What a canvas of this size shows.
    pub fn bounds(&self, screen: Rect) -> PlotBounds {
        let half_width = 0.5 * f64::from(screen.width().max(1.0)) * self.units_per_point;
        let half_height = 0.5 * f64::from(screen.height().max(1.0)) * self.units_per_point;
        PlotBounds::from_min_max(
            [self.center[0] - half_width, self.center[1] - half_height],
            [self.center[0] + half_width, self.center[1] + half_height],
        )
    }

    /// Follows a hand that drags the plane by so many points.
    pub fn pan(&mut self, by: Vec2) {
        self.center[0] -= f64::from(by.x) * self.units_per_point;
        self.center[1] += f64::from(by.y) * self.units_per_point;
        *self = self.clamped();
    }

    /// Magnifies by `factor` around a point of the plane.
    pub fn zoom(&mut self, factor: f64, around: Point) {
        let before = self.units_per_point;
        self.units_per_point /= factor;
        *self = self.clamped();
        let kept = self.units_per_point / before;
        for (center, fixed) in self.center.iter_mut().zip(around) {
            *center = fixed + (*center - fixed) * kept;
        }
    }

    fn clamped(mut self) -> Self {
        let (low, high) = UNITS_PER_POINT;
        self.units_per_point = if self.units_per_point.is_finite() {
            self.units_per_point.clamp(low, high)
        } else {
            0.01
        };
        for center in &mut self.center {
            *center = if center.is_finite() {
                center.clamp(-1e6, 1e6)
            } else {
                0.0
            };
        }
        self
    }
}

/// An affine map between data units (y up) and screen points (y down), counted from the middle of the
/// view: far from the origin nothing else keeps the digits that differ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Projection {
    scale: [f64; 2],
    /// What stands in the middle, data units, and where that is on the screen.
    center: Point,
    middle: [f64; 2],
    /// The canvas on the screen.
    pub screen: Rect,
}

impl Projection {
    /// What `camera` shows on `screen`.
    pub fn through(camera: &Camera, screen: Rect) -> Self {
        let scale = 1.0 / camera.units_per_point;
        let middle = |low: f32, high: f32| 0.5 * (f64::from(low) + f64::from(high));
        Self {
            scale: [scale, -scale],
            center: camera.center,
            middle: [
                middle(screen.left(), screen.right()),
                middle(screen.top(), screen.bottom()),
            ],
            screen,
        }
    }

    /// What the same camera shows on another `screen`.
    pub fn moved_to(&self, screen: Rect) -> Self {
        let camera = Camera {
            center: self.center,
            units_per_point: 1.0 / self.scale[0],
        };
        Self::through(&camera, screen)
    }

    #[inline]
    pub fn screen_from_data(&self, [x, y]: Point) -> Pos2 {
        pos2(
            (self.scale[0] * (x - self.center[0]) + self.middle[0]) as f32,
            (self.scale[1] * (y - self.center[1]) + self.middle[1]) as f32,
        )
    }

    pub fn data_from_screen(&self, pos: Pos2) -> Point {
        [
            self.center[0] + (f64::from(pos.x) - self.middle[0]) / self.scale[0],
            self.center[1] + (f64::from(pos.y) - self.middle[1]) / self.scale[1],
        ]
    }

    /// Screen points a data unit.
    pub fn points_per_unit(&self) -> f64 {
        self.scale[0]
    }

    /// A data rectangle on the screen.
    pub fn rect(&self, bounds: &Bounds) -> Rect {
        Rect::from_two_pos(
            self.screen_from_data(bounds.min),
            self.screen_from_data(bounds.max),
        )
    }

    /// What the canvas shows, in data units.
    pub fn visible(&self) -> Bounds {
        Bounds {
            min: self.data_from_screen(self.screen.left_bottom()),
            max: self.data_from_screen(self.screen.right_top()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_a_million_units_away_stand_where_they_belong() {
        let screen = Rect::from_min_max(pos2(300.0, 40.0), pos2(900.0, 700.0));
        let at = [1e6, -1e6];
        let bounds = Bounds::square(at, 3e-5);
        let camera = Camera::fit(&bounds, screen);
        let projection = Projection::through(&camera, screen);
        assert!((projection.visible().width() / 6.72e-5 - 1.0).abs() < 1e-4);
        assert_eq!(projection.screen_from_data(at), screen.center());
        // One standard deviation of 1e-5, to what f64 holds there.
        let one = projection.screen_from_data([at[0] + 1e-5, at[1] + 1e-5]) - screen.center();
        let expected = 600.0 / 6.72;
        assert!(
            (one.x - expected).abs() < 2e-3 && (one.y + expected).abs() < 2e-3,
            "{one:?}"
        );
        let mut moved = camera;
        moved.pan(egui::vec2(100.0, 50.0));
        moved.pan(egui::vec2(-100.0, -50.0));
        let back = Projection::through(&moved, screen).screen_from_data(at);
        assert!((back - screen.center()).length() < 1e-2);
    }

    #[test]
    fn there_and_back_is_the_same_point() {
        let screen = Rect::from_min_max(pos2(300.0, 40.0), pos2(900.0, 700.0));
        let bounds = Bounds::new(-3.0, 5.0, -2.0, 2.0).unwrap();
        let projection = Projection::through(&Camera::fit(&bounds, screen), screen);
        let point = [1.25, -0.75];
        let back = projection.data_from_screen(projection.screen_from_data(point));
        assert!((back[0] - point[0]).abs() < 1e-4 && (back[1] - point[1]).abs() < 1e-4);
        assert!(
            projection.screen_from_data([0.0, 1.0]).y < projection.screen_from_data([0.0, 0.0]).y,
            "y goes up"
        );
    }

    #[test]
    fn zooming_keeps_the_point_under_the_pointer() {
        let screen = Rect::from_min_max(pos2(0.0, 0.0), pos2(500.0, 400.0));
        let mut camera = Camera {
            center: [1.0, 2.0],
            units_per_point: 0.02,
        };
        let around = [3.0, 1.0];
        let before = Projection::through(&camera, screen).screen_from_data(around);
        camera.zoom(1.7, around);
        let after = Projection::through(&camera, screen).screen_from_data(around);
        assert!((before - after).length() < 1e-2, "{before:?} {after:?}");
    }
}
