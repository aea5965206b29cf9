//! How one sampler of the journey is called and coloured, in pictures, charts and tables alike.

use crate::sampling::StepCount;
use crate::session::Lane;
use crate::ui::theme::Palette;
use crate::wording::counted;
use egui::Color32;

/// The colour of a lane's score, the same in the chart.
pub fn score_color(exact: bool, palette: &Palette) -> Color32 {
    if exact { palette.truth } else { palette.accent }
}

/// "exact" or "learned".
pub fn score_name(exact: bool) -> &'static str {
    if exact { "exact" } else { "learned" }
}

/// "32 steps", "10 × 100 steps", "tolerance 1e-5".
pub fn work(lane: Lane) -> String {
    match lane.sampler.step_count() {
        StepCount::AtMost => format!("tolerance {:e}", lane.tol),
        StepCount::ALevel => format!("10 × {}", counted(lane.steps as u64, "step")),
        StepCount::InAll => counted(lane.steps as u64, "step"),
    }
}
