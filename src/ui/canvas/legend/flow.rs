//! Entries one after the other, in rows where one is too narrow.

use egui::{Vec2, vec2};

/// Where each entry begins, and the size of all of them.
pub struct Flow {
    pub places: Vec<Vec2>,
    pub size: Vec2,
}

/// Entries of these widths in rows of this height, as many as have `room`.
pub fn flow(widths: impl Iterator<Item = f32>, row: f32, room: Vec2, gap: Vec2) -> Flow {
    let mut flow = Flow {
        places: Vec::new(),
        size: Vec2::ZERO,
    };
    let (mut x, mut y) = (0.0, 0.0);
    for width in widths {
        if x > 0.0 && x + width > room.x {
            (x, y) = (0.0, y + row + gap.y);
        }
        if y + row > room.y || width > room.x {
            break;
        }
        flow.places.push(vec2(x, y));
        flow.size = flow.size.max(vec2(x + width, y + row));
        x += width + gap.x;
    }
    flow
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_that_do_not_fit_go_to_the_next_row_and_the_last_are_left_out() {
        let of = |room: Vec2| {
            flow(
                [60.0, 20.0, 30.0, 90.0].into_iter(),
                12.0,
                room,
                vec2(10.0, 4.0),
            )
        };
        let wide = of(vec2(300.0, 50.0));
        assert_eq!(wide.places[3], vec2(140.0, 0.0));
        assert_eq!(wide.size, vec2(230.0, 12.0));
        let narrow = of(vec2(95.0, 50.0));
        assert_eq!(narrow.places[2], vec2(0.0, 16.0));
        assert_eq!((narrow.places.len(), narrow.size), (4, vec2(90.0, 44.0)));
        assert_eq!(of(vec2(95.0, 20.0)).places.len(), 2, "one row has room");
        assert!(of(vec2(10.0, 50.0)).places.is_empty());
    }
}
