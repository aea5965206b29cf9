//! The particles and their trails.

use crate::ui::canvas::layer::{Layer, Painting};
use crate::ui::canvas::legend::scales::Scales;
use crate::ui::drawing::trails::{TrailMesh, TrailStyle};

/// Up to this many particles are opaque; more let each other shine through, so that a crowd shows
/// where it is dense.
const OPAQUE: f32 = 400.0;
const FAINTEST: f32 = 0.3;

/// The particles and their mesh.
#[derive(Default)]
pub struct ParticleLayer {
    trails: TrailMesh,
}

impl Layer for ParticleLayer {
    fn draw<'a>(&mut self, painting: &Painting<'a>, _: &mut Scales<'a>) {
        let Some(swarm) = painting.snapshot.swarm.as_ref() else {
            return;
        };
        let color = painting.palette.particle;
        let style = TrailStyle {
            color: color.gamma_multiply(opacity(swarm.len())),
            radius: dot_radius(swarm.len()) * painting.scale,
            trails: painting.view.trails,
        };
        let shape = self.trails.shape(swarm, painting.projection, style);
        painting.painter.add(shape);
    }
}

/// Dots get smaller as they get many.
fn dot_radius(particles: usize) -> f32 {
    match particles {
        0..=500 => 2.2,
        501..=3000 => 1.6,
        _ => 1.3,
    }
}

fn opacity(particles: usize) -> f32 {
    (OPAQUE / particles.max(1) as f32)
        .powf(0.35)
        .clamp(FAINTEST, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crowd_is_fainter_and_never_invisible() {
        assert_eq!(opacity(10), 1.0);
        assert!(opacity(1000) < 0.8);
        assert!(opacity(1_000_000_000) >= FAINTEST);
    }
}
