//! The thread that measures the claims of the papers again: newest order wins, nothing waits for it.

use super::panic_message;
use crate::papers::{Claim, Effort, GROUPS, PapersError, Study};
use arc_swap::ArcSwapOption;
use crossbeam_channel::Receiver;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// How the claims are to be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PapersOrder {
    /// Fixes every random draw.
    pub seed: u64,
    /// Seconds instead of a minute, with larger tolerances.
    pub short: bool,
}

/// Whether more claims are to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Claims of this group of [`GROUPS`] are being measured.
    Measuring(usize),
    /// Every claim was measured.
    Finished,
    /// The user did not wait for the rest.
    Stopped,
    /// One sentence.
    Failed(String),
}

/// The claims measured so far: immutable once published.
#[derive(Clone, Debug, PartialEq)]
pub struct PapersReport {
    /// What was asked for.
    pub order: PapersOrder,
    /// In the order of the groups, each with the index of its own.
    pub claims: Vec<(usize, Claim)>,
    /// How far it has come.
    pub standing: Standing,
}

/// Measures what is asked for. `None` stops it and keeps what is known.
pub struct Replication {
    pub threads: usize,
    pub report: Arc<ArcSwapOption<PapersReport>>,
    pub wake: Box<dyn Fn() + Send + Sync>,
}

impl Replication {
    /// Works until the window's channel closes.
    pub fn run(&self, orders: &Receiver<Option<PapersOrder>>) {
        while let Ok(mut order) = orders.recv() {
            for newer in orders.try_iter() {
                order = newer;
            }
            let Some(order) = order else {
                continue;
            };
            let mut report = PapersReport {
                order,
                claims: Vec::new(),
                standing: Standing::Measuring(0),
            };
            let done = catch_unwind(AssertUnwindSafe(|| self.measure(&mut report, orders)));
            report.standing = match done {
                Ok(Ok(())) => Standing::Finished,
                Ok(Err(PapersError::Stopped)) => Standing::Stopped,
                Ok(Err(error)) => Standing::Failed(error.to_string()),
                Err(payload) => Standing::Failed(format!(
                    "the measurement stopped ({}); try another seed",
                    panic_message(&*payload)
                )),
            };
            self.publish(&report);
        }
    }

    fn publish(&self, report: &PapersReport) {
        self.report.store(Some(Arc::new(report.clone())));
        (self.wake)();
    }

    /// Publishes the report with every claim.
    fn measure(
        &self,
        report: &mut PapersReport,
        orders: &Receiver<Option<PapersOrder>>,
    ) -> Result<(), PapersError> {
        self.publish(report);
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(self.threads)
            .thread_name(|index| format!("papers-{index}"))
            .build()
            .map_err(|error| PapersError::Threads(error.to_string()))?;
        let effort = Effort {
            seed: report.order.seed,
            short: report.order.short,
            pool: Arc::new(pool),
        };
        let stopped = || !orders.is_empty();
        for (index, group) in GROUPS.iter().enumerate() {
            report.standing = Standing::Measuring(index);
            self.publish(report);
            let mut enter = |claim| {
                report.claims.push((index, claim));
                self.publish(report);
            };
            let mut study = Study::new(&effort, &stopped, &mut enter);
            effort.pool.install(|| group.measure(&mut study))?;
        }
        Ok(())
    }
}
