//! What is said beside a handle: a short text on a quiet plate that covers no handle.

use super::tools::Tools;
use crate::ui::drawing::plate;
use crate::ui::theme;
use egui::text::{LayoutJob, TextFormat};
use egui::{Pos2, Rect, Response, Ui, Vec2};

/// Between the middle of a handle and a caption, at the ordinary size, in points.
const CLEAR: f32 = 14.0;

/// What is said of one handle, to be painted above all of them.
pub struct Caption {
    place: Rect,
    galley: std::sync::Arc<egui::Galley>,
}

impl Caption {
    /// A short text on a quiet plate beside the handle at `pos`, clear of `others` and inside the canvas, while
    /// the pointer is on the handle, or the keyboard and the pointer on none; under it `hint`, what can be
    /// done, until it is being done.
    pub fn beside(
        ui: &Ui,
        tools: &Tools<'_>,
        (pos, others): (Pos2, &[Pos2]),
        state: &Response,
        text: &str,
        hint: &str,
    ) -> Option<Self> {
        let focused = state.has_focus() && !tools.hovered;
        if !(state.hovered() || state.dragged() || focused) {
            return None;
        }
        let (painter, palette) = (tools.painter, tools.palette);
        let mut screen = tools.projection.screen;
        if let Some(legend) = tools.legend.filter(|legend| pos.y < legend.top()) {
            *screen.bottom_mut() = legend.top();
        }
        let font = egui::TextStyle::Small.resolve(ui.style());
        let mut job = LayoutJob::default();
        job.append(text, 0.0, TextFormat::simple(font.clone(), palette.strong));
        if state.hovered() && !state.dragged() {
            job.append("\n", 0.0, TextFormat::simple(font.clone(), palette.strong));
            job.append(hint, 0.0, TextFormat::simple(font, palette.weak));
        }
        let galley = painter.layout_job(job);
        let size = galley.size() + Vec2::new(10.0, 4.0);
        let place = place(size, pos, others, CLEAR * tools.scale, screen.shrink(4.0));
        Some(Self { place, galley })
    }

    pub fn paint(self, tools: &Tools<'_>) {
        let (painter, palette) = (tools.painter, tools.palette);
        painter.add(theme::plate(self.place, palette, palette.line));
        let corner = self.place.min + Vec2::new(5.0, 2.0);
        painter.galley(corner, self.galley, palette.strong);
    }
}

/// Above `pos`, else below it, else above or below all handles, else above in spite of them.
fn place(size: Vec2, pos: Pos2, others: &[Pos2], clear: f32, screen: Rect) -> Rect {
    let away = 0.5 * size.y + clear;
    let at = |y: f32| plate::inside(Rect::from_center_size(Pos2::new(pos.x, y), size), screen);
    let all = others
        .iter()
        .fold(Rect::from_min_max(pos, pos), |all, other| {
            all.union(Rect::from_min_max(*other, *other))
        });
    let free = |plate: &Rect| {
        // As far as `away`, less what rounding takes.
        let near = plate.expand(0.9 * clear);
        !others
            .iter()
            .chain([&pos])
            .any(|handle| near.contains(*handle))
    };
    let heights = [
        pos.y - away,
        pos.y + away,
        all.top() - away,
        all.bottom() + away,
    ];
    let free = heights.into_iter().map(at).find(free);
    free.unwrap_or(at(pos.y - away))
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    #[test]
    fn a_caption_covers_no_handle_and_stays_on_the_canvas() {
        let screen = Rect::from_min_max(pos2(0.0, 0.0), pos2(400.0, 300.0));
        let size = Vec2::new(120.0, 30.0);
        let middle = pos2(200.0, 150.0);
        let place = |pos: Pos2, others: &[Pos2]| super::place(size, pos, others, 14.0, screen);
        let beside = place(middle, &[pos2(230.0, 150.0)]);
        assert_eq!(beside.center(), pos2(200.0, 121.0), "above");
        for (pos, others) in [
            (middle, vec![pos2(200.0, 125.0), pos2(230.0, 150.0)]),
            (middle, vec![pos2(210.0, 110.0), pos2(180.0, 190.0)]),
            (pos2(200.0, 8.0), vec![pos2(205.0, 30.0)]),
            (pos2(395.0, 296.0), vec![pos2(390.0, 270.0)]),
        ] {
            let plate = place(pos, &others);
            assert!(screen.contains_rect(plate), "{plate:?}");
            for handle in others.iter().chain([&pos]) {
                assert!(
                    !plate.expand(8.0).contains(*handle),
                    "{plate:?} on {handle:?}"
                );
            }
        }
    }
}
