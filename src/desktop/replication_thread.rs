//! The thread that measures the claims of the papers again: the newest order wins, nothing waits for
//! it.

use super::thread::panic_message;
use crate::measure::papers::PapersError;
use crate::score::Workers;
use crate::session::{PapersOrder, PapersReport, Standing, measure_papers};
use arc_swap::ArcSwapOption;
use crossbeam_channel::Receiver;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// What the thread computes with and where it leaves its reports.
pub struct ReplicationThread {
    pub threads: usize,
    pub report: Arc<ArcSwapOption<PapersReport>>,
    pub wake: Arc<dyn Fn() + Send + Sync>,
}

impl ReplicationThread {
    /// Works until the window's channel closes. `None` stops a measurement and keeps what is known.
    pub fn run(&self, orders: &Receiver<Option<PapersOrder>>) {
        while let Ok(mut newest) = orders.recv() {
            for newer in orders.try_iter() {
                newest = newer;
            }
            if let Some(order) = newest {
                self.measure(order, &|| !orders.is_empty());
            }
        }
    }

    fn measure(&self, order: PapersOrder, interrupted: &(dyn Fn() -> bool + Sync)) {
        let begun = PapersReport::begun(order);
        let workers = match Workers::start(self.threads) {
            Ok(workers) => workers,
            Err(error) => {
                let error = PapersError::Threads(error.reason);
                return self.fail(begun, error.to_string());
            }
        };
        let measured = catch_unwind(AssertUnwindSafe(|| {
            measure_papers(order, workers, interrupted, &mut |report| {
                self.publish(report)
            });
        }));
        if let Err(payload) = measured {
            let reason = panic_message(&*payload);
            // What is known stays.
            let last = self.report.load_full();
            let report = last.map_or(begun, |report| (*report).clone());
            self.fail(
                report,
                format!("the measurement stopped ({reason}); try another seed"),
            );
        }
    }

    fn fail(&self, report: PapersReport, why: String) {
        self.publish(PapersReport {
            standing: Standing::Failed(why),
            ..report
        });
    }

    fn publish(&self, report: PapersReport) {
        self.report.store(Some(Arc::new(report)));
        (self.wake)();
    }
}
