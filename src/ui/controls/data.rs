//! How much of the target training sees.

use super::context::ControlContext;
use super::form;
use super::segmented;
use crate::score::Objective;
use egui::{RichText, Ui};

/// The numbers of points that the slider offers; files may ask for more.
const OFFERED: std::ops::RangeInclusive<usize> = 5..=5000;
/// Few enough to be memorised.
const FIRST: usize = 20;
const NUMBER: &str = "How many points training sees, draws of the target fixed by the seed. Few are memorised; with many the network learns the target they came from. More points keep those that were there.";
const FRESH: &str =
    "Every training step draws new points from the target: there is nothing to memorise.";
const FIXED: &str = "Training only ever sees these points, as with real data. What the network makes of them is measured on others.";
const EXPLICIT: &str =
    "Here the score to match is that of the training points: training knows nothing else.";

pub fn ui(ui: &mut Ui, context: &mut ControlContext<'_>) {
    let scene = context.document.scene();
    let entries = [
        (false, "Fresh draws", FRESH.to_owned()),
        (true, "Fixed points", FIXED.to_owned()),
    ];
    let width = ui.available_width() - segmented::size(ui, 0.0).x;
    let fixed = scene.data.train_points.is_some();
    let picked = segmented::ui(ui, fixed, &entries, width);
    let explicit = scene.training.objective == Objective::Explicit;
    let points = &mut context.document.scene_mut().data.train_points;
    match picked {
        Some(false) => *points = None,
        Some(true) if points.is_none() => *points = Some(FIRST),
        Some(true) | None => {}
    }
    if let Some(points) = points {
        form::count(ui, ["Training points", NUMBER], points, OFFERED);
        if explicit {
            ui.label(RichText::new(EXPLICIT).weak());
        }
    }
}
