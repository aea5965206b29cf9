//! What is compared: the process, and a sampler, its work and a score for every panel.

use crate::noise::ProcessKind;
use crate::sampling::{Sampler, StepCount};
use crate::session::{JourneyRequest, Lane};
use crate::ui::combo_box::list;
use crate::ui::theme;
use crate::ui::typed;
use egui::{Button, ComboBox, DragValue, Ui};

/// The tolerances of the solver that chooses its own steps.
const TOLERANCES: [f64; 7] = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-8];

/// The width of one sampler's row at the ordinary size, in points.
const LANE: f32 = 258.0;

/// The processes in the order of the list, the usual one first.
fn processes() -> Vec<ProcessKind> {
    let mut processes = ProcessKind::ALL.to_vec();
    processes.sort_by_key(|kind| *kind != ProcessKind::default());
    processes
}

/// The samplers that come from the noise of `process`.
fn offered(process: ProcessKind) -> impl Iterator<Item = Sampler> {
    let all = Sampler::ALL.into_iter();
    all.filter(move |sampler| sampler.runs_on(process))
}

/// Another sampler, with the work that suits it.
fn with_sampler(lane: Lane, sampler: Sampler) -> Lane {
    Lane {
        sampler,
        steps: sampler.usual_steps(),
        ..lane
    }
}

pub fn ui(ui: &mut Ui, process: &mut ProcessKind, lanes: &mut Vec<Lane>) {
    // Each under its own panel, where there is room.
    let mut removed = None;
    let removable = lanes.len() > 1;
    let gap = ui.spacing().item_spacing.x;
    let beside = if ui.available_width() < 2.0 * LANE * theme::scale(ui) + gap {
        1
    } else {
        2
    };
    for (row, group) in lanes.chunks_mut(beside).enumerate() {
        ui.columns(beside, |columns| {
            for (column, (ui, lane)) in columns.iter_mut().zip(group).enumerate() {
                let index = beside * row + column;
                ui.horizontal(|ui| {
                    lane_ui(ui, index, lane, *process);
                    let name = format!("Remove sampler {}", index + 1);
                    let button = ui.add_enabled(removable, Button::new("✖").frame(false));
                    if button.on_hover_text(&name).accessible_name(name).clicked() {
                        removed = Some(index);
                    }
                });
            }
        });
    }
    // At the bottom, where it stays while rows of samplers come and go above it.
    ui.horizontal(|ui| {
        let help = "How data turn into noise.";
        ui.label("Process").on_hover_text(help);
        let kinds = processes();
        let chosen = kinds.iter().position(|kind| kind == process);
        let combo = ComboBox::from_id_salt("process").selected_text(process.name());
        let entries = kinds.iter().map(|kind| (kind.name(), kind.help()));
        let (button, picked) = list(ui, combo, chosen, entries);
        button.on_hover_text(process.help());
        if let Some(index) = picked {
            *process = kinds[index];
        }
        let room = lanes.len() < JourneyRequest::MOST_LANES;
        let help = "One more, from the same starting points and with the same noise.";
        let add = ui.add_enabled(room, Button::new("Add a sampler"));
        if add.on_hover_text(help).clicked() {
            let last = lanes[lanes.len() - 1];
            lanes.push(Lane {
                exact: !last.exact,
                ..last
            });
        }
    });
    if let Some(index) = removed {
        lanes.remove(index);
    }
    ui.add_space(4.0);
    for lane in lanes {
        if !lane.sampler.runs_on(*process)
            && let Some(other) = replacement(lane.sampler, *process)
        {
            *lane = with_sampler(*lane, other);
        }
    }
}

/// What stands in for a sampler that is not defined on `process`: a noisy one for a noisy one.
fn replacement(sampler: Sampler, process: ProcessKind) -> Option<Sampler> {
    let order = if sampler.is_noisy() {
        [Sampler::ReverseSde, Sampler::Ddpm]
    } else {
        [Sampler::OdeHeun, Sampler::Ddim]
    };
    order.into_iter().find(|other| other.runs_on(process))
}

fn lane_ui(ui: &mut Ui, index: usize, lane: &mut Lane, process: ProcessKind) {
    let samplers: Vec<Sampler> = offered(process).collect();
    let chosen = samplers.iter().position(|s| *s == lane.sampler);
    let combo = ComboBox::from_id_salt(("sampler", index)).selected_text(lane.sampler.name());
    let entries = samplers.iter().map(|s| (s.name(), s.help()));
    let (button, picked) = list(ui, combo, chosen, entries);
    button.on_hover_text(lane.sampler.help());
    if let Some(index) = picked.filter(|index| chosen != Some(*index)) {
        *lane = with_sampler(*lane, samplers[index]);
    }
    match lane.sampler.step_count() {
        StepCount::AtMost => {
            let texts = TOLERANCES.map(|tol| format!("{tol:e}"));
            let chosen = TOLERANCES.iter().position(|tol| *tol == lane.tol);
            let combo = ComboBox::from_id_salt(("tolerance", index))
                .width(64.0 * theme::scale(ui))
                .selected_text(format!("tol {:e}", lane.tol));
            let entries = texts.iter().map(|text| (text.as_str(), ""));
            let (button, picked) = list(ui, combo, chosen, entries);
            button
                .on_hover_text("Relative and absolute tolerance: smaller takes more evaluations.");
            if let Some(index) = picked {
                lane.tol = TOLERANCES[index];
            }
        }
        StepCount::ALevel => {
            let help = "Steps at each of ten levels.";
            steps(ui, &mut lane.steps, 200, " × 10", help);
        }
        StepCount::InAll => {
            steps(
                ui,
                &mut lane.steps,
                1000,
                " steps",
                "Steps from noise to data.",
            );
        }
    }
    ui.checkbox(&mut lane.exact, "exact")
        .on_hover_text("Follow the exact score instead of the learned one: what is still wrong then is due to the steps.");
}

/// A number of steps, at most `most`.
fn steps(ui: &mut Ui, steps: &mut usize, most: usize, suffix: &str, help: &str) {
    let field = DragValue::new(steps)
        .update_while_editing(false)
        .range(1..=most)
        .suffix(suffix)
        .custom_parser(typed::whole(ui.ctx(), 1..=most as u64));
    typed::field(ui, field).on_hover_text(help);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_process_has_samplers_and_a_stand_in_for_those_of_others() {
        for process in ProcessKind::ALL {
            assert!(offered(process).count() >= 2);
            for sampler in Sampler::ALL {
                let other = replacement(sampler, process).unwrap();
                assert!(other.runs_on(process));
            }
        }
    }
}
