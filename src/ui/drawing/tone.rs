//! How dark a density is drawn: c p beside the peak of p, on a scale that c does not move.

use super::color_ramp::Ramp;
use egui::Color32;

/// Below 1, so that the flanks of a peak stay visible.
const EXPONENT: f32 = 0.75;
/// Of the peak with c = 1 the colour has this much of the scale; the rest is left to a larger c.
const PEAK: f32 = 0.76;
/// Beyond these natural logarithms of c p / peak colours change no more.
const LOGS: (f32, f32) = (-22.0, 10.0);
/// Entries between them.
const STEPS: usize = 1024;

/// t(r) = u / (u + h) with u = r^0.75, for the density c p = r peak: it never clips.
fn tone(relative: f32) -> f32 {
    let half = (1.0 - PEAK) / PEAK;
    let u = relative.powf(EXPONENT);
    if u.is_finite() { u / (u + half) } else { 1.0 }
}

/// The colours of densities, looked up by their logarithm.
pub struct Tone {
    table: Vec<Color32>,
    /// log of what is multiplied with p.
    log_factor: f32,
}

impl Tone {
    /// For c = `constant` beside a peak of this logarithm.
    pub fn new(constant: f64, log_peak: f64, ramp: &Ramp) -> Self {
        let step = (LOGS.1 - LOGS.0) / (STEPS - 1) as f32;
        let at = |i: usize| ramp.at(tone((LOGS.0 + step * i as f32).exp()));
        Self {
            table: (0..STEPS).map(at).collect(),
            log_factor: (constant.ln() - log_peak) as f32,
        }
    }

    /// The colour where p has this logarithm; none at all where it is not a number.
    #[inline]
    pub fn of_log(&self, log_density: f32) -> Color32 {
        let part = (log_density + self.log_factor - LOGS.0) / (LOGS.1 - LOGS.0);
        // A float cast saturates, also at NaN.
        let index = (part * (STEPS - 1) as f32 + 0.5) as usize;
        self.table[index.min(STEPS - 1)]
    }

    /// The colour where p is this part of its peak.
    pub fn of_relative(&self, relative: f32, log_peak: f64) -> Color32 {
        self.of_log(relative.ln() + log_peak as f32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constant_lifts_every_colour_and_none_is_lost_at_the_end() {
        let ramp = Ramp::between(Color32::BLACK, Color32::WHITE);
        let tones = [0.01, 1.0, 100.0].map(|constant| Tone::new(constant, -2.0, &ramp));
        for log_relative in [0.0, -2.0, -5.0] {
            let [less, one, more] = [0, 1, 2].map(|i| tones[i].of_log(log_relative - 2.0).r());
            assert!(
                less < one && one < more,
                "{log_relative}: {less} {one} {more}"
            );
        }
        let shape = [0.0, -1.0, -3.0].map(|log| tones[2].of_log(log - 2.0).r());
        assert!(shape[0] > shape[1] && shape[1] > shape[2], "{shape:?}");
        assert_eq!(tones[1].of_log(f32::NEG_INFINITY), Color32::BLACK);
        assert_eq!(tones[1].of_log(f32::NAN), Color32::BLACK);
    }

    #[test]
    fn the_peak_has_its_place_on_the_scale_and_a_constant_of_one_leaves_room_above() {
        assert!((tone(1.0) - PEAK).abs() < 1e-6);
        assert!(tone(100.0) > 0.95 && tone(100.0) < 1.0);
        assert_eq!((tone(0.0), tone(f32::INFINITY)), (0.0, 1.0));
    }
}
