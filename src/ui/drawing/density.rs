//! The density as a picture: c p(x) on a colour scale that never moves by itself.

use super::color_ramp::Ramp;
use super::peak::LogPeak;
use super::refinement::{finer, refined};
use super::tone::Tone;
use crate::mixture::GaussianMixture;
use crate::noise::Noising;
use crate::plane::{Bounds, Grid};
use crate::session::FieldFrame;
use egui::{Color32, ColorImage, TextureHandle, TextureOptions};
use std::sync::Arc;

/// A Gaussian is drawn out to this many standard deviations; beyond, it is below one part in 10^5.
const REACH: f64 = 5.0;

/// Which density is shown.
pub enum Source<'a> {
    /// p_sigma as computed beside the arrows.
    Smoothed(&'a Arc<FieldFrame>),
    /// p_0 on a grid of this many samples.
    Clean(Grid),
}

/// What the present texture shows.
struct Shown {
    mixture: Arc<GaussianMixture>,
    smoothed: Option<Arc<[f32]>>,
    grid: Grid,
    constant: f64,
    /// The colours of no density and of the densest: another theme has others.
    ends: [Color32; 2],
}

impl Shown {
    fn same(&self, other: &Self) -> bool {
        let same_samples = match (&self.smoothed, &other.smoothed) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (None, None) => true,
            _ => false,
        };
        same_samples
            && Arc::ptr_eq(&self.mixture, &other.mixture)
            && self.grid == other.grid
            && self.constant == other.constant
            && self.ends == other.ends
    }
}

/// The texture of the density, redrawn only when something in it has changed.
#[derive(Default)]
pub struct Density {
    texture: Option<TextureHandle>,
    shown: Option<Shown>,
    peak: LogPeak,
}

impl Density {
    /// The texture and the data rectangle it covers. `constant` is c.
    pub fn texture(
        &mut self,
        ctx: &egui::Context,
        source: &Source<'_>,
        mixture: &Arc<GaussianMixture>,
        constant: f64,
        ramp: &Ramp,
    ) -> (TextureHandle, Bounds) {
        let (grid, smoothed) = match source {
            Source::Smoothed(field) => (field.density, Some(field.log_density.clone())),
            Source::Clean(grid) => (*grid, None),
        };
        let shown = Shown {
            mixture: mixture.clone(),
            smoothed,
            grid,
            constant,
            ends: [ramp.at(0.0), ramp.at(1.0)],
        };
        let texture = match self.texture.take() {
            Some(texture) if self.shown.as_ref().is_some_and(|s| s.same(&shown)) => texture,
            old => {
                let image = self.image(source, mixture, constant, ramp);
                let options = TextureOptions::LINEAR;
                match old {
                    Some(mut texture) => {
                        texture.set(image, options);
                        texture
                    }
                    None => ctx.load_texture("density", image, options),
                }
            }
        };
        self.texture = Some(texture.clone());
        self.shown = Some(shown);
        let texels = match source {
            Source::Smoothed(_) => finer(&grid),
            Source::Clean(_) => grid,
        };
        (texture, covered(&texels))
    }

    /// The peak of what was shown last for c = 1, in 1/unit^2.
    pub fn peak(&self) -> Option<f64> {
        self.peak.newest().map(f64::exp)
    }

    fn image(
        &mut self,
        source: &Source<'_>,
        mixture: &Arc<GaussianMixture>,
        constant: f64,
        ramp: &Ramp,
    ) -> ColorImage {
        match source {
            Source::Smoothed(field) => {
                let log_peak = self.peak.of(mixture, field.noising());
                let tone = Tone::new(constant, log_peak, ramp);
                let (fine, log_density) = refined(&field.density, &field.log_density);
                let pixels = flipped(&fine, |index| tone.of_log(log_density[index]));
                ColorImage::new([fine.nx, fine.ny], pixels)
            }
            Source::Clean(grid) => {
                let log_peak = self.peak.of(mixture, Noising::exploding(0.0));
                let tone = Tone::new(constant, log_peak, ramp);
                let density = splatted(mixture, grid, log_peak);
                let pixels = flipped(grid, |index| tone.of_relative(density[index], log_peak));
                ColorImage::new([grid.nx, grid.ny], pixels)
            }
        }
    }
}

/// Texels are centred on samples, so the picture reaches half a sample further out.
pub fn covered(grid: &Grid) -> Bounds {
    let [dx, dy] = grid.spacing();
    Bounds {
        min: [grid.bounds.min[0] - 0.5 * dx, grid.bounds.min[1] - 0.5 * dy],
        max: [grid.bounds.max[0] + 0.5 * dx, grid.bounds.max[1] + 0.5 * dy],
    }
}

/// Rows from the bottom up become rows from the top down.
pub fn flipped(grid: &Grid, color: impl Fn(usize) -> Color32) -> Vec<Color32> {
    let mut pixels = Vec::with_capacity(grid.len());
    for row in (0..grid.ny).rev() {
        pixels.extend((0..grid.nx).map(|column| color(row * grid.nx + column)));
    }
    pixels
}

/// p(x) / exp(log_peak) at every point of `grid`, each Gaussian only where it reaches.
fn splatted(mixture: &GaussianMixture, grid: &Grid, log_peak: f64) -> Vec<f32> {
    let mut density = vec![0.0_f32; grid.len()];
    let spacing = grid.spacing();
    for component in mixture.components() {
        let [first, second] = component.cov.stds();
        let [along, across] = component.cov.whitening();
        let log_coef =
            component.weight.ln() - std::f64::consts::TAU.ln() - (first * second).ln() - log_peak;
        let reach = [0, 1].map(|axis| REACH * component.cov[axis][axis].sqrt());
        let range = |axis: usize, count: usize| {
            let from = (component.mean[axis] - reach[axis] - grid.bounds.min[axis]) / spacing[axis];
            let to = (component.mean[axis] + reach[axis] - grid.bounds.min[axis]) / spacing[axis];
            // A float cast saturates, so what lies off the grid becomes an empty range.
            (from.ceil().max(0.0) as usize)..((to.floor() + 1.0).max(0.0) as usize).min(count)
        };
        for row in range(1, grid.ny) {
            for column in range(0, grid.nx) {
                let [x, y] = grid.at(column, row);
                let (dx, dy) = (x - component.mean[0], y - component.mean[1]);
                let u = along[0] * dx + along[1] * dy;
                let v = across[0] * dx + across[1] * dy;
                let distance = u * u + v * v;
                density[row * grid.nx + column] += (log_coef - 0.5 * distance).exp() as f32;
            }
        }
    }
    density
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::Component;

    #[test]
    fn splatting_equals_the_density_where_it_matters() {
        let mixture = GaussianMixture::new(vec![
            Component::from_axes([0.5, -0.2], [0.6, 0.2], 0.7, 0.6),
            Component::round([-1.0, 1.0], 0.4, 0.4),
        ])
        .unwrap();
        let grid = Grid::new(Bounds::square([0.0, 0.0], 3.0), 61, 47);
        let splats = splatted(&mixture, &grid, 0.0);
        for row in 0..grid.ny {
            for column in 0..grid.nx {
                let exact = mixture.log_density(grid.at(column, row)).exp();
                let splat = f64::from(splats[row * grid.nx + column]);
                assert!((splat - exact).abs() < 1e-5, "{splat} {exact}");
            }
        }
    }

    #[test]
    fn a_component_off_the_grid_is_no_trouble() {
        let mixture =
            GaussianMixture::new(vec![Component::round([900.0, -900.0], 0.1, 1.0)]).unwrap();
        let grid = Grid::new(Bounds::square([0.0, 0.0], 1.0), 8, 8);
        assert!(splatted(&mixture, &grid, 0.0).iter().all(|p| *p == 0.0));
    }
}
