//! Learned, Exact or Difference, Points where there are training points, and what is drawn under the arrows: the switch
//! on the canvas, where one looks.

use crate::measure::Quantity;
use crate::scene::DataSpec;
use crate::ui::controls::combo_box::{help_with_name, list};
use crate::ui::shortcuts::Action;
use crate::ui::theme;
use crate::ui::view::{FieldKind, View};
use egui::{Align, Button, ComboBox, Layout, Margin, Rect, Role, Ui, UiBuilder, WidgetInfo, vec2};

/// Between the switch and the border of the plane, in points.
const MARGIN: f32 = 10.0;

/// The button of the maps, at the ordinary size, and what the whole switch takes with it, in points.
const MAP: f32 = 132.0;
const WHOLE: f32 = 360.0;

/// Shows the switch in the upper left corner of `plane`; where it is. The fields are not there without arrows, where
/// they would do nothing, the maps not where they have no room, and for a room, where the formula stands, there is no
/// switch: the keys choose there.
pub fn ui(ui: &mut Ui, plane: Rect, view: &mut View, data: DataSpec) -> Option<Rect> {
    let maps = view.density && plane.width() >= WHOLE * theme::scale(ui);
    if !(view.arrows || maps) || view.presenter {
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
        if view.arrows {
            fields(ui, view, data);
        }
        if maps {
            map_list(ui, view);
        }
    });
    Some(shown.response.rect)
}

fn fields(ui: &mut Ui, view: &mut View, data: DataSpec) {
    for kind in FieldKind::ALL
        .into_iter()
        .filter(|kind| kind.is_known(data))
    {
        let button = Button::selectable(view.field == kind, kind.name());
        let help = with_key(ui, kind.explanation(), Action::show(kind));
        if ui.add(button).on_hover_text(help).clicked() {
            view.field = kind;
        }
    }
}

/// What is drawn under the arrows.
fn map_list(ui: &mut Ui, view: &mut View) {
    let entries: Vec<(String, String)> = Quantity::ALL
        .into_iter()
        .map(|quantity| {
            let facts = quantity.facts();
            let help = with_key(ui, facts.explanation, Action::ShowMap(quantity));
            let text = format!("{}   {}", facts.name, facts.formula);
            (text, help_with_name(&help, facts.id))
        })
        .collect();
    let chosen = Quantity::ALL.iter().position(|kind| *kind == view.map);
    let combo = ComboBox::from_id_salt("map")
        .width(MAP * theme::scale(ui))
        .height(f32::INFINITY)
        .selected_text(view.map.facts().name);
    let entries = entries.iter().map(|(text, help)| (&text[..], help));
    let (button, picked) = list(ui, combo, chosen, entries);
    button
        .on_hover_text(with_key(
            ui,
            "What is drawn under the arrows.",
            Action::NextMap,
        ))
        .widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, "Map"));
    if let Some(index) = picked {
        view.show_map(Quantity::ALL[index]);
    }
}

fn with_key(ui: &Ui, help: &str, action: Action) -> String {
    let key = action.shortcut();
    let key = key.map(|key| format!(" Key {}.", ui.ctx().format_shortcut(&key)));
    format!("{help}{}", key.unwrap_or_default())
}
