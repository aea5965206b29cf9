//! Why a process cannot be, or has no such time.

use crate::wording::{Number, count};

/// A process that cannot be.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ProcessError {
    /// The exponent of the spacing, out of range.
    #[error("rho {} is out of range; use a number from 1 to 100 (7 is usual)", Number(*.0))]
    Rho(f64),
    /// The number of steps of the discrete process, out of range.
    #[error("{} DDPM steps cannot be made; use 1 to 100,000 (1,000 is usual)", count(*.0 as u64))]
    DdpmSteps(usize),
    /// The scale, out of range.
    #[error("scale {} is out of range; use \"data\" or a number from 1e-9 to 1e9", Number(*.0))]
    Scale(f64),
    /// A scale for a process that has none; its name.
    #[error(
        "the levels of {0} are in data units, so that its scale is 1; leave scale out, or use vp-linear, vp-cosine or ddpm"
    )]
    ScaleOfVe(&'static str),
    /// The number of steps of a walk, out of range.
    #[error("a grid of {} steps cannot be made; use 1 to 10,000,000", count(*.0 as u64))]
    Steps(usize),
    /// More steps than the discrete process has.
    #[error(
        "{} steps do not fit into the {discrete} steps of the ddpm process; use at most {discrete}",
        count(*.steps as u64),
        discrete = count(*.discrete as u64)
    )]
    TooManySteps {
        /// Steps that were asked for.
        steps: usize,
        /// Steps of the process.
        discrete: usize,
    },
    /// Ends of a walk that lie outside the process or in the wrong order.
    #[error(
        "times {} to {} do not lie in order between {} and {}, where {process} is defined; give two of those, the smaller first",
        Number(*.low), Number(*.high), Number(*.first), Number(*.last)
    )]
    Times {
        /// The process.
        process: &'static str,
        /// Where the walk was to end.
        low: f64,
        /// Where the walk was to begin.
        high: f64,
        /// The first time of the process.
        first: f64,
        /// The last time of the process.
        last: f64,
    },
    /// The time, which is no whole number where only those exist.
    #[error("time {} is no step of the ddpm process; give a whole number of steps", Number(*.0))]
    Whole(f64),
    /// A time outside the process.
    #[error(
        "{process} has no time {}; use {}{} to {}",
        Number(*.t), clean(*.first), Number(*.first), Number(*.last)
    )]
    Time {
        /// The process.
        process: &'static str,
        /// The time.
        t: f64,
        /// The first time of the process.
        first: f64,
        /// The last time of the process.
        last: f64,
    },
}

/// Time 0 where it does not begin what is in use.
fn clean(first: f64) -> &'static str {
    if first > 0.0 {
        "0, the clean data, or a time from "
    } else {
        ""
    }
}
