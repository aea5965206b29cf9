//! A small drawing of the network: its layers as columns of units, the weights between them as lines, and
//! what a hidden unit answers as a map over the plane, where the pointer rests on it.

mod layers;
mod unit_map;

use crate::plane::Bounds;
use crate::session::{Command, Snapshot, UnitRequest};
use crate::ui::format::{self, significant};
use crate::ui::theme::{self, Palette};
use egui::{
    CollapsingHeader, Color32, Rect, RichText, Role, Sense, TextStyle, Tooltip, Ui, Vec2,
    WidgetInfo, pos2, vec2,
};
use layers::{RADIUS, Unit, captions, columns, dot, edges};
use unit_map::{MapPicture, extremes, map_size};

/// The drawing's height without its captions, in points at the ordinary size.
const HEIGHT: f32 = 150.0;
/// The longer side of a map on the screen, in points at the ordinary size.
const MAP: f32 = 150.0;

/// The drawing, and the map that was asked for.
#[derive(Default)]
pub struct NetworkView {
    /// What the pointer rests on in this frame.
    wanted: Option<UnitRequest>,
    /// What the workers were asked for last.
    asked: Option<UnitRequest>,
    /// The newest map as a picture.
    picture: MapPicture,
    /// What it took of the column in the last frame, folded or not, in points.
    height: Option<f32>,
}

impl NetworkView {
    /// The height of [`Self::fold`], so that what stands above leaves room for it.
    pub fn height(&self, ui: &Ui) -> f32 {
        self.height.unwrap_or(ui.spacing().interact_size.y)
    }

    /// How much of [`Self::height`] is the drawing under the fold.
    pub fn unfolded(&self, ui: &Ui) -> f32 {
        (self.height(ui) - ui.spacing().interact_size.y).max(0.0)
    }

    /// Shows the network behind a fold, which is closed at first.
    pub fn fold(&mut self, ui: &mut Ui, snapshot: &Snapshot, bounds: Option<Bounds>, sigma: f64) {
        let fold = ui.scope(|ui| {
            CollapsingHeader::new(RichText::new("The network").strong())
                .default_open(false)
                .show_unindented(ui, |ui| self.ui(ui, snapshot, bounds, sigma));
        });
        let height = Some(fold.response.rect.height());
        if self.height != height {
            self.height = height;
            ui.ctx().request_repaint();
        }
    }

    /// Shows the network as wide as there is room. A map is of the plane in `bounds` at noise level
    /// `sigma`.
    pub fn ui(&mut self, ui: &mut Ui, snapshot: &Snapshot, bounds: Option<Bounds>, sigma: f64) {
        let palette = theme::palette(ui.visuals());
        let scale = theme::scale(ui);
        let network = &*snapshot.network;
        let caption = ui.text_style_height(&TextStyle::Small);
        let size = vec2(ui.available_width(), HEIGHT * scale + caption);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let room = rect.with_max_y(rect.bottom() - caption);
        let columns = columns(&network.layers(), room, scale);
        edges(ui, network, &columns, palette, scale);
        for (layer, column) in columns.iter().enumerate() {
            let hidden = (1..columns.len() - 1).contains(&layer);
            for unit in column {
                let pointed =
                    hidden && self.unit(ui, (layer - 1, *unit), snapshot, bounds, sigma, palette);
                dot(ui, *unit, hidden, pointed, palette, scale);
            }
        }
        captions(ui, network, rect, &columns, palette, scale);
        let text = "Thicker lines are larger weights: blue ones add, grey ones take away. Point at a unit to see where in the plane it answers.";
        ui.label(RichText::new(text).weak().small());
    }

    /// Asks for what is wanted by now, if that is something else than before.
    pub fn ask(&mut self, commands: &mut Vec<Command>) {
        let wanted = self.wanted.take();
        if wanted != self.asked {
            self.asked = wanted;
            commands.push(Command::Unit(wanted));
        }
    }

    /// One hidden unit: its map, while the pointer is there; whether it is.
    fn unit(
        &mut self,
        ui: &mut Ui,
        (layer, unit): (usize, Unit),
        snapshot: &Snapshot,
        bounds: Option<Bounds>,
        sigma: f64,
        palette: &Palette,
    ) -> bool {
        let reach = Vec2::splat(3.2 * RADIUS * theme::scale(ui));
        let id = ui.scope_id().with(("unit", layer, unit.index));
        let area = Rect::from_center_size(unit.at, reach);
        let response = ui.interact(area, id, Sense::hover());
        let name = format!("Unit {} of hidden layer {}", unit.index + 1, layer + 1);
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
        let Some(bounds) = bounds.filter(|_| response.hovered()) else {
            return false;
        };
        let request = UnitRequest {
            layer,
            unit: unit.index,
            bounds,
            sigma,
            size: map_size(bounds),
        };
        self.wanted = Some(request);
        let map = snapshot.unit.as_ref();
        let map = map.filter(|map| map.request.layer == layer && map.request.unit == unit.index);
        Tooltip::for_widget(&response).show(|ui| {
            ui.label(RichText::new(name).strong());
            let longest = MAP * theme::scale(ui);
            let sides = [bounds.width(), bounds.height()];
            let unit = f64::from(longest) / sides[0].max(sides[1]);
            let size = sides.map(|side| (side * unit) as f32);
            let (rect, _) = ui.allocate_exact_size(size.into(), Sense::hover());
            ui.painter().rect_filled(rect, 0.0, palette.canvas);
            let Some(map) = map else {
                ui.label(RichText::new("Being computed…").weak().small());
                return;
            };
            let texture = self.picture.of(ui, map, palette);
            let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            ui.painter().image(texture, rect, whole, Color32::WHITE);
            let (low, high) = extremes(&map.values);
            let [low, high] = [low, high].map(|value| significant(f64::from(value)));
            let text = format!(
                "At {}: from {low} to {high}, where it is blue",
                format::sigma(map.request.sigma)
            );
            ui.label(RichText::new(text).weak().small());
        });
        true
    }
}
