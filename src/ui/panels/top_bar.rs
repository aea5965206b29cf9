//! The bar at the top: menus and the scene on the left, the stages in the middle, and on the right what is
//! wanted at any time.

use super::{menu, scene_list, tabs};
use crate::document::Document;
use crate::ui::shortcuts::Action;
use crate::ui::theme;
use crate::ui::view::View;
use egui::{Align, Button, Layout, Rect, Ui, UiBuilder, vec2};

/// At the ordinary size, in points: the height of the bar, and the widths from which on menus are written
/// out and everything has its button.
const HEIGHT: f32 = 46.0;
const MENUS: f32 = 1060.0;
const BUTTONS: f32 = 760.0;
/// Narrower than this, as a telephone, is no wall to present on: the scene's name has the room.
const PRESENT: f32 = 440.0;
/// The scene's name takes at most this width, and menus written out take this one.
const SCENE: f32 = 190.0;
const WRITTEN: f32 = 206.0;
/// Between the parts of the bar.
const GAP: f32 = 10.0;

pub fn ui(
    ui: &mut Ui,
    view: &mut View,
    document: &mut Document,
    on_page: bool,
    actions: &mut Vec<Action>,
) {
    let scale = theme::scale(ui);
    let (bar, _) = ui.allocate_exact_size(
        vec2(ui.available_width(), HEIGHT * scale),
        egui::Sense::hover(),
    );
    let width = bar.width();
    let gap = GAP * scale;
    let tabs = tabs::size(ui, width);
    let presents = width >= PRESENT * scale;
    let right = if !presents {
        0.0
    } else if width < BUTTONS * scale {
        76.0 * scale
    } else {
        260.0 * scale
    };
    // In the middle, unless what stands at the right needs the room, or the scene's name does.
    let rightmost = bar.right() - right - gap - tabs.x;
    let left = if presents {
        (bar.center().x - 0.5 * tabs.x).min(rightmost)
    } else {
        rightmost
    };
    let left = left.max(bar.left());
    let middle = Rect::from_min_size(egui::pos2(left, bar.center().y - 0.5 * tabs.y), tabs);

    let place = bar.with_max_x(middle.left() - gap);
    within(ui, place, Layout::left_to_right(Align::Center), |ui| {
        let written = width >= MENUS * scale;
        let menus = if written { WRITTEN } else { 34.0 };
        let of_menus = place.with_max_x(place.left() + menus * scale);
        within(ui, of_menus, Layout::left_to_right(Align::Center), |ui| {
            menu::ui(ui, view, document, on_page, written, actions);
        });
        let of_scene = place.with_min_x(of_menus.right() + gap);
        within(ui, of_scene, Layout::left_to_right(Align::Center), |ui| {
            let room = ui.available_width().min(SCENE * scale).max(0.0);
            scene_list::ui(ui, document, room);
        });
    });
    within(ui, middle, Layout::left_to_right(Align::Center), |ui| {
        let shown = (!view.lessons.open).then_some(view.stage);
        tabs::ui(ui, shown, width, actions);
    });
    let place = bar.with_min_x(middle.right() + gap);
    within(ui, place, Layout::right_to_left(Align::Center), |ui| {
        let mut button = |ui: &mut Ui, text: &str, action: Action, able: bool| {
            let button = ui.add_enabled(able, Button::new(text));
            if button.on_hover_text(action.help(ui.ctx())).clicked() {
                actions.push(action);
            }
        };
        if presents {
            button(ui, "Present", Action::TogglePresenter, true);
        }
        if width >= BUTTONS * scale {
            let other = if ui.visuals().dark_mode {
                "Light"
            } else {
                "Dark"
            };
            button(ui, other, Action::ToggleDark, true);
            button(ui, "Redo", Action::Redo, document.can_redo());
            button(ui, "Undo", Action::Undo, document.can_undo());
        }
    });
}

/// Shows `contents` in a part of the bar.
fn within(ui: &mut Ui, place: Rect, layout: Layout, contents: impl FnOnce(&mut Ui)) {
    ui.scope_builder(UiBuilder::new().max_rect(place).layout(layout), contents);
}
