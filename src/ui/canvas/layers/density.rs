//! The density under everything else: at the shown noise level, or without noise.

use crate::plane::Grid;
use crate::ui::canvas::layer::{Layer, Painting};
use crate::ui::canvas::legend::scales::{DensityScale, Scales};
use crate::ui::drawing::density::{Density, Source};
use egui::{Color32, Rect, pos2};

/// Points of the screen per sample of the density without noise, which has fine detail.
const POINTS_PER_CLEAN_SAMPLE: f32 = 3.0;

/// The density and its texture.
#[derive(Default)]
pub struct DensityLayer {
    density: Density,
}

impl Layer for DensityLayer {
    fn draw<'a>(&mut self, painting: &Painting<'a>, scales: &mut Scales<'a>) {
        let Painting {
            view,
            document,
            snapshot,
            projection,
            ramps,
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
        let (texture, covered) =
            self.density
                .texture(ctx, &source, mixture, constant, &ramps.density);
        let place = projection.rect(&covered);
        let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        painting
            .painter
            .image(texture.id(), place, uv, Color32::WHITE);
        scales.density = self.density.peak().map(|peak| DensityScale {
            ramp: &ramps.density,
            peak,
            multiplied: view.log10_constant != 0.0,
        });
    }
}
