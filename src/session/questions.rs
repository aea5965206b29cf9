//! What the simulation is asked about the network beside its field. Who lives here: maps of quantities, lines drawn by
//! hand, single points, and hidden units.

pub mod lines;
pub mod maps;
pub mod probes;
pub mod units;
