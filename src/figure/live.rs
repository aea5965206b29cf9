//! The figure of the particles that move in the window.

use super::paths::Recording;
use super::trajectory::{assemble, layers};
use super::{BarTick, ColourBar, Figure, FigureError, FigureOptions, Subject, caption};
use crate::plane::Point;
use crate::sampling::SamplingSpec;
use crate::session::Snapshot;

/// What `snapshot` shows, with the trails of its particles. `sampling` is how they move. Without
/// `options.sigma` the field is drawn at the level that the window shows, without
/// `options.bounds` the picture follows the target and the particles.
///
/// # Errors
/// When particles are hidden, an option is out of range, or the field is asked for at a level that
/// the score was not trained on.
pub fn live_figure(
    subject: &Subject,
    snapshot: &Snapshot,
    sampling: &SamplingSpec,
    options: &FigureOptions,
) -> Result<Figure, FigureError> {
    let swarm = snapshot
        .swarm
        .as_deref()
        .filter(|swarm| !swarm.is_empty())
        .ok_or(FigureError::NoParticles)?;
    let shown = snapshot
        .field
        .as_ref()
        .map_or(swarm.sigma, |field| field.sigma);
    let sigma = options.level(subject.score, shown)?;
    let at = |frame: usize, particle: usize| -> Point {
        swarm.trails[particle * swarm.trail_len + frame].map(f64::from)
    };
    let last = swarm.trail_len - 1;
    let steps: Vec<u64> = (0..=last as u64).collect();
    let recording = Recording {
        particles: swarm.len(),
        from_the_start: false,
        steps: &steps,
        at: &at,
    };
    let (bounds, layers) = layers(subject, &recording, sigma, options)?;
    let mut caption = caption::of_live(snapshot, swarm, sampling, subject);
    caption.extend(caption::of_layers(&layers, sigma, &recording));
    Ok(Figure {
        colour_bar: (options.show_paths && last > 0).then(trail_bar),
        ..assemble(subject, bounds, layers, caption, options)
    })
}

/// A trail has no round numbers: it fades from its oldest point to now.
fn trail_bar() -> ColourBar {
    let tick = |fraction: f64, label: &str| BarTick {
        fraction,
        labels: vec![label.to_owned()],
    };
    ColourBar {
        heads: vec!["trail".to_owned()],
        ticks: vec![tick(0.0, "oldest"), tick(1.0, "now")],
    }
}
