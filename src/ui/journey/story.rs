//! What is going on, in a sentence or two above the panels.

use super::clock::Clock;
use crate::noise::{Prior, Process};
use crate::session::Journey;
use crate::ui::format::significant;
use crate::ui::theme;
use crate::ui::view::{FieldKind, View};
use egui::text::{LayoutJob, TextFormat};
use egui::{TextStyle, Ui};

const BACK: &str = "Back.";
/// The bar is at the noise within this.
const AT_THE_NOISE: f64 = 0.03;

/// `learned` says whether there are arrows of the learned score at this time.
pub fn ui(ui: &mut Ui, journey: &Journey, clock: Clock, view: &View, learned: bool) {
    // Always as high: the panels must not move when the sentence changes. A network with which every
    // sampler comes back knows all levels.
    let width = ui.available_width();
    let knows_all = journey.lanes.iter().all(Result::is_ok);
    let heights = [0.0, 1.0, 2.0].map(|position| {
        let mut job = words(ui, journey, Clock { position, ..clock }, view, knows_all);
        job.wrap.max_width = width;
        ui.painter().layout_job(job).size().y
    });
    ui.set_min_height(heights.into_iter().fold(0.0, f32::max));
    ui.label(words(ui, journey, clock, view, learned));
}

fn words(ui: &Ui, journey: &Journey, clock: Clock, view: &View, learned: bool) -> LayoutJob {
    let palette = theme::palette(ui.visuals());
    let (head, text) = tell(journey, clock);
    let back = head == BACK;
    let lanes = &journey.request.lanes;
    let arrows = match view.field {
        _ if !view.arrows || back => "",
        _ if !learned && lanes.iter().all(|lane| !lane.exact) => {
            " No arrows: the network was not trained at this level."
        }
        _ if !learned && lanes.iter().any(|lane| !lane.exact) => {
            " Arrows: the exact score; the network was not trained at this level."
        }
        FieldKind::Difference => " Arrows: learned minus exact score.",
        FieldKind::Learned | FieldKind::Exact => " Arrows: the score that each panel follows.",
    };
    let density = if view.density && !back {
        " Blue: the true density p_t."
    } else {
        ""
    };
    let mut job = LayoutJob::default();
    let font = TextStyle::Body.resolve(ui.style());
    job.append(head, 0.0, TextFormat::simple(font.clone(), palette.strong));
    let text = format!("{text}{density}{arrows}");
    job.append(&text, 6.0, TextFormat::simple(font, palette.weak));
    job
}

/// "N(0, 8² I)", or how far a Gaussian that is not round spreads.
fn gaussian(prior: &Prior) -> String {
    let mean = match prior.mean() {
        [0.0, 0.0] => "0".to_owned(),
        mean => point(mean),
    };
    match prior.round_std() {
        Some(std) => format!("N({mean}, {}² I)", significant(std)),
        None => format!(
            "the Gaussian of its mean {mean} and its covariance, with standard deviation {}",
            significant(prior.std())
        ),
    }
}

/// Where the data shrink to and by what the noise is measured, if not the origin and data units.
fn place(process: &Process) -> String {
    let mut facts = Vec::new();
    if process.kind().explodes() {
        return String::new();
    }
    if process.center() != [0.0, 0.0] {
        facts.push(format!("centre c = {}", point(process.center())));
    }
    if process.scale() != 1.0 {
        facts.push(format!("scale s = {}", significant(process.scale())));
    }
    if facts.is_empty() {
        return String::new();
    }
    format!(" The process has {}.", facts.join(" and "))
}

fn point([x, y]: [f64; 2]) -> String {
    format!("({}, {})", significant(x), significant(y))
}

fn tell(journey: &Journey, clock: Clock) -> (&'static str, String) {
    let process = &journey.process;
    if (clock.position - 1.0).abs() < AT_THE_NOISE {
        let left = if process.kind().explodes() {
            "the data drown in it".to_owned()
        } else {
            let alpha = process.alpha(process.last());
            format!("of the data α = {} is left", significant(alpha))
        };
        return (
            "Noise.",
            format!(
                "Nearly {}: {left}.{} Every sampler starts from the same points drawn from it.",
                gaussian(&journey.prior()),
                place(process)
            ),
        );
    }
    if clock.forward() {
        let text = "Data points walk to the noise along true paths of the process, coloured by the mode they come from.";
        return ("Forward.", text.into());
    }
    if journey.lanes.iter().all(Result::is_err) {
        let text = "From this noise no sampler comes back: each panel says why.";
        return (BACK, text.into());
    }
    let text = "From the same noise each sampler follows its score to data.";
    let text = if journey.modes.count() > 1 {
        format!(
            "{text} Colours: the mode a point ends in; bars: the share of each mode with its 95 % interval, beside the truth (line)."
        )
    } else {
        format!("{text} Colours: the place a point ends in.")
    };
    (BACK, text)
}
