//! Colours: quiet greys for what is given, viridis for time.

use super::contrast::{contrast, mixed};
use crate::figure::{Medium, Spacing, Stretch, Theme};
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
    medium: Medium,
    theme: Theme,
}

/// How much lighter or darker than its ground a line in print is at least, as a ratio of luminances.
pub const LEAST_CONTRAST: f64 = 2.0;
/// Contours inside each other.
const TINTS: usize = 5;
/// Where the colours of time are tried, from the one that is wanted towards the end.
const TRIED: usize = 100;

impl Palette {
    /// The colours of `theme` on a screen or in print.
    pub fn new(theme: Theme, medium: Medium) -> Self {
        let palette = Self::on_screen(theme);
        match medium {
            Medium::Screen => palette,
            Medium::Print => palette.in_print(theme),
        }
    }

    /// The ground that these colours are for.
    pub fn theme(&self) -> Theme {
        self.theme
    }

    /// No line fainter than [`LEAST_CONTRAST`], also on the darkest tint of the contours.
    fn in_print(self, theme: Theme) -> Self {
        let (contour, arrow) = match theme {
            Theme::Light => ("#75818f", "#5f6875"),
            Theme::Dark => ("#8a96a6", "#a3adba"),
        };
        let grounds = [self.ground, self.tinted()];
        let [begin, end] = self.time;
        let place = |tried: usize| begin + (end - begin) * tried as f64 / TRIED as f64;
        let is_seen = |place: &f64| {
            let colour = colorous::VIRIDIS.eval_continuous(*place);
            grounds
                .iter()
                .all(|ground| contrast(colour, *ground) >= LEAST_CONTRAST)
        };
        let first = (0..=TRIED).map(place).find(is_seen);
        Self {
            contour,
            arrow,
            time: [first.unwrap_or(end), end],
            medium: Medium::Print,
            ..self
        }
    }

    /// The ground inside all contours.
    fn tinted(&self) -> Color {
        let tint = parsed(self.contour);
        (0..TINTS).fold(self.ground, |ground, _| {
            mixed(tint, ground, self.contour_tint)
        })
    }

    fn on_screen(theme: Theme) -> Self {
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
                medium: Medium::Screen,
                theme,
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
                medium: Medium::Screen,
                theme,
            },
        }
    }

    /// The colour at `fraction` of the way from the beginning (0) to the end (1).
    pub fn time(&self, fraction: f64) -> String {
        css(self.viridis(fraction))
    }

    /// How strongly a stretch of paths is painted, up to 1.
    pub fn strength(&self, spacing: Spacing, stretch: &Stretch) -> f64 {
        spacing.strength(stretch.fraction, stretch.leaps, self.medium)
    }

    /// How strongly the dots are painted that stand for particles without a path.
    pub fn dot_strength(&self) -> f64 {
        match self.medium {
            Medium::Screen => 0.45,
            Medium::Print => 0.6,
        }
    }

    /// Whether long leaps are dashed.
    pub fn dashes_leaps(&self) -> bool {
        self.medium == Medium::Print
    }

    /// The same colour as paths show it on blank paper.
    pub fn time_on_paper(&self, fraction: f64) -> String {
        let strength = Spacing::default().strength(fraction, false, self.medium);
        css(mixed(self.viridis(fraction), self.ground, strength))
    }

    fn viridis(&self, fraction: f64) -> Color {
        let [begin, end] = self.time;
        let place = begin + (end - begin) * fraction.clamp(0.0, 1.0);
        colorous::VIRIDIS.eval_continuous(place)
    }
}

/// As CSS writes it.
pub fn css(colour: Color) -> String {
    format!("#{colour:x}")
}

/// The colour that CSS writes as `#rrggbb`.
pub fn parsed(css: &str) -> Color {
    let channel = |at: usize| u8::from_str_radix(&css[at..at + 2], 16).unwrap_or_default();
    Color {
        r: channel(1),
        g: channel(3),
        b: channel(5),
    }
}
