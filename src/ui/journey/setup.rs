//! What is compared: the process, and a sampler, its work and a score for every panel.

use crate::noise::ProcessKind;
use crate::sampling::Sampler;
use crate::session::{JourneyRequest, Lane};
use crate::ui::combo_box::list;
use crate::ui::theme;
use egui::{Button, ComboBox, DragValue, Ui};

/// The tolerances of the solver that chooses its own steps.
const TOLERANCES: [f64; 7] = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-8];

/// The width of one sampler's row at the ordinary size, in points.
const LANE: f32 = 258.0;

/// The processes, in the order of the list.
const PROCESSES: [ProcessKind; 5] = [
    ProcessKind::VeRho,
    ProcessKind::Ve,
    ProcessKind::VpLinear,
    ProcessKind::VpCosine,
    ProcessKind::Ddpm,
];

/// A line for each process.
fn describe_process(kind: ProcessKind) -> &'static str {
    match kind {
        ProcessKind::VeRho => {
            "Variance exploding, levels by the rho-schedule of Karras et al.: more steps at small levels."
        }
        ProcessKind::Ve => "Variance exploding, levels growing geometrically (Song et al.).",
        ProcessKind::VpLinear => {
            "Variance preserving, linear beta: the data shrink while the noise grows."
        }
        ProcessKind::VpCosine => "Variance preserving, cosine schedule.",
        ProcessKind::Ddpm => "Variance preserving in 1,000 discrete steps (Ho et al.).",
    }
}

/// A line for each sampler that is offered.
fn describe_sampler(sampler: Sampler) -> &'static str {
    match sampler {
        Sampler::Annealed => {
            "Annealed Langevin: many small noisy steps at each of ten levels, from large noise to small (Song & Ermon)."
        }
        Sampler::ReverseSde => {
            "The reverse SDE by Euler-Maruyama: drift along the score, and fresh noise in every step."
        }
        Sampler::Ddpm => {
            "The ancestral sampler: guesses the clean point, then draws the step back to it."
        }
        Sampler::Ddim => "The deterministic sampler of DDPM: no fresh noise, few steps.",
        Sampler::OdeEuler => "The probability-flow ODE by Euler's method: order 1.",
        Sampler::OdeHeun => {
            "The probability-flow ODE by Heun's method: order 2, two evaluations a step."
        }
        Sampler::OdeRk45 => {
            "The probability-flow ODE by Dormand & Prince's pair, which chooses its steps."
        }
        Sampler::Pc => "Predictor and corrector: a reverse-SDE step, then a Langevin step.",
        Sampler::Karras => "Some noise is added before every Heun step (Karras et al.).",
        Sampler::Langevin | Sampler::Mala => "Langevin dynamics at one level.",
    }
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
        let chosen = PROCESSES.iter().position(|kind| kind == process);
        let combo = ComboBox::from_id_salt("process").selected_text(process.name());
        let entries = PROCESSES
            .iter()
            .map(|kind| (kind.name(), describe_process(*kind)));
        let (button, picked) = list(ui, combo, chosen, entries);
        button.on_hover_text(describe_process(*process));
        if let Some(index) = picked {
            *process = PROCESSES[index];
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
    let noisy = matches!(
        sampler,
        Sampler::ReverseSde | Sampler::Pc | Sampler::Ddpm | Sampler::Karras | Sampler::Annealed
    );
    let order = if noisy {
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
    let entries = samplers.iter().map(|s| (s.name(), describe_sampler(*s)));
    let (button, picked) = list(ui, combo, chosen, entries);
    button.on_hover_text(describe_sampler(lane.sampler));
    if let Some(index) = picked.filter(|index| chosen != Some(*index)) {
        *lane = with_sampler(*lane, samplers[index]);
    }
    match lane.sampler {
        Sampler::OdeRk45 => {
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
        sampler => {
            let (suffix, most, help) = match sampler {
                Sampler::Annealed => (" × 10", 200, "Steps at each of ten levels."),
                _ => (" steps", 1000, "Steps from noise to data."),
            };
            let field = DragValue::new(&mut lane.steps)
                .update_while_editing(false)
                .range(1..=most)
                .suffix(suffix);
            ui.add(field).on_hover_text(help);
        }
    }
    ui.checkbox(&mut lane.exact, "exact")
        .on_hover_text("Follow the exact score instead of the learned one: what is still wrong then is due to the steps.");
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
