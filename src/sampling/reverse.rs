//! Particles on their way back from noise to data along a process. Who lives here: the particles, and a file
//! for every kind of step, which moves them from one time to an earlier one.

mod ancestral;
mod corrector;
mod ddim;
mod euler;
mod euler_maruyama;
mod heun;
mod karras;

use super::stream::{CORRECTIONS, KICKS, STARTS, stream};
use super::{DormandPrince, Progress, Report, Route, Solver};
use crate::mixture::GaussianMixture;
use crate::score::{ProcessScore, ScoreFn};
use ndarray::Array2;
use rand_chacha::ChaCha8Rng;
use std::sync::Arc;

/// Particles that follow a [`Route`]. Same route, mixture, score and seed: same bits.
///
/// A step that lands on clean data, where the level is 0, is the denoiser's mean E[x0 given x_t]
/// for every sampler and draws nothing.
#[derive(Clone, Debug)]
pub struct Reverse {
    route: Arc<Route>,
    x: Array2<f64>,
    /// `x` as seen from the process's center, where steps are taken.
    centered: Array2<f64>,
    t: f64,
    /// Legs of the route behind the particles.
    legs: usize,
    taken: u64,
    nfe: u64,
    kicks: ChaCha8Rng,
    corrections: ChaCha8Rng,
    pair: DormandPrince,
    stuck: bool,
}

impl Reverse {
    /// Particles at their starting points, at the process's last time.
    pub fn spawn(route: Arc<Route>, mixture: &GaussianMixture, seed: u64) -> Self {
        let mut starts = stream(seed, STARTS);
        let x = route
            .init
            .draw(route.particles, &route.prior, mixture, &mut starts);
        Self {
            centered: route.process.centered(x.view()),
            x,
            t: route.times[0],
            legs: 0,
            taken: 0,
            nfe: 0,
            kicks: stream(seed, KICKS),
            corrections: stream(seed, CORRECTIONS),
            pair: DormandPrince::new(route.tol, route.steps)
                .with_units(&[route.process.unit(); 2], route.process.time_unit()),
            stuck: false,
            route,
        }
    }

    /// Where the particles are, `[particles, 2]`, data units.
    pub fn positions(&self) -> &Array2<f64> {
        &self.x
    }

    /// The route in force.
    pub fn route(&self) -> &Route {
        &self.route
    }

    /// Moves every particle once; nothing when the way is done.
    pub fn step(&mut self, score: &dyn ScoreFn) -> Report {
        if self.progress() == Progress::Going {
            self.advance(score);
        }
        self.report()
    }

    fn advance(&mut self, score: &dyn ScoreFn) {
        let route = self.route.clone();
        let at = ProcessScore::new(score, &route.process);
        let (x, t, s) = (&mut self.centered, self.t, route.times[self.legs + 1]);
        let mut reached = s;
        if route.process.level(s) == 0.0 {
            *x = at.denoised(x.view(), t);
        } else {
            match route.solver {
                Solver::ReverseSde => euler_maruyama::step(&at, x, t, s, &mut self.kicks),
                Solver::Pc => {
                    euler_maruyama::step(&at, x, t, s, &mut self.kicks);
                    let (keep, _) = route.process.transition(s, t);
                    corrector::step(&at, x, s, keep * keep, &mut self.corrections);
                }
                Solver::Ddpm => ancestral::step(&at, x, t, s, &mut self.kicks),
                Solver::Ddim => ddim::step(&at, x, t, s),
                Solver::OdeEuler => euler::step(&at, x, t, s),
                Solver::OdeHeun => heun::step(&at, x, t, s),
                Solver::Karras => {
                    let churn = (&route.churn, route.legs());
                    karras::step(&at, x, t, s, churn, &mut self.kicks);
                }
                Solver::OdeRk45 => {
                    let mut flow = |t: f64, x: ndarray::ArrayView2<f64>| at.flow(x, t);
                    match self.pair.step(&mut flow, x, t, s) {
                        Ok(time) => reached = time,
                        Err(_) => {
                            self.stuck = true;
                            reached = t;
                        }
                    }
                }
            }
        }
        self.x = route.process.uncentered(self.centered.view());
        self.t = reached;
        self.legs += usize::from(reached == s);
        self.taken += u64::from(!self.stuck);
        self.nfe += at.evaluations();
    }

    fn progress(&self) -> Progress {
        if self.stuck {
            Progress::Stuck
        } else if self.legs == self.route.legs() {
            Progress::Finished
        } else {
            Progress::Going
        }
    }

    /// Where the particles stand.
    pub(super) fn report(&self) -> Report {
        Report {
            step: self.taken,
            t: self.t,
            sigma: self.route.process.sigma(self.t),
            nfe: self.nfe,
            accepted: None,
            progress: self.progress(),
        }
    }
}

#[cfg(test)]
mod tests;
