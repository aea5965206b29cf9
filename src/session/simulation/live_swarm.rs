//! The particles on screen: a swarm, its recent paths, and how it runs.

use crate::mixture::GaussianMixture;
use crate::plane::Point;
use crate::sampling::{Explosion, Plan, Swarm};
use crate::score::ScoreFn;
use crate::session::command::Motion;
use crate::session::snapshot::{LaunchedFrame, SwarmFrame};
use ndarray::Array2;
use std::collections::VecDeque;

/// Points of all paths together; more particles have shorter paths.
const TRAIL_POINTS: usize = 80_000;
/// Fewest and most points of one path.
const TRAIL_LENGTH: (usize, usize) = (8, 40);
/// So many of the particles that were sent by hand are told apart, the newest, and their paths are at most
/// so long.
const LAUNCHED: usize = 120;
const LAUNCHED_LENGTH: usize = 200;
/// An annealed run is shown in about this many frames (8 seconds at 60 Hz).
const FRAMES_PER_RUN: u64 = 480;
/// Most steps taken between two frames.
const STEPS_PER_FRAME: u64 = 8;

pub struct LiveSwarm {
    swarm: Swarm,
    /// Recent positions of all particles, oldest first.
    recent: VecDeque<Array2<f64>>,
    /// Those sent by hand and where they have been, the oldest first.
    launched: VecDeque<(usize, VecDeque<Point>)>,
    pub motion: Motion,
}

impl LiveSwarm {
    pub fn spawn(plan: Plan, mixture: &GaussianMixture, seed: u64, motion: Motion) -> Self {
        let swarm = Swarm::spawn(plan, mixture, seed);
        let recent = VecDeque::from([swarm.positions().clone()]);
        Self {
            swarm,
            recent,
            launched: VecDeque::new(),
            motion,
        }
    }

    /// Takes the steps of one frame, or one step when single-stepping; nothing when paused.
    pub fn advance(&mut self, score: &dyn ScoreFn) {
        let steps = match self.motion {
            Motion::Pause => return,
            Motion::Step => 1,
            Motion::Run => {
                let total = self.swarm.plan().total_steps();
                (total / FRAMES_PER_RUN).clamp(1, STEPS_PER_FRAME)
            }
        };
        for _ in 0..steps {
            self.swarm.tick(score);
            if self.swarm.explosion().is_some() {
                self.motion = Motion::Pause;
                return;
            }
        }
        self.keep_positions();
        if self.motion == Motion::Step {
            self.motion = Motion::Pause;
        }
    }

    /// Goes on by another plan; the particles stay where they are.
    pub fn follow(&mut self, plan: Plan, mixture: &GaussianMixture) {
        let before = self.swarm.positions().nrows();
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

    /// Where the particles are and have been.
    pub fn frame(&self) -> SwarmFrame {
        let particles = self.swarm.positions().nrows();
        let rung = self.swarm.rung();
        let mut trails = Vec::with_capacity(particles * self.recent.len());
        for particle in 0..particles {
            for frame in &self.recent {
                trails.push([frame[[particle, 0]], frame[[particle, 1]]]);
            }
        }
        SwarmFrame {
            step: self.swarm.taken(),
            sigma: rung.sigma,
            step_size: rung.step_size,
            finished: self.swarm.taken() >= self.swarm.plan().total_steps(),
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
        let length =
            (TRAIL_POINTS / positions.nrows().max(1)).clamp(TRAIL_LENGTH.0, TRAIL_LENGTH.1);
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
