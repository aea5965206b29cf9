//! What an edit of the target does to the error, and how soon that heals.

use super::{Live, scene};
use crate::mixture::{Component, GaussianMixture};
use crate::session::{Command, Motion, Phase, Snapshot};
use std::sync::Arc;

pub fn an_edit_makes_the_error_leap_and_training_heals_it<L: Live>() {
    let mut session = L::start(&scene());
    let error = |s: &Snapshot| s.history.error.last().map_or(f64::INFINITY, |bin| bin.mean);
    // Not learned so well that an edit takes long to heal.
    let before = session.wait_for(|s| s.train_step > 20 && error(s) < 0.6);
    assert_eq!(before.history.healing, None);
    session.send(Command::Train(Motion::Pause));
    let rested = session.wait_for(|s| s.phase == Phase::Paused);
    let moved = GaussianMixture::new(vec![Component::round([3.0, 2.5], 0.2, 1.0)]).unwrap();
    session.send(Command::Retarget(Arc::new(moved)));
    let leapt = session.wait_for(|s| s.history.healing.is_some());
    let healing = leapt.history.healing.unwrap();
    assert_eq!(
        (healing.healed_in, healing.edited_at),
        (None, rested.train_step)
    );
    assert_eq!(
        (healing.before, healing.spike),
        (error(&rested), error(&leapt))
    );
    session.send(Command::Train(Motion::Run));
    let healed = session.wait_for(|s| s.history.healing.is_some_and(|h| h.healed_in.is_some()));
    let healing = healed.history.healing.unwrap();
    assert!(healing.healed_in.unwrap() > 0 && healing.spike >= error(&leapt));
    session.send(Command::Restart);
    session.wait_for(|s| s.run > healed.run && s.history.healing.is_none());
}
