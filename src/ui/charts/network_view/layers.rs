//! The layers as columns of units, with the weights between them.

use crate::score::ScoreNet;
use crate::ui::theme::Palette;
use egui::{Align2, Pos2, Rect, Stroke, TextStyle, Ui, pos2, vec2};

/// Units of a layer that are drawn: more cannot be told apart.
const SHOWN: usize = 10;
/// A unit's radius, in points at the ordinary size.
pub const RADIUS: f32 = 4.5;
/// Weights below this part of the largest between two layers are not drawn.
const FAINTEST: f32 = 0.12;
/// A line of the largest weight, in points at the ordinary size.
const THICKEST: f32 = 2.2;

/// One unit of the drawing.
#[derive(Clone, Copy)]
pub struct Unit {
    /// Its number in its layer.
    pub index: usize,
    pub at: Pos2,
}

/// The units that are drawn of every layer, from the inputs to the outputs.
pub fn columns(layers: &[usize], room: Rect, scale: f32) -> Vec<Vec<Unit>> {
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
pub fn edges(ui: &Ui, network: &ScoreNet, columns: &[Vec<Unit>], palette: &Palette, scale: f32) {
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

pub fn dot(ui: &Ui, unit: Unit, hidden: bool, pointed: bool, palette: &Palette, scale: f32) {
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
pub fn captions(
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

#[cfg(test)]
mod tests {
    use super::*;

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
