//! The stages as tabs in the middle of the top bar.

use crate::ui::shortcuts::Action;
use crate::ui::view::Stage;
use egui::{Button, Rect, Ui, UiBuilder, vec2};

/// The width of a tab, in sizes of its height.
const WIDTH: f32 = 3.6;

/// Shows a tab for each stage: in the middle of the bar where there is room, else after what stands there.
pub fn ui(ui: &mut Ui, shown: Stage, actions: &mut Vec<Action>) {
    let height = 1.2 * ui.spacing().interact_size.y;
    let gap = ui.spacing().item_spacing.x;
    let size = vec2(WIDTH * height, height);
    let all = vec2(3.0 * size.x + 2.0 * gap, height);
    let bar = ui.max_rect();
    let left = (bar.center().x - 0.5 * all.x).max(ui.cursor().left() + 2.0 * gap);
    let place = Rect::from_min_size(egui::pos2(left, bar.center().y - 0.5 * height), all);
    let builder = UiBuilder::new().max_rect(place).layout(*ui.layout());
    ui.scope_builder(builder, |ui| {
        for stage in Stage::ALL {
            let button = Button::selectable(stage == shown, stage.name());
            let action = Action::enter(stage);
            let key = action.shortcut();
            let key = key.map(|key| format!(" Key {}.", ui.ctx().format_shortcut(&key)));
            let help = format!("{}{}", stage.explanation(), key.unwrap_or_default());
            if ui.add_sized(size, button).on_hover_text(help).clicked() {
                actions.push(action);
            }
        }
    });
}
