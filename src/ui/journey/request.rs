//! Which recording is asked for, and which of those that came is on show.

use super::JourneyView;
use crate::scene::{Scene, Target};
use crate::session::{Command, Journey, JourneyRequest, Snapshot};
use std::sync::Arc;

/// Particles of every lane.
const PARTICLES: usize = 1000;

impl JourneyView {
    /// The recording where it is of the target on show; one of other samplers than those chosen by now is,
    /// too.
    pub fn shown<'a>(
        &self,
        snapshot: &Snapshot,
        recorded: Option<&'a Arc<Journey>>,
    ) -> Option<&'a Arc<Journey>> {
        let journey = recorded?;
        let target = &journey.request.mixture;
        let asked = &self.asked.as_ref()?.mixture;
        let same = asked == target && *target == snapshot.mixture;
        same.then_some(journey)
    }

    /// Until the network has learned, samplers for which nobody has chosen a score follow the exact one. A
    /// recording of the learned score stays after a restart.
    pub(super) fn suit(&mut self, snapshot: &Snapshot) {
        let asked = self.asked.as_ref();
        let learned = snapshot.has_learned() || self.switches.follow;
        if learned || asked.is_none_or(|request| request.mixture != snapshot.mixture) {
            self.lineup.follow(!learned);
        }
    }

    /// Whether another recording than `shown` was asked for.
    pub(super) fn waits_for_more_than(&self, shown: Option<&Arc<Journey>>) -> bool {
        let asked = self.asked.as_ref();
        !shown
            .zip(asked)
            .is_some_and(|(journey, asked)| journey.request == *asked)
    }

    /// Orders a recording when what is wanted has changed.
    pub(super) fn ask(&mut self, scene: &Scene, snapshot: &Snapshot, commands: &mut Vec<Command>) {
        let before = self.asked.as_ref().map(|request| &request.mixture);
        let same = before.filter(|mixture| **mixture == snapshot.mixture);
        let process = self.lineup.process;
        let request = JourneyRequest {
            process,
            center: scene.sampling.center,
            // The scale of a process that has one is of no use to another.
            scale: scene.sampling.scale.filter(|_| !process.explodes()),
            prior: scene.sampling.prior,
            lanes: self.lineup.lanes.clone(),
            particles: PARTICLES,
            seed: scene.seed,
            mixture: same.unwrap_or(&snapshot.mixture).clone(),
            connected: !matches!(scene.target, Target::Components(_)),
            take: self.takes,
        };
        let asked = self.asked.as_ref();
        if asked != Some(&request) {
            self.asked = Some(request.clone());
            commands.push(Command::Journey(Some(Box::new(request))));
        }
    }
}
