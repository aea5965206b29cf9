//! Marks that flow along a field: no particles, which are kicked by chance, but what the field alone would do.

use super::arrows::recycled;
use super::compression::Compression;
use super::flow::{Flow, push_ribbon};
use super::projection::Projection;
use super::streamlines::LineStyle;
use crate::plane::{Bounds, Point};
use egui::epaint::Mesh;
use egui::{Color32, Pos2, Shape};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::VecDeque;
use std::sync::Arc;

/// One for so many square points of the plane.
const AREA: f32 = 1300.0;
const MOST: usize = 900;
/// How long one flows, in seconds.
const LIFE: (f64, f64) = (1.2, 3.2);
/// How fast, in points a second: where the field is weak and where it is strong.
const SPEED: (f64, f64) = (8.0, 120.0);
/// Points of a trail, and seconds between them.
const TRAIL: usize = 14;
const EVERY: f64 = 0.035;
const SEED: u64 = 1997;

/// One of them.
struct Tracer {
    /// Oldest first; the last is where it is.
    trail: VecDeque<Point>,
    left: f64,
}

/// All of them.
pub struct Tracers {
    tracers: Vec<Tracer>,
    rng: ChaCha8Rng,
    mesh: Arc<Mesh>,
    /// Seconds since the last point of the trails.
    since: f64,
}

impl Default for Tracers {
    fn default() -> Self {
        Self {
            tracers: Vec::new(),
            rng: ChaCha8Rng::seed_from_u64(SEED),
            mesh: Arc::default(),
            since: 0.0,
        }
    }
}

impl Tracers {
    /// Lets them flow for `seconds`.
    pub fn advance(
        &mut self,
        flow: &Flow<'_>,
        projection: &Projection,
        compression: Compression,
        thinning: f32,
        seconds: f64,
    ) {
        let visible = projection.visible();
        let screen = projection.screen;
        let count = (screen.area() / (AREA * thinning * thinning)) as usize;
        let count = count.min(MOST);
        self.tracers.truncate(count);
        while self.tracers.len() < count {
            // Those of the beginning do not all end together.
            let part = self.rng.random::<f64>();
            let mut tracer = born(&mut self.rng, &visible);
            tracer.left *= part;
            self.tracers.push(tracer);
        }
        self.since += seconds;
        let leaves = self.since >= EVERY;
        if leaves {
            self.since = 0.0;
        }
        for tracer in &mut self.tracers {
            tracer.left -= seconds;
            let at = tracer.trail[tracer.trail.len() - 1];
            let vector = flow
                .at(at)
                .filter(|_| visible.contains(at) && tracer.left > 0.0);
            let Some([u, v]) = vector else {
                *tracer = born(&mut self.rng, &visible);
                continue;
            };
            let length = u.hypot(v);
            let strength = f64::from(compression.of(length));
            let speed = SPEED.0 + (SPEED.1 - SPEED.0) * strength;
            let way = seconds * speed / (projection.points_per_unit() * length.max(1e-300));
            let next = [at[0] + way * u, at[1] + way * v];
            if leaves {
                tracer.trail.push_back(next);
                if tracer.trail.len() > TRAIL {
                    tracer.trail.pop_front();
                }
            } else {
                let last = tracer.trail.len() - 1;
                tracer.trail[last] = next;
            }
        }
    }

    /// They with their trails on the screen.
    pub fn shape(&mut self, flow: &Flow<'_>, projection: &Projection, style: &LineStyle) -> Shape {
        let mesh = recycled(&mut self.mesh);
        let mut ribbon: Vec<(Pos2, Color32)> = Vec::with_capacity(TRAIL);
        for tracer in &self.tracers {
            let last = tracer.trail.len() - 1;
            let seen = flow.opacity(tracer.trail[last], style.log_peak);
            // They come and go softly.
            let seen = seen * (4.0 * tracer.left).clamp(0.0, 1.0) as f32;
            ribbon.clear();
            ribbon.extend(tracer.trail.iter().enumerate().map(|(i, at)| {
                let age = (i + 1) as f32 / TRAIL as f32;
                let color = style.ink.gamma_multiply(seen * age);
                (projection.screen_from_data(*at), color)
            }));
            push_ribbon(mesh, &ribbon, style.width);
        }
        Shape::Mesh(self.mesh.clone())
    }
}

/// A new one anywhere in view.
fn born(rng: &mut ChaCha8Rng, visible: &Bounds) -> Tracer {
    let mut between = |low: f64, high: f64| low + (high - low) * rng.random::<f64>();
    let at = [
        between(visible.min[0], visible.max[0]),
        between(visible.min[1], visible.max[1]),
    ];
    Tracer {
        trail: VecDeque::from([at]),
        left: between(LIFE.0, LIFE.1),
    }
}
