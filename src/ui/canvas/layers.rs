//! What lies under the handles, from the bottom up. Who lives here: the layers, in a file for each kind
//! (both layers of arrows share one); each layer has a row in the list below.

mod arrows;
mod contours;
mod denoiser;
mod density;
mod map;
mod marginals;
mod particles;
mod points;
mod streamlines;
mod training_points;
mod untrained;

use super::layer::{Layer, Painting};
use super::legend::Entry;
use crate::ui::view::{FieldKind, FieldStyle, View};

/// A layer and when it is drawn.
struct Row {
    drawn: fn(&View) -> bool,
    new: fn() -> Box<dyn Layer>,
}

/// Every layer, in the order in which they are drawn.
const ROWS: &[Row] = &[
    Row {
        drawn: |view| view.density && view.shown_map().is_none(),
        new: || Box::<density::DensityLayer>::default(),
    },
    Row {
        drawn: |view| view.shown_map().is_some(),
        new: || Box::new(map::MapLayer),
    },
    Row {
        drawn: |view| view.contours,
        new: || Box::<contours::ContourLayer>::default(),
    },
    Row {
        drawn: |view| {
            view.draws(FieldStyle::Arrows) && view.truth && view.field == FieldKind::Learned
        },
        new: || Box::<arrows::TruthLayer>::default(),
    },
    Row {
        drawn: |view| view.draws(FieldStyle::Arrows),
        new: || Box::<arrows::ArrowLayer>::default(),
    },
    Row {
        drawn: |view| view.draws(FieldStyle::Denoiser),
        new: || Box::<denoiser::DenoiserLayer>::default(),
    },
    Row {
        drawn: |view| view.draws(FieldStyle::Streamlines),
        new: || Box::<streamlines::StreamlineLayer>::default(),
    },
    Row {
        drawn: |view| view.draws(FieldStyle::Tracers),
        new: || Box::<streamlines::TracerLayer>::default(),
    },
    Row {
        drawn: |view| view.points,
        new: || Box::<points::PointsLayer>::default(),
    },
    Row {
        drawn: |view| view.playback.particles_shown,
        new: || Box::<particles::ParticleLayer>::default(),
    },
    Row {
        drawn: |view| view.points,
        new: || Box::<training_points::TrainingPointsLayer>::default(),
    },
    Row {
        drawn: |view| view.marginals,
        new: || Box::<marginals::MarginalLayer>::default(),
    },
    Row {
        drawn: |view| {
            let learned = matches!(view.field, FieldKind::Learned | FieldKind::Difference);
            view.arrows && learned
        },
        new: || Box::new(untrained::UntrainedLayer),
    },
];

/// The layers with what they keep between frames.
pub struct Layers {
    stack: Vec<Box<dyn Layer>>,
}

impl Default for Layers {
    fn default() -> Self {
        Self {
            stack: ROWS.iter().map(|row| (row.new)()).collect(),
        }
    }
}

impl Layers {
    /// Paints what is to be seen; what it means.
    pub fn draw(&mut self, painting: &Painting<'_>) -> Vec<Entry> {
        let mut legend = Vec::with_capacity(2 * ROWS.len());
        let drawn = || {
            ROWS.iter()
                .enumerate()
                .filter(|(_, row)| (row.drawn)(painting.view))
        };
        for (index, _) in drawn() {
            self.stack[index].draw(painting, &mut legend);
        }
        for (index, _) in drawn() {
            self.stack[index].write(painting);
        }
        legend
    }
}
