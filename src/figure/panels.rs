//! Pages of panels: a view of a target, once for every value of a factor or two.
//!
//! A [`PlateRequest`] says what is asked for, a [`PlateSubject`] what it is about; [`plate`] runs what has to be run, each
//! panel from the same seed, and draws.

mod charts;
mod choice;
mod colour_scale;
mod drawing;
mod error;
mod factor;
mod keys;
mod marginal;
mod particles;
mod plane;
mod plane_map;
mod request;
mod runs;
mod setting;
mod streamlines;
mod surface;
mod texts;

pub use choice::{ScoreChoice, Source, Way};
pub use drawing::plate;
pub use error::PlateError;
pub use factor::{Factor, FactorError, FactorKind, MOST_PANELS, Value};
pub use request::{PlateRequest, PlateSubject};

#[cfg(test)]
mod tests;
