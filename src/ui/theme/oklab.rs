//! Colours as the eye measures them.

use egui::{Color32, Rgba};

/// A colour as the eye measures it: Oklab (Ottosson 2020), lightness from 0 to 1, green to red, blue to
/// yellow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Oklab([f64; 3]);

impl Oklab {
    pub fn of(color: Color32) -> Self {
        let rgb = Rgba::from(color);
        let [r, g, b] = [rgb.r(), rgb.g(), rgb.b()].map(f64::from);
        let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
        let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
        let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
        Self([
            0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
            1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
            0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s,
        ])
    }

    /// From 0, black, to 1, white.
    pub fn lightness(self) -> f64 {
        self.0[0]
    }

    /// From 0, grey, up.
    pub fn chroma(self) -> f64 {
        self.0[1].hypot(self.0[2])
    }

    /// How far two colours are apart for the eye: 0.02 is just seen, black and white are 1 apart.
    pub fn distance(self, other: Self) -> f64 {
        let squares = self.0.iter().zip(other.0).map(|(a, b)| (a - b).powi(2));
        squares.sum::<f64>().sqrt()
    }

    /// The colour at `t`, 0 here and 1 at `other`, on a straight line.
    pub fn towards(self, other: Self, t: f64) -> Self {
        Self(std::array::from_fn(|i| {
            self.0[i] + t * (other.0[i] - self.0[i])
        }))
    }

    /// The nearest colour that a screen has.
    pub fn color(self) -> Color32 {
        let [lightness, a, b] = self.0;
        let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
        let [red, green, blue] = [
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
        ]
        .map(|linear| linear.clamp(0.0, 1.0) as f32);
        Color32::from(Rgba::from_rgb(red, green, blue))
    }
}

/// The colour of this lightness (0 to 1), colourfulness and hue in degrees, in Oklab.
pub fn polar(lightness: f64, chroma: f64, hue: f64) -> Color32 {
    let (sin, cos) = hue.to_radians().sin_cos();
    Oklab([lightness, chroma * cos, chroma * sin]).color()
}

/// How far two colours are apart for the eye: 0.02 is just seen, black and white are 1 apart.
#[cfg(test)]
pub fn apart(a: Color32, b: Color32) -> f64 {
    Oklab::of(a).distance(Oklab::of(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn red_is_where_ottosson_has_it() {
        let Oklab([l, a, b]) = Oklab::of(Color32::from_rgb(255, 0, 0));
        for (found, expected) in [(l, 0.627_96), (a, 0.224_86), (b, 0.125_85)] {
            assert!((found - expected).abs() < 1e-4, "{found} {expected}");
        }
    }
}
