//! How the window looks: its themes, sizes and fonts. Who lives here: the choice of a theme, the palette
//! with what each colour means, the colours of modes, how far colours are apart for the eye, and the fonts
//! with every sign that the window writes.

mod choice;
mod fonts;
pub mod modes;
pub mod oklab;
mod palette;

pub use choice::ThemeChoice;
pub use fonts::install_fonts;
pub use palette::{Palette, palette};

use egui::epaint::Shadow;
use egui::style::HandleShape;
use egui::{
    Color32, CornerRadius, FontFamily, FontId, Frame, Margin, Rect, Response, Shape, Slider,
    Stroke, StrokeKind, TextStyle, Theme, Vec2, Visuals, vec2,
};

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
/// How round cards and widgets are, in points.
const CARD: u8 = 10;
const WIDGET: u8 = 6;
/// How opaque a plate on the canvas is.
const PLATE: f32 = 0.94;

/// How much larger than ordinary text and marks are drawn: 1, or more at the presenter size.
pub fn scale(ui: &egui::Ui) -> f32 {
    TextStyle::Body.resolve(ui.style()).size / BODY
}

/// A margin of so many points at the ordinary size to the sides, above and below: it grows with the letters.
pub fn margin(ui: &egui::Ui, across: f32, along: f32) -> Margin {
    let whole = |points: f32| (points * scale(ui)).round() as i8;
    Margin::symmetric(whole(across), whole(along))
}

/// What decides how the window looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    choice: ThemeChoice,
    factor: f32,
    /// Whether nothing moves but what is shown.
    still: bool,
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
            still: false,
        }
    }

    /// The same where nothing is animated, if that is wanted.
    pub fn still(self, still: bool) -> Self {
        Self { still, ..self }
    }
}

/// Installs both themes and chooses one, from this frame on. Nobody shall see panels of one size with
/// letters of another: they settle in a pass that is not shown.
pub fn apply(ui: &mut egui::Ui, look: Look) {
    let Look {
        choice,
        factor,
        still,
    } = look;
    let ctx = ui.ctx().clone();
    for theme in [Theme::Dark, Theme::Light] {
        let palette = palette::of(choice, theme);
        ctx.style_mut_of(theme, |style| {
            style.visuals = visuals(theme, palette);
            size(style, factor);
            let moving = egui::Style::default().animation_time;
            style.animation_time = if still { 0.0 } else { moving };
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
    spacing.item_spacing = egui::vec2(whole(7.0), whole(6.0));
    spacing.button_padding = egui::vec2(whole(9.0), whole(4.0));
    spacing.interact_size = egui::vec2(whole(42.0), whole(24.0));
    spacing.slider_width = whole(96.0);
    spacing.slider_rail_height = whole(5.0);
    spacing.combo_width = whole(96.0);
    spacing.icon_width = whole(16.0);
    spacing.icon_width_inner = whole(9.0);
    spacing.icon_spacing = whole(6.0);
    spacing.tooltip_width = whole(340.0);
    spacing.menu_margin = Margin::same(6);
    spacing.window_margin = Margin::same(10);
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

    visuals.panel_fill = palette.panel;
    visuals.window_fill = palette.panel;
    visuals.window_stroke = Stroke::new(1.0, palette.line);
    visuals.window_corner_radius = CornerRadius::same(CARD);
    visuals.menu_corner_radius = CornerRadius::same(8);
    let soft = |blur, spread| Shadow {
        offset: [0, 4],
        blur,
        spread,
        color: Color32::from_black_alpha(if theme == Theme::Dark { 96 } else { 28 }),
    };
    visuals.window_shadow = soft(18, 0);
    visuals.popup_shadow = soft(12, 0);
    visuals.extreme_bg_color = palette.canvas;
    visuals.faint_bg_color = palette.widget;
    visuals.code_bg_color = palette.widget;
    visuals.hyperlink_color = palette.accent;
    visuals.warn_fg_color = palette.warning;
    visuals.error_fg_color = palette.error;
    visuals.weak_text_color = Some(palette.weak);
    visuals.selection.bg_fill = palette.selection;
    // What is chosen and what has the keyboard has the accent around it.
    visuals.selection.stroke = Stroke::new(1.5, palette.accent);
    visuals.slider_trailing_fill = true;
    visuals.handle_shape = HandleShape::Circle;

    let widgets = &mut visuals.widgets;
    for (widget, fill, text, edge) in [
        (
            &mut widgets.noninteractive,
            palette.panel,
            palette.text,
            palette.line,
        ),
        (
            &mut widgets.inactive,
            palette.widget,
            palette.text,
            palette.edge,
        ),
        (
            &mut widgets.hovered,
            palette.widget_hovered,
            palette.strong,
            palette.accent,
        ),
        (
            &mut widgets.active,
            palette.selection,
            palette.strong,
            palette.accent,
        ),
        (
            &mut widgets.open,
            palette.widget,
            palette.strong,
            palette.accent,
        ),
    ] {
        widget.bg_fill = fill;
        widget.weak_bg_fill = fill;
        widget.fg_stroke = Stroke::new(1.0, text);
        widget.bg_stroke = Stroke::new(1.0, edge);
        widget.corner_radius = CornerRadius::same(WIDGET);
        widget.expansion = 0.0;
    }
    visuals
}

/// A slider with an edge around its rail, which has the colour of the panel: its other end is seen, too.
pub fn slider(ui: &mut egui::Ui, slider: Slider<'_>) -> Response {
    let below = ui.painter().add(Shape::Noop);
    let response = ui.add(slider);
    let size = vec2(response.rect.width(), ui.spacing().slider_rail_height);
    let rail = Rect::from_center_size(response.rect.center(), size);
    let edge = Stroke::new(1.0, palette(ui.visuals()).edge);
    let round = ui.visuals().widgets.inactive.corner_radius;
    let shape = Shape::rect_stroke(rail, round, edge, StrokeKind::Outside);
    ui.painter().set(below, shape);
    response
}

/// Plates on the canvas: what is written there has a quiet ground and round corners.
pub fn card(palette: &Palette) -> Frame {
    Frame::new()
        .fill(palette.panel.gamma_multiply(PLATE))
        .stroke(Stroke::new(1.0, palette.line))
        .corner_radius(WIDGET)
        .inner_margin(Margin::symmetric(10, 6))
}

/// The ground of a plate that is painted by hand, with an edge of this colour.
pub fn plate(place: Rect, palette: &Palette, edge: Color32) -> Shape {
    let card = card(palette).inner_margin(Margin::ZERO);
    let card = card.stroke(Stroke::new(1.0, edge));
    card.paint(place - card.total_margin())
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
