//! The claims of the papers measured again: a long computation that asks again and again whether to
//! go on.

use crate::measure::papers::{Claim, Effort, GROUPS, PapersError, Study};
use crate::score::Workers;
use serde::{Deserialize, Serialize};

/// How the claims are to be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PapersOrder {
    /// Fixes every random draw.
    pub seed: u64,
    /// Seconds instead of a minute, with larger tolerances.
    pub short: bool,
}

/// Whether more claims are to come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PapersReport {
    /// What was asked for.
    pub order: PapersOrder,
    /// In the order of the groups, each with the index of its own.
    pub claims: Vec<(usize, Claim)>,
    /// How far it has come.
    pub standing: Standing,
}

impl PapersReport {
    /// Nothing is measured yet.
    pub fn begun(order: PapersOrder) -> Self {
        Self {
            order,
            claims: Vec::new(),
            standing: Standing::Measuring(0),
        }
    }
}

/// Measures what `order` asks for by `workers`, and publishes the report with every claim, the last
/// time with how it ended. Stops when `interrupted` and keeps what is known.
pub fn measure_papers(
    order: PapersOrder,
    workers: Workers,
    interrupted: &(dyn Fn() -> bool + Sync),
    publish: &mut (dyn FnMut(PapersReport) + Send),
) {
    let mut report = PapersReport::begun(order);
    report.standing = match measure(&mut report, workers, interrupted, publish) {
        Ok(()) => Standing::Finished,
        Err(PapersError::Stopped) => Standing::Stopped,
        Err(error) => Standing::Failed(error.to_string()),
    };
    publish(report);
}

fn measure(
    report: &mut PapersReport,
    workers: Workers,
    interrupted: &(dyn Fn() -> bool + Sync),
    publish: &mut (dyn FnMut(PapersReport) + Send),
) -> Result<(), PapersError> {
    publish(report.clone());
    let effort = Effort {
        seed: report.order.seed,
        short: report.order.short,
        workers,
    };
    for (index, group) in GROUPS.iter().enumerate() {
        report.standing = Standing::Measuring(index);
        publish(report.clone());
        let mut enter = |claim| {
            report.claims.push((index, claim));
            publish(report.clone());
        };
        let mut study = Study::new(&effort, interrupted, &mut enter);
        effort.workers.install(|| group.measure(&mut study))?;
    }
    Ok(())
}
