//! How the window looks: one restrained palette a theme, and the sizes that follow from it.

use crate::wording::every;
use egui::{
    Color32, CornerRadius, FontFamily, FontId, Margin, Stroke, TextStyle, Theme, Vec2, Visuals,
    vec2,
};
use serde::{Deserialize, Serialize};

/// The size of body text at the ordinary size, in points.
const BODY: f32 = 13.0;
/// How much larger everything is at the presenter size in a window of [`SMALL_WINDOW`]: readable
/// from the back of a classroom. What counts there is the part of the screen that a letter fills, so
/// letters grow nearly as the window does.
const PRESENTER: f32 = 1.5;
const SMALL_WINDOW: Vec2 = vec2(1280.0, 800.0);
const PRESENTER_GROWTH: f32 = 0.8;
const PRESENTER_STEP: f32 = 0.15;
/// A window larger than this, in points, gets larger letters: a wall of pixels without scaling.
const ORDINARY_WINDOW: Vec2 = vec2(1920.0, 1080.0);
/// They grow by steps, at most to this factor.
const STEP: f32 = 0.25;
const LARGEST: f32 = 3.3;

/// Which theme the user asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ThemeChoice {
    /// Follows the desktop.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

every!(ThemeChoice: System, Light, Dark);

impl ThemeChoice {
    /// What the menu calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "Like the system",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }

    fn preference(self) -> egui::ThemePreference {
        match self {
            Self::System => egui::ThemePreference::System,
            Self::Light => egui::ThemePreference::Light,
            Self::Dark => egui::ThemePreference::Dark,
        }
    }
}

/// The colours of one theme.
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    /// Behind the plane and the charts.
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
    /// What was learned, selections, the running state.
    pub accent: Color32,
    pub selection: Color32,
    /// The exact truth beside what was learned.
    pub truth: Color32,
    pub particle: Color32,
    pub good: Color32,
    pub warning: Color32,
    pub error: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

const DARK: Palette = Palette {
    canvas: rgb(0x0e1116),
    panel: rgb(0x161a20),
    widget: rgb(0x252b34),
    widget_hovered: rgb(0x303844),
    line: rgb(0x2a313b),
    edge: rgb(0x626e7e),
    weak: rgb(0x9ba6b5),
    text: rgb(0xcfd6e0),
    strong: rgb(0xf3f6fa),
    accent: rgb(0x5eb0ef),
    selection: rgb(0x1d4a70),
    truth: rgb(0xb9c2cf),
    particle: rgb(0xff9457),
    good: rgb(0x56c596),
    warning: rgb(0xf0b849),
    error: rgb(0xff6e6e),
};

const LIGHT: Palette = Palette {
    canvas: rgb(0xffffff),
    panel: rgb(0xf5f6f8),
    widget: rgb(0xe4e8ed),
    widget_hovered: rgb(0xd7dde5),
    line: rgb(0xd3d9e0),
    edge: rgb(0x8a94a1),
    weak: rgb(0x566170),
    text: rgb(0x2b323c),
    strong: rgb(0x0c1117),
    accent: rgb(0x176bb0),
    selection: rgb(0xc7e1f8),
    truth: rgb(0x3a424e),
    particle: rgb(0xb33f0a),
    good: rgb(0x14794f),
    warning: rgb(0x965a00),
    error: rgb(0xc02424),
};

/// The colours of the theme in use.
pub fn palette(visuals: &Visuals) -> &'static Palette {
    if visuals.dark_mode { &DARK } else { &LIGHT }
}

/// How much larger than ordinary text and marks are drawn: 1, or more at the presenter size.
pub fn scale(ui: &egui::Ui) -> f32 {
    TextStyle::Body.resolve(ui.style()).size / BODY
}

/// What decides how the window looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    choice: ThemeChoice,
    factor: f32,
}

impl Look {
    /// The look of a window of this size, in points.
    pub fn new(choice: ThemeChoice, presenter: bool, window: Vec2) -> Self {
        let stepped = |factor: f32, step: f32| (factor / step + 1e-3).floor() * step;
        let larger_than = |usual: Vec2| (window / usual).min_elem().max(1.0);
        let ordinary = stepped(larger_than(ORDINARY_WINDOW), STEP);
        let factor = if presenter {
            let growth = larger_than(SMALL_WINDOW).powf(PRESENTER_GROWTH);
            stepped(PRESENTER * growth, PRESENTER_STEP).max(ordinary)
        } else {
            ordinary
        };
        Self {
            choice,
            factor: factor.min(LARGEST),
        }
    }
}

/// Installs both themes and chooses one, from this frame on. Nobody shall see panels of one size with
/// letters of another: they settle in a pass that is not shown.
pub fn apply(ui: &mut egui::Ui, look: Look) {
    let Look { choice, factor } = look;
    let ctx = ui.ctx().clone();
    for (theme, palette) in [(Theme::Dark, &DARK), (Theme::Light, &LIGHT)] {
        ctx.style_mut_of(theme, |style| {
            style.visuals = visuals(theme, palette);
            size(style, factor);
        });
    }
    ctx.set_theme(choice.preference());
    ui.set_style(ctx.global_style());
    ctx.request_discard("another look");
}

fn size(style: &mut egui::Style, factor: f32) {
    // Whole points: half ones would blur every edge.
    let whole = |points: f32| (points * factor).round();
    let proportional = |size: f32| FontId::new(whole(size), FontFamily::Proportional);
    style.text_styles = [
        (TextStyle::Small, proportional(11.0)),
        (TextStyle::Body, proportional(BODY)),
        (TextStyle::Button, proportional(BODY)),
        (TextStyle::Heading, proportional(15.0)),
        (
            TextStyle::Monospace,
            FontId::new(whole(12.0), FontFamily::Monospace),
        ),
    ]
    .into();
    // Numbers in fields line up with the labels beside them.
    style.drag_value_text_style = TextStyle::Body;

    let spacing = &mut style.spacing;
    spacing.item_spacing = egui::vec2(whole(6.0), whole(4.0));
    spacing.button_padding = egui::vec2(whole(8.0), whole(3.0));
    spacing.interact_size = egui::vec2(whole(42.0), whole(22.0));
    spacing.slider_width = whole(96.0);
    spacing.combo_width = whole(96.0);
    spacing.icon_width = whole(15.0);
    spacing.icon_width_inner = whole(9.0);
    spacing.icon_spacing = whole(5.0);
    spacing.tooltip_width = whole(340.0);
    spacing.menu_margin = Margin::same(6);
    spacing.indent = whole(12.0);
    // A thin bar is always there where something lies below the edge.
    spacing.scroll.floating = true;
    spacing.scroll.floating_width = whole(3.0);
    spacing.scroll.floating_allocated_width = whole(7.0);
    spacing.scroll.dormant_handle_opacity = 0.35;
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.4;
}

fn visuals(theme: Theme, palette: &Palette) -> Visuals {
    let mut visuals = theme.default_visuals();
    let radius = CornerRadius::same(5);

    visuals.panel_fill = palette.panel;
    visuals.window_fill = palette.panel;
    visuals.window_stroke = Stroke::new(1.0, palette.line);
    visuals.window_corner_radius = CornerRadius::same(8);
    visuals.menu_corner_radius = CornerRadius::same(7);
    visuals.extreme_bg_color = palette.canvas;
    visuals.faint_bg_color = palette.widget;
    visuals.code_bg_color = palette.widget;
    visuals.hyperlink_color = palette.accent;
    visuals.warn_fg_color = palette.warning;
    visuals.error_fg_color = palette.error;
    visuals.weak_text_color = Some(palette.weak);
    visuals.selection.bg_fill = palette.selection;
    visuals.selection.stroke = Stroke::new(1.0, palette.strong);
    visuals.slider_trailing_fill = true;

    let widgets = &mut visuals.widgets;
    for (widget, fill, text) in [
        (&mut widgets.noninteractive, palette.panel, palette.text),
        (&mut widgets.inactive, palette.widget, palette.text),
        (&mut widgets.hovered, palette.widget_hovered, palette.strong),
        (&mut widgets.active, palette.selection, palette.strong),
        (&mut widgets.open, palette.widget, palette.strong),
    ] {
        widget.bg_fill = fill;
        widget.weak_bg_fill = fill;
        widget.fg_stroke = Stroke::new(1.0, text);
        widget.bg_stroke = Stroke::NONE;
        widget.corner_radius = radius;
        widget.expansion = 0.0;
    }
    widgets.noninteractive.bg_stroke = Stroke::new(1.0, palette.line);
    widgets.inactive.bg_stroke = Stroke::new(1.0, palette.edge);
    widgets.open.bg_stroke = Stroke::new(1.0, palette.edge);
    widgets.hovered.bg_stroke = Stroke::new(1.0, palette.weak);
    widgets.active.bg_stroke = Stroke::new(1.0, palette.accent);
    visuals
}

/// The contrast of two opaque colours, from 1 to 21 (WCAG 2.2).
#[cfg(test)]
pub fn contrast(a: Color32, b: Color32) -> f32 {
    let luminance = |color| {
        let color = egui::Rgba::from(color);
        0.2126 * color.r() + 0.7152 * color.g() + 0.0722 * color.b()
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stands_out_from_everything_it_is_written_on() {
        for palette in [&DARK, &LIGHT] {
            for ground in [palette.canvas, palette.panel, palette.widget] {
                for ink in [
                    palette.weak,
                    palette.text,
                    palette.strong,
                    palette.warning,
                    palette.error,
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
        for palette in [&DARK, &LIGHT] {
            let found = contrast(palette.edge, palette.panel);
            assert!(found >= 2.8, "{found}");
            let curves = contrast(palette.accent, palette.truth);
            assert!(curves >= 1.25, "loss and floor: {curves}");
        }
    }

    #[test]
    fn letters_grow_with_a_wall_of_pixels_and_for_the_back_row() {
        let factor = |presenter, window| Look::new(ThemeChoice::Dark, presenter, window).factor;
        assert_eq!(factor(false, vec2(640.0, 480.0)), 1.0);
        assert_eq!(factor(false, vec2(1920.0, 1080.0)), 1.0);
        assert_eq!(factor(false, vec2(3840.0, 2160.0)), 2.0);
        for (width, height) in [(1280.0, 800.0), (1920.0, 1080.0), (3840.0, 2160.0)] {
            let letter = BODY * factor(true, vec2(width, height));
            assert!(letter > height / 55.0, "{letter} of {height}");
        }
        assert_eq!(factor(true, vec2(1e5, 1e5)), LARGEST);
    }
}
