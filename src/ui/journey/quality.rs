//! How the samples get better with more evaluations of the score.

use super::errors;
use super::lane::{score_color, score_name};
use crate::measure::Estimate;
use crate::session::Journey;
use crate::ui::charts::axes::Axes;
use crate::ui::charts::pen::{Pen, heading};
use crate::ui::theme::{self, Palette};
use egui::{RichText, ScrollArea, Stroke, Ui};
use egui_plot::{HLine, Line, LineStyle, PlotPoints, PlotUi, Points};

const HELP: &str = "Sliced Wasserstein-2 distance of the first sampler's end points from a fresh exact sample, with its standard error, against evaluations of the score. The dashed line is what an exact sample of the same size reaches: as good as it can look.";
/// A whisker that would reach zero ends at this part of the value, for the sake of the others.
const WHISKER: f64 = 0.3;
/// Smaller distances lie below every chart.
const LEAST: f64 = 1e-9;

const TO_COME: &str = "Then measured here: how far the end points are from the truth after how many evaluations of the score, and which error is left.";

/// The chart and the table of the first lane's sampler; before there is a recording, what will be here.
pub fn quality(ui: &mut Ui, journey: Option<&Journey>) {
    let Some(journey) = journey else {
        ui.label(RichText::new("Sample quality").strong());
        ui.label("Recording…");
        ui.label(RichText::new(TO_COME).weak());
        return;
    };
    let area = ScrollArea::vertical().auto_shrink(false);
    area.show(ui, |ui| {
        let sampler = journey.request.lanes[0].sampler.label();
        let title = format!("Sample quality: {sampler}");
        let palette = theme::palette(ui.visuals());
        let score = |exact| {
            let name = format!("{} score", score_name(exact));
            (Pen::solid(score_color(exact, palette)), name)
        };
        let truth = (Pen::dashed(palette.truth), "exact sample".to_owned());
        let lines = [score(false), score(true), truth];
        heading(ui, &title, HELP, &lines, true);
        chart(ui, journey, palette);
        errors::ui(ui, journey);
        if !journey.quality.is_empty() {
            ui.add_space(4.0);
            let copy = ui.button("Copy as CSV");
            if copy
                .on_hover_text("Every point of the chart, for a spreadsheet or a plot of your own.")
                .clicked()
            {
                ui.ctx().copy_text(errors::csv(journey));
            }
        }
    });
}

fn chart(ui: &mut Ui, journey: &Journey, palette: &Palette) {
    let scale = theme::scale(ui);
    let height = (0.38 * ui.available_height()).clamp(120.0, 260.0 * scale);
    let axes = Axes {
        x: "score evaluations",
        y: "W2 to the truth",
        log_x: true,
        log_y: true,
        blank: journey.quality.is_empty(),
    };
    axes.plot(ui, "quality", height)
        .show(ui, |plot| curves(plot, journey, palette, scale))
        .response
        .on_hover_text(HELP);
}

fn curves(plot: &mut PlotUi, journey: &Journey, palette: &Palette, scale: f32) {
    let log = |value: f64| value.max(LEAST).log10();
    for exact in [false, true] {
        let name = format!("{} score", score_name(exact));
        let color = score_color(exact, palette);
        let of_score = journey.quality.iter().filter(|p| p.lane.exact == exact);
        let mut points: Vec<[f64; 2]> = Vec::new();
        for point in of_score {
            let x = (point.nfe.max(1) as f64).log10();
            let Estimate { value, se } = point.sliced_w2;
            points.push([x, log(value)]);
            let low = (value - se).max(WHISKER * value);
            let whisker = vec![[x, log(low)], [x, log(value + se)]];
            plot.line(
                Line::new("", PlotPoints::from(whisker))
                    .stroke(Stroke::new(1.0 * scale, color))
                    .allow_hover(false),
            );
        }
        plot.line(
            Line::new(name.clone(), PlotPoints::from(points.clone()))
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
    let stroke = Stroke::new(1.4 * scale, palette.truth);
    plot.hline(
        HLine::new("exact sample", log(journey.exact_sliced_w2.value))
            .stroke(stroke)
            .style(LineStyle::dashed_dense())
            .allow_hover(false),
    );
}
