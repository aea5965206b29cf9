//! What is to be seen on the canvas, in words, on a plate in its lower left corner: only what is there.
//! Who lives here: the entries that layers hand in, their marks, and how they share rows.

mod flow;
mod mark;

pub use mark::Mark;

use crate::ui::theme;
use egui::{Galley, Id, Rect, Role, Sense, TextStyle, Ui, Vec2, WidgetInfo, vec2};
use flow::flow;
use std::borrow::Cow;
use std::sync::Arc;

/// Between the plate and the border of the plane, in points.
const MARGIN: f32 = 10.0;
/// Between a mark and its words, and between entries, at the ordinary size, in points.
const NEAR: f32 = 6.0;
const GAP: Vec2 = vec2(14.0, 4.0);
/// The plate takes at most this part of the plane's height.
const SHARE: f32 = 0.3;
/// On a plane narrower than so many letters are high it shows one row, and the others when it is pressed.
const NARROW: f32 = 36.0;

/// One thing on the canvas.
pub struct Entry {
    mark: Mark,
    text: Cow<'static, str>,
    /// A sentence or two for those who ask.
    help: Cow<'static, str>,
}

impl Entry {
    pub fn new(
        mark: Mark,
        text: impl Into<Cow<'static, str>>,
        help: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            mark,
            text: text.into(),
            help: help.into(),
        }
    }
}

/// The plate with what each thing on the canvas is.
#[derive(Default)]
pub struct Legend {
    /// Whether all rows are shown where there is little room.
    open: bool,
}

impl Legend {
    /// Draws the plate on `plane`, with as many entries as have room, those first that are looked at first;
    /// where it is.
    pub fn ui(&mut self, ui: &Ui, plane: Rect, mut entries: Vec<Entry>) -> Option<Rect> {
        entries.sort_by_key(|entry| entry.mark.rank());
        let palette = theme::palette(ui.visuals());
        let scale = theme::scale(ui);
        let painter = ui.painter().with_clip_rect(plane);
        let font = TextStyle::Small.resolve(ui.style());
        let layout = |text: String| painter.layout_no_wrap(text, font.clone(), palette.text);
        let texts: Vec<Arc<Galley>> = entries
            .iter()
            .map(|entry| layout(entry.text.to_string()))
            .collect();
        let row = font.size * 1.35;
        let widths = entries.iter().zip(&texts);
        let widths =
            widths.map(|(entry, text)| entry.mark.width(scale) + NEAR * scale + text.size().x);
        let widths: Vec<f32> = widths.collect();
        let frame = theme::card(palette);
        let inner = frame.total_margin().sum();
        let gap = GAP * scale;
        let mut room = vec2(
            plane.width() - 2.0 * MARGIN - inner.x,
            SHARE * plane.height() - inner.y,
        );
        let is_narrow = plane.width() < NARROW * font.size;
        // Room for the number of those that are folded away.
        let more = layout(format!("+{}", entries.len()));
        if is_narrow && !self.open {
            room.x -= gap.x + more.size().x;
            room.y = row;
        }
        let mut flow = flow(widths.iter().copied(), row, room, gap);
        if flow.places.is_empty() {
            return None;
        }
        let folded = entries.len() - flow.places.len();
        let is_folded = is_narrow && !self.open && folded > 0;
        let more_at = vec2(flow.size.x + gap.x, 0.5 * row);
        if is_folded {
            flow.size.x += gap.x + more.size().x;
        }
        let size = flow.size + inner;
        let corner = plane.left_bottom() + vec2(MARGIN, -MARGIN - size.y);
        let plate = Rect::from_min_size(corner, size);
        painter.add(frame.paint(plate - frame.total_margin()));
        let from = corner + frame.total_margin().left_top();
        for ((entry, text), place) in entries.iter().zip(&texts).zip(&flow.places) {
            let middle = from + *place + vec2(0.0, 0.5 * row);
            entry.mark.paint(&painter, middle, scale, palette);
            let words = middle + vec2(entry.mark.width(scale) + NEAR * scale, -0.5 * text.size().y);
            painter.galley(words, text.clone(), palette.text);
        }
        if is_folded {
            let at = from + more_at - vec2(0.0, 0.5 * more.size().y);
            let more = painter.layout_no_wrap(format!("+{folded}"), font, palette.accent);
            painter.galley(at, more, palette.accent);
        }
        let can_fold = is_folded || is_narrow && self.open;
        if speak(ui, plate, &entries, can_fold) {
            self.open = !self.open;
        }
        Some(plate)
    }
}

/// Painted text is silent: a label of the same place speaks, and explains every entry. Whether it was pressed where
/// it can be folded.
fn speak(ui: &Ui, plate: Rect, entries: &[Entry], can_fold: bool) -> bool {
    let sense = if can_fold {
        Sense::click()
    } else {
        Sense::hover()
    };
    let place = ui.interact(plate, Id::unique("legend"), sense);
    let listed = |of: fn(&Entry) -> &str, between: &str| {
        let parts: Vec<&str> = entries.iter().map(of).collect();
        parts.join(between)
    };
    place.widget_info(|| {
        let text = format!(
            "{}. {}",
            listed(|entry| &entry.text, "; "),
            listed(|entry| &entry.help, " ")
        );
        let role = if can_fold { Role::Button } else { Role::Label };
        WidgetInfo::labeled(role, true, text)
    });
    let pressed = place.clicked();
    if place.hovered() {
        place.on_hover_text(listed(|entry| &entry.help, "\n\n"));
    }
    pressed
}
