//! How far somebody has come: kept between starts.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Where somebody is in the course, and what was answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Progress {
    /// Whether the lessons are open.
    pub open: bool,
    /// The lesson, by its name.
    pub lesson: String,
    /// Its step, counted from 0.
    pub step: usize,
    /// The steps of each lesson whose question was answered, by its name.
    pub answered: BTreeMap<String, BTreeSet<usize>>,
}

impl Progress {
    /// Takes note that the question of the present step was answered.
    pub fn answer(&mut self) {
        let steps = self.answered.entry(self.lesson.clone()).or_default();
        steps.insert(self.step);
    }

    /// How many questions of a lesson were answered.
    pub fn answered_in(&self, lesson: &str) -> usize {
        self.answered.get(lesson).map_or(0, BTreeSet::len)
    }
}
