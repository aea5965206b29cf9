//! A formula on a card of its own, with what its letters are worth now.

use super::typeset::Setting;
use super::values::Shown;
use crate::lesson::formula::{Formula, Meaning};
use crate::ui::help::card;
use crate::ui::theme;
use egui::{RichText, Role, Sense, TextStyle, Ui, Vec2, WidgetInfo, vec2};

/// The size of its letters, in sizes of a heading; where it is too wide it becomes smaller, down to this.
const SIZE: f32 = 1.35;
const SMALLEST: f32 = 0.75;

/// Shows the card; the letter under the pointer.
pub fn ui(
    ui: &mut Ui,
    formula: &Formula,
    shown: &Shown<'_>,
    pointed: Option<Meaning>,
) -> Option<Meaning> {
    let palette = theme::palette(ui.visuals());
    let mut found = None;
    card::ui(ui, false, |ui| {
        let heading = TextStyle::Heading.resolve(ui.style()).size;
        let room = ui.available_width();
        let mut set = Setting::of(ui.painter(), &formula.piece, SIZE * heading);
        if set.width > room {
            let size = (SIZE * room / set.width).max(SMALLEST) * heading;
            set = Setting::of(ui.painter(), &formula.piece, size);
        }
        let height = set.size().y + 0.5 * heading;
        let (place, response) = ui.allocate_exact_size(vec2(room, height), Sense::hover());
        let corner = place.center() - 0.5 * Vec2::new(set.width.min(room), set.size().y);
        found = response.hover_pos().and_then(|pos| set.at(corner, pos));
        let lit = found.or(pointed).map(|meaning| (meaning, palette.accent));
        let painter = ui
            .painter()
            .with_clip_rect(place.expand(4.0).intersect(ui.clip_rect()));
        set.paint(&painter, corner, palette.strong, lit);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &formula.tex));
        if let Some(meaning) = found {
            let value = shown
                .value(meaning)
                .map_or_else(String::new, |value| format!(" = {value}"));
            response.on_hover_text_at_pointer(format!(
                "{}{value}: {}",
                meaning.letter(),
                meaning.in_words()
            ));
        }
        let worth: Vec<(Meaning, String)> = formula
            .meanings()
            .into_iter()
            .filter_map(|meaning| Some((meaning, shown.value(meaning)?)))
            .collect();
        if worth.is_empty() {
            return;
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(12.0, 2.0);
            for (meaning, value) in worth {
                let is_lit = found.or(pointed) == Some(meaning);
                let ink = if is_lit { palette.accent } else { palette.weak };
                let text = format!("{} = {value}", meaning.letter());
                let label = ui.label(RichText::new(text).small().color(ink));
                if label.hovered() {
                    found = Some(meaning);
                }
                label.on_hover_text(meaning.in_words());
            }
        });
    });
    found
}
