//! The draws of a step on the canvas, stage by stage. Scores are drawn sigma^2 long: then what is asked by denoising
//! ends at the sample, and an answer at the network's D(x).

use super::stage::StepStage;
use crate::plane::Point;
use crate::score::{Demand, DrawAccount, Objective, StepAccount};
use crate::ui::drawing::arrows;
use crate::ui::instruments::sheet::Sheet;
use egui::{Color32, Pos2, Stroke, Vec2, vec2};

/// The widths of arrows, of the draw that is looked at and of the others, at the ordinary size, in points.
const LIT: f32 = 3.0;
const DIM: f32 = 1.5;
/// How much of the others is seen.
const FAINT: f32 = 0.5;
/// Where all noise is zero, the longest arrow, in points.
const LONGEST: f32 = 64.0;
/// Half of the line along a random direction, and the radius around which something flows, in points.
const ALONG: f32 = 22.0;
const AROUND: f32 = 8.0;
/// An in- or outflow of one is drawn so long, and never longer than the second, in points.
const FLOW: (f32, f32) = (7.0, 16.0);
/// Around its point the disc of a loss of one is so wide, and the largest, in points.
const DISC: (f32, f32) = (9.0, 30.0);

/// The draws of one step on one sheet.
pub struct Marks<'a> {
    pub sheet: &'a Sheet<'a>,
    pub account: &'a StepAccount,
    /// The draw that is looked at, counted from 0.
    pub lit: usize,
    /// How far the noise has grown, from 0 to 1.
    pub grown: f32,
}

impl Marks<'_> {
    /// Draws them as they are at `stage`, the one that is looked at last.
    pub fn paint(&self, stage: StepStage) {
        let reach = self.reach();
        let draws = self.account.draws.iter().enumerate();
        let (lit, others): (Vec<_>, Vec<_>) = draws.partition(|(index, _)| *index == self.lit);
        for (draws, is_lit) in [(others, false), (lit, true)] {
            for (_, draw) in draws {
                let factor = reach.unwrap_or(draw.sigma * draw.sigma);
                self.paint_draw(draw, stage, factor, is_lit);
            }
        }
    }

    /// Where the mark of `draw` is at `stage`.
    pub fn place(&self, draw: &DrawAccount, stage: StepStage) -> Pos2 {
        match stage {
            StepStage::Clean => self.at(draw.x0),
            StepStage::Noisy | StepStage::Asked | StepStage::Missed | StepStage::Taken => {
                self.at(draw.x_noisy)
            }
        }
    }

    /// The draw that is in view and has moved by about so many points.
    pub fn clearest(&self, moved: f32) -> usize {
        let screen = self.sheet.free.shrink(20.0);
        let far = self.account.draws.iter().map(|draw| {
            let [clean, noisy] = [draw.x0, draw.x_noisy].map(|point| self.at(point));
            let seen = screen.contains(clean) && screen.contains(noisy);
            (clean.distance(noisy) - moved).abs() + if seen { 0.0 } else { 1e6 }
        });
        let nearest = far.enumerate().min_by(|a, b| a.1.total_cmp(&b.1));
        nearest.map_or(0, |(index, _)| index)
    }

    /// The common factor of all arrows where no noise gives each its own.
    fn reach(&self) -> Option<f64> {
        let draws = &self.account.draws;
        if draws.iter().any(|draw| draw.sigma > 0.0) {
            return None;
        }
        let length = |v: Point| v[0].hypot(v[1]);
        let longest = draws
            .iter()
            .flat_map(|draw| [Some(draw.answer), draw.demand.score()])
            .flatten()
            .map(length)
            .fold(0.0, f64::max);
        let points = f64::from(LONGEST) / self.sheet.projection.points_per_unit();
        Some(if longest > 0.0 { points / longest } else { 0.0 })
    }

    fn at(&self, point: Point) -> Pos2 {
        self.sheet.projection.screen_from_data(point)
    }

    fn arm(&self, score: Point, factor: f64) -> Vec2 {
        let unit = factor * self.sheet.projection.points_per_unit();
        vec2((unit * score[0]) as f32, (-unit * score[1]) as f32)
    }

    fn paint_draw(&self, draw: &DrawAccount, stage: StepStage, factor: f64, lit: bool) {
        let palette = self.sheet.palette;
        let (clean, noisy) = (self.at(draw.x0), self.at(draw.x_noisy));
        if !self.sheet.projection.screen.expand(1e4).contains(noisy) {
            return;
        }
        let shade = if lit { 1.0 } else { FAINT };
        match stage {
            StepStage::Clean => self.dot(clean, palette.clean, lit, shade),
            StepStage::Noisy => {
                let x = clean + self.grown * (noisy - clean);
                self.arrow(clean, x - clean, palette.weak, lit);
                self.dot(clean, palette.clean, lit, shade);
                self.dot(x, palette.strong, lit, shade);
            }
            StepStage::Asked => {
                self.ask(draw, noisy, factor, lit);
                self.dot(noisy, palette.strong, lit, shade);
            }
            StepStage::Missed => {
                self.miss(draw, noisy, factor, lit);
                self.dot(noisy, palette.strong, lit, shade);
            }
            StepStage::Taken if lit => {
                self.arrow(noisy, self.arm(draw.answer, factor), palette.weak, false);
                if let Some(after) = draw.answer_after {
                    self.arrow(noisy, self.arm(after, factor), palette.accent, true);
                }
                self.dot(noisy, palette.strong, lit, shade);
            }
            StepStage::Taken => self.dot(noisy, palette.strong, lit, 0.5 * shade),
        }
    }

    /// What is asked and what is answered at x.
    fn ask(&self, draw: &DrawAccount, x: Pos2, factor: f64, lit: bool) {
        let palette = self.sheet.palette;
        match &draw.demand {
            Demand::Score(score) => {
                let ink = self.asked_ink();
                self.arrow(x, self.arm(*score, factor), ink, lit);
            }
            Demand::Average { score, heaviest } => {
                let top = heaviest.first().map_or(1.0, |(_, share)| *share);
                for (sample, share) in heaviest {
                    let likely = (share / top) as f32;
                    let width = (0.4 + 1.2 * likely) * self.sheet.size();
                    let part = (0.15 + 0.55 * likely) * if lit { 1.0 } else { 0.4 };
                    let ink = palette.clean.gamma_multiply(part);
                    let sample = self.at(*sample);
                    let painter = self.sheet.painter;
                    painter.line_segment([x, sample], Stroke::new(width, ink));
                    painter.circle_filled(sample, 1.2 + width, ink);
                }
                self.arrow(x, self.arm(*score, factor), palette.clean, lit);
            }
            Demand::Divergence(divergence) => {
                let corners = [
                    vec2(1.0, 0.0),
                    vec2(0.0, 1.0),
                    vec2(-1.0, 0.0),
                    vec2(0.0, -1.0),
                ];
                self.flow(x, &corners, AROUND, factor * divergence, lit);
            }
            Demand::Slope { v, slope } => {
                let along = vec2(v[0] as f32, -v[1] as f32).normalized();
                let size = self.sheet.size();
                let half = ALONG * size * along;
                let line = Stroke::new(size, palette.strong.gamma_multiply(shade(lit)));
                self.sheet.painter.line_segment([x - half, x + half], line);
                self.flow(x, &[along, -along], ALONG, factor * slope, lit);
            }
        }
        let answer = self.answer(draw);
        self.arrow(x, self.arm(answer, factor), palette.accent, lit);
    }

    /// How far the answer is off.
    fn miss(&self, draw: &DrawAccount, x: Pos2, factor: f64, lit: bool) {
        let palette = self.sheet.palette;
        let Some(score) = draw.demand.score() else {
            return self.disc(x, draw.loss, lit);
        };
        let [asked, answered] = [score, draw.answer].map(|s| self.arm(s, factor));
        let thin = Stroke::new(
            self.sheet.size(),
            palette.weak.gamma_multiply(0.6 * shade(lit)),
        );
        for arm in [asked, answered] {
            self.sheet.painter.line_segment([x, x + arm], thin);
        }
        // From what is asked to the answer.
        self.arrow(x + asked, answered - asked, palette.difference, lit);
    }

    /// The part of the answer that enters the loss.
    fn answer(&self, draw: &DrawAccount) -> Point {
        match (self.account.objective, &draw.demand) {
            (Objective::Sliced, Demand::Slope { v, .. }) => {
                // v of two signs has the squared length 2.
                let along = 0.5 * (v[0] * draw.answer[0] + v[1] * draw.answer[1]);
                v.map(|v| along * v)
            }
            _ => draw.answer,
        }
    }

    fn asked_ink(&self) -> Color32 {
        if self.account.objective == Objective::Explicit {
            self.sheet.palette.truth
        } else {
            self.sheet.palette.clean
        }
    }

    fn arrow(&self, tail: Pos2, arm: Vec2, ink: Color32, lit: bool) {
        let width = if lit { LIT } else { DIM } * self.sheet.size();
        let ink = ink.gamma_multiply(shade(lit));
        if let Some(arrow) = arrows::from_point(tail, arm, width, ink) {
            self.sheet.painter.add(arrow);
        }
    }

    fn dot(&self, at: Pos2, ink: Color32, lit: bool, shade: f32) {
        let (painter, palette, size) = (self.sheet.painter, self.sheet.palette, self.sheet.size());
        let radius = if lit { 5.0 } else { 3.4 } * size;
        // A ground of its own, so that it stands out from every density.
        painter.circle_filled(at, radius + size, palette.canvas.gamma_multiply(shade));
        painter.circle_filled(at, radius, ink.gamma_multiply(0.4 + 0.6 * shade));
        if lit {
            let ring = Stroke::new(1.6 * size, palette.accent);
            painter.circle_stroke(at, radius + 3.5 * size, ring);
        }
    }

    /// Small arrows towards x where `amount` is below zero, else away from it.
    fn flow(&self, x: Pos2, ways: &[Vec2], from: f32, amount: f64, lit: bool) {
        let size = self.sheet.size();
        let length = (FLOW.0 * amount.abs() as f32).clamp(3.0, FLOW.1) * size;
        for way in ways {
            let near = x + from * size * *way;
            let far = near + length * *way;
            let (tail, tip) = if amount < 0.0 {
                (far, near)
            } else {
                (near, far)
            };
            let width = if lit { 2.0 } else { 1.2 } * size;
            let ink = self.sheet.palette.accent.gamma_multiply(shade(lit));
            if let Some(arrow) = arrows::from_point(tail, tip - tail, width, ink) {
                self.sheet.painter.add(arrow);
            }
        }
    }

    /// A disc as large as a loss; hollow where that is below zero.
    fn disc(&self, x: Pos2, loss: f64, lit: bool) {
        let size = self.sheet.size();
        let point = if lit { 8.0 } else { 4.0 };
        let radius = (point + (DISC.0 * (loss.abs() as f32).sqrt()).min(DISC.1)) * size;
        let ink = self.sheet.palette.difference.gamma_multiply(shade(lit));
        let painter = self.sheet.painter;
        if loss > 0.0 {
            painter.circle_filled(x, radius, ink.gamma_multiply(0.7));
        }
        painter.circle_stroke(
            x,
            radius,
            Stroke::new(if lit { 2.2 } else { 1.4 } * size, ink),
        );
    }
}

fn shade(lit: bool) -> f32 {
    if lit { 1.0 } else { FAINT }
}
