//! Colour scales: densities as colours in every theme, and how far colours are apart.

use crate::mixture::GaussianMixture;
use crate::ui::theme::Palette;
use crate::ui::theme::oklab::Oklab;
use egui::Color32;

/// Entries of a baked scale: finer than the eye.
const STEPS: usize = 256;

/// A colour scale baked into a table, so that a thousand arrows cost a thousand lookups.
pub struct Ramp {
    table: [Color32; STEPS],
}

impl Ramp {
    fn bake(color: impl Fn(f64) -> Color32) -> Self {
        let table = std::array::from_fn(|i| color(i as f64 / (STEPS - 1) as f64));
        Self { table }
    }

    /// The colour at `t` in `[0, 1]`; values outside are clamped, NaN is 0.
    #[inline]
    pub fn at(&self, t: f32) -> Color32 {
        self.table[(t.clamp(0.0, 1.0) * (STEPS - 1) as f32 + 0.5) as usize]
    }

    /// From `low` to `high` in even steps for the eye: a straight line in Oklab.
    pub fn between(low: Color32, high: Color32) -> Self {
        let (low, high) = (Oklab::of(low), Oklab::of(high));
        Self::bake(|t| low.towards(high, t).color())
    }
}

/// The scales of one theme.
pub struct Ramps {
    /// From the canvas colour to the densest blue.
    pub density: Ramp,
}

impl Ramps {
    pub fn new(palette: &Palette) -> Self {
        Self {
            density: Ramp::between(palette.canvas, palette.density),
        }
    }
}

/// The scales of the theme in use, baked anew when it changes.
#[derive(Default)]
pub struct ThemedRamps {
    /// Between which colours they go, and they.
    baked: Option<([Color32; 2], Ramps)>,
}

impl ThemedRamps {
    pub fn of(&mut self, palette: &Palette) -> &Ramps {
        let ends = [palette.canvas, palette.density];
        let (_, ramps) = match self.baked.take() {
            Some(baked) if baked.0 == ends => self.baked.insert(baked),
            _ => self.baked.insert((ends, Ramps::new(palette))),
        };
        ramps
    }
}

/// A scale from 0 to infinity: `m / (m + half)`, so that fields with a range of a million stay
/// readable; `half` is the magnitude in the middle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Compression {
    pub half: f64,
}

impl Compression {
    #[inline]
    pub fn of(self, magnitude: f64) -> f32 {
        (magnitude / (magnitude + self.half)) as f32
    }
}

/// The root of E|s|^2 of the components taken one by one: the middle of the colour scale. It
/// depends on target and level only, so colours do not change under panning.
pub fn typical_score(mixture: &GaussianMixture, sigma: f64) -> f64 {
    let variance = sigma * sigma;
    let mean: f64 = mixture
        .components()
        .iter()
        .map(|component| {
            let ([large, small], _) = component.axes();
            let precision = |std: f64| 1.0 / (std * std + variance).max(1e-24);
            component.weight * (precision(large) + precision(small))
        })
        .sum();
    mean.sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::Component;
    use crate::ui::theme::oklab::apart;
    use crate::ui::theme::palette;

    #[test]
    fn scales_clamp_and_survive_nan() {
        let ramp = Ramp::between(Color32::WHITE, Color32::BLUE);
        assert_eq!(ramp.at(-1.0), ramp.at(0.0));
        assert_eq!(ramp.at(2.0), ramp.at(1.0));
        assert_eq!(ramp.at(f32::NAN), ramp.at(0.0));
        assert_eq!(
            (ramp.at(0.0), ramp.at(1.0)),
            (Color32::WHITE, Color32::BLUE)
        );
    }

    #[test]
    fn a_scale_goes_in_even_steps_for_the_eye() {
        for visuals in [egui::Visuals::dark(), egui::Visuals::light()] {
            let ramps = Ramps::new(palette(&visuals));
            let steps: Vec<f64> = (1..=8)
                .map(|i| [i - 1, i].map(|i| ramps.density.at(i as f32 / 8.0)))
                .map(|[a, b]| apart(a, b))
                .collect();
            let mean = steps.iter().sum::<f64>() / 8.0;
            assert!(
                steps.iter().all(|step| (step / mean - 1.0).abs() < 0.15),
                "{steps:?}"
            );
        }
    }

    #[test]
    fn the_typical_score_of_one_gaussian_is_its_root_mean_square() {
        let mixture = GaussianMixture::new(vec![Component::round([3.0, 1.0], 0.6, 1.0)]).unwrap();
        let expected = (2.0 / (0.36 + 0.64_f64)).sqrt();
        assert!((typical_score(&mixture, 0.8) - expected).abs() < 1e-12);
    }
}
