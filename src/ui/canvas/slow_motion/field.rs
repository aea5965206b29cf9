//! The field before and after a step.

use crate::plane::Point;
use crate::session::StepField;
use crate::ui::drawing::arrows;
use crate::ui::instruments::sheet::Sheet;
use egui::{Pos2, Vec2};

/// The largest change is drawn at least this long, in points, by one of these factors.
const SEEN: f32 = 12.0;
const FACTORS: [u32; 11] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000];
/// The widths of arrows before and after, at the ordinary size, in points.
const BEFORE: f32 = 1.2;
const AFTER: f32 = 1.3;
/// How much of the field before is seen.
pub const FAINT: f32 = 0.4;

/// Draws `step` where the field of `sheet` is; how many times as large its change is drawn, if there is one.
pub fn paint(sheet: &Sheet<'_>, step: &StepField) -> Option<u32> {
    let (field, compression) = sheet.field?;
    if field.arrows != step.arrows || field.sigma != step.sigma || step.after.is_empty() {
        return None;
    }
    let arm = |score: Point| {
        arrows::arm(field, sheet.projection, compression, score).unwrap_or(Vec2::ZERO)
    };
    let arms: Vec<[Vec2; 2]> = (step.before.iter().zip(&*step.after))
        .map(|(before, after)| [arm(*before), arm(*after)])
        .collect();
    let magnified = magnification(&arms);
    let ink = sheet.palette.arrow;
    for (index, [before, after]) in arms.into_iter().enumerate() {
        let (column, row) = (index % step.arrows.nx, index / step.arrows.nx);
        let middle: Pos2 = sheet
            .projection
            .screen_from_data(step.arrows.at(column, row));
        let tail = middle - 0.5 * before;
        let moved = before + magnified as f32 * (after - before);
        for (arm, width, part) in [(before, BEFORE, FAINT), (moved, AFTER, 1.0)] {
            let width = width * sheet.size();
            let shape = arrows::from_point(tail, arm, width, ink.gamma_multiply(part));
            sheet.painter.extend(shape);
        }
    }
    Some(magnified)
}

/// The least factor by which the largest change is long enough to be seen.
fn magnification(arms: &[[Vec2; 2]]) -> u32 {
    let changes = arms
        .iter()
        .map(|[before, after]| (*after - *before).length());
    let largest = changes.fold(0.0, f32::max);
    let seen = |factor: &&u32| **factor as f32 * largest >= SEEN;
    *FACTORS
        .iter()
        .find(seen)
        .unwrap_or(&FACTORS[FACTORS.len() - 1])
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::vec2;

    #[test]
    fn a_change_is_magnified_until_it_is_seen_and_no_further() {
        let arms = |by: f32| {
            [
                [vec2(10.0, 0.0), vec2(10.0, by)],
                [Vec2::ZERO, vec2(0.2 * by, 0.0)],
            ]
        };
        for (by, expected) in [
            (30.0, 1),
            (12.0, 1),
            (8.0, 2),
            (0.5, 50),
            (0.01, 2000),
            (0.0, 2000),
        ] {
            assert_eq!(magnification(&arms(by)), expected, "{by}");
        }
    }
}
