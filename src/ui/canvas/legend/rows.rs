//! How the legend's groups share its strip: where one row is too narrow, the strip grows by another.

use super::pieces::BAR_HEIGHT;
use crate::ui::theme;
use egui::{Rect, TextStyle, Ui};

/// Of a low canvas the legend takes at most this part.
const SHARE: f32 = 0.3;

/// The height of one row.
pub fn row_height(ui: &Ui) -> f32 {
    let letter = TextStyle::Small.resolve(ui.style()).size;
    (letter + (BAR_HEIGHT + 12.0) * theme::scale(ui)).round()
}

/// The height of a strip of so many rows in a canvas of `height`.
pub fn height(ui: &Ui, rows: usize, height: f32) -> f32 {
    let row = row_height(ui);
    let most = (SHARE * height / row).floor();
    row * (rows as f32).min(most).max(1.0)
}

/// The row of each group of such a width where a row has this much `room`.
pub fn rows(widths: impl Iterator<Item = f32>, room: f32, gap: f32) -> Vec<usize> {
    let (mut row, mut taken) = (0, 0.0);
    let place = |width: f32| {
        if taken > 0.0 && taken + width > room {
            (row, taken) = (row + 1, 0.0);
        }
        taken += width + gap;
        row
    };
    widths.map(place).collect()
}

/// Where the rows are, each of this height, as many as `needed` and as have room on `strip`.
pub fn places(strip: Rect, needed: usize, height: f32) -> Vec<Rect> {
    let room = (strip.height() / height).round().max(1.0) as usize;
    let shown = needed.min(room);
    let spread = strip.height() / shown as f32;
    (0..shown)
        .map(|row| {
            let middle = strip.top() + (row as f32 + 0.5) * spread;
            let y = egui::Rangef::new(middle - 0.5 * height, middle + 0.5 * height);
            Rect::from_x_y_ranges(strip.x_range(), y)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{pos2, vec2};

    #[test]
    fn rows_share_the_strip_so_that_none_is_empty() {
        let strip = Rect::from_min_size(pos2(5.0, 100.0), vec2(300.0, 60.0));
        let middles = |needed| -> Vec<f32> {
            let places = places(strip, needed, 20.0);
            assert!(places.iter().all(|place| place.height() == 20.0));
            places.iter().map(|place| place.center().y).collect()
        };
        assert_eq!(middles(1), [130.0]);
        assert_eq!(middles(2), [115.0, 145.0]);
        assert_eq!(middles(3), [110.0, 130.0, 150.0]);
        assert_eq!(middles(4).len(), 3, "the last has no room");
    }

    #[test]
    fn groups_that_do_not_fit_go_to_the_next_row() {
        let widths = [60.0, 20.0, 30.0, 90.0];
        let of = |room| rows(widths.into_iter(), room, 10.0);
        assert_eq!(of(300.0), [0, 0, 0, 0]);
        assert_eq!(of(130.0), [0, 0, 0, 1]);
        assert_eq!(of(90.0), [0, 0, 1, 2]);
        assert_eq!(of(10.0), [0, 1, 2, 3]);
    }
}
