//! The window on the wall of a room: the picture over its whole width, a formula with one line under it,
//! and five controls.

use super::tabs;
use crate::session::{Phase, Snapshot};
use crate::ui::help::explanation::Explanation;
use crate::ui::help::formula;
use crate::ui::shortcuts::Action;
use crate::ui::theme;
use crate::ui::view::{Stage, View};
use egui::{
    Align, Button, Frame, Label, Layout, Margin, Panel, Rect, RichText, TextStyle, Ui, UiBuilder,
    vec2,
};

/// The formula, in sizes of ordinary letters.
const FORMULA: f32 = 1.9;
/// The part of the picture that formula and caption may cover.
const CAPTION: f32 = 0.55;
/// The parts of the width and the height of the picture that a chart takes.
const CHART: [f32; 2] = [0.36, 0.5];
/// Between what lies on the picture and its edges, at the ordinary size, in points.
const MARGIN: f32 = 12.0;
/// Around formula and caption, to the sides, above and below, at the ordinary size, in points.
const INSET: [f32; 2] = [12.0, 8.0];

/// The bar under the picture: play, begin again, the stages, and the way out. The fifth control is the
/// noise level.
pub fn bar(
    ui: &mut Ui,
    view: &View,
    snapshot: &Snapshot,
    clock_runs: bool,
    actions: &mut Vec<Action>,
) {
    let height = 1.4 * ui.spacing().interact_size.y;
    let room = ui.available_width();
    ui.allocate_ui_with_layout(
        vec2(room, height),
        Layout::left_to_right(Align::Center),
        |ui| {
            let mut button = |ui: &mut Ui, text: &str, action| {
                if button(ui, text, action, height) {
                    actions.push(action);
                }
            };
            let running = match view.stage {
                Stage::Learn => snapshot.phase == Phase::Training,
                Stage::Sample => view.playback.particles,
                Stage::Journey => clock_runs,
            };
            let text = if running { "⏸ Pause" } else { "▶ Play" };
            button(ui, text, Action::PlayOrPause);
            match view.stage {
                Stage::Learn => button(ui, "Restart", Action::Restart),
                Stage::Sample => button(ui, "Respawn", Action::Respawn),
                Stage::Journey => {}
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if self::button(ui, "Leave", Action::TogglePresenter, height) {
                    actions.push(Action::TogglePresenter);
                }
                ui.add_space(ui.spacing().item_spacing.x);
                let tabs_go = Layout::left_to_right(Align::Center);
                ui.allocate_ui_with_layout(tabs::size(ui, room), tabs_go, |ui| {
                    let shown = (!view.lessons.open).then_some(view.stage);
                    tabs::ui(ui, shown, room, actions);
                });
            });
        },
    );
}

/// A button of this height with its key in the help; whether it was pressed.
fn button(ui: &mut Ui, text: &str, action: Action, height: f32) -> bool {
    ui.add(Button::new(text).min_size(vec2(0.0, height)))
        .on_hover_text(action.help(ui.ctx()))
        .clicked()
}

/// The formula of what is shown and a line on it, in the upper left corner of `picture`.
pub fn caption(ui: &mut Ui, picture: Rect, explanation: Explanation) {
    let width = CAPTION * picture.width();
    let corner = picture.left_top() + egui::Vec2::splat(MARGIN * theme::scale(ui));
    let place = Rect::from_min_size(corner, vec2(width, picture.height()));
    within(ui, place, |ui| formula_with_caption(ui, explanation));
}

/// The same at the top of `ui`, where no single picture has a corner to spare.
pub fn head(ui: &mut Ui, explanation: Explanation) {
    let frame = Frame::side_top_panel(ui.style()).inner_margin(inset(ui));
    Panel::top("formula").frame(frame).show(ui, |ui| {
        formula_with_caption(ui, explanation);
    });
}

fn formula_with_caption(ui: &mut Ui, explanation: Explanation) {
    let palette = theme::palette(ui.visuals());
    let letter = TextStyle::Body.resolve(ui.style()).size;
    formula::show(ui, explanation.formula, FORMULA * letter, palette.strong);
    ui.add(Label::new(RichText::new(explanation.caption).color(palette.text)).wrap());
}

/// A chart in the upper right corner of `picture`.
pub fn chart(ui: &mut Ui, picture: Rect, contents: impl FnOnce(&mut Ui)) {
    let size = picture.size() * egui::Vec2::from(CHART);
    let margin = MARGIN * theme::scale(ui);
    let corner = picture.right_top() + vec2(-size.x - margin, margin);
    within(ui, Rect::from_min_size(corner, size), contents);
}

/// Shows `contents` on a plate through which the picture shimmers.
fn within(ui: &mut Ui, place: Rect, contents: impl FnOnce(&mut Ui)) {
    let palette = theme::palette(ui.visuals());
    ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
        let card = theme::card(palette).inner_margin(inset(ui));
        card.show(ui, contents);
    });
}

fn inset(ui: &Ui) -> Margin {
    let [across, along] = INSET;
    theme::margin(ui, across, along)
}
