//! The same plane a second time beside the first, with another field or map: the same place, zoom, level and cursor.

use super::field_switch;
use super::layer::{Painting, emphasis};
use super::layers::Layers;
use super::maps::Maps;
use super::plane_view::PlaneView;
use crate::scene::DataSpec;
use crate::session::{FieldFrame, Snapshot};
use crate::ui::drawing::maps::picture::MapPicture;
use crate::ui::drawing::plate;
use crate::ui::drawing::projection::Projection;
use crate::ui::frame::gesture;
use crate::ui::theme::{self, Palette};
use crate::ui::view::View;
use crate::wording::count;
use egui::{Painter, PointerButton, Pos2, Rect, Sense, Stroke, TextStyle, Ui, pos2, vec2};
use std::sync::Arc;

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
        let pinned = view.is_beside_pinned().then(|| of_pinned(first.snapshot));
        let pinned = pinned.flatten();
        self.layers.draw(&Painting {
            snapshot: pinned.as_ref().unwrap_or(first.snapshot),
            painter: &painter,
            view,
            projection,
            taken: &[],
            map,
            ..*first
        });
        if let Some(run) = pinned.and_then(|snapshot| snapshot.pinned) {
            let text = format!("Pinned run, step {}", count(run.train_step));
            name(first, &painter, screen, text);
        }
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

/// The same as the pinned run has it: its field, and none of the particles, which follow the newest network.
fn of_pinned(snapshot: &Snapshot) -> Option<Snapshot> {
    let (pin, field) = (snapshot.pin.as_ref()?, snapshot.field.as_ref()?);
    let field = FieldFrame {
        learned: pin.learned.clone(),
        ..(**field).clone()
    };
    Some(Snapshot {
        field: Some(Arc::new(field)),
        swarm: None,
        ..snapshot.clone()
    })
}

/// Writes what it is into the lower left corner of a plane.
fn name(first: &Painting<'_>, painter: &Painter, screen: Rect, text: String) {
    let (palette, scale) = (first.palette, first.scale);
    let font = TextStyle::Small.resolve(first.ui.style());
    let text = painter.layout_no_wrap(text, font, palette.strong);
    let padding = vec2(8.0, 5.0) * scale;
    let size = text.size() + 2.0 * padding;
    let corner = screen.left_bottom() + vec2(10.0, -10.0 - size.y);
    let place = plate::inside(Rect::from_min_size(corner, size), screen);
    painter.add(theme::plate(place, palette, palette.line));
    painter.galley(place.min + padding, text, palette.strong);
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
