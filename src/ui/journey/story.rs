//! What is going on, in a sentence or two above the panels.

use super::clock::Clock;
use crate::session::Journey;
use crate::ui::format::significant;
use crate::ui::theme;
use crate::ui::view::{FieldKind, View};
use egui::{RichText, Ui};

/// The bar is at the noise within this.
const AT_THE_NOISE: f64 = 0.03;

pub fn ui(ui: &mut Ui, journey: &Journey, clock: Clock, view: &View) {
    let palette = theme::palette(ui.visuals());
    let (head, text) = tell(journey, clock);
    let arrows = match view.field {
        _ if !view.arrows => "",
        FieldKind::Difference => " Arrows: learned minus exact score.",
        FieldKind::Learned | FieldKind::Exact => " Arrows: the score that each panel follows.",
    };
    let density = if view.density {
        " Blue: the true density p_t."
    } else {
        ""
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        ui.label(RichText::new(head).strong());
        let text = format!("{text}{density}{arrows}");
        ui.label(RichText::new(text).color(palette.weak));
    });
}

fn tell(journey: &Journey, clock: Clock) -> (&'static str, String) {
    let process = &journey.process;
    if (clock.position - 1.0).abs() < AT_THE_NOISE {
        let std = significant(process.prior_std());
        let left = if process.kind().explodes() {
            "the data drown in it".to_owned()
        } else {
            let alpha = process.alpha(process.last());
            format!("of the data {} times are left", significant(alpha))
        };
        return (
            "Noise.",
            format!(
                "Nearly N(0, {std}² I): {left}. Every sampler starts from the same points drawn from it."
            ),
        );
    }
    if clock.forward() {
        let text = "Data points walk to the noise along true paths of the process, coloured by the mode they come from.";
        return ("Forward.", text.into());
    }
    let text = "From the same noise each sampler follows its score to data; points have the colour of the mode they end in. Bars: the share of each mode with its 95 % interval; the line is the truth.";
    let one = "From the same noise each sampler follows its score to data; points have the colour of the place they end in.";
    let text = if journey.modes.count() > 1 { text } else { one };
    ("Back.", text.into())
}
