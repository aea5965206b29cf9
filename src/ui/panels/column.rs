//! The column on the right: what is on the canvas, a chart, and what to try.

use crate::noise::ProcessKind;
use crate::ui::canvas::{Canvas, probe, slow_motion};
use crate::ui::controls::context::ControlContext;
use crate::ui::help::deck::{Asked, Deck};
use crate::ui::help::explanation::{self, Explanation};
use crate::ui::help::{card, experiment, formula};
use crate::ui::instruments::{identity_card, memory_card, pin_card};
use crate::ui::theme;
use crate::ui::view::Stage;
use egui::{Frame, Id, Panel, RichText, ScrollArea, TextStyle, Ui};

/// Charts keep at least this height, and with less room the explanation goes, in sizes of a letter.
const CHART: f32 = 14.0;
const LOW: f32 = 26.0;
/// What to try is left out where it would have less.
const TRY: f32 = 4.0;

/// Shows the column with the open card of the first steps, if there is one; what was asked for on it.
/// `process` is the one of the journey, `canvas` has the pins and the step in slow motion, `chart` shows what is measured; `unfolded` points of it
/// are no chart.
pub fn ui(
    ui: &mut Ui,
    context: &mut ControlContext<'_>,
    deck: &mut Deck,
    process: ProcessKind,
    canvas: &mut Canvas,
    unfolded: f32,
    chart: impl FnOnce(&mut Ui, &mut ControlContext<'_>),
) -> Option<Asked> {
    let id = context.document.id();
    let asked = deck.ui(ui, context.view, id);
    let letter = TextStyle::Body.resolve(ui.style()).size;
    // Three charts need the whole column.
    let explains = !context.view.all_charts || context.view.stage != Stage::Learn;
    if explains && ui.available_height() > LOW * letter + unfolded {
        let on_canvas = context.view.stage.has_canvas();
        let step = context.snapshot.step.as_deref().map(|step| &*step.account);
        let pinned = on_canvas
            && (slow_motion::card::ui(ui, canvas.slow_motion_mut(), step)
                || probe::card::ui(ui, canvas.probe_mut()));
        let told = on_canvas
            && !pinned
            && (identity_card::ui(ui, context.view, context.snapshot)
                || pin_card::ui(ui, context)
                || memory_card::ui(ui, context.snapshot));
        if !pinned && !told {
            let learned = context.snapshot.train_step > 0;
            explained(
                ui,
                explanation::of(context.view, context.document, learned, process),
            );
        }
        ui.add_space(2.0);
        let tries = !Deck::is_open(context.view) && !pinned;
        let most = ui.available_height() - CHART * letter - unfolded;
        if tries && most >= TRY * letter {
            tried(ui, most, context);
        }
    }
    chart(ui, context);
    asked
}

/// What to try, at the bottom of the column: as high as its text, and at most `most` points.
fn tried(ui: &mut Ui, most: f32, context: &mut ControlContext<'_>) {
    let id = Id::unique("height of what to try");
    let known = ui.data(|data| data.get_temp::<f32>(id)).unwrap_or(most);
    Panel::bottom("try")
        .frame(Frame::new())
        .resizable(false)
        .exact_size(known.min(most))
        .show_separator_line(false)
        .show(ui, |ui| {
            let area = ScrollArea::vertical().auto_shrink(false);
            let shown = area.show(ui, |ui| experiment::ui(ui, context));
            let height = shown.content_size.y;
            if (height - known).abs() > 0.5 {
                ui.data_mut(|data| data.insert_temp(id, height));
                ui.request_repaint();
            }
        });
}

fn explained(ui: &mut Ui, explanation: Explanation) {
    card::ui(ui, false, |ui| {
        let palette = theme::palette(ui.visuals());
        let size = TextStyle::Heading.resolve(ui.style()).size;
        ui.label(RichText::new(explanation.title).strong());
        ui.vertical_centered(|ui| {
            formula::show(ui, explanation.formula, 1.15 * size, palette.strong);
        });
        ui.label(RichText::new(explanation.text).weak());
    });
}
