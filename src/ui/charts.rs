//! Charts. Who lives here: one chart with its readings, the axes that all share, and the panel that shows the
//! curves of a run.

pub mod axes;
pub mod chart;
mod panel;
pub mod shares;

pub use panel::Charts;
