//! Which snapshots are of the scene under edit: of another one nothing is shown.

use crate::document::{Document, SceneId};
use crate::session::{Command, History, Phase, Snapshot};
use std::sync::Arc;

/// What was sent to the workers, so far as it tells old snapshots from new ones.
pub struct Freshness {
    /// The scene on show.
    scene: SceneId,
    /// Loads sent so far, and by the time when that scene was sent.
    loads: u64,
    awaited: u64,
    /// What is shown until it comes: the target, and nothing learned.
    blank: Option<Arc<Snapshot>>,
}

impl Freshness {
    /// Of a window whose workers have begun with `scene`.
    pub fn of(scene: SceneId) -> Self {
        Self {
            scene,
            loads: 0,
            awaited: 0,
            blank: None,
        }
    }

    /// `commands` are sent, for the scene `id`; whether that is another one than before.
    pub fn sent(&mut self, commands: &[Command], id: SceneId) -> bool {
        let is_load = |command: &&Command| matches!(command, Command::Load(_));
        self.loads += commands.iter().filter(is_load).count() as u64;
        let another = self.scene != id;
        if another {
            self.scene = id;
            self.awaited = self.loads;
        }
        another
    }

    /// Whether the workers have not come to the scene on show yet.
    pub fn awaits(&self) -> bool {
        self.blank.is_some()
    }

    /// `newest` if it is of the scene of `document`, else a snapshot without anything learned; `trains`
    /// says whether the network is to train.
    pub fn shown(
        &mut self,
        newest: &Arc<Snapshot>,
        document: &Document,
        trains: bool,
    ) -> Arc<Snapshot> {
        if newest.loads >= self.awaited && document.id() == self.scene {
            self.blank = None;
            return newest.clone();
        }
        let mixture = document.mixture();
        let known = self.blank.take();
        let blank = known.filter(|blank| Arc::ptr_eq(&blank.mixture, mixture));
        let blank = blank.unwrap_or_else(|| {
            let phase = if trains {
                Phase::Training
            } else {
                Phase::Paused
            };
            Arc::new(Snapshot {
                run: newest.run,
                loads: newest.loads,
                phase,
                train_step: 0,
                steps_per_second: 0.0,
                extent: mixture.bounds(3.0),
                noise: document.scene().noise_range(mixture),
                mixture: mixture.clone(),
                training_set: None,
                network: newest.network.clone(),
                history: Arc::new(History::default()),
                field: None,
                swarm: None,
                particle_notice: None,
                maps: Arc::default(),
                line: None,
                pace: None,
                unit: None,
                probes: Arc::default(),
                step: None,
                checkpoints: Arc::default(),
                recall: None,
                identity: None,
                pinned: newest.pinned.clone(),
                pin: None,
            })
        });
        self.blank = Some(blank.clone());
        blank
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::preset;
    use crate::score::Workers;
    use crate::session::{Budget, Experiment};

    #[test]
    fn of_a_scene_that_was_left_nothing_is_shown_whether_it_trains_or_not() {
        for trains in [true, false] {
            let first = preset::find("eight-gaussians").unwrap();
            let mut experiment = Experiment::new(&first, Workers::one()).unwrap();
            let mut document = Document::new(first).unwrap();
            let mut fresh = Freshness::of(document.id());
            let budget = Budget {
                seconds: 1.0,
                train_steps: 3,
                frame: true,
                measure: true,
            };
            experiment.tick(&budget);
            let old = experiment.snapshot();
            assert!(Arc::ptr_eq(&fresh.shown(&old, &document, trains), &old));

            let second = preset::find("two-moons").unwrap();
            document.open(second).unwrap();
            let early = fresh.shown(&old, &document, trains);
            assert!(early.swarm.is_none() && early.history.error.is_empty());
            let mut commands = Vec::new();
            document.sync(1.0, true, &mut commands).unwrap();
            assert!(fresh.sent(&commands, document.id()));
            let blank = fresh.shown(&old, &document, trains);
            assert!(blank.field.is_none() && blank.swarm.is_none());
            assert_eq!(blank.train_step, 0);
            assert!(Arc::ptr_eq(&blank.mixture, document.mixture()));
            assert_eq!(blank.phase == Phase::Training, trains);

            for command in commands {
                assert!(experiment.command(command).is_none());
            }
            experiment.tick(&budget);
            let new = experiment.snapshot();
            assert!(Arc::ptr_eq(&fresh.shown(&new, &document, trains), &new));
            assert_eq!(*new.mixture, **document.mixture());
        }
    }
}
