//! The pen of a lesson on the plane: points with their names, arrows, rings.

use crate::plane::Point;
use crate::session::FieldFrame;
use crate::ui::drawing::arrows;
use crate::ui::drawing::compression::Compression;
use crate::ui::drawing::projection::Projection;
use crate::ui::theme::Palette;
use egui::{Align2, Color32, FontId, Painter, Pos2, Shape, Stroke, Vec2, vec2};

/// Sizes at the ordinary size, in points.
const POINT: f32 = 5.5;
const HALO: f32 = 12.0;
const ARROW: f32 = 2.4;
const STRONG: f32 = 4.0;
/// An arrow without a scale of its own, and the least and most of one that is to be seen.
const LENGTH: f32 = 80.0;
const SHORTEST: f32 = 26.0;

/// What paints on the plane.
pub struct Sketch<'a> {
    /// Clipped to the plane.
    pub painter: &'a Painter,
    pub projection: &'a Projection,
    pub palette: &'static Palette,
    pub scale: f32,
}

impl Sketch<'_> {
    fn pos(&self, at: Point) -> Pos2 {
        self.projection.screen_from_data(at)
    }

    fn radius(&self, units: f64) -> f32 {
        (units * self.projection.points_per_unit()) as f32
    }

    /// A name beside a point, to the upper right.
    fn name(&self, pos: Pos2, text: &str, ink: Color32) {
        self.name_towards(pos, vec2(0.7, -0.7), text, ink);
    }

    /// A name beside a point in the direction `towards`, on a ground of its own.
    fn name_towards(&self, pos: Pos2, towards: Vec2, text: &str, ink: Color32) {
        let font = FontId::proportional(15.0 * self.scale);
        let galley = self.painter.layout_no_wrap(text.to_owned(), font, ink);
        let away = self.scale * 12.0 * vec2(1.0, 1.0) + 0.5 * galley.size();
        let middle = pos + towards.normalized() * away;
        let place = Align2::CENTER_CENTER.anchor_size(middle, galley.size());
        let ground = self.palette.canvas.gamma_multiply(0.78);
        self.painter.rect_filled(place.expand(2.0), 3.0, ground);
        self.painter.galley(place.min, galley, ink);
    }

    fn dot(&self, pos: Pos2, ink: Color32) {
        let (palette, scale) = (self.palette, self.scale);
        self.painter
            .circle_filled(pos, (POINT + 1.8) * scale, palette.canvas);
        self.painter.circle_filled(pos, POINT * scale, ink);
    }

    /// The noisy point, or the point that is looked at; its name stands away from where it comes `from`.
    pub fn point(&self, at: Point, from: Option<Point>, name: &str) {
        let pos = self.pos(at);
        let away = from.map_or(vec2(1.0, -1.0), |from| pos - self.pos(from));
        self.dot(pos, self.palette.strong);
        self.name_towards(pos, away, name, self.palette.strong);
    }

    /// The clean point; its name stands away from the noisy one.
    pub fn clean(&self, at: Point, noisy: Point, name: &str) {
        let pos = self.pos(at);
        self.dot(pos, self.palette.clean);
        self.name_towards(pos, pos - self.pos(noisy), name, self.palette.clean);
    }

    fn arrow(&self, from: Pos2, arm: Vec2, width: f32, ink: Color32) {
        // On a ground of its own, to be told from the arrows of the field.
        let ground = Stroke::new(width + 3.0 * self.scale, self.palette.canvas);
        self.painter.line_segment([from, from + 0.8 * arm], ground);
        if let Some(shape) = arrows::from_point(from, arm, width, ink) {
            self.painter.add(shape);
        }
    }

    /// The noise that was added, from the clean to the noisy point.
    pub fn noise(&self, from: Point, to: Point) {
        let (from, to) = (self.pos(from), self.pos(to));
        self.arrow(from, to - from, ARROW * self.scale, self.palette.difference);
        let way = to - from;
        let middle = from + 0.5 * way;
        self.name_towards(middle, way.rot90(), "σε", self.palette.difference);
    }

    pub fn strong_noise(&self, from: Point, to: Point) {
        let (from, to) = (self.pos(from), self.pos(to));
        self.arrow(from, to - from, STRONG * self.scale, self.palette.accent);
    }

    /// A ring of so many units.
    pub fn ring(&self, around: Point, units: f64, opacity: f32) {
        let ink = self.palette.accent.gamma_multiply(opacity);
        let stroke = Stroke::new(1.4 * self.scale, ink);
        self.painter
            .circle_stroke(self.pos(around), self.radius(units), stroke);
    }

    /// A disc of so many units: the noise level.
    pub fn disc(&self, around: Point, units: f64) {
        let (pos, radius) = (self.pos(around), self.radius(units));
        let accent = self.palette.accent;
        self.painter
            .circle_filled(pos, radius, accent.gamma_multiply(0.18));
        self.painter
            .circle_stroke(pos, radius, Stroke::new(2.0 * self.scale, accent));
        let end = pos + vec2(radius, 0.0);
        self.painter
            .line_segment([pos, end], Stroke::new(1.6 * self.scale, accent));
        self.name(pos + vec2(0.5 * radius, 0.0), "σ", accent);
    }

    /// A ring around a point.
    pub fn halo(&self, at: Point) {
        let stroke = Stroke::new(2.4 * self.scale, self.palette.accent);
        self.painter
            .circle_stroke(self.pos(at), HALO * self.scale, stroke);
    }

    /// The arrow of a score at `x`, as long as among those of `field`.
    pub fn score(&self, x: Point, score: Point, field: Option<(&FieldFrame, Compression)>) {
        let pos = self.pos(x);
        let towards = vec2(score[0] as f32, -score[1] as f32);
        let usual = towards.normalized() * LENGTH * self.scale;
        let arm = field.and_then(|(field, compression)| {
            arrows::arm(field, self.projection, compression, score)
        });
        let mut arm = arm.unwrap_or(usual);
        if arm.length() < SHORTEST * self.scale {
            arm = towards.normalized() * SHORTEST * self.scale;
        }
        self.arrow(pos, arm, STRONG * self.scale, self.palette.accent);
    }

    /// The density, said where it is high.
    pub fn density(&self, at: Point) {
        let pos = self.pos(at);
        self.halo(at);
        self.name(pos, "p(x)", self.palette.accent);
    }

    /// What somebody answered: a ring with a cross, and a dashed way to it where a direction is meant.
    pub fn answer(&self, from: Option<Point>, at: Point) {
        let pos = self.pos(at);
        let ink = self.palette.strong;
        let stroke = Stroke::new(1.8 * self.scale, ink);
        if let Some(from) = from {
            let way = [self.pos(from), pos];
            let dashes = Shape::dashed_line(&way, stroke, 6.0 * self.scale, 4.0 * self.scale);
            self.painter.extend(dashes);
        }
        let reach = 7.0 * self.scale;
        self.painter
            .circle(pos, reach, self.palette.canvas.gamma_multiply(0.7), stroke);
        for arm in [vec2(reach, 0.0), vec2(0.0, reach)] {
            self.painter.line_segment([pos - arm, pos + arm], stroke);
        }
        self.name_towards(pos, vec2(0.7, 0.7), "yours", ink);
    }

    /// What was measured: a dot with its error around it, and the way to it.
    pub fn measured(&self, from: Option<Point>, at: Point, se: f64) {
        let pos = self.pos(at);
        let ink = self.palette.clean;
        if let Some(from) = from {
            let from = self.pos(from);
            self.arrow(from, pos - from, STRONG * self.scale, ink);
            return;
        }
        self.dot(pos, ink);
        let radius = self.radius(2.0 * se);
        if radius > POINT * self.scale {
            self.painter
                .circle_stroke(pos, radius, Stroke::new(1.2 * self.scale, ink));
        }
        self.name(pos, "measured", ink);
    }
}
