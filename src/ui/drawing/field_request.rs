//! Which fields the workers are asked for: what is in view, at the density the screen can show.

use super::projection::Projection;
use crate::noise::Noising;
use crate::plane::{Bounds, Grid};
use crate::session::{Command, FieldRequest, RunId, Snapshot};
use crate::ui::view::{FieldKind, View};

/// Points of the screen per sample of the density: the texture is interpolated in between.
const POINTS_PER_SAMPLE: f32 = 5.0;

/// Arrows closer together than this, in points, are a grey soup.
const CLOSEST_ARROWS: f64 = 16.0;

/// Lines and marks find the field between samples that stand this far apart.
const CLOSEST_SAMPLES: f64 = 12.0;

/// The last request, so that a still picture asks for nothing.
#[derive(Default)]
pub struct Requests {
    asked: Option<(RunId, FieldRequest)>,
}

impl Requests {
    /// Whether the field of `snapshot` is the answer to the last request.
    pub fn are_answered_by(&self, snapshot: &Snapshot) -> bool {
        let (Some((run, asked)), Some(field)) = (&self.asked, &snapshot.field) else {
            return false;
        };
        let [nx, ny] = asked.density;
        *run == snapshot.run
            && (field.alpha, field.center, field.sigma) == (asked.alpha, asked.center, asked.sigma)
            && field.density == Grid::new(asked.bounds, nx, ny)
    }

    /// Asks the workers for the field of the density after `noising` on what is in view, when that has changed. Arrows stand
    /// `thinning` times as far apart as the view says.
    pub fn ask(
        &mut self,
        view: &View,
        snapshot: &Snapshot,
        projection: &Projection,
        noising: Noising,
        thinning: f32,
        commands: &mut Vec<Command>,
    ) {
        let screen = projection.screen;
        if !(screen.width() > 8.0 && screen.height() > 8.0) {
            return;
        }
        let visible = projection.visible();
        let longer = visible.width().max(visible.height());
        let closest = if view.style.stands_on_a_grid() || !view.stage.has_canvas() {
            CLOSEST_ARROWS
        } else {
            CLOSEST_SAMPLES
        };
        let chosen = longer * f64::from(thinning) / view.field_across() as f64;
        let spacing = chosen.max(closest / projection.points_per_unit());
        let (bounds, arrows) = lattice(&visible, spacing);
        let samples = |points: f32| ((points / POINTS_PER_SAMPLE) as usize).clamp(16, 400);
        let request = FieldRequest {
            bounds,
            alpha: noising.alpha,
            center: noising.center,
            sigma: noising.std,
            arrows,
            density: [samples(screen.width()), samples(screen.height())],
            empirical: view.shows_field(FieldKind::Empirical),
        };
        if self.asked != Some((snapshot.run, request)) {
            self.asked = Some((snapshot.run, request));
            commands.push(Command::Frame(request));
        }
    }
}

/// The multiples of `spacing` that just cover `visible`, so that arrows stay in place while the
/// view moves, and how many there are along x and y.
fn lattice(visible: &Bounds, spacing: f64) -> (Bounds, [usize; 2]) {
    let mut bounds = *visible;
    let mut counts = [2, 2];
    for (axis, count) in counts.iter_mut().enumerate() {
        let first = (visible.min[axis] / spacing).floor();
        let last = (visible.max[axis] / spacing).ceil().max(first + 1.0);
        bounds.min[axis] = first * spacing;
        bounds.max[axis] = last * spacing;
        *count = (last - first) as usize + 1;
    }
    (bounds, counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panning_by_less_than_a_cell_keeps_the_arrows_in_place() {
        let view = Bounds::new(-3.02, 3.1, -2.0, 2.0).unwrap();
        let moved = Bounds::new(-2.99, 3.13, -2.0, 2.0).unwrap();
        let (bounds, counts) = lattice(&view, 0.25);
        assert_eq!(bounds.min, [-3.25, -2.0]);
        assert_eq!(
            (bounds.max[0] - bounds.min[0]) / 0.25,
            (counts[0] - 1) as f64
        );
        let (after, _) = lattice(&moved, 0.25);
        let steps = (after.min[0] - bounds.min[0]) / 0.25;
        assert_eq!(steps, steps.round());
    }
}
