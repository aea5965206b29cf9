//! What the simulation is asked about the network beside its field. Who lives here: maps of quantities, lines drawn by
//! hand, single points, hidden units, and the objectives at one level.

pub mod identity;
pub mod lines;
pub mod maps;
pub mod probes;
pub mod units;
