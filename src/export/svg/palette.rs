//! Colours: quiet greys for what is given, viridis for time.

use crate::figure::{Spacing, Theme};
use colorous::Color;

/// The colours of one theme, as CSS.
pub struct Palette {
    pub paper: String,
    pub ink: &'static str,
    /// Captions and heads.
    pub faint_ink: &'static str,
    pub frame: &'static str,
    pub contour: &'static str,
    /// How strongly each contour level tints what lies inside it.
    pub contour_tint: f64,
    pub arrow: &'static str,
    ground: Color,
    /// Places on viridis for the beginning and the end of time. Paths end in the colour that
    /// stands out most from the paper; its yellow hardly shows on white, its violet on black.
    time: [f64; 2],
}

impl Palette {
    pub fn of(theme: Theme) -> Self {
        let ground = match theme {
            Theme::Light => Color {
                r: 0xff,
                g: 0xff,
                b: 0xff,
            },
            Theme::Dark => Color {
                r: 0x15,
                g: 0x18,
                b: 0x1d,
            },
        };
        let paper = css(ground);
        match theme {
            Theme::Light => Self {
                paper,
                ink: "#1b1e23",
                faint_ink: "#535a64",
                frame: "#4a515b",
                contour: "#9aa5b4",
                contour_tint: 0.1,
                arrow: "#7b8593",
                ground,
                time: [0.92, 0.0],
            },
            Theme::Dark => Self {
                paper,
                ink: "#e8eaed",
                faint_ink: "#a9b0ba",
                frame: "#8b93a0",
                contour: "#6b7686",
                contour_tint: 0.13,
                arrow: "#77818f",
                ground,
                time: [0.2, 1.0],
            },
        }
    }

    /// The colour at `fraction` of the way from the beginning (0) to the end (1).
    pub fn time(&self, fraction: f64) -> String {
        css(self.viridis(fraction))
    }

    /// The same colour as paths show it on blank paper.
    pub fn time_on_paper(&self, fraction: f64) -> String {
        let strength = Spacing::default().strength(fraction, false);
        let colour = self.viridis(fraction);
        let mixed = |ink: u8, ground: u8| {
            let (ink, ground) = (f64::from(ink), f64::from(ground));
            (ground + strength * (ink - ground)).round() as u8
        };
        css(Color {
            r: mixed(colour.r, self.ground.r),
            g: mixed(colour.g, self.ground.g),
            b: mixed(colour.b, self.ground.b),
        })
    }

    fn viridis(&self, fraction: f64) -> Color {
        let [begin, end] = self.time;
        let place = begin + (end - begin) * fraction.clamp(0.0, 1.0);
        colorous::VIRIDIS.eval_continuous(place)
    }
}

fn css(colour: Color) -> String {
    format!("#{colour:x}")
}
