//! Colour scales: magnitudes of arrows and densities as colours, in both themes.

use crate::mixture::GaussianMixture;
use crate::ui::theme::Palette;
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

    /// From `low` to `high` of a perceptual gradient, so that both ends stay legible.
    fn part(gradient: colorous::Gradient, low: f64, high: f64) -> Self {
        Self::bake(|t| {
            let color = gradient.eval_continuous(low + (high - low) * t);
            Color32::from_rgb(color.r, color.g, color.b)
        })
    }
}

/// The scales of one theme.
pub struct Ramps {
    pub score: Ramp,
    /// Learned minus exact: never to be mistaken for a score.
    pub difference: Ramp,
    /// From the canvas colour to a quiet blue: arrows stay on top.
    pub density: Ramp,
}

impl Ramps {
    pub fn new(dark: bool, palette: &Palette) -> Self {
        let canvas = palette.canvas;
        let peak = if dark {
            Color32::from_rgb(0x34, 0x53, 0x82)
        } else {
            Color32::from_rgb(0xa3, 0xc3, 0xe6)
        };
        let density = Ramp::bake(move |t| canvas.lerp_to_gamma(peak, t as f32));
        if dark {
            Self {
                score: Ramp::part(colorous::VIRIDIS, 0.55, 1.0),
                difference: Ramp::part(colorous::RED_PURPLE, 0.5, 0.05),
                density,
            }
        } else {
            Self {
                score: Ramp::part(colorous::VIRIDIS, 0.48, 0.0),
                difference: Ramp::part(colorous::RED_PURPLE, 0.62, 1.0),
                density,
            }
        }
    }
}

/// The scales of the theme in use, baked anew when it changes.
#[derive(Default)]
pub struct ThemedRamps {
    /// Whether they are those of the dark theme, and they.
    baked: Option<(bool, Ramps)>,
}

impl ThemedRamps {
    pub fn of(&mut self, dark: bool, palette: &Palette) -> &Ramps {
        let (_, ramps) = match self.baked.take() {
            Some(baked) if baked.0 == dark => self.baked.insert(baked),
            _ => self.baked.insert((dark, Ramps::new(dark, palette))),
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
    use crate::ui::theme;

    #[test]
    fn scales_clamp_and_survive_nan() {
        let visuals = egui::Visuals::dark();
        let ramps = Ramps::new(true, theme::palette(&visuals));
        assert_eq!(ramps.score.at(-1.0), ramps.score.at(0.0));
        assert_eq!(ramps.score.at(2.0), ramps.score.at(1.0));
        assert_eq!(ramps.score.at(f32::NAN), ramps.score.at(0.0));
    }

    #[test]
    fn arrows_and_particles_stand_out_from_every_density() {
        for dark in [true, false] {
            let visuals = if dark {
                egui::Visuals::dark()
            } else {
                egui::Visuals::light()
            };
            let palette = theme::palette(&visuals);
            let ramps = Ramps::new(dark, palette);
            for ground in [0.0, 0.5, 1.0].map(|t| ramps.density.at(t)) {
                for (name, ink, least) in [
                    ("weak arrows", ramps.score.at(0.0), 2.0),
                    ("typical arrows", ramps.score.at(0.5), 3.0),
                    ("weak differences", ramps.difference.at(0.0), 2.0),
                    ("differences", ramps.difference.at(0.5), 3.0),
                    ("particles", palette.particle, 3.0),
                    ("handles", palette.strong, 7.0),
                ] {
                    let found = theme::contrast(ink, ground);
                    assert!(found >= least, "dark {dark}, {name}: {found} on {ground:?}");
                }
            }
        }
    }

    #[test]
    fn the_density_scale_grows_lighter_in_the_dark_and_darker_in_the_light() {
        for dark in [true, false] {
            let visuals = if dark {
                egui::Visuals::dark()
            } else {
                egui::Visuals::light()
            };
            let ramps = Ramps::new(dark, theme::palette(&visuals));
            let light = |t: f32| ramps.density.at(t).intensity();
            for i in 1..10 {
                let (low, high) = (light((i - 1) as f32 / 9.0), light(i as f32 / 9.0));
                assert!(if dark { high > low } else { high < low });
            }
        }
    }

    #[test]
    fn the_typical_score_of_one_gaussian_is_its_root_mean_square() {
        let mixture = GaussianMixture::new(vec![Component::round([3.0, 1.0], 0.6, 1.0)]).unwrap();
        let expected = (2.0 / (0.36 + 0.64_f64)).sqrt();
        assert!((typical_score(&mixture, 0.8) - expected).abs() < 1e-12);
    }
}
