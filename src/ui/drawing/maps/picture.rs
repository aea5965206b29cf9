//! A map as a picture, on colours that stay where they are as long as they serve.

use super::colors;
use crate::measure::{Quantity, QuantityMap, Scale};
use crate::plane::Bounds;
use crate::ui::drawing::color_ramp::Ramp;
use crate::ui::drawing::density::{covered, flipped};
use crate::ui::drawing::refinement::{finer, refined};
use crate::ui::theme::Palette;
use egui::{Color32, ColorImage, Context, TextureHandle, TextureOptions};
use std::sync::Arc;

/// The end of a scale comes nearer when the numbers take less of it than this.
const WASTED: f64 = 0.45;

/// The newest map with its picture.
#[derive(Default)]
pub struct MapPicture {
    map: Option<Arc<QuantityMap>>,
    ends: Option<(Quantity, [f64; 2])>,
    texture: Option<TextureHandle>,
    ramp: Option<([Color32; 2], Quantity, Ramp)>,
    /// The colours that the texture has: another theme has others.
    painted: Option<[Color32; 2]>,
}

impl MapPicture {
    /// Takes `newest`, a map of `quantity` or none yet; what was shown of the quantity before stays until then.
    pub fn follow(
        &mut self,
        ctx: &Context,
        quantity: Quantity,
        newest: Option<&Arc<QuantityMap>>,
        palette: &Palette,
    ) {
        let theme = [palette.canvas, palette.density];
        if !matches!(&self.ramp, Some((of, known, _)) if *of == theme && *known == quantity) {
            self.ramp = Some((theme, quantity, colors::ramp(quantity, palette)));
        }
        if self
            .map
            .as_ref()
            .is_some_and(|map| map.quantity != quantity)
        {
            self.map = None;
        }
        let same = match (&self.map, newest) {
            (Some(known), Some(newest)) => Arc::ptr_eq(known, newest),
            (_, None) => true,
            (None, Some(_)) => false,
        };
        if same && self.painted == Some(theme) {
            return;
        }
        if let Some(newest) = newest {
            self.map = Some(newest.clone());
        }
        let (Some(map), Some((_, _, ramp))) = (self.map.clone(), &self.ramp) else {
            return;
        };
        let ends = match self.ends {
            Some((of, ends)) if of == quantity => steadied(ends, &map),
            _ => map.round_ends(),
        };
        let image = image(&map, ends, ramp);
        let options = TextureOptions::LINEAR;
        match &mut self.texture {
            Some(texture) => texture.set(image, options),
            None => self.texture = Some(ctx.load_texture("map", image, options)),
        }
        self.ends = Some((quantity, ends));
        self.painted = Some(theme);
    }

    /// Shows nothing, and forgets what was shown.
    pub fn clear(&mut self) {
        self.map = None;
    }

    /// The map on show.
    pub fn map(&self) -> Option<&QuantityMap> {
        self.map.as_deref()
    }

    /// The picture and the data rectangle that it covers.
    pub fn texture(&self) -> Option<(&TextureHandle, Bounds)> {
        let map = self.map.as_ref()?;
        let texels = if map.quantity.is_counted() {
            map.grid
        } else {
            finer(&map.grid)
        };
        Some((self.texture.as_ref()?, covered(&texels)))
    }

    /// Its colours, and the numbers at their ends.
    pub fn scale(&self) -> Option<(&Ramp, [f64; 2])> {
        let (_, _, ramp) = self.ramp.as_ref()?;
        Some((ramp, self.ends?.1))
    }
}

fn image(map: &QuantityMap, [low, high]: [f64; 2], ramp: &Ramp) -> ColorImage {
    let color = |value: f32| {
        let at = (f64::from(value) - low) / (high - low);
        // Where an error is beyond all numbers it is large.
        ramp.at(if at.is_nan() { 1.0 } else { at as f32 })
    };
    // Counts hold for whole cells: nothing is made up between them.
    if map.quantity.is_counted() {
        let pixels = flipped(&map.grid, |index| color(map.values[index]));
        return ColorImage::new([map.grid.nx, map.grid.ny], pixels);
    }
    let (fine, values) = refined(&map.grid, &map.values);
    let pixels = flipped(&fine, |index| color(values[index]));
    ColorImage::new([fine.nx, fine.ny], pixels)
}

/// `ends` as long as they serve for `map`.
fn steadied(ends: [f64; 2], map: &QuantityMap) -> [f64; 2] {
    let fresh = map.round_ends();
    match map.quantity.facts().scale {
        Scale::FromTop | Scale::Cosine => fresh,
        Scale::FromZero | Scale::BothWays => {
            let (wanted, have) = (map.range[1], ends[1]);
            if wanted <= have && wanted > WASTED * have {
                ends
            } else {
                fresh
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plane::Grid;

    fn map(quantity: Quantity, range: [f64; 2]) -> QuantityMap {
        let grid = Grid::new(Bounds::square([0.0, 0.0], 1.0), 2, 2);
        QuantityMap {
            quantity,
            sigma: 1.0,
            grid,
            values: vec![0.0; 4].into(),
            range,
            mass: 1.0,
            integral: 0.0,
            resolved: true,
        }
    }

    #[test]
    fn a_scale_ends_at_a_round_number_and_stays_while_it_serves() {
        let error = |top| map(Quantity::Error, [0.0, top]);
        assert_eq!(error(0.7).round_ends(), [0.0, 1.0]);
        assert_eq!(error(2.1).round_ends(), [0.0, 5.0]);
        assert_eq!(error(0.0).round_ends(), [0.0, 1.0]);
        assert_eq!(steadied([0.0, 1.0], &error(0.47)), [0.0, 1.0]);
        assert_eq!(steadied([0.0, 1.0], &error(0.3)), [0.0, 0.5]);
        assert_eq!(steadied([0.0, 1.0], &error(1.1)), [0.0, 2.0]);
        assert_eq!(map(Quantity::Curl, [-0.3, 0.3]).round_ends(), [-0.5, 0.5]);
        assert_eq!(
            map(Quantity::LogDensity, [-13.3, -1.3]).round_ends(),
            [-13.0, -1.0]
        );
    }
}
