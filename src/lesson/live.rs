//! What is read from the network that learns on the canvas.

use super::measuring::Measured;
use super::quantity::{Kind, Quantity};
use crate::session::History;

impl Quantity {
    /// Reads it from the curves of a run: of losses the second half of the steps. `None` before anything is
    /// known, and of what is not read from there.
    pub fn read(self, history: &History) -> Option<Measured> {
        if self == Self::TrainedLoss {
            let half = history.loss.last()?.bin.train_step / 2;
            let late = history.loss.iter().filter(|point| point.bin.since > half);
            let means: Vec<_> = late.map(|point| [point.bin.mean, 0.0]).collect();
            (!means.is_empty()).then(|| Measured::of(&means, Kind::Number))
        } else if self == Self::TrainedError {
            let newest = history.error.last()?;
            Some(Measured::of(&[[newest.mean, 0.0]], Kind::Number))
        } else {
            None
        }
    }
}
