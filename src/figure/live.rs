//! The figure of the particles that move in the window.

use super::live_particles::LiveParticles;
use super::paths::PathSource;
use super::trajectory::{assemble, layers};
use super::{BarTick, ColourBar, Figure, FigureError, FigureOptions, Subject, caption};
use crate::plane::Point;
use crate::sampling::SamplingSpec;

/// `swarm` with its trails. `sampling` is how the particles move. Without `options.sigma` the field is
/// drawn at the level of the particles, without `options.bounds` the picture follows the target and
/// the particles.
///
/// # Errors
/// When there are no particles, an option is out of range, or the field is asked for at a level that
/// the score was not trained on.
pub fn live_figure(
    subject: &Subject,
    swarm: &LiveParticles,
    sampling: &SamplingSpec,
    options: &FigureOptions,
) -> Result<Figure, FigureError> {
    if swarm.is_empty() {
        return Err(FigureError::NoParticles);
    }
    let sigma = options.level(subject.score, swarm.sigma)?;
    let at = |frame: usize, particle: usize| -> Point {
        swarm.trails[particle * swarm.trail_len + frame]
    };
    let steps: Vec<u64> = (0..swarm.trail_len as u64).collect();
    let source = PathSource {
        particles: swarm.len(),
        from_the_start: false,
        steps: &steps,
        levels: None,
        at: &at,
    };
    let (bounds, layers) = layers(subject, &source, sigma, options)?;
    let mut caption = caption::of_live(swarm, sampling, subject);
    caption.extend(caption::of_layers(&layers, sigma, &source));
    let moved = options.show_paths && swarm.trail_len > 1;
    Ok(Figure {
        colour_bar: moved.then(trail_bar),
        ..assemble(subject, bounds, layers, caption, options)
    })
}

/// A trail has no round numbers: it grows from its oldest point to now.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Layer;
    use crate::mixture::{Component, GaussianMixture};
    use crate::score::ExactScore;

    fn draw(particles: usize, trail_len: usize) -> Result<Figure, FigureError> {
        let mixture = GaussianMixture::new(vec![Component::round([0.0, 0.0], 1.0, 1.0)]).unwrap();
        let score = ExactScore::new(mixture.clone());
        let subject = Subject {
            title: "Live",
            mixture: &mixture,
            score: &score,
            score_name: "exact",
            seed: 5,
        };
        let point = |index: usize| {
            let angle = index as f64 * 0.3;
            [2.0 * angle.cos(), 2.0 * angle.sin()]
        };
        let trails: Vec<Point> = (0..particles * trail_len).map(point).collect();
        let swarm = LiveParticles {
            train_step: 5678,
            step: 1234,
            sigma: 0.25,
            step_size: 0.01,
            trails: &trails,
            trail_len,
        };
        let sampling = SamplingSpec::default();
        live_figure(&subject, &swarm, &sampling, &FigureOptions::default())
    }

    #[test]
    fn the_caption_says_that_it_is_a_live_view_and_when() {
        let figure = draw(3, 8).unwrap();
        let caption = figure.caption.join(" ").replace('\u{a0}', " ");
        for part in [
            "Live view, train step 5,678.",
            "Annealed Langevin dynamics, now at σ = 0.25 after 1,234 steps",
            "3 particles with their last 8 positions; score: exact; seed 5.",
        ] {
            assert!(caption.contains(part), "{part} is not in {caption}");
        }
    }

    #[test]
    fn trails_end_at_the_particles_and_have_no_start() {
        let figure = draw(30, 8).unwrap();
        let Some(Layer::Paths(paths)) = figure.layers.last() else {
            panic!("paths are the uppermost layer");
        };
        assert!(paths.starts.is_empty());
        assert_eq!(paths.ends.len() + paths.other_ends.len(), 30);
        let now = 7.0_f64 * 0.3;
        let first = paths.ends[0];
        assert!((first[0] - 2.0 * now.cos()).abs() < 1e-6);
        assert!((first[1] - 2.0 * now.sin()).abs() < 1e-6);
    }

    #[test]
    fn hidden_particles_are_refused_and_single_points_drawn() {
        let error = draw(0, 8).unwrap_err();
        assert!(error.to_string().contains("show them"), "{error}");
        assert_eq!(draw(4, 1).unwrap().colour_bar, None);
    }
}
