//! What is said between the page and its workers.

use super::task::Task;
use crate::measure::QuantityMap;
use crate::mixture::{GaussianMixture, TrainingSet};
use crate::noise::NoiseRange;
use crate::plane::Bounds;
use crate::scene::Scene;
use crate::score::ScoreNet;
use crate::session::{
    Command, FieldFrame, History, IdentityFrame, LineAnswer, Phase, PinFrame, PinnedRun,
    ProbeAnswer, RecallFrame, RunId, Snapshot, StepFrame, SwarmFrame, UnitMap,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What a worker is started for.
#[derive(Serialize, Deserialize)]
pub enum Order {
    /// To run an experiment on this scene until the page ends it.
    Live(Box<Scene>),
    /// To do one thing.
    Task(Task),
}

/// What the page says to an experiment.
#[derive(Serialize, Deserialize)]
pub enum ToLive {
    Command(Command),
    /// The last snapshot is on show: the next may come.
    Shown,
}

/// What an experiment says to the page.
#[derive(Serialize, Deserialize)]
pub enum FromLive {
    Snapshot(Box<News>),
    /// It has ended, and why.
    Broke(String),
}

/// A snapshot without what the page knows from the one before.
#[derive(Serialize, Deserialize)]
pub struct News {
    run: RunId,
    loads: u64,
    phase: Phase,
    train_step: u64,
    steps_per_second: f64,
    pace: Option<f64>,
    extent: Bounds,
    noise: NoiseRange,
    mixture: Part<Arc<GaussianMixture>>,
    training_set: Part<Option<Arc<TrainingSet>>>,
    network: Part<Arc<ScoreNet>>,
    history: Part<Arc<History>>,
    field: Part<Option<Arc<FieldFrame>>>,
    swarm: Option<Arc<SwarmFrame>>,
    particle_notice: Option<String>,
    unit: Part<Option<Arc<UnitMap>>>,
    probes: Part<Arc<[ProbeAnswer]>>,
    step: Part<Option<Arc<StepFrame>>>,
    maps: Part<Arc<[Arc<QuantityMap>]>>,
    line: Part<Option<Arc<LineAnswer>>>,
    checkpoints: Part<Arc<[u64]>>,
    recall: Part<Option<Arc<RecallFrame>>>,
    identity: Part<Option<Arc<IdentityFrame>>>,
    pinned: Part<Option<Arc<PinnedRun>>>,
    pin: Part<Option<Arc<PinFrame>>>,
}

/// A part of a snapshot.
#[derive(Serialize, Deserialize)]
enum Part<T> {
    AsBefore,
    Now(T),
}

impl<T> Part<T> {
    fn or_before(self, before: T) -> T {
        match self {
            Self::AsBefore => before,
            Self::Now(now) => now,
        }
    }
}

/// `now`, unless it is the very part that was sent `before`.
fn changed<T: ?Sized>(before: Option<&Arc<T>>, now: &Arc<T>) -> Part<Arc<T>> {
    match before {
        Some(before) if Arc::ptr_eq(before, now) => Part::AsBefore,
        Some(_) | None => Part::Now(now.clone()),
    }
}

/// As [`changed`], of a part that may be missing; before the `first` snapshot nothing is known.
fn changed_if_any<T>(
    before: Option<&Option<Arc<T>>>,
    now: &Option<Arc<T>>,
) -> Part<Option<Arc<T>>> {
    match (before, now) {
        (Some(None), None) => Part::AsBefore,
        (Some(Some(before)), Some(now)) if Arc::ptr_eq(before, now) => Part::AsBefore,
        _ => Part::Now(now.clone()),
    }
}

impl News {
    /// What is new in `now` for someone who knows `before`.
    pub fn of(now: &Snapshot, before: Option<&Snapshot>) -> Self {
        Self {
            run: now.run,
            loads: now.loads,
            phase: now.phase.clone(),
            train_step: now.train_step,
            steps_per_second: now.steps_per_second,
            pace: now.pace,
            extent: now.extent,
            noise: now.noise,
            mixture: changed(before.map(|before| &before.mixture), &now.mixture),
            training_set: changed_if_any(
                before.map(|before| &before.training_set),
                &now.training_set,
            ),
            network: changed(before.map(|before| &before.network), &now.network),
            history: changed(before.map(|before| &before.history), &now.history),
            field: changed_if_any(before.map(|before| &before.field), &now.field),
            swarm: now.swarm.clone(),
            particle_notice: now.particle_notice.clone(),
            unit: changed_if_any(before.map(|before| &before.unit), &now.unit),
            probes: changed(before.map(|before| &before.probes), &now.probes),
            step: changed_if_any(before.map(|before| &before.step), &now.step),
            maps: changed(before.map(|before| &before.maps), &now.maps),
            line: changed_if_any(before.map(|before| &before.line), &now.line),
            checkpoints: changed(before.map(|before| &before.checkpoints), &now.checkpoints),
            recall: changed_if_any(before.map(|before| &before.recall), &now.recall),
            identity: changed_if_any(before.map(|before| &before.identity), &now.identity),
            pinned: changed_if_any(before.map(|before| &before.pinned), &now.pinned),
            pin: changed_if_any(before.map(|before| &before.pin), &now.pin),
        }
    }

    /// The whole snapshot for someone who knows `before`.
    pub fn after(self, before: &Snapshot) -> Snapshot {
        Snapshot {
            run: self.run,
            loads: self.loads,
            phase: self.phase,
            train_step: self.train_step,
            steps_per_second: self.steps_per_second,
            pace: self.pace,
            extent: self.extent,
            noise: self.noise,
            mixture: self.mixture.or_before(before.mixture.clone()),
            training_set: self.training_set.or_before(before.training_set.clone()),
            network: self.network.or_before(before.network.clone()),
            history: self.history.or_before(before.history.clone()),
            field: self.field.or_before(before.field.clone()),
            swarm: self.swarm,
            particle_notice: self.particle_notice,
            unit: self.unit.or_before(before.unit.clone()),
            probes: self.probes.or_before(before.probes.clone()),
            step: self.step.or_before(before.step.clone()),
            maps: self.maps.or_before(before.maps.clone()),
            line: self.line.or_before(before.line.clone()),
            checkpoints: self.checkpoints.or_before(before.checkpoints.clone()),
            recall: self.recall.or_before(before.recall.clone()),
            identity: self.identity.or_before(before.identity.clone()),
            pinned: self.pinned.or_before(before.pinned.clone()),
            pin: self.pin.or_before(before.pin.clone()),
        }
    }
}
