//! The form on threads: what holds of a ticked experiment holds of a live session.

mod endings;

use super::live_session::LiveSession;
use crate::scene::Scene;
use crate::session::tests::{Live, live_tests, scene};
use crate::session::{
    Command, Journey, JourneyRequest, PapersOrder, PapersReport, Phase, Playback, Snapshot,
    Standing,
};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Calls `found` until it answers. The limit only ends a hopeless test.
fn until<T>(found: impl Fn() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(answer) = found() {
            return answer;
        }
        assert!(begun.elapsed() < Duration::from_secs(120), "never came");
        std::thread::sleep(Duration::from_millis(2));
    }
}

impl Live for LiveSession {
    fn start_with(scene: &Scene, first: Vec<Command>) -> Self {
        let (mut session, work) = Self::prepare(scene, 1, Playback::default(), || {}).unwrap();
        for command in first {
            Self::send(&session, command);
        }
        session.start_threads(work).unwrap();
        session
    }

    fn send(&mut self, command: Command) {
        Self::send(self, command);
    }

    fn snapshot(&self) -> Arc<Snapshot> {
        Self::snapshot(self)
    }

    fn go_on(&mut self) {
        std::thread::sleep(Duration::from_millis(2));
    }

    fn recorded(
        &mut self,
        request: JourneyRequest,
        wanted: &dyn Fn(&Journey) -> bool,
    ) -> Arc<Journey> {
        Self::send(self, Command::Journey(Some(Box::new(request.clone()))));
        until(|| {
            self.journey()
                .filter(|journey| journey.request == request && wanted(journey))
        })
    }

    fn measured_until(
        &mut self,
        order: PapersOrder,
        enough: &(dyn Fn(&PapersReport) -> bool + Sync),
    ) -> [PapersReport; 2] {
        Self::send(self, Command::Papers(Some(order)));
        let some = until(|| self.papers().filter(|report| enough(report)));
        Self::send(self, Command::Papers(None));
        let stopped = until(|| {
            self.papers()
                .filter(|report| report.standing == Standing::Stopped)
        });
        [(*some).clone(), (*stopped).clone()]
    }
}

live_tests!(LiveSession);

#[test]
fn a_network_that_is_to_wait_waits_from_the_first_snapshot_on() {
    let playback = Playback {
        training: false,
        ..Playback::default()
    };
    let session = LiveSession::start_as(&scene(), 1, playback, || {}).unwrap();
    assert_eq!(session.snapshot().phase, Phase::Paused);
    std::thread::sleep(Duration::from_millis(100));
    assert_eq!(session.snapshot().train_step, 0);
}
