//! A small drawing of the network: its layers as columns of units, the weights between them as lines, and
//! what a hidden unit answers as a map over the plane, where the pointer rests on it.

use crate::plane::Bounds;
use crate::score::ScoreNet;
use crate::session::{Command, Snapshot, UnitMap, UnitRequest};
use crate::ui::format::{self, significant};
use crate::ui::theme::{self, Palette};
use egui::{
    Align2, CollapsingHeader, Color32, ColorImage, Pos2, Rect, RichText, Role, Sense, Stroke,
    TextStyle, TextureHandle, TextureOptions, Tooltip, Ui, Vec2, WidgetInfo, pos2, vec2,
};
use std::sync::Arc;

/// Units of a layer that are drawn: more cannot be told apart.
const SHOWN: usize = 10;
/// The drawing's height without its captions and a unit's radius, in points at the ordinary size.
const HEIGHT: f32 = 150.0;
const RADIUS: f32 = 4.5;
/// Weights below this part of the largest between two layers are not drawn.
const FAINTEST: f32 = 0.12;
/// A line of the largest weight, in points at the ordinary size.
const THICKEST: f32 = 2.2;
/// Points of a map in all, and along its shorter side at least.
const POINTS: f64 = 4096.0;
const FEWEST: f64 = 12.0;
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
    picture: Option<Picture>,
    /// What it took of the column in the last frame, folded or not, in points.
    height: Option<f32>,
}

/// A map in the colours of its smallest and its largest answer.
struct Picture {
    map: Arc<UnitMap>,
    colors: [Color32; 2],
    texture: TextureHandle,
}

/// One unit of the drawing.
#[derive(Clone, Copy)]
struct Unit {
    /// Its number in its layer.
    index: usize,
    at: Pos2,
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
            let texture = self.texture(ui, map, palette);
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

    /// The picture of a map, made anew when another one has come or the colours have changed.
    fn texture(&mut self, ui: &Ui, map: &Arc<UnitMap>, palette: &Palette) -> egui::TextureId {
        let colors = [palette.canvas, palette.accent];
        let is_of = |kept: &&Picture| Arc::ptr_eq(&kept.map, map) && kept.colors == colors;
        if let Some(kept) = self.picture.as_ref().filter(is_of) {
            return kept.texture.id();
        }
        let image = image(map, colors);
        let texture = match self.picture.take() {
            Some(mut kept) => {
                kept.texture.set(image, TextureOptions::LINEAR);
                kept.texture
            }
            None => ui
                .ctx()
                .load_texture("hidden unit", image, TextureOptions::LINEAR),
        };
        let id = texture.id();
        let map = map.clone();
        self.picture = Some(Picture {
            map,
            colors,
            texture,
        });
        id
    }
}

/// The units that are drawn of every layer, from the inputs to the outputs.
fn columns(layers: &[usize], room: Rect, scale: f32) -> Vec<Vec<Unit>> {
    let margin = 3.0 * RADIUS * scale;
    let inner = room.shrink2(vec2(margin, RADIUS * scale));
    let across = |layer: usize| {
        let part = layer as f32 / (layers.len() - 1).max(1) as f32;
        inner.left() + part * inner.width()
    };
    let column = |(layer, &units): (usize, &usize)| {
        let shown = units.min(SHOWN);
        let spacing = inner.height() / SHOWN as f32;
        let top = inner.center().y - 0.5 * spacing * (shown - 1) as f32;
        (0..shown)
            .map(|row| Unit {
                index: (2 * row + 1) * units / (2 * shown),
                at: pos2(across(layer), top + spacing * row as f32),
            })
            .collect()
    };
    layers.iter().enumerate().map(column).collect()
}

/// Lines between the drawn units, thick where the weight is large beside those of its layer.
fn edges(ui: &Ui, network: &ScoreNet, columns: &[Vec<Unit>], palette: &Palette, scale: f32) {
    for (layer, pair) in columns.windows(2).enumerate() {
        let weights: Vec<(Pos2, Pos2, f32)> = pair[0]
            .iter()
            .flat_map(|from| pair[1].iter().map(move |to| (*from, *to)))
            .map(|(from, to)| (from.at, to.at, network.weight(layer, from.index, to.index)))
            .collect();
        let largest = weights.iter().map(|w| w.2.abs()).fold(1e-12, f32::max);
        for (from, to, weight) in weights {
            let part = weight.abs() / largest;
            if part.is_nan() || part < FAINTEST {
                continue;
            }
            let color = if weight > 0.0 {
                palette.accent
            } else {
                palette.weak
            };
            let stroke = Stroke::new(
                THICKEST * scale * part,
                color.gamma_multiply(0.15 + 0.65 * part),
            );
            ui.painter().line_segment([from, to], stroke);
        }
    }
}

fn dot(ui: &Ui, unit: Unit, hidden: bool, pointed: bool, palette: &Palette, scale: f32) {
    let radius = RADIUS * scale * if hidden { 1.0 } else { 0.8 };
    let (fill, edge) = if pointed {
        (palette.accent, palette.strong)
    } else {
        (palette.canvas, palette.edge)
    };
    let stroke = Stroke::new(1.2 * scale, edge);
    ui.painter().circle(unit.at, radius, fill, stroke);
}

/// What the columns are, below them, and the names of the inputs beside them.
fn captions(
    ui: &Ui,
    network: &ScoreNet,
    rect: Rect,
    columns: &[Vec<Unit>],
    palette: &Palette,
    scale: f32,
) {
    let font = TextStyle::Small.resolve(ui.style());
    let write = |at: Pos2, anchor: Align2, text: &str| {
        let color = palette.weak;
        ui.painter().text(at, anchor, text, font.clone(), color);
    };
    let beside = 1.8 * RADIUS * scale;
    for (unit, name) in columns[0].iter().zip(["x", "y", "σ"]) {
        write(unit.at - vec2(beside, 0.0), Align2::RIGHT_CENTER, name);
    }
    let last = columns.len() - 1;
    for (unit, name) in columns[last].iter().zip(["x", "y"]) {
        write(unit.at + vec2(beside, 0.0), Align2::LEFT_CENTER, name);
    }
    let width = network.spec().width;
    for (layer, column) in columns.iter().enumerate() {
        let at = pos2(column[0].at.x, rect.bottom());
        if layer == 0 {
            write(pos2(rect.left(), at.y), Align2::LEFT_BOTTOM, "inputs");
        } else if layer == last {
            write(pos2(rect.right(), at.y), Align2::RIGHT_BOTTOM, "answer");
        } else {
            write(at, Align2::CENTER_BOTTOM, &width.to_string());
        }
    }
}

/// Points along x and y of a map of a plane of this shape.
fn map_size(bounds: Bounds) -> [usize; 2] {
    let shape = (bounds.width() / bounds.height()).clamp(1e-3, 1e3);
    let nx = (POINTS * shape)
        .sqrt()
        .clamp(FEWEST, POINTS / FEWEST)
        .round();
    [nx as usize, (POINTS / nx) as usize]
}

fn extremes(values: &[f32]) -> (f32, f32) {
    let finite = || values.iter().copied().filter(|value| value.is_finite());
    let low = finite().fold(f32::INFINITY, f32::min);
    (low, finite().fold(f32::NEG_INFINITY, f32::max))
}

/// From the first colour at the smallest answer to the second at the largest, top row first.
fn image(map: &UnitMap, [least, most]: [Color32; 2]) -> ColorImage {
    let (low, high) = extremes(&map.values);
    let span = (high - low).max(1e-12);
    let (nx, ny) = (map.grid.nx, map.grid.ny);
    let rows = map.values.chunks(nx).rev();
    let pixels = rows
        .flatten()
        .map(|value| {
            let part = ((value - low) / span).clamp(0.0, 1.0);
            least.lerp_to_gamma(most, part)
        })
        .collect();
    ColorImage::new([nx, ny], pixels)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plane::Grid;
    use egui::Visuals;

    #[test]
    fn a_map_has_some_four_thousand_square_points_whatever_the_shape_of_the_canvas() {
        for (width, height) in [(4.0, 4.0), (16.0, 9.0), (1.0, 30.0), (1e6, 1.0)] {
            let bounds = Bounds::new(0.0, width, 0.0, height).unwrap();
            let [nx, ny] = map_size(bounds);
            assert!((3000..=4200).contains(&(nx * ny)), "{nx} x {ny}");
            assert!(nx >= 12 && ny >= 12);
            let shape = (nx as f64 / ny as f64) / (width / height);
            if (0.1..10.0).contains(&(width / height)) {
                assert!((0.9..1.1).contains(&shape), "{shape}");
            }
        }
    }

    #[test]
    fn the_largest_answer_is_blue_and_the_top_row_of_the_plane_is_on_top() {
        let palette = theme::palette(&Visuals::light());
        let bounds = Bounds::square([0.0, 0.0], 1.0);
        let map = UnitMap {
            request: UnitRequest {
                layer: 0,
                unit: 0,
                bounds,
                sigma: 1.0,
                size: [2, 2],
            },
            grid: Grid::new(bounds, 2, 2),
            values: vec![-0.2, 0.3, 0.5, 0.8].into(),
        };
        let image = image(&map, [palette.canvas, palette.accent]);
        assert_eq!(image.pixels[1], palette.accent);
        assert_eq!(image.pixels[2], palette.canvas);
    }

    #[test]
    fn units_are_drawn_inside_and_stand_for_the_whole_layer() {
        let room = Rect::from_min_size(pos2(10.0, 20.0), vec2(220.0, 150.0));
        for layers in [
            vec![3, 64, 64, 64, 2],
            vec![2, 32, 32, 2],
            vec![3, 256, 256, 256, 256, 2],
        ] {
            for (column, units) in columns(&layers, room, 1.0).iter().zip(&layers) {
                assert!(
                    column
                        .iter()
                        .all(|unit| room.contains(unit.at) && unit.index < *units)
                );
                assert!(column.windows(2).all(|pair| pair[0].index < pair[1].index));
                assert!(column.len() <= SHOWN);
            }
        }
    }
}
