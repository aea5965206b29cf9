//! One line where field and particles stand at different noise levels; a click brings them together.

use crate::session::SwarmFrame;
use crate::ui::drawing::plate;
use crate::ui::drawing::projection::Projection;
use crate::ui::format;
use crate::ui::theme;
use crate::ui::view::View;
use egui::{Align2, CursorIcon, Id, Painter, Rect, Role, Sense, TextStyle, Ui, WidgetInfo, vec2};

/// Levels closer than this factor are the same to the eye.
const SAME: f64 = 1.02;
/// From the edges of the canvas, and inside the plate, in points.
const MARGIN: f32 = 10.0;
const PADDING: egui::Vec2 = vec2(8.0, 4.0);
/// Between it and what stands in the other corner, in points.
const GAP: f32 = 6.0;
const HELP: &str = "Arrows and density are shown at one noise level, and the particles move at another. Click here, and the view follows the particles. Key: V.";

/// What is said of a field at `sigma` under particles of `swarm`, where these differ.
fn line(view: &View, sigma: f64, swarm: &SwarmFrame) -> Option<String> {
    let field = view.arrows || view.density && !view.clean_density;
    let apart = sigma.max(swarm.sigma) > SAME * sigma.min(swarm.sigma);
    (field && apart).then(|| {
        let [particles, field] = [swarm.sigma, sigma].map(format::sigma);
        format!("Particles at {particles}, field at {field}")
    })
}

/// Shows the line in the upper right corner of the canvas, below what is in the `other` corner where that
/// leaves no room; whether it was clicked.
pub fn ui(
    ui: &Ui,
    painter: &Painter,
    projection: &Projection,
    view: &View,
    other: Option<Rect>,
    (sigma, swarm): (f64, &SwarmFrame),
) -> bool {
    let Some(text) = line(view, sigma, swarm) else {
        return false;
    };
    let palette = theme::palette(ui.visuals());
    let font = TextStyle::Small.resolve(ui.style());
    let dot = 3.0 * theme::scale(ui);
    let galley = painter.layout_no_wrap(text.clone(), font, palette.text);
    let size = galley.size() + 2.0 * PADDING + vec2(4.0 * dot, 0.0);
    let canvas = projection.screen.shrink(MARGIN);
    let mut place = Align2::RIGHT_TOP.align_size_within_rect(size, canvas);
    if let Some(other) = other.filter(|other| other.expand(GAP).intersects(place)) {
        place = place.translate(vec2(0.0, other.bottom() + GAP - place.top()));
    }
    let place = plate::inside(place, canvas);
    let response = ui.interact(
        place.intersect(projection.screen),
        Id::unique("levels apart"),
        Sense::click(),
    );
    let spoken = format!("{text}; let the view follow the particles");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, spoken.as_str()));
    let lively = response.hovered() || response.has_focus();
    let edge = if lively { palette.accent } else { palette.line };
    painter.add(theme::plate(place, palette, edge));
    let middle = egui::pos2(place.left() + PADDING.x + dot, place.center().y);
    painter.circle_filled(middle, dot, palette.particle);
    let words = place.min + PADDING + vec2(4.0 * dot, 0.0);
    painter.galley(words, galley, palette.text);
    response
        .on_hover_cursor(CursorIcon::PointingHand)
        .on_hover_text(HELP)
        .clicked()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sampling::Dynamics;

    #[test]
    fn the_line_names_both_levels_and_only_where_they_differ() {
        let swarm = SwarmFrame {
            dynamics: Dynamics::Annealed,
            step: 3,
            sigma: 2.1,
            ladder: [2.1].into(),
            rung: 0,
            step_size: 0.1,
            finished: false,
            led_away: 0,
            target_changed: false,
            shares: None,
            memorised: None,
            trails: vec![[0.0, 0.0]],
            trail_len: 1,
            launched: Vec::new(),
        };
        let mut view = View::default();
        let said = line(&view, 0.3, &swarm);
        assert_eq!(
            said.as_deref(),
            Some("Particles at σ = 2.1, field at σ = 0.3")
        );
        assert_eq!(line(&view, 2.1, &swarm), None);
        assert_eq!(line(&view, 2.12, &swarm), None);
        (view.arrows, view.clean_density) = (false, true);
        assert_eq!(line(&view, 0.3, &swarm), None, "no field is shown");
    }
}
