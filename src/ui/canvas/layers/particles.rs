//! The particles and their trails; those that were sent by hand stand out.

use crate::ui::canvas::layer::{Layer, Painting};
use crate::ui::canvas::legend::{Entry, Mark};
use crate::ui::drawing::trails::{TrailMesh, TrailStyle};

/// Up to this many particles are opaque; more let each other shine through, so that a crowd shows
/// where it is dense.
const OPAQUE: f32 = 500.0;
const FAINTEST: f32 = 0.3;
/// The same of their trails, which lie on each other long before the dots do.
const OPAQUE_TRAILS: f32 = 150.0;
const FAINTEST_TRAILS: f32 = 0.12;
/// How much of them is left where something else is to be looked at.
const QUIET: f32 = 0.3;
/// Particles that were sent by hand are so much larger.
const SENT: f32 = 1.7;

/// The particles and their mesh.
#[derive(Default)]
pub struct ParticleLayer {
    trails: TrailMesh,
}

impl Layer for ParticleLayer {
    fn draw(&mut self, painting: &Painting<'_>, legend: &mut Vec<Entry>) {
        let Some(swarm) = painting.snapshot.swarm.as_ref() else {
            return;
        };
        let quiet = painting.quiet;
        let (color, edge) = (painting.palette.particle, painting.palette.hand);
        let radius = dot_radius(swarm.len()) * painting.scale;
        let style = TrailStyle {
            color: color.gamma_multiply(opacity(swarm.len()) * if quiet { QUIET } else { 1.0 }),
            radius,
            trails: painting.view.trails && !quiet,
            trail_opacity: trail_opacity(swarm.len()),
            launched: color,
            launched_edge: edge,
            launched_radius: SENT * dot_radius(0) * painting.scale,
        };
        let shape = self.trails.shape(swarm, painting.projection, style);
        painting.painter.add(shape);
        if !swarm.is_empty() {
            let help = format!(
                "{} particles, each following the arrows with a random kick at every step; behind it its last steps.",
                swarm.len()
            );
            legend.push(Entry::new(
                Mark::Dot {
                    ink: color,
                    edge: None,
                },
                "particle: follows arrows",
                help,
            ));
        }
        if !swarm.launched.is_empty() {
            let help = "Particles that were sent by hand, with a long trail. They took the place of those that had waited longest.";
            let mark = Mark::Dot {
                ink: color,
                edge: Some(edge),
            };
            legend.push(Entry::new(mark, "launched by hand", help));
        }
    }
}

/// Dots get smaller as they get many.
fn dot_radius(particles: usize) -> f32 {
    match particles {
        0..=500 => 2.4,
        501..=1500 => 2.2,
        1501..=3000 => 1.6,
        _ => 1.3,
    }
}

fn opacity(particles: usize) -> f32 {
    (OPAQUE / particles.max(1) as f32)
        .powf(0.35)
        .clamp(FAINTEST, 1.0)
}

/// Together the trails of a crowd cover about as much as those of a few.
fn trail_opacity(particles: usize) -> f32 {
    (OPAQUE_TRAILS / particles.max(1) as f32)
        .powf(0.7)
        .clamp(FAINTEST_TRAILS, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crowd_is_fainter_and_never_invisible() {
        assert_eq!(opacity(10), 1.0);
        assert!(opacity(3000) < 0.8);
        assert!(opacity(1_000_000_000) >= FAINTEST);
    }

    #[test]
    fn trails_of_a_thousand_do_not_paint_over_the_density() {
        assert_eq!(trail_opacity(100), 1.0);
        assert!(trail_opacity(1000) < 0.3);
        assert!(trail_opacity(1_000_000) >= FAINTEST_TRAILS);
    }
}
