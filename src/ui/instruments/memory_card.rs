//! The card of a network that learns from finite data: whether it memorises its training points or has found
//! what they are draws of.

use crate::measure::{Estimate, FiniteDataReading, Memorised};
use crate::session::Snapshot;
use crate::ui::format::{decimals, significant};
use crate::ui::help::card;
use crate::wording::count;
use egui::{Align, Layout, RichText, Ui};

const TITLE: &str = "Memorising or generalising?";
/// One distance is less than the other where it is below this part of it.
const LESS: f64 = 0.8;

/// Shows the card of `snapshot`; whether its training sees finite data.
pub fn ui(ui: &mut Ui, snapshot: &Snapshot) -> bool {
    let Some(points) = &snapshot.training_set else {
        return false;
    };
    let points = points.points().len();
    let measured = measured(snapshot);
    let memorised = snapshot.swarm.as_ref().and_then(|swarm| swarm.memorised);
    card::ui(ui, false, |ui| {
        ui.label(RichText::new(TITLE).strong());
        ui.label(RichText::new(verdict(points, snapshot, measured)).weak());
        ui.scope(|ui| {
            let spacing = ui.spacing_mut();
            spacing.interact_size.y = 0.0;
            spacing.item_spacing.y = 1.0;
            for row in rows(measured, memorised) {
                row.ui(ui);
            }
        });
    });
    true
}

/// The newest reading, with the score error that the chart shows.
fn measured(snapshot: &Snapshot) -> Option<FiniteDataReading> {
    let data = snapshot.history.data.as_ref()?;
    let error = snapshot.history.error.last();
    Some(FiniteDataReading {
        score_error: error.map_or(data.newest.score_error, |bin| bin.mean),
        ..data.newest
    })
}

/// What it has become so far.
fn verdict(points: usize, snapshot: &Snapshot, measured: Option<FiniteDataReading>) -> String {
    let points = count(points as u64);
    let Some(reading) = measured.filter(|_| snapshot.has_learned()) else {
        return format!("Training sees {points} points and nothing else. Train to see which.");
    };
    let (own, truth) = (reading.empirical_error, reading.score_error);
    if own < LESS * truth {
        format!(
            "It memorises: the score is nearer to that of its {points} points than to the truth."
        )
    } else if truth < LESS * own {
        format!(
            "It generalises: the score is nearer to the truth than to that of its {points} points."
        )
    } else {
        format!("In between: about as far from the score of its {points} points as from the truth.")
    }
}

/// A line of the card.
struct Row {
    name: &'static str,
    value: String,
    /// What to compare the value with.
    beside: String,
    help: &'static str,
}

impl Row {
    /// The name at the left, the value at the right, and below it what to compare it with.
    fn ui(&self, ui: &mut Ui) {
        let texts = [
            (self.name, RichText::new(&self.value).small().strong()),
            ("", RichText::new(&self.beside).small().weak()),
        ];
        let lines = if self.beside.is_empty() { 1 } else { 2 };
        for (name, value) in texts.into_iter().take(lines) {
            ui.horizontal(|ui| {
                let name = ui.label(RichText::new(name).small().weak());
                name.on_hover_text(self.help);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.label(value).on_hover_text(self.help);
                });
            });
        }
    }
}

fn rows(measured: Option<FiniteDataReading>, memorised: Option<Memorised>) -> Vec<Row> {
    let mut rows = Vec::new();
    if let Some(reading) = measured {
        let least = |floor: Estimate| format!("at best {}", plus_minus(floor));
        rows.push(Row {
            name: "Error to the truth",
            value: significant(reading.score_error),
            beside: String::new(),
            help: "How far the learned score is from the exact one, E|s − s*|² / E|s*|² on noisy draws of the truth, averaged over the noise levels.",
        });
        rows.push(Row {
            name: "Error to its points",
            value: significant(reading.empirical_error),
            beside: String::new(),
            help: "The same distance to the score of the training points alone, on noisy training points: 0 for a network that knows them by heart.",
        });
        rows.push(Row {
            name: "Loss, its points",
            value: plus_minus(reading.train_loss),
            beside: least(reading.train_floor),
            help: "The denoising loss of the shown network on the training points. At best: what their own score gets.",
        });
        rows.push(Row {
            name: "Loss, held out",
            value: plus_minus(reading.held_out_loss),
            beside: least(reading.held_out_floor),
            help: "The denoising loss on draws of the truth that training never sees. At best: what the exact score gets. It rises while points are memorised.",
        });
    }
    if let Some(memorised) = memorised {
        rows.push(Row {
            name: "Copies among particles",
            value: percent(memorised.samples),
            beside: format!("by chance {}", percent(memorised.fresh)),
            help: "The share of the particles whose nearest training point is less than a third as far as the second nearest, beside that of fresh draws of the truth: 1/9 where points lie thick. It tells of the network at the end of an annealed run.",
        });
    }
    rows
}

/// "0.31 ± 0.02": as many decimals as the first digit of the error asks for.
pub fn plus_minus(estimate: Estimate) -> String {
    if estimate.se <= 0.0 {
        return significant(estimate.value);
    }
    let decimals = decimals(estimate.se).min(6);
    format!("{:.decimals$} ± {:.decimals$}", estimate.value, estimate.se)
}

/// "85 ± 1 %".
fn percent(share: Estimate) -> String {
    let hundred = share.map(0.0, 100.0);
    format!("{:.0} ± {:.0} %", hundred.value, hundred.se.max(0.0).ceil())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_that_are_known() {
        let of = |value, se| Estimate { value, se };
        assert_eq!(plus_minus(of(0.31249, 0.02)), "0.31 ± 0.02");
        assert_eq!(plus_minus(of(0.31249, 0.0)), "0.312");
        assert_eq!(percent(of(0.853, 0.0112)), "85 ± 2 %");
        assert_eq!(percent(of(1.0, 0.0)), "100 ± 0 %");
    }
}
