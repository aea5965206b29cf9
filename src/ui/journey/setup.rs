//! What is compared: the process, and a sampler, a number of steps and a score for every panel.

use crate::noise::ProcessKind;
use crate::sampling::Sampler;
use crate::session::{JourneyRequest, Lane};
use egui::{Button, ComboBox, DragValue, Ui};

/// The processes that a network's own levels serve, with a line each.
const PROCESSES: [(ProcessKind, &str); 4] = [
    (
        ProcessKind::VeRho,
        "Variance exploding, levels by the rho-schedule of Karras et al.: more steps at small levels.",
    ),
    (
        ProcessKind::Ve,
        "Variance exploding, levels growing geometrically (Song et al.).",
    ),
    (
        ProcessKind::VpLinear,
        "Variance preserving, linear beta: the data shrink while the noise grows.",
    ),
    (
        ProcessKind::VpCosine,
        "Variance preserving, cosine schedule.",
    ),
];

pub fn ui(ui: &mut Ui, process: &mut ProcessKind, lanes: &mut Vec<Lane>) {
    ui.horizontal(|ui| {
        ui.label("Process")
            .on_hover_text("How data turn into noise.");
        ComboBox::from_id_salt("process")
            .selected_text(process.name())
            .show_ui(ui, |ui| {
                for (kind, help) in PROCESSES {
                    ui.selectable_value(process, kind, kind.name())
                        .on_hover_text(help);
                }
            })
            .response
            .on_hover_text("How data turn into noise.");
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
    // Each under its own panel.
    let mut removed = None;
    let removable = lanes.len() > 1;
    for (row, pair) in lanes.chunks_mut(2).enumerate() {
        ui.columns(2, |columns| {
            for (column, (ui, lane)) in columns.iter_mut().zip(pair).enumerate() {
                let index = 2 * row + column;
                ui.horizontal(|ui| {
                    lane_ui(ui, index, lane, *process);
                    let name = format!("Remove sampler {}", index + 1);
                    let button = ui.add_enabled(removable, Button::new("✖").small());
                    if button.on_hover_text(&name).accessible_name(name).clicked() {
                        removed = Some(index);
                    }
                });
            }
        });
    }
    if let Some(index) = removed {
        lanes.remove(index);
    }
    ui.add_space(4.0);
    for lane in lanes {
        if !lane.sampler.runs_on(*process) {
            lane.sampler = Sampler::OdeHeun;
        }
    }
}

fn lane_ui(ui: &mut Ui, index: usize, lane: &mut Lane, process: ProcessKind) {
    ComboBox::from_id_salt(("sampler", index))
        .selected_text(lane.sampler.name())
        .show_ui(ui, |ui| {
            let offered = Sampler::ALL.into_iter();
            for sampler in offered.filter(|s| !s.is_langevin() && s.runs_on(process)) {
                if ui
                    .selectable_value(&mut lane.sampler, sampler, sampler.name())
                    .clicked()
                {
                    lane.steps = sampler.usual_steps().min(1000);
                }
            }
        });
    if lane.sampler != Sampler::OdeRk45 {
        ui.add(
            DragValue::new(&mut lane.steps)
                .range(1..=1000)
                .suffix(" steps"),
        );
    }
    ui.checkbox(&mut lane.exact, "exact")
        .on_hover_text("Follow the exact score instead of the learned one: what is still wrong then is due to the steps.");
}
