//! Colour scales: densities as colours in every theme.

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

    /// Through all of `colors`, at least two, in even steps for the eye.
    pub fn through(colors: &[Color32]) -> Self {
        let stops: Vec<Oklab> = colors.iter().map(|color| Oklab::of(*color)).collect();
        let lengths: Vec<f64> = stops.windows(2).map(|p| p[0].distance(p[1])).collect();
        let total: f64 = lengths.iter().sum();
        Self::bake(|t| {
            let mut left = t * total;
            let last = lengths.len() - 1;
            let piece = lengths[..last].iter().position(|length| {
                let here = left <= *length;
                left -= if here { 0.0 } else { *length };
                here
            });
            let piece = piece.unwrap_or(last);
            let along = if lengths[piece] > 0.0 {
                left / lengths[piece]
            } else {
                0.0
            };
            stops[piece]
                .towards(stops[piece + 1], along.min(1.0))
                .color()
        })
    }
}

/// The scale of densities of the theme in use, from the canvas colour to the densest blue; baked anew when
/// those change.
#[derive(Default)]
pub struct ThemedRamp {
    baked: Option<([Color32; 2], Ramp)>,
}

impl ThemedRamp {
    pub fn of(&mut self, palette: &Palette) -> &Ramp {
        let [low, high] = [palette.canvas, palette.density];
        let (_, ramp) = match self.baked.take() {
            Some(baked) if baked.0 == [low, high] => self.baked.insert(baked),
            _ => self.baked.insert(([low, high], Ramp::between(low, high))),
        };
        ramp
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
            let mut themed = ThemedRamp::default();
            let ramp = themed.of(palette(&visuals));
            let steps: Vec<f64> = (1..=8)
                .map(|i| [i - 1, i].map(|i| ramp.at(i as f32 / 8.0)))
                .map(|[a, b]| apart(a, b))
                .collect();
            let mean = steps.iter().sum::<f64>() / 8.0;
            assert!(
                steps.iter().all(|step| (step / mean - 1.0).abs() < 0.15),
                "{steps:?}"
            );
        }
    }
}
