//! The card of a pinned run: what differs between it and the run on show, and how wrong both are.

use crate::document::Document;
use crate::score::{NoiseLevels, TrainingSpec};
use crate::session::{PinnedRun, Snapshot};
use crate::ui::controls::context::ControlContext;
use crate::ui::format::significant;
use crate::ui::help::card;
use crate::ui::shortcuts::Action;
use crate::ui::theme;
use crate::wording::count;
use egui::{Button, Grid, RichText, Ui};

const TITLE: &str = "Beside the pinned run";
const NOTHING: &str =
    "Nothing differs but the steps: choose another objective, network or rate, and restart.";
const EQUAL: &str = "Equal seeds: both runs see the same random numbers.";
const UNEQUAL: &str = "The seeds differ: some of what differs is chance.";
const BESIDE: &str =
    "Shows what the pinned network answers in a second view: the same place and noise level.";
const SEEDS: &str = "Starts over with the seed of the pinned run, so that the comparison is fair.";
const UNPIN: &str = "Lets the pinned run go.";
const ERROR: &str =
    "E|s − s*|² / E|s*|², averaged over the noise levels, against the target as it is now.";

/// A line of the table.
struct Row {
    name: &'static str,
    pinned: String,
    now: String,
}

/// Shows the card where a run is pinned; whether one is.
pub fn ui(ui: &mut Ui, context: &mut ControlContext<'_>) -> bool {
    let Some(pinned) = context.snapshot.pinned.clone() else {
        return false;
    };
    let differing = differing(&pinned, context.document, context.snapshot);
    card::ui(ui, false, |ui| {
        ui.label(RichText::new(TITLE).strong());
        table(ui, &differing, &pinned, context.snapshot);
        if differing.is_empty() {
            ui.label(RichText::new(NOTHING).weak().small());
        }
        let equal = context.document.scene().seed == pinned.seed;
        let seeds = if equal { EQUAL } else { UNEQUAL };
        ui.label(RichText::new(seeds).weak().small());
        ui.horizontal_wrapped(|ui| {
            let on = context.view.is_beside_pinned();
            let beside = Button::selectable(on, small("Side by side")).frame_when_inactive(true);
            for (button, able, help, action) in [
                (beside, true, BESIDE, Action::ComparePinned),
                (
                    Button::new(small("Equal seeds")),
                    !equal,
                    SEEDS,
                    Action::EqualSeeds,
                ),
                (Button::new(small("Unpin")), true, UNPIN, Action::TogglePin),
            ] {
                if ui.add_enabled(able, button).on_hover_text(help).clicked() {
                    context.actions.push(action);
                }
            }
        });
    });
    true
}

fn table(ui: &mut Ui, differing: &[Row], pinned: &PinnedRun, snapshot: &Snapshot) {
    let palette = theme::palette(ui.visuals());
    let shown = |error: Option<f64>| error.map_or_else(|| "…".to_owned(), significant);
    let of_pinned = snapshot.pin.as_ref().and_then(|pin| pin.error);
    let now = match &snapshot.recall {
        Some(recall) => Some(recall.error),
        None => snapshot.history.error.last().map(|bin| bin.mean),
    };
    ui.scope(|ui| {
        let spacing = ui.spacing_mut();
        spacing.interact_size.y = 0.0;
        spacing.item_spacing.y = 2.0;
        Grid::new("pinned run").num_columns(3).show(ui, |ui| {
            ui.label("");
            for heading in ["pinned", "now"] {
                ui.label(small(heading).weak());
            }
            ui.end_row();
            for row in differing {
                ui.label(small(row.name).weak());
                ui.label(small(&row.pinned));
                ui.label(small(&row.now).strong());
                ui.end_row();
            }
            ui.label(small("Steps").weak());
            ui.label(small(&count(pinned.train_step)));
            ui.label(small(&count(snapshot.shown_step())).strong());
            ui.end_row();
            ui.label(small("Score error").weak()).on_hover_text(ERROR);
            ui.label(small(&shown(of_pinned)).color(palette.contour))
                .on_hover_text(ERROR);
            ui.label(small(&shown(now)).strong().color(palette.accent))
                .on_hover_text(ERROR);
            ui.end_row();
        });
    });
}

fn small(text: &str) -> RichText {
    RichText::new(text).small()
}

/// What tells the scene of now from that of the pinned run.
fn differing(pinned: &PinnedRun, document: &Document, snapshot: &Snapshot) -> Vec<Row> {
    let scene = document.scene();
    let (then, now) = (pinned.network, scene.network);
    let (trained, trains) = (pinned.training, scene.training);
    let levels = |training: TrainingSpec| match training.noise_levels {
        NoiseLevels::All => "all".to_owned(),
        NoiseLevels::Fixed(sigma) => significant(sigma),
    };
    let points = |points: Option<usize>| match points {
        Some(points) => count(points as u64),
        None => "fresh".to_owned(),
    };
    let lower = |text: &str| text.to_lowercase();
    let target = |same: bool| if same { "as now" } else { "another" }.to_owned();
    let same_target = *pinned.mixture == *snapshot.mixture;
    let all = [
        (
            "Objective",
            lower(trained.objective.label()),
            lower(trains.objective.label()),
        ),
        (
            "Learning rate",
            significant(trained.learning_rate),
            significant(trains.learning_rate),
        ),
        (
            "Batch",
            count(trained.batch as u64),
            count(trains.batch as u64),
        ),
        ("Levels", levels(trained), levels(trains)),
        ("Width", then.width.to_string(), now.width.to_string()),
        ("Layers", then.depth.to_string(), now.depth.to_string()),
        (
            "Activation",
            then.activation.name().to_owned(),
            now.activation.name().to_owned(),
        ),
        (
            "Features",
            then.features.name().to_owned(),
            now.features.name().to_owned(),
        ),
        (
            "Answers",
            then.parameterization.name().to_owned(),
            now.parameterization.name().to_owned(),
        ),
        (
            "Training data",
            points(pinned.train_points),
            points(scene.data.train_points),
        ),
        ("Target", target(same_target), target(true)),
        ("Seed", pinned.seed.to_string(), scene.seed.to_string()),
    ];
    let rows = all
        .into_iter()
        .map(|(name, pinned, now)| Row { name, pinned, now });
    rows.filter(|row| row.pinned != row.now).collect()
}
