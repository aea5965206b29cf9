//! The same plane a second time beside the first, with another field or map: the same place, zoom, level and cursor.

use super::field_switch;
use super::layer::{Painting, emphasis};
use super::layers::Layers;
use super::maps::Maps;
use super::plane_view::PlaneView;
use crate::scene::DataSpec;
use crate::ui::drawing::maps::picture::MapPicture;
use crate::ui::drawing::projection::Projection;
use crate::ui::frame::gesture;
use crate::ui::theme::{self, Palette};
use crate::ui::view::View;
use egui::{Painter, PointerButton, Pos2, Rect, Sense, Stroke, Ui, pos2, vec2};

/// Narrower than this there is one plane, at the ordinary size, in points.
const LEAST: f32 = 640.0;
/// Between both, and what the numbers at the left of the first one take, in points.
const GAP: f32 = 8.0;
const NUMBERS: f32 = 30.0;
/// The cursor in the other plane.
const CROSS: f32 = 9.0;

/// Parts `whole` into the first plane with its numbers and the second one; `None` where two have no room.
pub fn halves(whole: Rect, view: &View, scale: f32) -> Option<[Rect; 2]> {
    if view.twin.is_none() || whole.width() < LEAST * scale {
        return None;
    }
    let middle = whole.left() + 0.5 * (whole.width() + NUMBERS * scale);
    Some([
        whole.with_max_x(middle),
        whole.with_min_x(middle + GAP * scale),
    ])
}

/// The second plane.
#[derive(Default)]
pub struct Twin {
    layers: Layers,
    projection: Option<Projection>,
}

impl Twin {
    /// Paints it on `place` as `view` says, with the plane of the `first` one and a `map` of its own. Its entries are
    /// those of the first one, but for the field, which its switch names.
    pub fn paint(&mut self, place: Rect, view: &View, first: &Painting<'_>, map: &MapPicture) {
        let screen = first.projection.screen;
        let size = vec2(place.width().min(screen.width()), screen.height());
        let screen = Rect::from_min_size(pos2(place.left(), screen.top()), size);
        let projection = self.projection.insert(first.projection.moved_to(screen));
        let mut painter = first.ui.painter().with_clip_rect(screen);
        painter.set_opacity(first.painter.opacity());
        painter.rect_filled(screen, 0.0, first.palette.canvas);
        self.layers.draw(&Painting {
            painter: &painter,
            view,
            projection,
            taken: &[],
            map,
            ..*first
        });
    }

    /// Moves both planes with the hand, shows the pointer in the other one of them, and changes the field and the map
    /// of its own switch in `view`.
    pub fn ui(
        &self,
        ui: &mut Ui,
        (view, data): (&mut View, DataSpec),
        first: &Projection,
        maps: &Maps,
        plane: &mut PlaneView,
    ) {
        let Some(projection) = &self.projection else {
            return;
        };
        let screen = projection.screen;
        let response = ui.interact(screen, ui.scope_id().with("twin"), Sense::drag());
        if response.dragged_by(PointerButton::Primary) {
            plane.pan(response.drag_delta());
        }
        let over = response.contains_pointer();
        let wheel = gesture::wheel(ui.ctx(), response.id, over);
        let pinch = gesture::pinch(ui.ctx(), response.id, over);
        let pointer = ui.input(|input| input.pointer.latest_pos());
        if let Some(pos) = pointer.filter(|_| over) {
            plane.zoom(wheel, pinch, projection.data_from_screen(pos));
        }
        ui.push_id("twin", |ui| {
            maps.say(ui, 1, screen, None);
            field_switch::ui(ui, screen, view, data);
        });
        for (from, to) in [(first, projection), (projection, first)] {
            if let Some(pos) = pointer.filter(|pos| from.screen.contains(*pos)) {
                let other = to.screen_from_data(from.data_from_screen(pos));
                let size = theme::scale(ui) * emphasis(view);
                let painter = ui.painter().with_clip_rect(to.screen);
                cross(&painter, other, size, theme::palette(ui.visuals()));
            }
        }
    }
}

/// Where the pointer is in the other plane.
fn cross(painter: &Painter, at: Pos2, size: f32, palette: &Palette) {
    let arm = CROSS * size;
    for (width, ink) in [(4.0, palette.canvas), (1.6, palette.strong)] {
        for way in [vec2(arm, 0.0), vec2(0.0, arm)] {
            painter.line_segment([at - way, at + way], Stroke::new(width * size, ink));
        }
    }
}
