//! The particles on screen: a swarm, its recent paths, and how it runs.

use crate::mixture::GaussianMixture;
use crate::plane::Point;
use crate::sampling::{Dynamics, Explosion, Plan, Swarm};
use crate::score::ScoreFn;
use crate::session::command::Motion;
use crate::session::mode_shares::ModeShares;
use crate::session::pace::Speed;
use crate::session::snapshot::{LaunchedFrame, SwarmFrame};
use ndarray::Array2;
use std::collections::VecDeque;
use std::sync::Arc;

/// Points of all paths together; more particles have shorter paths, and so many have none.
const TRAIL_POINTS: usize = 80_000;
/// Most points of one path.
const LONGEST_TRAIL: usize = 40;
/// So many of the particles that were sent by hand are told apart, the newest, and their paths are at most
/// so long.
const LAUNCHED: usize = 120;
const LAUNCHED_LENGTH: usize = 200;
/// An annealed run is shown in about this many frames (8 seconds at 60 Hz).
const FRAMES_PER_RUN: u64 = 480;
/// Most steps taken between two frames at the usual speed.
const STEPS_PER_FRAME: u64 = 8;
/// Most steps of single particles between two frames: of a crowd a picture comes after every step.
const MOVES_PER_FRAME: u64 = 100_000;

pub struct LiveSwarm {
    swarm: Swarm,
    /// The levels of its plan.
    ladder: Arc<[f64]>,
    /// Recent positions of all particles, oldest first.
    recent: VecDeque<Array2<f64>>,
    /// Those sent by hand and where they have been, the oldest first.
    launched: VecDeque<(usize, VecDeque<Point>)>,
    pub motion: Motion,
    /// The part of a step that the frames before have left over.
    left: f64,
}

impl LiveSwarm {
    pub fn spawn(plan: Plan, mixture: &GaussianMixture, seed: u64, motion: Motion) -> Self {
        let ladder = levels(&plan);
        let swarm = Swarm::spawn(plan, mixture, seed);
        let recent = VecDeque::from([swarm.positions().clone()]);
        Self {
            swarm,
            ladder,
            recent,
            launched: VecDeque::new(),
            motion,
            left: 0.0,
        }
    }

    /// Takes the steps of one frame at this speed, or one step when single-stepping; nothing when paused.
    /// Whether there were any.
    pub fn advance(&mut self, score: &dyn ScoreFn, speed: Speed) -> bool {
        let steps = match self.motion {
            Motion::Pause => return false,
            Motion::Step => 1,
            Motion::Run => {
                let total = self.swarm.plan().total_steps();
                let usual = (total / FRAMES_PER_RUN).clamp(1, STEPS_PER_FRAME);
                let steps = self.left + usual as f64 * speed.factor();
                self.left = steps.fract();
                let particles = self.swarm.positions().nrows().max(1) as u64;
                (steps as u64).min((MOVES_PER_FRAME / particles).max(1))
            }
        };
        if steps == 0 {
            return false;
        }
        for _ in 0..steps {
            self.swarm.tick(score);
            if self.swarm.explosion().is_some() {
                self.motion = Motion::Pause;
                return true;
            }
        }
        self.keep_positions();
        if self.motion == Motion::Step {
            self.motion = Motion::Pause;
        }
        true
    }

    /// Goes on by another plan; the particles stay where they are.
    pub fn follow(&mut self, plan: Plan, mixture: &GaussianMixture) {
        let before = self.swarm.positions().nrows();
        self.ladder = levels(&plan);
        self.swarm.follow(plan, mixture);
        if self.swarm.positions().nrows() != before {
            self.recent.clear();
            self.recent.push_back(self.swarm.positions().clone());
            let left = self.swarm.positions().nrows();
            self.launched.retain(|(index, _)| *index < left);
        }
    }

    /// Whether the particles have flown apart; then the frame before is the last one.
    pub fn explosion(&self) -> Option<Explosion> {
        self.swarm.explosion()
    }

    /// Moves the particles that waited longest to `points`; their paths start there.
    pub fn launch(&mut self, points: &[Point]) {
        for (index, point) in self.swarm.launch(points).into_iter().zip(points) {
            for frame in &mut self.recent {
                frame[[index, 0]] = point[0];
                frame[[index, 1]] = point[1];
            }
            // Who is sent again begins another path.
            self.launched.retain(|(other, _)| *other != index);
            self.launched.push_back((index, VecDeque::from([*point])));
        }
        let excess = self.launched.len().saturating_sub(LAUNCHED);
        self.launched.drain(..excess);
    }

    /// Where the particles are, `[particles, 2]`, data units.
    pub fn positions(&self) -> &Array2<f64> {
        self.swarm.positions()
    }

    /// The noise level they move at now, data units.
    pub fn sigma(&self) -> f64 {
        self.swarm.rung().sigma
    }

    /// Where the particles are and have been, with what the target makes of it.
    pub fn frame(&self, target_changed: bool, shares: Option<Arc<ModeShares>>) -> SwarmFrame {
        let particles = self.swarm.positions().nrows();
        let rung = self.swarm.rung();
        let mut trails = Vec::with_capacity(particles * self.recent.len());
        for particle in 0..particles {
            for frame in &self.recent {
                trails.push([frame[[particle, 0]], frame[[particle, 1]]]);
            }
        }
        SwarmFrame {
            dynamics: self.swarm.plan().dynamics,
            step: self.swarm.taken(),
            rung: self.swarm.plan().rung_index_after(self.swarm.taken()),
            ladder: self.ladder.clone(),
            sigma: rung.sigma,
            step_size: rung.step_size,
            finished: self.swarm.plan().dynamics == Dynamics::Annealed
                && self.swarm.taken() >= self.swarm.plan().total_steps(),
            led_away: self.swarm.led_away(),
            target_changed,
            shares,
            memorised: None,
            trails,
            trail_len: self.recent.len(),
            launched: self
                .launched
                .iter()
                .map(|(particle, path)| LaunchedFrame {
                    particle: *particle,
                    path: path.iter().copied().collect(),
                })
                .collect(),
        }
    }

    fn keep_positions(&mut self) {
        let positions = self.swarm.positions();
        let length = (TRAIL_POINTS / positions.nrows().max(1)).clamp(1, LONGEST_TRAIL);
        while self.recent.len() >= length {
            self.recent.pop_front();
        }
        self.recent.push_back(positions.clone());
        for (index, path) in &mut self.launched {
            if path.len() >= LAUNCHED_LENGTH {
                path.pop_front();
            }
            path.push_back([positions[[*index, 0]], positions[[*index, 1]]]);
        }
    }
}

fn levels(plan: &Plan) -> Arc<[f64]> {
    plan.rungs.iter().map(|rung| rung.sigma).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::ExactScore;
    use crate::session::tests::scene;

    #[test]
    fn a_speed_multiplies_the_steps_of_the_frames() {
        let scene = scene();
        let mixture = scene.mixture().unwrap();
        let score = ExactScore::new(mixture.clone());
        let plan = || {
            let noise = scene.noise_range(&mixture);
            scene.sampling.plan(&mixture, noise, None).unwrap()
        };
        let taken = |speed: Speed| {
            let mut swarm = LiveSwarm::spawn(plan(), &mixture, 1, Motion::Run);
            let moved = (0..16).filter(|_| swarm.advance(&score, speed)).count();
            (swarm.swarm.taken(), moved)
        };
        let (usual, _) = taken(Speed::Usual);
        for speed in Speed::ALL {
            let (steps, moved) = taken(speed);
            assert_eq!(steps as f64, usual as f64 * speed.factor(), "{speed:?}");
            assert!(moved as u64 == steps.min(16), "{moved} of {steps}");
        }
    }

    #[test]
    fn a_crowd_takes_a_step_a_frame_and_has_no_more_points_than_others() {
        let scene = scene();
        let mixture = scene.mixture().unwrap();
        let score = ExactScore::new(mixture.clone());
        let mut spec = scene.sampling;
        for (particles, steps, trail_len) in [(300, 8, 8), (10_000, 8, 8), (100_000, 1, 1)] {
            spec.particles = particles;
            let plan = spec.plan(&mixture, scene.noise_range(&mixture), None);
            let mut plan = plan.unwrap();
            for rung in &mut plan.rungs {
                rung.steps = 10_000;
            }
            let mut swarm = LiveSwarm::spawn(plan, &mixture, 1, Motion::Run);
            for _ in 0..7 {
                swarm.advance(&score, Speed::Usual);
            }
            let frame = swarm.frame(false, None);
            assert_eq!(frame.step, 7 * steps);
            assert_eq!((frame.len(), frame.trail_len), (particles, trail_len));
        }
    }
}
