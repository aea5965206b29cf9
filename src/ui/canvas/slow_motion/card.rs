//! The card of a step: its formula at this stage, the numbers of one draw, and the losses.

use super::stage::StepStage;
use super::{SlowMotion, bars, numbers, wording};
use crate::score::StepAccount;
use crate::ui::format::significant;
use crate::ui::help::{card, formula};
use crate::ui::theme;
use crate::wording::count;
use egui::{Grid, RichText, TextStyle, Ui};

/// Shows the card of `account` in slow motion; whether it is open.
pub fn ui(ui: &mut Ui, slow: &mut SlowMotion, account: Option<&StepAccount>) -> bool {
    let Some(account) = account.filter(|_| slow.is_open()) else {
        return false;
    };
    let stage = slow.stage_of(account);
    let words = wording::of(stage, account, slow.magnified);
    let lit = slow.lit(account);
    card::ui(ui, false, |ui| {
        let palette = theme::palette(ui.visuals());
        let size = TextStyle::Heading.resolve(ui.style()).size;
        let step = count(account.train_step);
        ui.label(RichText::new(format!("How step {step} learns")).strong());
        ui.vertical_centered(|ui| {
            formula::show(ui, words.formula, 1.05 * size, palette.strong);
        });
        ui.label(RichText::new(words.text).weak());
        if let Some(draw) = account.draws.get(lit) {
            let (number, shown) = (lit + 1, account.draws.len());
            ui.label(
                RichText::new(format!("Draw {number} of {shown}"))
                    .small()
                    .strong(),
            );
            table(ui, &numbers::of(draw, account, stage, slow.resolution()));
        }
        if stage >= StepStage::Missed {
            if let Some(index) = bars::ui(ui, account, lit) {
                slow.choose(index);
            }
            losses(ui, account, stage);
        }
        let help = "Copies all that is known of this step, a line for each draw that is shown, for a table.";
        if ui.button("Copy").on_hover_text(help).clicked() {
            ui.ctx().copy_text(numbers::table(account));
        }
    });
    slow.told_in(ui.ctx().cumulative_pass_nr());
    true
}

fn table(ui: &mut Ui, numbers: &[crate::ui::instruments::numbers::Number]) {
    let scale = theme::scale(ui);
    ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = 0.0;
        let grid = Grid::new("numbers of the draw").num_columns(2);
        grid.spacing([8.0 * scale, 0.0]).show(ui, |ui| {
            for number in numbers {
                ui.label(RichText::new(number.name).small().weak());
                ui.label(RichText::new(&number.value).small().strong());
                ui.end_row();
            }
        });
    });
}

/// The mean over the batch, and what the chart makes of it.
fn losses(ui: &mut Ui, account: &StepAccount, stage: StepStage) {
    let all = count(account.batch as u64);
    let mean = significant(account.batch_loss);
    let line = if stage == StepStage::Taken {
        let [before, after] = wording::both_losses(account);
        format!("Mean of all {all}: {before} → {after}")
    } else {
        format!("Mean of all {all}: {mean}")
    };
    ui.label(RichText::new(line).small().strong());
    let chart = significant(account.loss);
    let help = "The chart counts all noise levels alike, on a logarithmic scale, though small ones are drawn more often. Its line is a running mean of this.";
    ui.label(
        RichText::new(format!("All levels alike, as in the chart: {chart}"))
            .small()
            .weak(),
    )
    .on_hover_text(help);
}
