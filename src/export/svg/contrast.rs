//! How much one colour stands out from another.

use colorous::Color;

/// The ratio of their luminances, 1 for equal ones and 21 for black on white (WCAG 2.2).
pub fn contrast(a: Color, b: Color) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// `ink` painted on `ground` with this opacity.
pub fn mixed(ink: Color, ground: Color, opacity: f64) -> Color {
    let channel = |ink: u8, ground: u8| {
        let (ink, ground) = (f64::from(ink), f64::from(ground));
        (ground + opacity * (ink - ground)).round() as u8
    };
    Color {
        r: channel(ink.r, ground.r),
        g: channel(ink.g, ground.g),
        b: channel(ink.b, ground.b),
    }
}

/// Relative luminance of an sRGB colour, 0 to 1.
fn luminance(colour: Color) -> f64 {
    let linear = |channel: u8| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrasts_are_those_of_the_guidelines() {
        let grey = |v: u8| Color { r: v, g: v, b: v };
        assert!((contrast(grey(0), grey(255)) - 21.0).abs() < 1e-9);
        assert!((contrast(grey(255), grey(255)) - 1.0).abs() < 1e-12);
        // The lightest grey with 4.5 on white, as tables of the guidelines have it.
        assert!(contrast(grey(0x76), grey(255)) >= 4.5 && contrast(grey(0x77), grey(255)) < 4.5);
        assert_eq!(mixed(grey(0), grey(255), 0.2).r, 204);
    }
}
