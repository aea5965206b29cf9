//! What is drawn in the panels, in a line: only of what is there at this time.

use super::clock::Clock;
use super::meter;
use crate::session::Journey;
use crate::ui::theme;
use crate::ui::theme::modes::hue;
use crate::ui::view::FieldKind;
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, TextStyle, Ui};

/// Whose arrows stand in the panels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrows {
    /// They are switched off.
    Off,
    /// Of the score that each panel follows, or learned minus exact.
    Of(FieldKind),
    /// Only those of panels that follow the exact score: the network was not trained at this level.
    Untrained,
    /// Only those of panels that follow the exact score: the network was restarted since.
    Restarted,
}

/// What is drawn beside the points.
#[derive(Clone, Copy, Debug)]
pub struct Drawn {
    pub arrows: Arrows,
    pub density: bool,
    pub paths: bool,
}

/// Shows the line, always as high: the panels must not move when its words change.
pub fn ui(ui: &mut Ui, journey: &Journey, clock: Clock, drawn: Drawn) {
    let width = ui.available_width();
    let heights = [0.0, 2.0].map(|position| {
        let mut job = words(ui, journey, Clock { position, ..clock }, drawn);
        job.wrap.max_width = width;
        ui.painter().layout_job(job).size().y
    });
    ui.allocate_ui(egui::vec2(width, 0.0), |ui| {
        ui.set_min_height(heights[0].max(heights[1]));
        ui.label(words(ui, journey, clock, drawn));
    });
}

fn words(ui: &Ui, journey: &Journey, clock: Clock, drawn: Drawn) -> LayoutJob {
    let palette = theme::palette(ui.visuals());
    let font = TextStyle::Small.resolve(ui.style());
    let mut job = LayoutJob::default();
    let mut entry = |signs: &[(&str, Color32)], text: &str| {
        if !job.text.is_empty() {
            job.append("     ", 0.0, TextFormat::simple(font.clone(), palette.weak));
        }
        for (sign, color) in signs {
            job.append(sign, 0.0, TextFormat::simple(font.clone(), *color));
        }
        let text = format!("\u{a0}{}", text.replace(' ', "\u{a0}"));
        job.append(&text, 0.0, TextFormat::simple(font.clone(), palette.text));
    };
    let kinds = journey.kinds();
    let dots: Vec<_> = (0..kinds.min(3))
        .map(|kind| ("●", hue(kind as u16, kinds)))
        .collect();
    let what = if journey.modes.count() > 1 {
        "mode"
    } else {
        "place"
    };
    let verb = if clock.forward() {
        "comes from"
    } else {
        "ends in"
    };
    entry(&dots, &format!("a point, by the {what} it {verb}"));
    if drawn.paths {
        entry(&[("∼", palette.weak)], "its path");
    }
    if drawn.density {
        entry(&[("■", palette.accent)], "true density");
    }
    let exact = journey.request.lanes.iter().any(|lane| lane.exact);
    let mut missing = |why: &str| {
        if exact {
            entry(&[("➡", palette.text)], &format!("exact score only: {why}"));
        } else {
            entry(&[], &format!("no arrows: {why}"));
        }
    };
    match drawn.arrows {
        Arrows::Off => {}
        Arrows::Of(FieldKind::Difference) => entry(&[("➡", palette.text)], "learned − exact score"),
        Arrows::Of(FieldKind::Learned | FieldKind::Exact | FieldKind::Empirical) => {
            entry(&[("➡", palette.text)], "the score that a panel follows");
        }
        Arrows::Untrained => missing("the network was not trained at this level"),
        Arrows::Restarted => missing("the network was restarted since"),
    }
    if !clock.forward() && meter::is_shown(journey) {
        let bar = [("▮", hue(0, kinds))];
        entry(&bar, "share of a mode, 95 % interval; line: the truth");
    }
    job
}
