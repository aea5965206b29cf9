//! What the sentences need of a live experiment.

use crate::mixture::Component;
use crate::scene::{Scene, Target};
use crate::session::{Command, Journey, JourneyRequest, PapersOrder, PapersReport, Snapshot};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// An experiment that goes on, by ticks or by threads.
pub(crate) trait Live: Sized {
    /// One on `scene` that finds all of `first` waiting in its first turn.
    fn start_with(scene: &Scene, first: Vec<Command>) -> Self;

    /// Hands over a command that is no long request.
    fn send(&mut self, command: Command);

    fn snapshot(&self) -> Arc<Snapshot>;

    /// Lets it go on a little.
    fn go_on(&mut self);

    /// The journey of `request` once it satisfies `wanted`.
    fn recorded(
        &mut self,
        request: JourneyRequest,
        wanted: &dyn Fn(&Journey) -> bool,
    ) -> Arc<Journey>;

    /// The report that is `enough`, and the last one after the measurement was stopped there.
    fn measured_until(
        &mut self,
        order: PapersOrder,
        enough: &(dyn Fn(&PapersReport) -> bool + Sync),
    ) -> [PapersReport; 2];

    fn start(scene: &Scene) -> Self {
        Self::start_with(scene, Vec::new())
    }

    /// Goes on until a snapshot satisfies `wanted`. The limit only ends a hopeless test.
    fn wait_for(&mut self, wanted: impl Fn(&Snapshot) -> bool) -> Arc<Snapshot> {
        let begun = Instant::now();
        loop {
            let snapshot = self.snapshot();
            if wanted(&snapshot) {
                return snapshot;
            }
            assert!(
                begun.elapsed() < Duration::from_secs(60),
                "never came: {:?} at step {}",
                snapshot.phase,
                snapshot.train_step
            );
            self.go_on();
        }
    }
}

/// Two blobs and a small network.
pub(crate) fn scene() -> Scene {
    let mut scene = Scene::new(
        "Two blobs",
        Target::Components(vec![
            Component::round([-1.5, 0.0], 0.5, 0.6),
            Component::round([1.5, 0.0], 0.5, 0.4),
        ]),
    );
    scene.training.batch = 64;
    scene.network.width = 32;
    scene.network.depth = 2;
    scene.sampling.particles = 50;
    scene
}
