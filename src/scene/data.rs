//! What training sees of the target.

use crate::mixture::{GaussianMixture, TrainingSet};
use crate::wording::count;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// `[data]` of a scene file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DataSpec {
    /// So many draws of the target, fixed by the seed, see [`TrainingSet::SIZES`]; `None` for fresh draws
    /// at every step, as many as training asks for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub train_points: Option<usize>,
}

impl DataSpec {
    /// What training sees of `target`; `seed` fixes the points.
    pub fn of(&self, target: &Arc<GaussianMixture>, seed: u64) -> TrainingData {
        let points = self.train_points;
        let points = points.map(|points| Arc::new(TrainingSet::new(target, points, seed)));
        TrainingData {
            source: match &points {
                Some(points) => Arc::new(points.empirical()),
                None => target.clone(),
            },
            points,
        }
    }

    /// "20 training points"; `None` for fresh draws.
    pub fn in_words(&self) -> Option<String> {
        let points = self.train_points?;
        Some(format!("{} training points", count(points as u64)))
    }

    /// What a score is called that was learned so: "learned", or "learned from 20 training points".
    pub fn learned_in_words(&self) -> String {
        let points = self.in_words();
        points.map_or("learned".to_owned(), |points| {
            format!("learned from {points}")
        })
    }

    /// Whether there is nothing to write down.
    pub(super) fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// What training sees of a target.
#[derive(Clone, Debug)]
pub struct TrainingData {
    /// All that it ever sees; `None` for fresh draws.
    pub points: Option<Arc<TrainingSet>>,
    /// What it draws from: the target itself, or the points, each with equal chances.
    pub source: Arc<GaussianMixture>,
}
