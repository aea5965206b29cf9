//! The colours of maps and of what stands beside each other, on either ground.

use super::contrast::mixed;
use super::palette::{Palette, css, parsed};
use crate::figure::{Ink, Theme, Tint};

/// Lines of several: told apart by lightness too, and by those who do not see red and green.
const SERIES_ON_LIGHT: [&str; Ink::SERIES] = [
    "#1d5fa8", "#b4470b", "#167a5b", "#8b3fa0", "#7a5c00", "#4a515b",
];
const SERIES_ON_DARK: [&str; Ink::SERIES] = [
    "#83b8ff", "#ffab66", "#6fd3a6", "#d9a3f2", "#e6cb6f", "#c5cad1",
];

impl Palette {
    /// A line's colour.
    pub fn ink_of(&self, ink: Ink) -> &'static str {
        match ink {
            Ink::Plain => self.ink,
            Ink::Field => self.field(),
            Ink::Series(index) => self.series()[index % Ink::SERIES],
        }
    }

    fn series(&self) -> [&'static str; Ink::SERIES] {
        match self.theme() {
            Theme::Light => SERIES_ON_LIGHT,
            Theme::Dark => SERIES_ON_DARK,
        }
    }

    /// Arrows and streamlines over a coloured density.
    pub fn field(&self) -> &'static str {
        match self.theme() {
            Theme::Light => "#3c434d",
            Theme::Dark => "#c3cad4",
        }
    }

    /// The colour of band `index` of `count`: the first and the last have the ends of the scale.
    pub fn tint_of(&self, tint: Tint, index: usize, count: usize) -> String {
        self.tint(tint, index as f64 / (count.max(2) - 1) as f64)
    }

    /// The colour at `fraction` of a scale, 0 at its bottom.
    fn tint(&self, tint: Tint, fraction: f64) -> String {
        let stops: Vec<&str> = match (tint, self.theme()) {
            (Tint::Time, _) => return self.time(fraction),
            (Tint::Ground, Theme::Light) => vec![&self.paper, "#d5e3f3", "#a8c8ea"],
            (Tint::Ground, Theme::Dark) => vec![&self.paper, "#1d3048", "#27496f"],
            (Tint::Density, Theme::Light) => vec![&self.paper, "#8fb9e3", "#1f5490"],
            (Tint::Density, Theme::Dark) => vec![&self.paper, "#2a5c94", "#a6d1ff"],
            (Tint::Error, Theme::Light) => vec![&self.paper, "#79c2c4", "#10596b"],
            (Tint::Error, Theme::Dark) => vec![&self.paper, "#1c6a77", "#9fe6e2"],
            (Tint::Agreement, Theme::Light) => vec!["#10596b", "#79c2c4", &self.paper],
            (Tint::Agreement, Theme::Dark) => vec!["#9fe6e2", "#1c6a77", &self.paper],
            (Tint::BothWays, Theme::Light) => {
                vec!["#1f5490", "#8fb9e3", &self.paper, "#e8b27c", "#a14d06"]
            }
            (Tint::BothWays, Theme::Dark) => {
                vec!["#a6d1ff", "#2a5c94", &self.paper, "#8a5415", "#ffc98a"]
            }
        };
        let along = fraction.clamp(0.0, 1.0) * (stops.len() - 1) as f64;
        let from = (along as usize).min(stops.len() - 2);
        let [a, b] = [stops[from], stops[from + 1]].map(parsed);
        css(mixed(b, a, along - from as f64))
    }
}

#[cfg(test)]
mod tests {
    use super::super::contrast::contrast;
    use super::super::palette::LEAST_CONTRAST;
    use super::*;
    use crate::figure::{Medium, Plate};

    #[test]
    fn every_ink_stands_out_from_the_paper_and_from_all_of_the_ground_tint() {
        for theme in [Theme::Light, Theme::Dark] {
            let mut plate = Plate::new(String::new(), Vec::new());
            (plate.theme, plate.medium) = (theme, Medium::Print);
            let palette = Palette::new(plate.theme, plate.medium);
            let inks = [Ink::Plain, Ink::Field];
            let inks = inks.into_iter().chain((0..Ink::SERIES).map(Ink::Series));
            for ink in inks {
                let colour = palette.ink_of(ink);
                for step in 0..=10 {
                    let ground = palette.tint(Tint::Ground, f64::from(step) / 10.0);
                    let found = contrast(parsed(colour), parsed(&ground));
                    assert!(found >= LEAST_CONTRAST, "{ink:?} {theme:?} {step}: {found}");
                }
            }
        }
    }

    #[test]
    fn scales_go_one_way_in_lightness_or_two_equal_ways() {
        let white = parsed("#ffffff");
        for theme in [Theme::Light, Theme::Dark] {
            let palette = Palette::new(theme, Medium::Print);
            let lightness = |tint: Tint, at: f64| contrast(parsed(&palette.tint(tint, at)), white);
            for tint in [Tint::Ground, Tint::Density, Tint::Error, Tint::Agreement] {
                let steps: Vec<f64> = (0..=8)
                    .map(|i| lightness(tint, f64::from(i) / 8.0))
                    .collect();
                let rises = steps.windows(2).all(|pair| pair[0] < pair[1]);
                let falls = steps.windows(2).all(|pair| pair[0] > pair[1]);
                assert!(rises || falls, "{tint:?} {theme:?} {steps:?}");
            }
            for at in [0.0, 0.25, 0.4] {
                let ratio = lightness(Tint::BothWays, at) / lightness(Tint::BothWays, 1.0 - at);
                assert!((0.7..1.4).contains(&ratio), "{theme:?} {at}: {ratio}");
            }
        }
    }
}
