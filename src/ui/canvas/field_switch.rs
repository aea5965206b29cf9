//! Learned, Exact or Difference, and Points where there are training points: the switch on the canvas,
//! where one looks.

use crate::scene::DataSpec;
use crate::ui::shortcuts::Action;
use crate::ui::theme;
use crate::ui::view::{FieldKind, View};
use egui::{Align, Button, Layout, Margin, Rect, Ui, UiBuilder, vec2};

/// Between the switch and the border of the plane, in points.
const MARGIN: f32 = 10.0;

/// Shows the switch in the upper left corner of `plane`; where it is. There is none without arrows, where it
/// would do nothing, and none for a room, where the formula stands: the keys choose there.
pub fn ui(ui: &mut Ui, plane: Rect, view: &mut View, data: DataSpec) -> Option<Rect> {
    if !view.arrows || view.presenter {
        return None;
    }
    let palette = theme::palette(ui.visuals());
    let room = UiBuilder::new()
        .id_salt("field switch")
        .max_rect(plane.shrink(MARGIN))
        .layout(Layout::left_to_right(Align::Min));
    let mut corner = ui.new_child(room);
    corner.shrink_clip_rect(plane);
    let frame = theme::card(palette).inner_margin(Margin::same(2));
    let shown = frame.show(&mut corner, |ui| {
        ui.spacing_mut().item_spacing = vec2(2.0, 0.0);
        // Parts of one thing: only the chosen one has a ground of its own.
        let widgets = &mut ui.visuals_mut().widgets;
        for look in [
            &mut widgets.inactive,
            &mut widgets.hovered,
            &mut widgets.active,
        ] {
            look.bg_stroke.width = 0.0;
        }
        for kind in FieldKind::ALL
            .into_iter()
            .filter(|kind| kind.is_known(data))
        {
            let button = Button::selectable(view.field == kind, kind.name());
            let key = Action::show(kind).shortcut();
            let key = key.map(|key| format!(" Key {}.", ui.ctx().format_shortcut(&key)));
            let help = format!("{}{}", kind.explanation(), key.unwrap_or_default());
            if ui.add(button).on_hover_text(help).clicked() {
                view.field = kind;
            }
        }
    });
    Some(shown.response.rect)
}
