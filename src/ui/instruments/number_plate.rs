//! The numbers of a point on a plate beside it, with both scores as a dial.

use super::readings::Probed;
use super::sheet::Sheet;
use super::{dial, numbers};
use crate::mixture::GaussianMixture;
use crate::ui::drawing::plate;
use crate::ui::theme;
use egui::{Galley, Id, Pos2, Rect, Role, Sense, TextStyle, Ui, Vec2, WidgetInfo, vec2};
use std::sync::Arc;

/// From the point to the plate, and inside it, at the ordinary size, in points.
const OFF: f32 = 18.0;
const PADDING: Vec2 = vec2(10.0, 7.0);
/// Between names and numbers, and between numbers and the dial.
const GAP: f32 = 10.0;
/// Of more Gaussians it is not looked at which are covered.
const MOST: usize = 25;
/// The radius of the dial.
const DIAL: f32 = 27.0;

/// Shows the numbers of `probed` beside `anchor`, where it covers the fewest Gaussians of `target`.
pub fn show(ui: &Ui, sheet: &Sheet<'_>, anchor: Pos2, probed: &Probed, target: &GaussianMixture) {
    let (painter, palette, scale) = (ui.painter(), sheet.palette, sheet.scale);
    let step = sheet.projection.points_per_unit().recip();
    let numbers = numbers::of(probed, step);
    let font = TextStyle::Small.resolve(ui.style());
    let lines: Vec<[Arc<Galley>; 2]> = numbers
        .iter()
        .map(|number| {
            [
                painter.layout_no_wrap(number.name.to_owned(), font.clone(), palette.weak),
                painter.layout_no_wrap(number.value.clone(), font.clone(), palette.strong),
            ]
        })
        .collect();
    let widest = |column: usize| {
        let widths = lines.iter().map(|line| line[column].size().x);
        widths.fold(0.0, f32::max)
    };
    let (gap, row, radius) = (GAP * scale, 1.3 * font.size, DIAL * scale);
    let [names, values] = [widest(0), widest(1)];
    let padding = PADDING * scale;
    let size = vec2(
        names + gap + values + gap + 2.0 * radius,
        (row * lines.len() as f32).max(2.0 * radius),
    ) + 2.0 * padding;
    let means = target.components().iter().take(MOST);
    let means: Vec<Pos2> = means
        .map(|component| sheet.projection.screen_from_data(component.mean))
        .collect();
    let screen = sheet.free.shrink(6.0);
    let place = beside(anchor, size, OFF * scale, screen, &means);
    let painter = painter.with_clip_rect(sheet.projection.screen);
    painter.add(theme::plate(place, palette, palette.line));
    let mut corner = place.min + padding;
    let dial = vec2(names + gap + values + gap + radius, radius + 0.3 * row);
    dial::paint(
        &painter,
        (corner + dial, radius),
        &probed.reading,
        palette,
        scale,
    );
    for [name, value] in lines {
        painter.galley(corner, name, palette.weak);
        painter.galley(corner + vec2(names + gap, 0.0), value, palette.strong);
        corner.y += row;
    }
    // Painted text is silent: a label of the same place speaks.
    let spoken = ui.interact(
        place,
        Id::unique("the numbers of a point"),
        Sense::focusable_noninteractive(),
    );
    spoken.widget_info(|| WidgetInfo::labeled(Role::Label, true, numbers::table(&numbers)));
}

/// On that side of `anchor` where there is room on the screen and the fewest of `others` are covered, of equal ones to
/// the right of it and below.
pub fn beside(anchor: Pos2, size: Vec2, off: f32, screen: Rect, others: &[Pos2]) -> Rect {
    let corners = [
        anchor + vec2(off, off),
        anchor + vec2(-off - size.x, off),
        anchor + vec2(off, -off - size.y),
        anchor + vec2(-off - size.x, -off - size.y),
    ];
    let places = corners.map(|corner| Rect::from_min_size(corner, size));
    let covered = |place: &Rect| {
        others
            .iter()
            .filter(|other| place.contains(**other))
            .count()
    };
    let free = places
        .into_iter()
        .filter(|place| screen.contains_rect(*place));
    free.min_by_key(covered)
        .unwrap_or_else(|| plate::inside(places[0], screen))
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    #[test]
    fn the_plate_leaves_the_point_free_and_stays_on_the_screen() {
        let screen = Rect::from_min_max(pos2(0.0, 0.0), pos2(600.0, 400.0));
        let size = vec2(200.0, 150.0);
        for x in [5.0, 150.0, 300.0, 450.0, 595.0] {
            for y in [5.0, 100.0, 200.0, 300.0, 395.0] {
                let place = beside(pos2(x, y), size, 18.0, screen, &[]);
                assert!(screen.contains_rect(place), "{x} {y} {place:?}");
                assert!(!place.contains(pos2(x, y)), "{x} {y} {place:?}");
            }
        }
        let tiny = Rect::from_min_max(pos2(0.0, 0.0), pos2(50.0, 20.0));
        assert_eq!(beside(pos2(9.0, 9.0), size, 18.0, tiny, &[]).min, tiny.min);
        // Where it would cover something, another side is chosen.
        let at = pos2(300.0, 200.0);
        let others = [pos2(330.0, 240.0), pos2(270.0, 240.0)];
        let place = beside(at, size, 18.0, screen, &others);
        assert!(place.bottom() < at.y && place.left() > at.x, "{place:?}");
    }
}
