//! What each colour of the window means: one thing each. Orange is particles and nothing else.

use super::choice::ThemeChoice;
use egui::{Color32, Theme, Visuals};

/// The colours of one theme.
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    /// Behind the plane and the charts; no density at all.
    pub canvas: Color32,
    pub panel: Color32,
    /// Buttons and fields at rest.
    pub widget: Color32,
    pub widget_hovered: Color32,
    pub line: Color32,
    /// Around buttons, boxes and rails: what can be used is seen from afar.
    pub edge: Color32,
    pub weak: Color32,
    pub text: Color32,
    pub strong: Color32,
    /// What was learned, in charts and captions; what is chosen, under the hand or running.
    pub accent: Color32,
    pub selection: Color32,
    /// The exact truth beside what was learned: in charts, in captions, and arrows behind arrows.
    pub truth: Color32,
    /// Arrows of a score.
    pub arrow: Color32,
    /// Arrows of learned minus exact: never to be mistaken for a score.
    pub difference: Color32,
    /// The densest density; towards none it fades into the canvas.
    pub density: Color32,
    /// Lines of equal log p, and the numbers on them.
    pub contour: Color32,
    /// Particles, and nothing else.
    pub particle: Color32,
    /// Clean points that could have made a noisy one, and their average.
    pub clean: Color32,
    /// What a hand takes or has sent: inside of handles, around launched particles.
    pub hand: Color32,
    /// Around handles.
    pub hand_edge: Color32,
    pub good: Color32,
    pub warning: Color32,
    pub error: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

const DARK: Palette = Palette {
    canvas: rgb(0x0e1116),
    panel: rgb(0x171b22),
    widget: rgb(0x222833),
    widget_hovered: rgb(0x2c3441),
    line: rgb(0x2b323d),
    edge: rgb(0x626e7e),
    weak: rgb(0x9ba6b5),
    text: rgb(0xcfd6e0),
    strong: rgb(0xf3f6fa),
    accent: rgb(0x6aa9ff),
    selection: rgb(0x17355e),
    truth: rgb(0xb9c2cf),
    arrow: rgb(0xe3eaf4),
    difference: rgb(0xf08bd8),
    density: rgb(0x4c84e6),
    contour: rgb(0x8fa6cc),
    particle: rgb(0xff9457),
    clean: rgb(0x4fd08f),
    hand: rgb(0xffffff),
    hand_edge: rgb(0x0e1116),
    good: rgb(0x56c596),
    warning: rgb(0xe9cf52),
    error: rgb(0xff6e86),
};

const LIGHT: Palette = Palette {
    canvas: rgb(0xffffff),
    panel: rgb(0xf7f8fa),
    widget: rgb(0xffffff),
    widget_hovered: rgb(0xeaf1fb),
    line: rgb(0xdde2e9),
    edge: rgb(0x8a94a1),
    weak: rgb(0x566170),
    text: rgb(0x2b323c),
    strong: rgb(0x0c1117),
    accent: rgb(0x2062c4),
    selection: rgb(0xd3e4fb),
    truth: rgb(0x5b6470),
    arrow: rgb(0x1d2735),
    difference: rgb(0x9c1f86),
    density: rgb(0x3a6fc8),
    contour: rgb(0x5c7099),
    particle: rgb(0xd9480f),
    clean: rgb(0x0b7a3e),
    hand: rgb(0xffffff),
    hand_edge: rgb(0x1d2735),
    good: rgb(0x14794f),
    warning: rgb(0x6f5a00),
    error: rgb(0xb81b3c),
};

const DARK_CONTRAST: Palette = Palette {
    canvas: rgb(0x000000),
    panel: rgb(0x000000),
    widget: rgb(0x101010),
    widget_hovered: rgb(0x0b2c57),
    line: rgb(0x9a9a9a),
    edge: rgb(0xe0e0e0),
    weak: rgb(0xe0e0e0),
    text: rgb(0xffffff),
    strong: rgb(0xffffff),
    accent: rgb(0x8cc2ff),
    selection: rgb(0x0b3d80),
    truth: rgb(0xe6e6e6),
    arrow: rgb(0xffffff),
    difference: rgb(0xffa6ec),
    density: rgb(0x3f78e0),
    contour: rgb(0xbcd0f5),
    particle: rgb(0xffa24d),
    clean: rgb(0x6df0a0),
    hand: rgb(0xffffff),
    hand_edge: rgb(0x000000),
    good: rgb(0x6df0b2),
    warning: rgb(0xffe95c),
    error: rgb(0xff9aa8),
};

const LIGHT_CONTRAST: Palette = Palette {
    canvas: rgb(0xffffff),
    panel: rgb(0xffffff),
    widget: rgb(0xffffff),
    widget_hovered: rgb(0xd9e8ff),
    line: rgb(0x5c5c5c),
    edge: rgb(0x1a1a1a),
    weak: rgb(0x262626),
    text: rgb(0x000000),
    strong: rgb(0x000000),
    accent: rgb(0x0041a8),
    selection: rgb(0xc4dcff),
    truth: rgb(0x333333),
    arrow: rgb(0x000000),
    difference: rgb(0x86006e),
    density: rgb(0x5f92e8),
    contour: rgb(0x24365c),
    particle: rgb(0xb83600),
    clean: rgb(0x00592a),
    hand: rgb(0xffffff),
    hand_edge: rgb(0x000000),
    good: rgb(0x005c37),
    warning: rgb(0x524200),
    error: rgb(0x990024),
};

/// The colours that `choice` has while the window is in `theme`.
pub fn of(choice: ThemeChoice, theme: Theme) -> &'static Palette {
    let contrast = match choice {
        ThemeChoice::System | ThemeChoice::Light | ThemeChoice::Dark => false,
        ThemeChoice::LightContrast | ThemeChoice::DarkContrast => true,
    };
    match (theme, contrast) {
        (Theme::Dark, false) => &DARK,
        (Theme::Light, false) => &LIGHT,
        (Theme::Dark, true) => &DARK_CONTRAST,
        (Theme::Light, true) => &LIGHT_CONTRAST,
    }
}

/// The colours of the theme in use.
pub fn palette(visuals: &Visuals) -> &'static Palette {
    let (usual, contrast) = if visuals.dark_mode {
        (&DARK, &DARK_CONTRAST)
    } else {
        (&LIGHT, &LIGHT_CONTRAST)
    };
    if visuals.panel_fill == contrast.panel {
        contrast
    } else {
        usual
    }
}

/// Every palette there is.
#[cfg(test)]
pub const ALL: [&Palette; 4] = [&DARK, &LIGHT, &DARK_CONTRAST, &LIGHT_CONTRAST];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::drawing::color_ramp::Ramp;
    use crate::ui::theme::oklab::apart;
    use crate::ui::theme::{contrast, modes, visuals};

    #[test]
    fn text_stands_out_from_everything_it_is_written_on() {
        for palette in ALL {
            for ground in [palette.canvas, palette.panel, palette.widget] {
                for ink in [
                    palette.weak,
                    palette.text,
                    palette.strong,
                    palette.warning,
                    palette.error,
                    palette.truth,
                    palette.accent,
                ] {
                    let found = contrast(ink, ground);
                    assert!(found >= 4.5, "{ink:?} on {ground:?}: {found}");
                }
            }
            for ground in [palette.widget_hovered, palette.selection] {
                let found = contrast(palette.strong, ground);
                assert!(found >= 7.0, "{ground:?}: {found}");
            }
        }
    }

    #[test]
    fn what_can_be_used_has_an_edge_that_is_seen() {
        for palette in ALL {
            let found = contrast(palette.edge, palette.panel);
            assert!(found >= 2.8, "{found}");
            let chosen = contrast(palette.accent, palette.selection);
            assert!(chosen >= 4.5, "what is chosen: {chosen}");
            let focus = contrast(palette.accent, palette.panel);
            assert!(focus >= 3.0, "focus: {focus}");
        }
        for palette in [&DARK_CONTRAST, &LIGHT_CONTRAST] {
            for ink in [palette.weak, palette.text, palette.accent, palette.arrow] {
                let found = contrast(ink, palette.canvas);
                assert!(found >= 7.0, "{ink:?}: {found}");
            }
            assert!(contrast(palette.edge, palette.panel) >= 10.0);
        }
    }

    #[test]
    fn a_window_finds_the_palette_it_was_dressed_in() {
        for choice in ThemeChoice::ALL {
            for theme in [Theme::Dark, Theme::Light] {
                let dressed = of(choice, theme);
                let found = palette(&visuals(theme, dressed));
                assert!(std::ptr::eq(dressed, found), "{choice:?} {theme:?}");
            }
        }
    }

    #[test]
    fn arrows_and_particles_stand_out_from_every_density() {
        for palette in ALL {
            let density = Ramp::between(palette.canvas, palette.density);
            for t in [0.0, 0.25, 0.5, 0.75, 1.0] {
                let ground = density.at(t);
                let arrow = contrast(palette.arrow, ground);
                assert!(arrow >= 2.6, "arrows on {ground:?}: {arrow}");
                for ink in [palette.particle, palette.difference] {
                    let found = apart(ink, ground);
                    assert!(found >= 0.2, "{ink:?} on {ground:?}: {found}");
                }
            }
        }
    }

    #[test]
    fn orange_is_particles_and_nothing_else() {
        for palette in ALL {
            let others = [
                palette.accent,
                palette.truth,
                palette.arrow,
                palette.difference,
                palette.density,
                palette.contour,
                palette.good,
                palette.warning,
                palette.error,
            ];
            let hues = |kinds: usize| (0..kinds as u16).map(move |kind| modes::hue(kind, kinds));
            for other in others
                .into_iter()
                .chain(hues(10))
                .chain(hues(24))
                .chain(hues(200))
            {
                let found = apart(other, palette.particle);
                assert!(found >= 0.1, "{other:?} looks like a particle: {found}");
            }
        }
    }
}
