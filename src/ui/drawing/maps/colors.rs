//! The colours of maps: even steps for the eye on every theme, told apart without red and green.

use crate::measure::{Quantity, Scale};
use crate::ui::drawing::color_ramp::Ramp;
use crate::ui::theme::Palette;
use crate::ui::theme::oklab::{Oklab, polar};
use egui::Color32;

/// Hues in degrees, in Oklab: towards more error, and the far side of what goes both ways, opposite to the blue of
/// the density.
const ERROR: [f64; 2] = [185.0, 235.0];
const WARM: f64 = 72.0;
/// Lightness half way and at the end of an error, on a light canvas and on a dark one, and how colourful it is.
const ON_LIGHT: [f64; 2] = [0.82, 0.58];
const ON_DARK: [f64; 2] = [0.42, 0.66];
const CHROMA: f64 = 0.115;

/// The scale of a quantity on the canvas of a theme.
pub fn ramp(quantity: Quantity, palette: &Palette) -> Ramp {
    let canvas = palette.canvas;
    match (quantity, quantity.facts().scale) {
        (Quantity::Density | Quantity::LogDensity, _) => Ramp::between(canvas, palette.density),
        (_, Scale::FromZero | Scale::FromTop) => Ramp::through(&errors(canvas)),
        (_, Scale::Cosine) => {
            let [none, half, most] = errors(canvas);
            Ramp::through(&[most, half, none])
        }
        (_, Scale::BothWays) => Ramp::through(&[palette.density, canvas, warm(palette.density)]),
    }
}

/// From no error to a large one.
fn errors(canvas: Color32) -> [Color32; 3] {
    let lightness = if Oklab::of(canvas).lightness() > 0.5 {
        ON_LIGHT
    } else {
        ON_DARK
    };
    let [half, most] = [0, 1].map(|i| polar(lightness[i], CHROMA, ERROR[i]));
    [canvas, half, most]
}

/// As light and as colourful as `cold`, and of the opposite hue.
fn warm(cold: Color32) -> Color32 {
    let cold = Oklab::of(cold);
    polar(cold.lightness(), cold.chroma(), WARM)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::oklab::apart;
    use crate::ui::theme::palette;

    #[test]
    fn every_scale_goes_in_even_steps_for_the_eye_and_both_ways_equally_far() {
        for visuals in [egui::Visuals::dark(), egui::Visuals::light()] {
            let palette = palette(&visuals);
            for quantity in Quantity::ALL {
                let ramp = ramp(quantity, palette);
                let steps: Vec<f64> = (1..=8)
                    .map(|i| [i - 1, i].map(|i| ramp.at(i as f32 / 8.0)))
                    .map(|[a, b]| apart(a, b))
                    .collect();
                let mean = steps.iter().sum::<f64>() / 8.0;
                let even = |step: &f64| (step / mean - 1.0).abs() < 0.3;
                assert!(steps.iter().all(even), "{quantity:?} {steps:?}");
                let middle = |t| apart(ramp.at(t), palette.canvas);
                if quantity.facts().scale == Scale::BothWays {
                    assert!(middle(0.5) < 0.02, "{quantity:?}");
                    assert!((middle(0.0) / middle(1.0) - 1.0).abs() < 0.1);
                }
            }
        }
    }
}
