//! What one unit answers, as a picture of the plane.

use crate::plane::Bounds;
use crate::session::UnitMap;
use crate::ui::theme::Palette;
use egui::{Color32, ColorImage, TextureHandle, TextureId, TextureOptions, Ui};
use std::sync::Arc;

/// Points of a map in all, and along its shorter side at least.
const POINTS: f64 = 4096.0;
const FEWEST: f64 = 12.0;

/// The newest map as a picture.
#[derive(Default)]
pub struct MapPicture(Option<Picture>);

/// A map in the colours of its smallest and its largest answer.
struct Picture {
    map: Arc<UnitMap>,
    colors: [Color32; 2],
    texture: TextureHandle,
}

impl MapPicture {
    /// The picture of a map, made anew when another one has come or the colours have changed.
    pub fn of(&mut self, ui: &Ui, map: &Arc<UnitMap>, palette: &Palette) -> TextureId {
        let colors = [palette.canvas, palette.accent];
        let is_of = |kept: &&Picture| Arc::ptr_eq(&kept.map, map) && kept.colors == colors;
        if let Some(kept) = self.0.as_ref().filter(is_of) {
            return kept.texture.id();
        }
        let image = image(map, colors);
        let texture = match self.0.take() {
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
        self.0 = Some(Picture {
            map,
            colors,
            texture,
        });
        id
    }
}

/// Points along x and y of a map of a plane of this shape.
pub fn map_size(bounds: Bounds) -> [usize; 2] {
    let shape = (bounds.width() / bounds.height()).clamp(1e-3, 1e3);
    let nx = (POINTS * shape)
        .sqrt()
        .clamp(FEWEST, POINTS / FEWEST)
        .round();
    [nx as usize, (POINTS / nx) as usize]
}

pub fn extremes(values: &[f32]) -> (f32, f32) {
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
    use crate::session::UnitRequest;
    use crate::ui::theme;
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
}
