//! The density under everything else: at the shown noise level, or without noise.

use crate::plane::Grid;
use crate::ui::canvas::layer::{Layer, Painting};
use crate::ui::canvas::legend::{Entry, Mark};
use crate::ui::drawing::density::{Density, Source};
use crate::ui::format::{round_to_two, significant};
use egui::{Color32, Rect, pos2};

/// Points of the screen per sample of the density without noise, which has fine detail.
const POINTS_PER_CLEAN_SAMPLE: f32 = 3.0;

/// The density and its texture.
#[derive(Default)]
pub struct DensityLayer {
    density: Density,
}

impl Layer for DensityLayer {
    fn draw(&mut self, painting: &Painting<'_>, legend: &mut Vec<Entry>) {
        let Painting {
            view,
            document,
            snapshot,
            projection,
            ramp,
            palette,
            ..
        } = *painting;
        let (source, mixture) = if view.clean_density {
            let samples = |points: f32| ((points / POINTS_PER_CLEAN_SAMPLE) as usize).min(512);
            let grid = Grid::new(
                projection.visible(),
                samples(projection.screen.width()),
                samples(projection.screen.height()),
            );
            (Source::Clean(grid), document.mixture())
        } else {
            let Some(field) = snapshot.field.as_ref() else {
                return;
            };
            (Source::Smoothed(field), &snapshot.mixture)
        };
        let constant = 10f64.powf(view.log10_constant);
        let ctx = painting.ui.ctx();
        let (texture, covered) = self.density.texture(ctx, &source, mixture, constant, ramp);
        let place = projection.rect(&covered);
        let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        painting
            .painter
            .image(texture.id(), place, uv, Color32::WHITE);
        let multiplied = view.log10_constant != 0.0;
        let text = match (view.clean_density, multiplied) {
            (false, false) => "density p".to_owned(),
            (true, false) => "density of clean data".to_owned(),
            (false, true) => format!("{} × density p", significant(constant)),
            (true, true) => format!("{} × density of clean data", significant(constant)),
        };
        let help = format!(
            "The exact density: the fuller the colour, the likelier the place. Its peak is {} per square unit; colours stay where they are when c multiplies it.",
            significant(round_to_two(self.density.peak().unwrap_or(0.0)))
        );
        legend.push(Entry::new(
            Mark::Swatch([palette.canvas, ramp.at(0.5), ramp.at(1.0)]),
            text,
            help,
        ));
    }
}
