//! How a step is looked at.

use crate::lesson::{Chart, Followed, Place, Staging};
use crate::ui::view::{ChartKind, Following, Stage, View};

/// The stage of a step.
pub fn stage(place: Place) -> Stage {
    match place {
        Place::Learn => Stage::Learn,
        Place::Sample => Stage::Sample,
        Place::Journey => Stage::Journey,
    }
}

/// The chart beside a step.
pub fn chart(chart: Chart) -> ChartKind {
    match chart {
        Chart::Loss => ChartKind::Loss,
        Chart::Error => ChartKind::Error,
        Chart::PerLevel => ChartKind::PerLevel,
    }
}

/// How `staging` is looked at, by one who looked at things as `before`.
pub fn view(staging: &Staging, before: &View) -> View {
    let mut view = View {
        stage: stage(staging.place),
        field: staging.field,
        arrows: staging.arrows,
        style: staging.style,
        map: staging.map,
        sigma: staging.sigma,
        log10_constant: staging.constant.log10(),
        density: true,
        contours: true,
        clean_density: false,
        truth: true,
        handles: true,
        points: true,
        twin: None,
        marginals: false,
        line: None,
        launching: false,
        slow_motion: staging.slow_motion,
        ..before.clone()
    };
    view.following = Following::default();
    let playback = &mut view.playback;
    playback.training = staging.training;
    playback.particles_shown = staging.particles.is_some();
    playback.particles = staging.running;
    if let Some(followed) = staging.particles {
        playback.follow_exact = followed == Followed::Exact;
    }
    view
}
