//! What is known along a line: the truth, and what the network answers.

use crate::measure::Truth;
use crate::mixture::GaussianMixture;
use crate::plane::Point;
use crate::session::LineRequest;
use std::sync::Arc;

/// What is known along a line.
pub struct Known {
    pub target: Arc<GaussianMixture>,
    pub request: LineRequest,
    pub truth: Truth,
    /// The learned score; empty while the network has not answered, or at a level that was not trained.
    pub learned: Vec<Point>,
}
