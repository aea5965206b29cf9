//! Exact or learned score against little or much work: which error is left.

use super::estimate::with_error;
use super::lane::{score_color, score_name, work};
use crate::measure::Estimate;
use crate::sampling::StepCount;
use crate::session::{Journey, QualityPoint};
use crate::ui::theme;
use crate::wording::count;
use egui::text::{LayoutJob, TextFormat};
use egui::{Grid, RichText, TextStyle, Ui};

const HELP: &str = "Sliced Wasserstein-2 distance of the end points from a fresh exact sample, data units. Across is the error of the steps, down that of the score.";

const LATER: &str = "The learned score: not before the network has learned something.";

/// In a column narrower than this, in points at the ordinary size, "exact score" is "exact".
const NARROW: f32 = 262.0;

/// The corners of the sweep: the first lane's sampler with the least and the most work. Until both
/// are measured the second column is empty.
struct Corners<'a> {
    few: [Option<&'a QualityPoint>; 2],
    many: [Option<&'a QualityPoint>; 2],
}

impl<'a> Corners<'a> {
    /// `None` before anything is measured.
    fn of(journey: &'a Journey) -> Option<Self> {
        let points = &journey.quality;
        let few = points.first()?.lane.steps;
        let most = points.iter().map(|point| point.lane.steps).max()?;
        let many = Some(most).filter(|steps| *steps > few);
        let at = |steps: Option<usize>| {
            [true, false].map(|exact| {
                let found = |point: &&QualityPoint| {
                    Some(point.lane.steps) == steps && point.lane.exact == exact
                };
                points.iter().find(found)
            })
        };
        Some(Self {
            few: at(Some(few)),
            many: at(many),
        })
    }
}

pub fn ui(ui: &mut Ui, journey: &Journey) {
    let palette = theme::palette(ui.visuals());
    ui.add_space(6.0);
    ui.label(RichText::new("Which error is left?").strong())
        .on_hover_text(HELP);
    let Some(corners) = Corners::of(journey) else {
        let text = if journey.measuring {
            "Measuring…"
        } else {
            "Nothing to measure: no way from the noise to data."
        };
        ui.label(RichText::new(text).weak());
        return;
    };
    let narrow = ui.available_width() < NARROW * theme::scale(ui);
    Grid::new("errors").show(ui, |ui| {
        ui.label(RichText::new("W2").weak()).on_hover_text(HELP);
        for column in [&corners.few, &corners.many] {
            let lane = column.iter().flatten().next().map(|point| point.lane);
            ui.label(lane.map_or(String::new(), work));
        }
        ui.end_row();
        for (row, exact) in [true, false].into_iter().enumerate() {
            let color = score_color(exact, palette);
            let name = score_name(exact);
            let name = if narrow {
                name.to_owned()
            } else {
                format!("{name} score")
            };
            ui.label(RichText::new(name).color(color));
            let awaited = journey.measuring && (exact || journey.had_learned());
            for column in [&corners.few, &corners.many] {
                match column[row] {
                    Some(point) => ui.label(number(ui, point.sliced_w2)),
                    None if awaited => ui.label("…"),
                    None => ui.label("–"),
                };
            }
            ui.end_row();
        }
        ui.label("exact sample");
        ui.label("");
        ui.label(number(ui, journey.exact_sliced_w2));
        ui.end_row();
    });
    for sentence in verdicts(&corners, journey) {
        ui.label(RichText::new(sentence).weak());
    }
}

/// [`with_error`], the error in smaller letters.
fn number(ui: &Ui, estimate: Estimate) -> LayoutJob {
    let text = with_error(estimate);
    let (value, error) = text.split_at(text.find(" ±").unwrap_or(text.len()));
    let palette = theme::palette(ui.visuals());
    let mut job = LayoutJob::default();
    for (part, style, color) in [
        (value, TextStyle::Body, palette.text),
        (error, TextStyle::Small, palette.weak),
    ] {
        let format = TextFormat::simple(style.resolve(ui.style()), color);
        job.append(part, 0.0, format);
    }
    job
}

/// What the table says: the error of few steps along the row of the exact score, the error of the
/// score down the column of many steps, and what many steps by the exact score still miss.
fn verdicts(corners: &Corners, journey: &Journey) -> Vec<String> {
    let floor = journey.exact_sliced_w2;
    let mut sentences = Vec::new();
    let left_by_many = corners.many[0].map_or(floor, |many| many.sliced_w2);
    if let Some(few) = corners.few[0] {
        sentences.push(cost("Few steps", few.sliced_w2, left_by_many));
    }
    if let (Some(exact), Some(learned)) = (corners.many[0], corners.many[1]) {
        let step = count(journey.train_step);
        let what = format!("The learned score of step {step}, with many steps");
        sentences.push(cost(&what, learned.sliced_w2, exact.sliced_w2));
    }
    if !journey.had_learned() {
        sentences.push(LATER.into());
    }
    if let Some(exact) = corners.many[0] {
        let what = "The prior and the end at the smallest level";
        sentences.push(cost(what, exact.sliced_w2, floor));
    }
    sentences
}

/// Standard errors that a difference must exceed to be called one.
const CLEAR: f64 = 2.0;

fn cost(what: &str, with: Estimate, without: Estimate) -> String {
    let more = Estimate {
        value: with.value - without.value,
        se: with.se.hypot(without.se),
    };
    if more.value > CLEAR * more.se {
        format!("{what}: {} more.", with_error(more))
    } else {
        format!("{what}: no more than chance.")
    }
}

/// The measurements as a table for other programs.
pub fn csv(journey: &Journey) -> String {
    let mut text = "sampler,score,steps,tolerance,evaluations,sliced_w2,se\n".to_owned();
    for point in &journey.quality {
        let lane = point.lane;
        let adaptive = lane.sampler.step_count() == StepCount::AtMost;
        let [steps, tol] = if adaptive {
            [String::new(), lane.tol.to_string()]
        } else {
            [lane.steps.to_string(), String::new()]
        };
        text += &format!(
            "{},{},{steps},{tol},{},{},{}\n",
            lane.sampler.name(),
            score_name(lane.exact),
            point.nfe,
            point.sliced_w2.value,
            point.sliced_w2.se
        );
    }
    let floor = journey.exact_sliced_w2;
    text + &format!("exact sample,,,,,{},{}\n", floor.value, floor.se)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_told_only_when_it_is_clear() {
        let at = |value, se| Estimate { value, se };
        let clear = cost("Few steps", at(0.5, 0.03), at(0.1, 0.04));
        assert_eq!(clear, "Few steps: 0.400 ± 0.050 more.");
        let unclear = cost("Few steps", at(0.15, 0.03), at(0.1, 0.04));
        assert!(unclear.contains("chance"), "{unclear}");
    }
}
