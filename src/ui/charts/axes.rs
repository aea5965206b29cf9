//! The axes of all charts: alike in letters, ticks and room, and nothing to drag or zoom.

use crate::ui::drawing::ticks::{Ruler, Way, letter};
use crate::ui::theme;
use egui::{RichText, TextStyle, Ui, Vec2, Vec2b};
use egui_plot::{AxisHints, HPlacement, Placement, Plot};

/// Blank space beside the outermost points, as a part of the range: on a logarithmic axis there are
/// labels right under them.
const MARGIN: Vec2 = egui::vec2(0.02, 0.08);
const LABELLED_MARGIN: Vec2 = egui::vec2(0.07, 0.08);
/// The room for the numbers of each axis, at the ordinary size, in points.
const BELOW: f32 = 33.0;
const BESIDE: f32 = 40.0;

/// What the axes of a chart are called, and which hold log10 of their values.
#[derive(Clone, Copy, Debug, Default)]
pub struct Axes<'a> {
    pub x: &'a str,
    pub y: &'a str,
    pub log_x: bool,
    pub log_y: bool,
    /// Whether there are no numbers yet.
    pub blank: bool,
}

impl Axes<'_> {
    /// An empty chart of this height.
    pub fn plot(self, ui: &Ui, id: &str, height: f32) -> Plot<'static> {
        let scale = theme::scale(ui);
        let small = TextStyle::Small.resolve(ui.style());
        let Self {
            log_x,
            log_y,
            blank,
            ..
        } = self;
        let letter = letter(ui, &small);
        // Nothing is named at the ends: the names stand beside the middle.
        let ruler = |way, length: f32, logarithmic| Ruler {
            way,
            length: f64::from(length.max(1.0)),
            letter,
            logarithmic,
            name: 0,
        };
        let across = ruler(Way::Across, ui.available_width() - BESIDE * scale, log_x);
        let up = ruler(Way::Up, height - BELOW * scale, log_y);
        let numbered = |ruler: Ruler, hints: AxisHints<'static>| {
            if blank {
                hints.formatter(|_, _| String::new())
            } else {
                ruler.labels(hints)
            }
        };
        let x_axis = AxisHints::new_x()
            .min_thickness(BELOW * scale)
            .label(RichText::new(self.x).small())
            .tick_label_font(small.clone());
        let y_axis = AxisHints::new_y()
            .placement(Placement::from(HPlacement::Left))
            .min_thickness(BESIDE * scale)
            .label(RichText::new(self.y).small())
            .tick_label_font(small);
        Plot::new(id)
            .height(height)
            .custom_x_axes(vec![numbered(across, x_axis)])
            .custom_y_axes(vec![numbered(up, y_axis)])
            .x_grid_spacer(across.marks())
            .y_grid_spacer(up.marks())
            .allow_drag(false)
            .allow_zoom(false)
            .allow_scroll(false)
            .allow_boxed_zoom(false)
            .allow_double_click_reset(false)
            .allow_axis_zoom_drag(false)
            .show_crosshair(false)
            .grid_color(theme::palette(ui.visuals()).line)
            .auto_bounds(Vec2b::TRUE)
            .set_margin_fraction(if log_x { LABELLED_MARGIN } else { MARGIN })
    }
}
