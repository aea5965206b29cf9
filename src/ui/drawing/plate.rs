//! Where plates stand on the canvas: inside, however small it is.

use egui::{Rect, pos2};

/// `plate` moved by as little as brings it into `within`; one that is too large begins in the upper left
/// corner of that, and its rest is for the clip of the canvas.
pub fn inside(plate: Rect, within: Rect) -> Rect {
    let axis = |from: f32, size: f32, low: f32, high: f32| from.min(high - size).max(low);
    let left = axis(plate.left(), plate.width(), within.left(), within.right());
    let top = axis(plate.top(), plate.height(), within.top(), within.bottom());
    Rect::from_min_size(pos2(left, top), plate.size())
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::vec2;

    #[test]
    fn a_plate_moves_no_further_than_it_must_and_a_canvas_smaller_than_it_is_no_fault() {
        let canvas = Rect::from_min_max(pos2(10.0, 20.0), pos2(110.0, 80.0));
        let size = vec2(40.0, 20.0);
        let at = |x: f32, y: f32| inside(Rect::from_min_size(pos2(x, y), size), canvas).min;
        assert_eq!(at(30.0, 30.0), pos2(30.0, 30.0));
        assert_eq!(at(-5.0, 75.0), pos2(10.0, 60.0));
        assert_eq!(at(300.0, -9.0), pos2(70.0, 20.0));
        for tiny in [
            Rect::from_min_size(pos2(10.0, 20.0), vec2(39.0, 5.0)),
            Rect::from_min_size(pos2(10.0, 20.0), vec2(0.0, 0.0)),
            // Less than nothing is left between two things on the canvas.
            Rect::from_min_max(pos2(10.0, 20.0), pos2(2.0, -4.0)),
        ] {
            let plate = inside(Rect::from_min_size(pos2(60.0, 60.0), size), tiny);
            assert_eq!((plate.min, plate.size()), (tiny.min, size), "{tiny:?}");
        }
    }
}
