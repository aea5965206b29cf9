//! Charts. Who lives here: one chart with its lines, pens, marks and axes, the curves as points to draw,
//! the panel that shows those of a run, and the drawing of the network that gave them.

pub mod axes;
mod chart;
mod contents;
mod extent;
mod floor;
mod healing;
mod marks;
pub mod network_view;
mod panel;
mod past;
pub mod pen;
mod per_level;
mod pinned;
mod place;
pub mod shares;
mod trace;

pub use panel::Charts;
