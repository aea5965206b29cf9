//! Marks in the curves of a run: where something was changed by hand.

use crate::mixture::{Component, GaussianMixture};
use crate::score::{Objective, TrainingSpec};
use serde::{Deserialize, Serialize};
use std::mem::discriminant;

/// What was changed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Change {
    /// The weights were thrown away.
    Restarted,
    /// A saved network was opened.
    OpenedModel,
    /// Training went back and on from there.
    WentBack,
    /// One Gaussian stands elsewhere.
    Moved,
    /// One Gaussian has another covariance.
    Reshaped,
    /// The Gaussians share the mass in another way.
    Reweighted,
    /// There is one Gaussian more.
    Added,
    /// There is one Gaussian less.
    Removed,
    /// More than that, as another shape.
    Target,
    /// How much of the target training sees: so many points, or fresh draws.
    TrainPoints(Option<usize>),
    /// What training makes small.
    Objective(Objective),
    /// Adam's step length.
    LearningRate(f64),
    /// Samples a step.
    Batch(usize),
}

impl Change {
    /// What tells `after` from `before`; `None` when nothing does.
    pub fn of_target(before: &GaussianMixture, after: &GaussianMixture) -> Option<Self> {
        let (old, new) = (before.components(), after.components());
        match new.len() as i64 - old.len() as i64 {
            0 => {}
            1 if is_one_more(old, new) => return Some(Self::Added),
            -1 if is_one_more(new, old) => return Some(Self::Removed),
            _ => return Some(Self::Target),
        }
        let pairs = || old.iter().zip(new);
        let moved = pairs().filter(|(a, b)| a.mean != b.mean).count();
        let reshaped = pairs().filter(|(a, b)| a.cov != b.cov).count();
        match (moved, reshaped) {
            (0, 0) => pairs()
                .any(|(a, b)| a.weight != b.weight)
                .then_some(Self::Reweighted),
            (1, 0) => Some(Self::Moved),
            (0, 1) => Some(Self::Reshaped),
            _ => Some(Self::Target),
        }
    }

    /// What tells `after` from `before`, one for each choice.
    pub fn of_training(before: &TrainingSpec, after: &TrainingSpec) -> Vec<Self> {
        let objective =
            (after.objective != before.objective).then_some(Self::Objective(after.objective));
        let rate = (after.learning_rate != before.learning_rate)
            .then_some(Self::LearningRate(after.learning_rate));
        let batch = (after.batch != before.batch).then_some(Self::Batch(after.batch));
        [objective, rate, batch].into_iter().flatten().collect()
    }
}

/// Whether `more` is `fewer` with one Gaussian between them, before or behind them. Their shares of the
/// mass are others then. `more` has one more.
fn is_one_more(fewer: &[Component], more: &[Component]) -> bool {
    let is_same = |a: &Component, b: &Component| a.mean == b.mean && a.cov == b.cov;
    let pairs = fewer.iter().zip(more);
    let before = pairs.take_while(|(a, b)| is_same(a, b)).count();
    let mut behind = fewer[before..].iter().zip(&more[before + 1..]);
    behind.all(|(a, b)| is_same(a, b))
}

/// A change, and when it was made.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// Optimiser steps since the run began.
    pub train_step: u64,
    /// What was changed.
    pub change: Change,
}

/// Marks kept; older ones go.
const CAPACITY: usize = 100;
/// Changes of one kind closer together than this, in seconds of training, are one gesture.
const GESTURE: f64 = 1.0;

/// The marks of a run.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    marks: Vec<Mark>,
    /// When the last change was made, in seconds of training.
    changed_at: f64,
}

impl Marks {
    /// Notes a change. One that goes on with the last, as a drag does, keeps the mark at its beginning.
    pub fn note(&mut self, train_step: u64, seconds: f64, change: Change) {
        let soon = seconds <= self.changed_at + GESTURE;
        self.changed_at = seconds;
        if let Some(last) = self.marks.last_mut()
            && discriminant(&last.change) == discriminant(&change)
            && (soon || last.train_step == train_step)
        {
            last.change = change;
            return;
        }
        if self.marks.len() == CAPACITY {
            self.marks.remove(0);
        }
        self.marks.push(Mark { train_step, change });
    }

    /// Forgets those after `train_step`.
    pub fn cut(&mut self, train_step: u64) {
        self.marks.retain(|mark| mark.train_step <= train_step);
    }

    /// All of them, by increasing step.
    pub fn all(&self) -> &[Mark] {
        &self.marks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(components: &[Component]) -> GaussianMixture {
        GaussianMixture::new(components.to_vec()).unwrap()
    }

    #[test]
    fn a_change_of_the_target_is_called_by_what_was_done() {
        let old = [
            Component::round([0.0, 0.0], 0.5, 1.0),
            Component::round([2.0, 0.0], 0.5, 1.0),
        ];
        let changed = |change: fn(&mut Vec<Component>)| {
            let mut new = old.to_vec();
            change(&mut new);
            Change::of_target(&target(&old), &target(&new))
        };
        assert_eq!(changed(|_| ()), None);
        assert_eq!(changed(|new| new[0].mean[1] = 1.0), Some(Change::Moved));
        assert_eq!(
            changed(|new| new[1] = Component::round([2.0, 0.0], 0.7, 1.0)),
            Some(Change::Reshaped)
        );
        assert_eq!(changed(|new| new[1].weight = 3.0), Some(Change::Reweighted));
        assert_eq!(changed(|new| new.push(new[0].clone())), Some(Change::Added));
        let third = |new: &mut Vec<Component>| {
            new.insert(1, Component::round([0.0, 3.0], 0.2, 1.0));
        };
        assert_eq!(changed(third), Some(Change::Added));
        assert_eq!(changed(|new| new.truncate(1)), Some(Change::Removed));
        assert_eq!(changed(|new| new.rotate_left(1)), Some(Change::Target));
        let without_first = |new: &mut Vec<Component>| *new = new.split_off(1);
        assert_eq!(changed(without_first), Some(Change::Removed));
        // Another shape with one Gaussian more or less is no Gaussian that was added or removed.
        let added_to_others = |new: &mut Vec<Component>| {
            new.push(new[0].clone());
            new[1].mean[0] += 1.0;
        };
        assert_eq!(changed(added_to_others), Some(Change::Target));
        let one_other =
            |new: &mut Vec<Component>| *new = vec![Component::round([9.0, 0.0], 1.0, 1.0)];
        assert_eq!(changed(one_other), Some(Change::Target));
        let all = |new: &mut Vec<Component>| new.iter_mut().for_each(|c| c.mean[0] += 1.0);
        assert_eq!(changed(all), Some(Change::Target));
    }

    #[test]
    fn a_drag_is_one_mark_at_its_beginning_and_the_next_drag_another() {
        let mut marks = Marks::default();
        for (step, seconds) in [(100, 2.0), (180, 2.1), (900, 3.0), (5000, 9.0)] {
            marks.note(step, seconds, Change::Moved);
        }
        let steps: Vec<u64> = marks.all().iter().map(|mark| mark.train_step).collect();
        assert_eq!(steps, [100, 5000]);
        // A slider's ride ends at the last value; another kind is another mark.
        marks.note(5000, 9.0, Change::LearningRate(0.1));
        marks.note(5010, 9.1, Change::LearningRate(0.2));
        let last = marks.all()[2];
        assert_eq!(last.change, Change::LearningRate(0.2));
        assert_eq!((marks.all().len(), last.train_step), (3, 5000));
        // While nothing trains no time goes by, and nothing is learned in between.
        marks.note(5010, 9.1, Change::Batch(16));
        marks.note(5010, 9.1, Change::Batch(32));
        assert_eq!(marks.all().len(), 4);
    }

    #[test]
    fn marks_stay_few_and_the_newest_stay() {
        let mut marks = Marks::default();
        for index in 0..1000 {
            marks.note(index, 10.0 * index as f64, Change::Moved);
        }
        assert_eq!(marks.all().len(), CAPACITY);
        assert_eq!(marks.all()[CAPACITY - 1].train_step, 999);
    }
}
