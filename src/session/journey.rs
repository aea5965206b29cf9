//! From data to noise and back: recorded beforehand, so that a clock only picks frames.

mod film;
mod record;
mod recorded;
mod recorder;
mod request;

pub use film::{Film, JourneyFrame};
pub use record::record_journey;
pub use recorded::{Journey, QualityPoint};
pub use request::{JourneyRequest, Lane};
