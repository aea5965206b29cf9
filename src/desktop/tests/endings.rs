//! What is left when a session has been dropped: nothing.

use super::until;
use crate::desktop::LiveSession;
use crate::mixture::{Component, GaussianMixture};
use crate::noise::ProcessKind;
use crate::sampling::Sampler;
use crate::session::tests::on_request::{lane, order};
use crate::session::tests::scene;
use crate::session::{Command, PapersOrder, Standing};
use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::thread::{self, sleep};
use std::time::Duration;

/// Says when its thread ends, and lets that take a while: who does not join is earlier.
struct Ending(Arc<AtomicBool>);

impl Drop for Ending {
    fn drop(&mut self) {
        sleep(Duration::from_millis(500));
        self.0.store(true, Ordering::SeqCst);
    }
}

thread_local! {
    static ENDING: RefCell<Option<Ending>> = const { RefCell::new(None) };
}

/// Lays an [`Ending`] into the thread of this name when it calls first.
fn mark(name: &str, begun: &AtomicBool, ended: &Arc<AtomicBool>) {
    if std::thread::current().name() != Some(name) {
        return;
    }
    ENDING.with_borrow_mut(|ending| {
        ending.get_or_insert_with(|| Ending(ended.clone()));
    });
    begun.store(true, Ordering::SeqCst);
}

#[test]
fn dropping_a_session_joins_every_thread_that_wakes_the_window() {
    // One after the other: who is not joined must not gain the time in which others are.
    for name in ["simulation", "studio", "replication"] {
        let begun = Arc::new(AtomicBool::new(false));
        let ended = Arc::new(AtomicBool::new(false));
        let (on_begin, on_end) = (begun.clone(), ended.clone());
        let wake = move || mark(name, &on_begin, &on_end);
        let session = LiveSession::start(&scene(), 1, wake).unwrap();
        let lanes = vec![lane(Sampler::OdeHeun, 4)];
        let request = order(&session, ProcessKind::VeRho, lanes);
        session.send(Command::Journey(Some(Box::new(request))));
        session.send(Command::Papers(Some(PapersOrder {
            seed: 1,
            short: true,
        })));
        until(|| begun.load(Ordering::SeqCst).then_some(()));
        drop(session);
        assert!(ended.load(Ordering::SeqCst), "{name} goes on");
    }
}

#[test]
fn dropping_a_session_joins_the_learner_in_the_middle_of_a_step() {
    let mut scene = scene();
    // One step takes a good part of a second.
    scene.network.width = 256;
    scene.network.depth = 4;
    scene.training.batch = 16_384;
    let component = Component::round([0.0, 0.0], 1.0, 1.0);
    let target = Arc::new(GaussianMixture::new(vec![component]).unwrap());
    let session = LiveSession::start(&scene, 1, || {}).unwrap();
    session.send(Command::Retarget(target.clone()));
    // The learner holds the target while it lives, and has let the snapshots have it.
    until(|| {
        let snapshot = session.snapshot();
        (Arc::ptr_eq(&snapshot.mixture, &target) && snapshot.train_step > 0).then_some(())
    });
    drop(session);
    assert_eq!(Arc::strong_count(&target), 1);
}

#[test]
fn a_session_ends_at_once_in_the_middle_of_a_recording_and_a_measurement() {
    let session = LiveSession::start(&scene(), 1, || {}).unwrap();
    // Minutes of steps, if nobody stops them.
    let lanes = vec![lane(Sampler::OdeHeun, 5_000_000); 4];
    let request = order(&session, ProcessKind::VeRho, lanes);
    session.send(Command::Journey(Some(Box::new(request))));
    let order = PapersOrder {
        seed: 1,
        short: false,
    };
    session.send(Command::Papers(Some(order)));
    until(|| session.papers());
    let papers = session.papers.clone();
    let (ended, waiting) = channel();
    thread::spawn(move || {
        drop(session);
        let _ = ended.send(());
    });
    let patience = Duration::from_secs(30);
    waiting
        .recv_timeout(patience)
        .expect("the recording goes on");
    let report = papers.load_full().unwrap();
    assert_eq!(report.standing, Standing::Stopped);
}

#[test]
fn dropping_a_session_at_once_is_no_hang() {
    for _ in 0..5 {
        drop(LiveSession::start(&scene(), 1, || {}).unwrap());
    }
}
