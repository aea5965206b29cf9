//! The colours of modes: in the journey's dots and bars, in shares and in charts alike.

use super::oklab::polar;
use egui::Color32;

/// Neighbours in the list differ clearly; none is orange or the density's blue.
const FEW: [u32; 10] = [
    0x8f5bd8, 0x1fa187, 0xd63b9c, 0x6aa71f, 0x19a5c9, 0xb9a11a, 0x5a4bb0, 0xef8fc4, 0x2e7d4f,
    0x8794a5,
];
/// Beyond them hues go round from yellow over green, blue and violet to pink, in degrees: the arc that
/// leaves out orange and red.
const ARC: (f64, f64) = (105.0, 355.0);
/// Up to so many modes are told apart one by one; more are places along a curve.
const MANY: usize = 32;
/// The colour of mode number `kind` of `kinds`.
pub fn hue(kind: u16, kinds: usize) -> Color32 {
    let kind = usize::from(kind);
    if kinds <= FEW.len() {
        let [_, r, g, b] = FEW[kind % FEW.len()].to_be_bytes();
        return Color32::from_rgb(r, g, b);
    }
    let around = |part: f64| ARC.0 + (ARC.1 - ARC.0) * part;
    let part = |rank: usize| rank as f64 / kinds as f64;
    if kinds <= MANY {
        // Neighbours in the list lie far apart on the arc, neighbours on the arc differ in lightness.
        let rank = kind * stride(kinds) % kinds;
        return polar([0.62, 0.74, 0.5][rank % 3], 0.14, around(part(rank)));
    }
    polar(0.66, 0.14, around(part(kind)))
}

/// The step nearest to the golden section of `count` that visits all of them.
fn stride(count: usize) -> usize {
    let shared =
        |step: &usize| (2..=*step).any(|d| step.is_multiple_of(d) && count.is_multiple_of(d));
    let golden = (0.618 * count as f64) as usize;
    (golden.max(1)..count)
        .find(|step| !shared(step))
        .unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::oklab::apart;

    #[test]
    fn up_to_thirty_two_modes_have_colours_that_differ() {
        for (kinds, least) in [
            (2, 0.2),
            (4, 0.1),
            (10, 0.06),
            (11, 0.02),
            (25, 0.02),
            (32, 0.02),
        ] {
            let hues: Vec<Color32> = (0..kinds as u16).map(|kind| hue(kind, kinds)).collect();
            for (i, a) in hues.iter().enumerate() {
                for b in &hues[..i] {
                    let found = apart(*a, *b);
                    assert!(found > least, "{kinds} kinds: {a:?} {b:?}: {found}");
                }
            }
        }
    }
}
