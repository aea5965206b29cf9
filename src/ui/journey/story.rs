//! What is going on, in a sentence above the panels, to be read from the last row.

use super::clock::Clock;
use crate::noise::{Prior, Process};
use crate::session::Journey;
use crate::ui::format::significant;
use crate::ui::theme;
use egui::text::{LayoutJob, TextFormat};
use egui::{FontId, TextStyle, Ui};

/// The clock is at the noise within this.
const AT_THE_NOISE: f64 = 0.03;
/// The size of the sentence, in that of ordinary letters.
const LARGE: f32 = 1.2;

/// Shows the sentence; `waits` says that all follow the exact score because the network has learned nothing
/// yet.
pub fn ui(ui: &mut Ui, journey: &Journey, clock: Clock, waits: bool) {
    // Always as high: the panels must not move when the sentence changes.
    let width = ui.available_width();
    let heights = [0.0, 1.0, 2.0].map(|position| {
        let mut job = words(ui, journey, Clock { position, ..clock }, waits);
        job.wrap.max_width = width;
        ui.painter().layout_job(job).size().y
    });
    ui.set_min_height(heights.into_iter().fold(0.0, f32::max));
    ui.label(words(ui, journey, clock, waits));
}

fn words(ui: &Ui, journey: &Journey, clock: Clock, waits: bool) -> LayoutJob {
    let palette = theme::palette(ui.visuals());
    let (head, text) = tell(journey, clock, waits);
    let body = TextStyle::Body.resolve(ui.style());
    let font = FontId::new(LARGE * body.size, body.family);
    let mut job = LayoutJob::default();
    job.append(head, 0.0, TextFormat::simple(font.clone(), palette.accent));
    job.append(&text, 8.0, TextFormat::simple(font, palette.strong));
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

fn tell(journey: &Journey, clock: Clock, waits: bool) -> (&'static str, String) {
    let process = &journey.process;
    if (clock.position - 1.0).abs() < AT_THE_NOISE {
        let left = if process.kind().explodes() {
            "the data drown in it".to_owned()
        } else {
            let alpha = process.alpha(process.last());
            format!("of the data α = {} is left", significant(alpha))
        };
        let noise = gaussian(&journey.prior());
        let place = place(process);
        let text =
            format!("Nearly {noise}: {left}.{place} Every sampler starts from the same points.");
        return ("Noise.", text);
    }
    if clock.forward() {
        return (
            "Data to noise.",
            "Points walk true paths of the process.".into(),
        );
    }
    let text = if journey.lanes.iter().all(Result::is_err) {
        "From this noise no sampler comes back: each panel says why."
    } else if journey.is_exact() && waits {
        "The network has learned nothing yet: from the same noise these samplers follow the exact score."
    } else if journey.is_exact() {
        "From the same noise each sampler follows the exact score."
    } else {
        "From the same noise each sampler follows its score."
    };
    ("Noise to data.", text.into())
}
