//! How the samples get better with more evaluations, and which error is left: the score's or the steps'.

use crate::session::{Journey, QualityPoint};
use crate::ui::format::significant;
use crate::ui::theme;
use crate::ui::ticks::{logarithmic_marks, tick};
use egui::{Grid, RichText, Stroke, TextStyle, Ui};
use egui_plot::{
    AxisHints, Corner, HLine, HPlacement, Legend, Line, LineStyle, Placement, Plot, PlotPoints,
    Points,
};

const HELP: &str = "Sliced Wasserstein-2 distance of the first sampler's end points from a fresh exact sample, against evaluations of the score. The dashed line is what an exact sample of the same size reaches: as good as it can look.";

/// The chart and the table of the first lane's sampler.
pub fn quality(ui: &mut Ui, journey: &Journey) {
    let palette = theme::palette(ui.visuals());
    let scale = theme::scale(ui);
    let sampler = journey.request.lanes[0].sampler.name();
    ui.label(RichText::new(format!("Sample quality of {sampler}")).strong())
        .on_hover_text(HELP);
    let small = TextStyle::Small.resolve(ui.style());
    let x_axis = AxisHints::new_x()
        .label(RichText::new("score evaluations").small())
        .min_thickness(33.0 * scale)
        .tick_label_font(small.clone())
        .formatter(|mark, range| tick(mark, range, true));
    let y_axis = AxisHints::new_y()
        .placement(Placement::from(HPlacement::Left))
        .min_thickness(40.0 * scale)
        .tick_label_font(small)
        .formatter(|mark, range| tick(mark, range, true));
    let height = (ui.available_height() - 110.0 * scale).clamp(90.0, 260.0 * scale);
    Plot::new("quality")
        .height(height)
        .custom_x_axes(vec![x_axis])
        .custom_y_axes(vec![y_axis])
        .x_grid_spacer(logarithmic_marks)
        .y_grid_spacer(logarithmic_marks)
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .allow_axis_zoom_drag(false)
        .show_crosshair(false)
        .grid_color(palette.line)
        .legend(
            Legend::default()
                .text_style(TextStyle::Small)
                .background_alpha(0.75)
                .position(Corner::RightTop),
        )
        .show(ui, |plot| {
            for (exact, name, color) in [
                (false, "learned", palette.accent),
                (true, "exact score", palette.particle),
            ] {
                let points: Vec<[f64; 2]> = journey
                    .quality
                    .iter()
                    .filter(|point| point.exact == exact)
                    .map(|p| {
                        [
                            (p.nfe.max(1) as f64).log10(),
                            p.sliced_w2.value.max(1e-9).log10(),
                        ]
                    })
                    .collect();
                plot.line(
                    Line::new(name, PlotPoints::from(points.clone()))
                        .stroke(Stroke::new(1.6 * scale, color))
                        .allow_hover(false),
                );
                plot.points(
                    Points::new(name, PlotPoints::from(points))
                        .radius(2.6 * scale)
                        .color(color)
                        .allow_hover(false),
                );
            }
            let floor = journey.exact_sliced_w2.value.max(1e-9).log10();
            let stroke = Stroke::new(1.4 * scale, palette.truth);
            plot.hline(
                HLine::new("exact sample", floor)
                    .stroke(stroke)
                    .style(LineStyle::dashed_dense())
                    .allow_hover(false),
            );
        })
        .response
        .on_hover_text(HELP);
    table(ui, journey);
}

/// Exact or learned score against few or many steps: across is the error of the steps, down that of
/// the score.
fn table(ui: &mut Ui, journey: &Journey) {
    let (Some(few), Some(many)) = (
        journey.quality.iter().map(|p| p.steps).min(),
        journey.quality.iter().map(|p| p.steps).max(),
    ) else {
        ui.label(RichText::new("Measuring…").weak());
        return;
    };
    let find = |exact: bool, steps: usize| {
        let found = |p: &&QualityPoint| p.exact == exact && p.steps == steps;
        journey
            .quality
            .iter()
            .find(found)
            .map_or("…".to_owned(), |p| {
                format!(
                    "{} ± {}",
                    significant(p.sliced_w2.value),
                    significant(p.sliced_w2.se)
                )
            })
    };
    ui.add_space(6.0);
    Grid::new("errors").show(ui, |ui| {
        ui.label(RichText::new("W2 to the truth").weak())
            .on_hover_text(HELP);
        ui.label(format!("{few} steps"));
        ui.label(format!("{many} steps"));
        ui.end_row();
        for (name, exact) in [("exact score", true), ("learned score", false)] {
            ui.label(name);
            ui.label(find(exact, few));
            ui.label(find(exact, many));
            ui.end_row();
        }
    });
    ui.label(RichText::new("Few against many steps is the error of the steps; exact against learned that of the score.").weak().small());
}
