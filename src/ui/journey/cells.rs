//! Where the lanes stand on the stage.

use egui::{Rect, vec2};

/// Blank space between two panels, in points.
const GAP: f32 = 6.0;

/// Up to four rectangles side by side or two by two.
pub fn cells(whole: Rect, count: usize) -> Vec<Rect> {
    let columns = if count > 1 { 2 } else { 1 };
    let rows = count.div_ceil(columns).max(1);
    let size = vec2(
        (whole.width() - GAP * (columns - 1) as f32) / columns as f32,
        (whole.height() - GAP * (rows - 1) as f32) / rows as f32,
    );
    (0..count)
        .map(|index| {
            let place = vec2((index % columns) as f32, (index / columns) as f32);
            Rect::from_min_size(whole.min + place * (size + vec2(GAP, GAP)), size)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    #[test]
    fn four_panels_fill_the_canvas_without_touching() {
        let whole = Rect::from_min_max(pos2(10.0, 20.0), pos2(610.0, 420.0));
        let cells = cells(whole, 4);
        assert_eq!(cells.len(), 4);
        assert_eq!(cells[3].max, whole.max);
        for (i, a) in cells.iter().enumerate() {
            assert!(whole.contains_rect(*a));
            assert!(cells[..i].iter().all(|b| !a.intersects(*b)));
        }
    }
}
