//! The form without threads: every look lets it tick.

use super::{Live, live_tests};
use crate::scene::Scene;
use crate::score::Workers;
use crate::session::{
    Budget, Command, Experiment, Journey, JourneyRequest, LongRequest, PapersOrder, PapersReport,
    Snapshot, measure_papers, record_journey,
};
use std::cell::RefCell;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// Seconds that pass between two ticks.
pub const TICK: f64 = 0.016;

pub struct Ticked {
    experiment: Experiment,
    journey: Option<Journey>,
}

pub fn experiment(scene: &Scene) -> Experiment {
    Experiment::new(scene, Workers::one()).unwrap()
}

impl Live for Ticked {
    fn start_with(scene: &Scene, first: Vec<Command>) -> Self {
        let mut ticked = Self {
            experiment: experiment(scene),
            journey: None,
        };
        first.into_iter().for_each(|command| ticked.send(command));
        ticked
    }

    fn send(&mut self, command: Command) {
        assert_eq!(self.experiment.command(command), None);
    }

    fn snapshot(&self) -> Arc<Snapshot> {
        self.experiment.snapshot()
    }

    fn go_on(&mut self) {
        self.experiment.tick(&Budget {
            seconds: TICK,
            train_steps: 8,
            frame: true,
            measure: true,
        });
    }

    fn recorded(
        &mut self,
        request: JourneyRequest,
        wanted: &dyn Fn(&Journey) -> bool,
    ) -> Arc<Journey> {
        let command = Command::Journey(Some(Box::new(request)));
        let Some(LongRequest::Journey(Some(request))) = self.experiment.command(command) else {
            panic!("a journey is recorded by the caller");
        };
        let found = RefCell::new(None);
        record_journey(
            &request,
            &self.experiment.snapshot(),
            self.journey.take().as_ref(),
            &|| found.borrow().is_some(),
            &mut |journey| {
                if wanted(&journey) {
                    *found.borrow_mut() = Some(journey);
                }
            },
        );
        self.journey = found.into_inner();
        Arc::new(self.journey.clone().expect("the journey never came"))
    }

    fn measured_until(
        &mut self,
        order: PapersOrder,
        enough: &(dyn Fn(&PapersReport) -> bool + Sync),
    ) -> [PapersReport; 2] {
        let Some(LongRequest::Papers(Some(order))) =
            self.experiment.command(Command::Papers(Some(order)))
        else {
            panic!("papers are measured by the caller");
        };
        let stopped = AtomicBool::new(false);
        let reports = Mutex::new(Vec::new());
        measure_papers(
            order,
            Workers::one(),
            &|| stopped.load(Ordering::Relaxed),
            &mut |report| {
                let mut reports = reports.lock().unwrap();
                if stopped.load(Ordering::Relaxed) || enough(&report) {
                    stopped.store(true, Ordering::Relaxed);
                    reports.push(report);
                }
            },
        );
        let reports = reports.into_inner().unwrap();
        [reports[0].clone(), reports[reports.len() - 1].clone()]
    }
}

live_tests!(Ticked);
