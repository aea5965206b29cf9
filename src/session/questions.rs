//! What the simulation is asked about the network beside its field. Who lives here: maps of quantities, lines drawn by
//! hand, single points, hidden units, the objectives at one level, and a run to
//! compare with.

pub mod identity;
pub mod lines;
pub mod maps;
pub mod pinned_run;
pub mod probes;
pub mod units;
