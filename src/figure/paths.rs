//! The ways particles went, cut into stretches of time, clipped and simplified.

mod clipping;

pub use clipping::simplified;

use super::Medium;
use crate::plane::{Bounds, Point};
use clipping::clip;

/// Paths of some particles and the ends of all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paths {
    /// Early first.
    pub stretches: Vec<Stretch>,
    /// Where the drawn paths start, with their particles or after they leapt about.
    pub starts: Vec<Point>,
    /// Where the drawn paths end.
    pub ends: Vec<Point>,
    /// Where the other particles end.
    pub other_ends: Vec<Point>,
    /// How many paths were drawn, visible or not.
    pub drawn: usize,
    /// What lies between the points of the drawn paths.
    pub spacing: Spacing,
}

/// What lies between one point of a path and the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spacing {
    /// So many steps.
    Steps(u64),
    /// A noise level: points are where a particle was when it left one, from where it last leapt
    /// across the picture.
    Level,
}

impl Default for Spacing {
    fn default() -> Self {
        Self::Steps(1)
    }
}

/// The pieces of all paths that fall into one stretch of time: one colour.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// The middle of the stretch: 0 where paths begin, 1 where they end.
    pub fraction: f64,
    /// Whether these are single steps across the picture, as at high noise levels.
    pub leaps: bool,
    /// Pieces of paths, each a line through points in data units.
    pub lines: Vec<Vec<Point>>,
}

impl Spacing {
    /// How strongly a piece at `fraction` of the way is painted, up to 1. On a screen paths grow out of the
    /// ground, and leaps are faint, so that wide early jumps do not bury where particles end; of a path
    /// from level to level only one is left. In print nothing is faint, and leaps are dashed: the share of the dashes.
    pub fn strength(self, fraction: f64, leaps: bool, medium: Medium) -> f64 {
        let ordinary = 0.35 + 0.65 * fraction;
        match (medium, leaps, self) {
            (Medium::Print, false, _) => 1.0,
            (Medium::Print, true, _) => DASHES,
            (Medium::Screen, false, _) => ordinary,
            (Medium::Screen, true, Self::Steps(_)) => FAINT * ordinary,
            (Medium::Screen, true, Self::Level) => SINGLE * ordinary,
        }
    }
}

/// A recorded run as the picture needs it.
pub struct PathSource<'a> {
    pub particles: usize,
    /// Whether particles began where the first frame has them.
    pub from_the_start: bool,
    /// Steps before each frame, rising; at least one frame.
    pub steps: &'a [u64],
    /// The frames at which particles begin or leave a noise level, where paths are to have a point
    /// for each: the first and the last frame and some between.
    pub levels: Option<Vec<usize>>,
    /// Where a particle was in a frame: (frame, particle).
    pub at: &'a dyn Fn(usize, usize) -> Point,
}

impl PathSource<'_> {
    pub fn last_frame(&self) -> usize {
        self.steps.len() - 1
    }

    /// The part of `frames` that is drawn of a particle. Down a ladder of noise levels it begins with
    /// the last leap: those before it would only hatch the picture.
    fn drawn<'f>(&self, particle: usize, frames: &'f [usize], bounds: Bounds) -> &'f [usize] {
        if self.levels.is_none() {
            return frames;
        }
        let at = |frame: usize| (self.at)(frame, particle);
        let leap = |pair: &[usize]| leaps(at(pair[0]), at(pair[1]), bounds);
        let last_leap = frames.windows(2).rposition(leap);
        &frames[last_leap.unwrap_or(0)..]
    }

    /// How far along a frame is: 0 for step 0, 1 for the last frame.
    fn time(&self, frame: usize) -> f64 {
        let whole = self.steps[self.last_frame()].max(1);
        self.steps[frame] as f64 / whole as f64
    }
}

/// How much of a dashed line is drawn.
pub const DASHES: f64 = 1.0 / 3.0;
/// How much fainter leaps are.
const FAINT: f64 = 0.22;
const SINGLE: f64 = 0.5;
/// A step longer than this share of the view's longer side is a leap.
const LEAP: f64 = 0.12;
/// Colours along a path.
const STRETCHES: usize = 64;
/// Points of all paths together; few paths show every step, many show where they went.
const MAX_POINTS: usize = 3_000;
/// Points of one path at least and at most.
const POINTS_A_PATH: (usize, usize) = (50, 2_000);
/// Paths drawn when nobody says: at least (if there are so many particles) and at most.
const PATHS: (usize, usize) = (8, 60);
/// Of paths from level to level at most: they all end where the target is.
const LEVEL_PATHS: usize = 24;
/// The share of the picture that paths may cover when nobody says how many are drawn, on the
/// whole and where they are.
const INK: f64 = 0.15;
const CROWDING: f64 = 0.4;
/// Crowding is measured in this many cells along the longer side.
const CELLS: f64 = 20.0;
/// The width of a path's line, as a share of the picture's longer side.
const LINE_WIDTH: f64 = 1.0 / 400.0;
/// Dots for the ends of particles without a drawn path; more would only fill the page.
pub const MAX_DOTS: usize = 10_000;
/// Points this close to the simplified line are dropped, as a share of the view's longer side:
/// a tenth of a line's width.
const TOLERANCE: f64 = 1.0 / 5000.0;

impl Paths {
    /// The first `wanted` particles as paths (chains are independent, so any few are a fair
    /// sample), the next ones by their end alone. `None` draws as many paths as the picture bears.
    /// Pieces outside `bounds` are cut off; a position that is not finite interrupts its path.
    pub fn new(source: &PathSource, wanted: Option<usize>, medium: Medium, bounds: Bounds) -> Self {
        let last = source.last_frame();
        let usual = match source.levels {
            Some(_) => LEVEL_PATHS,
            None => PATHS.1,
        };
        let most = wanted.unwrap_or(usual).min(source.particles);
        let (frames, spacing) = frames(source, most);
        let drawn = match wanted {
            Some(_) => most,
            None => affordable(source, most, &frames, (spacing, medium), bounds),
        };
        let dots = source.particles.min(drawn + MAX_DOTS);
        let visible = |frame: usize, particles: std::ops::Range<usize>| -> Vec<Point> {
            particles
                .map(|particle| (source.at)(frame, particle))
                .filter(|point| bounds.contains(*point))
                .collect()
        };
        let born = if source.from_the_start { drawn } else { 0 };
        let mut paths = Self {
            stretches: (0..2 * STRETCHES)
                .map(|index| Stretch {
                    fraction: ((index / 2) as f64 + 0.5) / STRETCHES as f64,
                    leaps: index % 2 == 0,
                    lines: Vec::new(),
                })
                .collect(),
            starts: (0..born)
                .map(|particle| (source.at)(source.drawn(particle, &frames, bounds)[0], particle))
                .filter(|point| bounds.contains(*point))
                .collect(),
            ends: visible(last, 0..drawn),
            other_ends: visible(last, drawn..dots),
            drawn,
            spacing,
        };
        for particle in 0..drawn {
            paths.add(source, particle, &frames, bounds);
        }
        paths.stretches.retain(|stretch| !stretch.lines.is_empty());
        paths
    }

    fn add(&mut self, source: &PathSource, particle: usize, frames: &[usize], bounds: Bounds) {
        let tolerance = TOLERANCE * bounds.width().max(bounds.height());
        let mut stretch = 0;
        let mut line: Vec<Point> = Vec::new();
        for pair in source.drawn(particle, frames, bounds).windows(2) {
            let middle = 0.5 * (source.time(pair[0]) + source.time(pair[1]));
            let slot = ((middle * STRETCHES as f64) as usize).min(STRETCHES - 1);
            let a = (source.at)(pair[0], particle);
            let b = (source.at)(pair[1], particle);
            // Leaps lie below the ordinary steps of their time.
            let here = 2 * slot + usize::from(!leaps(a, b, bounds));
            let clipped = clip(a, b, bounds);
            let goes_on = here == stretch && clipped.is_some_and(|(a, _)| line.last() == Some(&a));
            if !goes_on {
                self.finish(stretch, std::mem::take(&mut line), tolerance);
                stretch = here;
            }
            if let Some((a, b)) = clipped {
                if line.is_empty() {
                    line.push(a);
                }
                line.push(b);
            }
        }
        self.finish(stretch, line, tolerance);
    }

    fn finish(&mut self, stretch: usize, line: Vec<Point>, tolerance: f64) {
        let line = simplified(&line, tolerance);
        if line.len() > 1 {
            self.stretches[stretch].lines.push(line);
        }
    }
}

/// At which frames each of `most` paths has a point.
fn frames(source: &PathSource, most: usize) -> (Vec<usize>, Spacing) {
    if let Some(levels) = &source.levels {
        return (levels.clone(), Spacing::Level);
    }
    let last = source.last_frame();
    let (few, many) = POINTS_A_PATH;
    let stride = last
        .div_ceil((MAX_POINTS / most.max(1)).clamp(few, many))
        .max(1);
    let mut frames: Vec<usize> = (0..last).step_by(stride).collect();
    frames.push(last);
    let steps = source.steps[frames[1 % frames.len()]] - source.steps[0];
    (frames, Spacing::Steps(steps))
}

/// How many of the first `most` paths can be told apart. Every cell of the picture counts the ink
/// c in it, as a share of its paper; paths are added until the mean of c, or the mean crowding that
/// their ink meets, sum c^2 / sum c, passes its limit.
fn affordable(
    source: &PathSource,
    most: usize,
    frames: &[usize],
    (spacing, medium): (Spacing, Medium),
    bounds: Bounds,
) -> usize {
    let longer = bounds.width().max(bounds.height());
    let cell = longer / CELLS;
    let columns = (bounds.width() / cell).ceil() as usize + 1;
    let rows = (bounds.height() / cell).ceil() as usize + 1;
    let mut ink = vec![0.0; columns * rows];
    for particle in 0..most {
        for pair in source.drawn(particle, frames, bounds).windows(2) {
            let a = (source.at)(pair[0], particle);
            let b = (source.at)(pair[1], particle);
            let Some((a, b)) = clip(a, b, bounds) else {
                continue;
            };
            let length = (b[0] - a[0]).hypot(b[1] - a[1]);
            let pieces = (2.0 * length / cell).ceil().max(1.0);
            let leaps = leaps(a, b, bounds);
            let strength = spacing.strength(source.time(pair[1]), leaps, medium);
            let share = strength * LINE_WIDTH * longer * length / pieces / (cell * cell);
            for piece in 0..pieces as usize {
                let along = (piece as f64 + 0.5) / pieces;
                let index = |axis: usize| {
                    let place = a[axis] + along * (b[axis] - a[axis]) - bounds.min[axis];
                    (place / cell) as usize
                };
                ink[index(1) * columns + index(0)] += share;
            }
        }
        let total: f64 = ink.iter().sum();
        let squares: f64 = ink.iter().map(|share| share * share).sum();
        let whole = bounds.width() * bounds.height() / (cell * cell);
        if squares > CROWDING * total || total > INK * whole {
            return particle.max(PATHS.0).min(most);
        }
    }
    most
}

/// Whether the step from `a` to `b` is long beside the view.
fn leaps(a: Point, b: Point, bounds: Bounds) -> bool {
    let length = (b[0] - a[0]).hypot(b[1] - a[1]);
    length > LEAP * bounds.width().max(bounds.height())
}
