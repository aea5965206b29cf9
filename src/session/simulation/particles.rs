//! The particles as they are wanted, and as they are: hidden, moving, or stopped with a reason.

use super::live_swarm::LiveSwarm;
use crate::mixture::GaussianMixture;
use crate::plane::Point;
use crate::sampling::{Plan, SamplingSpec};
use crate::scene::Scene;
use crate::score::ExactScore;
use crate::session::command::Motion;
use crate::session::learned::Learned;
use crate::session::mode_shares::ModeShares;
use crate::session::pace::Speed;
use crate::session::snapshot::SwarmFrame;
use ndarray::Array2;
use std::sync::Arc;

/// What is asked of the particles, and the swarm that does it.
pub struct Particles {
    sampling: SamplingSpec,
    seed: u64,
    follow_exact: bool,
    /// What they follow then, with its target.
    exact: Option<(Arc<GaussianMixture>, ExactScore)>,
    shown: bool,
    /// How they run, kept while none are shown.
    motion: Motion,
    speed: Speed,
    swarm: Option<LiveSwarm>,
    /// The target that they were spawned for, and whether it has changed since.
    spawned_for: Option<Arc<GaussianMixture>>,
    target_changed: bool,
    revision: Revision,
    /// Why there are none though they are wanted.
    notice: Option<String>,
}

/// Counts what has become of the particles: of two equal ones nothing lies between.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revision {
    /// Spawns, which put all of them elsewhere.
    pub spawns: u64,
    /// Everything else that moves some of them.
    pub moves: u64,
}

impl Particles {
    /// Those that `scene` asks for: they are shown, run, and follow the network.
    pub fn new(scene: &Scene, mixture: &Arc<GaussianMixture>, learned: &Learned) -> Self {
        let mut particles = Self {
            sampling: scene.sampling,
            seed: scene.seed,
            follow_exact: false,
            exact: None,
            shown: true,
            motion: Motion::Run,
            speed: Speed::Usual,
            swarm: None,
            spawned_for: None,
            target_changed: false,
            revision: Revision::default(),
            notice: None,
        };
        particles.respawn(mixture, learned);
        particles
    }

    /// Takes the choices of another scene; its particles come with its first network.
    pub fn load(&mut self, scene: &Scene) {
        self.sampling = scene.sampling;
        self.seed = scene.seed;
        self.swarm = None;
    }

    /// The first network of a run is there.
    pub fn begin_run(&mut self, mixture: &Arc<GaussianMixture>, learned: &Learned) {
        if self.shown && self.swarm.is_none() {
            self.respawn(mixture, learned);
        }
    }

    /// Moves them by other choices; another sampler begins at new starting points.
    pub fn sample(
        &mut self,
        sampling: SamplingSpec,
        mixture: &Arc<GaussianMixture>,
        learned: &Learned,
    ) {
        let again = sampling.sampler != self.sampling.sampler;
        self.sampling = sampling;
        if again {
            self.respawn(mixture, learned);
        } else {
            self.replan(mixture, learned);
        }
    }

    /// Lets them follow the exact score or the learned one.
    pub fn follow_exact(&mut self, exact: bool, mixture: &Arc<GaussianMixture>, learned: &Learned) {
        self.follow_exact = exact;
        self.replan(mixture, learned);
    }

    /// Runs, pauses or single-steps them.
    pub fn set_motion(&mut self, motion: Motion) {
        self.motion = motion;
        if let Some(swarm) = &mut self.swarm {
            swarm.motion = motion;
        }
        if motion == Motion::Step {
            self.motion = Motion::Pause;
        }
    }

    /// Says how fast they move when they do.
    pub fn set_speed(&mut self, speed: Speed) {
        self.speed = speed;
    }

    /// Shows or hides them.
    pub fn show(&mut self, show: bool, mixture: &Arc<GaussianMixture>, learned: &Learned) {
        self.shown = show;
        if show && self.swarm.is_none() {
            self.respawn(mixture, learned);
        } else if !show {
            self.swarm = None;
        }
    }

    /// Forgets what stopped them and begins at new starting points.
    pub fn respawn_anyway(&mut self, mixture: &Arc<GaussianMixture>, learned: &Learned) {
        self.notice = None;
        self.respawn(mixture, learned);
    }

    /// Sends some from `points`.
    pub fn launch(&mut self, points: &[Point]) {
        if let Some(swarm) = &mut self.swarm {
            swarm.launch(points);
            self.revision.moves += 1;
        }
    }

    /// Stops them for a reason that is shown.
    pub fn stop(&mut self, notice: String) {
        self.notice = Some(notice);
        self.swarm = None;
    }

    /// Whether the next frame moves them.
    pub fn move_on(&self) -> bool {
        let swarm = self.swarm.as_ref();
        swarm.is_some_and(|swarm| swarm.motion != Motion::Pause)
    }

    /// Takes the steps of one frame; particles that leave the plane are stopped. Whether any has moved.
    pub fn advance(&mut self, mixture: &Arc<GaussianMixture>, learned: &Learned) -> bool {
        let Some(swarm) = &mut self.swarm else {
            return false;
        };
        let moved = if self.follow_exact {
            let score = match self.exact.take() {
                Some((of, score)) if Arc::ptr_eq(&of, mixture) => score,
                Some(_) | None => ExactScore::new((**mixture).clone()),
            };
            let (_, score) = self.exact.insert((mixture.clone(), score));
            swarm.advance(score, self.speed)
        } else {
            swarm.advance(&**learned.shown(), self.speed)
        };
        self.revision.moves += u64::from(moved);
        if let Some(explosion) = swarm.explosion() {
            self.notice = Some(format!("Stopped: {explosion}, and respawn."));
        }
        moved
    }

    /// Adapts their plan to a target or to choices that have changed; they stay where they are.
    pub fn replan(&mut self, mixture: &Arc<GaussianMixture>, learned: &Learned) {
        match (self.plan(mixture, learned), &mut self.swarm) {
            // Where they have flown to is no place to go on from.
            (Ok(_), Some(swarm)) if swarm.explosion().is_some() => {
                self.respawn_anyway(mixture, learned);
            }
            (Ok(plan), Some(swarm)) => {
                self.notice = None;
                swarm.follow(plan, mixture);
                self.revision.moves += 1;
                self.target_changed = !self.is_spawned_for(mixture);
            }
            (Ok(_), None) => self.respawn(mixture, learned),
            (Err(message), _) => self.stop(message),
        }
    }

    /// `None` while there are none; with the newest count of their `shares`.
    pub fn frame(&self, shares: Option<Arc<ModeShares>>) -> Option<SwarmFrame> {
        let swarm = self.swarm.as_ref()?;
        Some(swarm.frame(self.target_changed, shares))
    }

    /// Where they are, `[particles, 2]`, and the noise level that they move at, data units.
    pub fn places(&self) -> Option<(&Array2<f64>, f64)> {
        let swarm = self.swarm.as_ref()?;
        Some((swarm.positions(), swarm.sigma()))
    }

    /// What has become of them so far.
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// Why there are none though they are wanted, and what to do.
    pub fn notice(&self) -> Option<&str> {
        self.notice.as_deref()
    }

    fn respawn(&mut self, mixture: &Arc<GaussianMixture>, learned: &Learned) {
        self.swarm = None;
        if !self.shown {
            return;
        }
        match self.plan(mixture, learned) {
            Ok(plan) => {
                self.notice = None;
                let swarm = LiveSwarm::spawn(plan, mixture, self.seed, self.motion);
                self.revision.spawns += 1;
                self.spawned_for = Some(mixture.clone());
                self.target_changed = false;
                self.swarm = Some(swarm);
            }
            Err(message) => self.notice = Some(message),
        }
    }

    /// Whether the target is that of the spawn, or, after a change was taken back, equal to it.
    fn is_spawned_for(&self, mixture: &Arc<GaussianMixture>) -> bool {
        let is_same =
            |known: &Arc<GaussianMixture>| Arc::ptr_eq(known, mixture) || known == mixture;
        self.spawned_for.as_ref().is_some_and(is_same)
    }

    fn plan(&self, mixture: &GaussianMixture, learned: &Learned) -> Result<Plan, String> {
        let plan = if self.follow_exact {
            self.sampling.plan(mixture, learned.noise, None)
        } else {
            self.sampling
                .plan_for(mixture, learned.noise, &**learned.shown())
        };
        plan.map_err(|error| error.to_string())
    }
}
