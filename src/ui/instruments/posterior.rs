//! The clean points that could have made a noisy one, their average, and the score that follows from it.

use super::draws::Draws;
use super::sheet::Sheet;
use crate::measure::Reading;
use crate::mixture::{CleanPart, GaussianMixture};
use crate::plane::Point;
use crate::ui::drawing::arrows;
use egui::text::LayoutJob;
use egui::{Align2, Color32, FontId, Pos2, Rect, Shape, Stroke, TextStyle, Ui, Vec2, vec2};
use std::f64::consts::TAU;

/// Components less likely than this made the point so seldom that nothing of them is drawn.
const LEAST: f64 = 2e-3;
/// More components than these are drawn by their likeliest.
const MOST: usize = 60;
/// Up to so many components have their shares written beside them.
const NAMED: usize = 12;
/// Lines in all, shared evenly among the components that are drawn, and at most of one.
const LINES: usize = 112;
const LINES_OF_ONE: usize = 16;
/// The width of the likeliest line, of the average's arrow and of the score's, at the ordinary size, in points.
const LINE: f32 = 1.6;
const AVERAGE: f32 = 3.6;
const SCORE: f32 = 2.2;
/// From the way to the average to the score beside it.
const BESIDE: f32 = 9.0;
/// From the farthest mark of a component to its share, in sizes of a letter.
const BEYOND: f32 = 2.0;
/// The part of an arrow that is shaft for certain.
const SHAFT: f32 = 0.6;
/// So many of the newest draws have lines.
const NEWEST: usize = 24;
/// Closer than this, in points, two marks are one.
const APART: f32 = 7.0;

/// Draws what of `target` could have made the point of `reading`, as thick as it is likely or one by one as in
/// `draws`, and what follows from it.
pub fn paint(
    ui: &Ui,
    sheet: &Sheet<'_>,
    target: &GaussianMixture,
    reading: &Reading,
    draws: Option<&Draws>,
) {
    let parts = likeliest(&reading.clean);
    let x = sheet.projection.screen_from_data(reading.at);
    if reading.noising.std > 0.0 {
        match draws {
            Some(draws) => paint_draws(sheet, x, draws),
            None => paint_lines(sheet, x, &parts),
        }
        paint_shares(ui, sheet, target, x, &parts);
    }
    paint_average(sheet, reading);
    if let Some(draws) = draws {
        paint_mean(sheet, draws);
    }
    paint_belief(ui, sheet, reading);
    paint_score(ui, sheet, reading);
}

/// Draws the way from the point to the average of what could have made it.
pub fn paint_average(sheet: &Sheet<'_>, reading: &Reading) {
    let (painter, palette) = (sheet.painter, sheet.palette);
    let [x, average] =
        [reading.at, reading.denoised].map(|at| sheet.projection.screen_from_data(at));
    let width = AVERAGE * sheet.size();
    paint_arrow(sheet, x, average - x, width, palette.clean);
    let edge = Stroke::new(1.4 * sheet.scale, palette.hand);
    painter.circle(average, 1.15 * width, palette.clean, edge);
}

/// The components that matter, the likeliest first.
fn likeliest(parts: &[CleanPart]) -> Vec<(usize, CleanPart)> {
    let mut found: Vec<(usize, CleanPart)> = parts
        .iter()
        .copied()
        .enumerate()
        .filter(|(_, part)| part.share >= LEAST)
        .collect();
    found.sort_by(|a, b| b.1.share.total_cmp(&a.1.share));
    found.truncate(MOST);
    found
}

/// Lines to single clean points: of every component the same, so that they stay in place while noise and point
/// change.
fn paint_lines(sheet: &Sheet<'_>, x: Pos2, parts: &[(usize, CleanPart)]) {
    let (painter, ink) = (sheet.painter, sheet.palette.clean);
    let each = (LINES / parts.len().max(1)).clamp(1, LINES_OF_ONE);
    let top = parts.first().map_or(1.0, |(_, part)| part.share);
    let size = sheet.size();
    for (index, part) in parts {
        let likely = (part.share / top) as f32;
        let line = Stroke::new(
            (0.35 + (LINE - 0.35) * likely) * size,
            ink.gamma_multiply(0.1 + 0.38 * likely),
        );
        let dot = ink.gamma_multiply(0.12 + 0.75 * likely);
        for draw in 0..each {
            let z = if each == 1 {
                [0.0, 0.0]
            } else {
                spread(*index, draw, each)
            };
            let end = sheet.projection.screen_from_data(part.place(z));
            painter.line_segment([x, end], line);
            painter.circle_filled(end, (1.2 + 1.1 * likely) * size, dot);
        }
    }
}

/// Lines to the clean points that were drawn; the newest stand out, and of many only dots are left.
fn paint_draws(sheet: &Sheet<'_>, x: Pos2, draws: &Draws) {
    let (painter, ink, size) = (sheet.painter, sheet.palette.clean, sheet.size());
    let count = draws.points().len();
    for (age, point) in draws.points().iter().rev().enumerate() {
        let end = sheet.projection.screen_from_data(*point);
        if age < NEWEST {
            let fresh = 1.0 - age as f32 / NEWEST as f32;
            let width = (0.5 + LINE * fresh.powi(3)) * size;
            let line = Stroke::new(width, ink.gamma_multiply(0.12 + 0.6 * fresh.powi(3)));
            painter.line_segment([x, end], line);
        }
        let faint = (60.0 / count as f32).sqrt().clamp(0.3, 0.8);
        painter.circle_filled(end, 1.7 * size, ink.gamma_multiply(faint));
    }
}

/// Where the mean of the draws is, in a circle of two standard errors.
fn paint_mean(sheet: &Sheet<'_>, draws: &Draws) {
    let Some(mean) = draws.mean() else { return };
    let (painter, palette, size) = (sheet.painter, sheet.palette, sheet.size());
    let mean = sheet.projection.screen_from_data(mean);
    if let Some(se) = draws.standard_error() {
        let radius = (2.0 * se * sheet.projection.points_per_unit()) as f32;
        let edge = Stroke::new(1.3 * size, palette.strong);
        painter.circle_stroke(mean, radius.min(1e4), edge);
    }
    let arm = 5.0 * size;
    let cross = Stroke::new(2.0 * size, palette.strong);
    painter.line_segment([mean - vec2(arm, 0.0), mean + vec2(arm, 0.0)], cross);
    painter.line_segment([mean - vec2(0.0, arm), mean + vec2(0.0, arm)], cross);
}

/// Number `draw` of `of` points that lie as standard normal ones do, evenly: Box and Muller's map of a spiral by
/// the golden angle, turned by another angle for each component.
fn spread(component: usize, draw: usize, of: usize) -> Point {
    const GOLDEN: f64 = 0.618_033_988_749_894_8;
    let radius = (-2.0 * ((draw as f64 + 0.5) / of as f64).ln()).sqrt();
    let turn = TAU * ((draw as f64 * GOLDEN + component as f64 * 0.377).fract());
    [radius * turn.cos(), radius * turn.sin()]
}

/// The share of each component, beyond where its clean points are on average.
fn paint_shares(
    ui: &Ui,
    sheet: &Sheet<'_>,
    target: &GaussianMixture,
    x: Pos2,
    parts: &[(usize, CleanPart)],
) {
    if parts.len() > NAMED || parts.len() < 2 {
        return;
    }
    let font = TextStyle::Small.resolve(ui.style());
    let mut taken: Vec<Rect> = Vec::new();
    for (index, part) in parts.iter().filter(|(_, part)| part.share >= 0.005) {
        let end = sheet.projection.screen_from_data(part.mean);
        let way = end - x;
        let way = if way.length() > 1.0 {
            way.normalized()
        } else {
            vec2(0.0, -1.0)
        };
        let text = percent(part.share);
        let strong = part.share >= 0.1;
        let ink = if strong {
            sheet.palette.strong
        } else {
            sheet.palette.text
        };
        let size = FontId::proportional(font.size * if strong { 1.15 } else { 1.0 });
        // Beyond the handle of the Gaussian, too.
        let mean = sheet
            .projection
            .screen_from_data(target.components()[*index].mean);
        let farthest = (end - x).dot(way).max((mean - x).dot(way));
        let off = way * (farthest - (end - x).dot(way) + BEYOND * font.size);
        let middle = end + off;
        if let Some(place) = write(sheet, middle, &text, size, ink, &taken) {
            taken.push(place);
        }
    }
}

/// Where the network believes the clean point to be, where that is not the average.
fn paint_belief(ui: &Ui, sheet: &Sheet<'_>, reading: &Reading) {
    let Some(believed) = reading
        .learned_denoised()
        .filter(|_| reading.noising.std > 0.0)
    else {
        return;
    };
    let (painter, palette, scale) = (sheet.painter, sheet.palette, sheet.scale);
    let project = |at| sheet.projection.screen_from_data(at);
    let [x, average, believed] = [reading.at, reading.denoised, believed].map(project);
    if !sheet.projection.screen.expand(1e4).contains(believed) {
        return;
    }
    let apart = believed.distance(average) > APART * scale;
    let line = Stroke::new(1.6 * scale, palette.accent);
    if apart {
        painter.extend(Shape::dashed_line(
            &[x, believed],
            line,
            6.0 * scale,
            4.0 * scale,
        ));
    }
    // A ring, so that the average is seen inside where the network is right.
    painter.circle_stroke(
        believed,
        7.0 * scale,
        Stroke::new(2.0 * scale, palette.accent),
    );
    if apart {
        let font = TextStyle::Small.resolve(ui.style());
        let way = (believed - average).normalized();
        let middle = believed + way * (1.8 * font.size) + vec2(way.x * 20.0 * scale, 0.0);
        write(sheet, middle, "network", font, palette.accent, &[]);
    }
}

/// The score, as long as among the arrows of the field, beside the way that it comes from.
fn paint_score(ui: &Ui, sheet: &Sheet<'_>, reading: &Reading) {
    let Some((field, compression)) = sheet.field else {
        return;
    };
    let x = sheet.projection.screen_from_data(reading.at);
    let Some(arm) = arrows::arm(field, sheet.projection, compression, reading.score) else {
        return;
    };
    let (along, ink) = (arm.normalized(), sheet.palette.arrow);
    let tail = x + BESIDE * sheet.size() * along.rot90();
    paint_arrow(sheet, tail, arm, SCORE * sheet.size(), ink);
    let font = TextStyle::Body.resolve(ui.style());
    let middle = tail + 0.45 * arm + 0.95 * font.size * along.rot90();
    write(sheet, middle, "s", font, sheet.palette.strong, &[]);
}

/// An arrow whose shaft has the colour of the canvas around it: on lines of its own colour it is seen, too.
fn paint_arrow(sheet: &Sheet<'_>, tail: Pos2, arm: Vec2, width: f32, ink: Color32) {
    let Some(arrow) = arrows::from_point(tail, arm, width, ink) else {
        return;
    };
    let around = sheet.palette.canvas.gamma_multiply(0.85);
    let halo = Stroke::new(width + 2.6 * sheet.scale, around);
    sheet.painter.line_segment([tail, tail + SHAFT * arm], halo);
    sheet.painter.add(arrow);
}

/// Writes `text` around `middle` on a quiet ground, unless something is written there; where.
fn write(
    sheet: &Sheet<'_>,
    middle: Pos2,
    text: &str,
    font: FontId,
    ink: Color32,
    taken: &[Rect],
) -> Option<Rect> {
    let job = LayoutJob::simple_singleline(text.to_owned(), font, ink);
    let galley = sheet.painter.layout_job(job);
    let place = Align2::CENTER_CENTER.anchor_size(middle, galley.size());
    let ground = place.expand2(Vec2::new(3.0, 1.0));
    if taken.iter().any(|other| other.intersects(ground)) {
        return None;
    }
    let quiet = sheet.palette.canvas.gamma_multiply(0.72);
    sheet.painter.rect_filled(ground, 3.0, quiet);
    sheet.painter.galley(place.min, galley, ink);
    Some(ground)
}

/// A share in whole percent; small ones with a decimal.
fn percent(share: f64) -> String {
    let percent = 100.0 * share;
    if percent < 9.95 {
        format!("{percent:.1} %")
    } else {
        format!("{percent:.0} %")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::Component;

    #[test]
    fn lines_end_where_a_standard_normal_would_be() {
        for component in [0, 5] {
            let draws = (0..16).map(|draw| spread(component, draw, 16));
            let (mut mean, mut square) = ([0.0; 2], 0.0);
            for [a, b] in draws {
                mean[0] += a / 16.0;
                mean[1] += b / 16.0;
                square += (a * a + b * b) / 16.0;
            }
            assert!(mean[0].hypot(mean[1]) < 0.35, "{mean:?}");
            assert!((square - 2.0).abs() < 0.25, "{square}");
        }
        assert_eq!(
            (percent(0.0213), percent(0.62)),
            ("2.1 %".into(), "62 %".into())
        );
    }

    #[test]
    fn of_many_components_the_likeliest_are_drawn() {
        let components = (0..1000).map(|i| Component::round([f64::from(i) * 0.01, 0.0], 0.05, 1.0));
        let mixture = GaussianMixture::new(components.collect()).unwrap();
        let parts = mixture.clean_posterior([5.0, 0.2], 0.3);
        let drawn = likeliest(&parts);
        assert!(drawn.len() <= MOST && !drawn.is_empty());
        assert!(
            drawn
                .windows(2)
                .all(|pair| pair[0].1.share >= pair[1].1.share)
        );
        assert!((drawn[0].0 as f64 - 500.0).abs() < 2.0, "{}", drawn[0].0);
    }
}
