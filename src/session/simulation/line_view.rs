//! The line along which the network is asked.

use crate::score::{ScoreFn, ScoreNet};
use crate::session::questions::lines::{LineAnswer, LineRequest};
use ndarray::Array2;
use std::sync::Arc;

/// The last line and the newest answer.
#[derive(Default)]
pub struct LineView {
    request: Option<LineRequest>,
    answer: Option<Arc<LineAnswer>>,
    /// Whose answer it is; none while there is none to the last line.
    answered_by: Option<Arc<ScoreNet>>,
}

impl LineView {
    /// Asks along another line, or along none.
    pub fn request(&mut self, mut request: Option<LineRequest>) {
        if let Some(request) = &mut request {
            request.points.truncate(LineRequest::MOST);
        }
        self.request = request;
        self.answered_by = None;
    }

    pub fn answer(&self) -> Option<Arc<LineAnswer>> {
        self.answer.clone()
    }

    /// Answers the last request; the answer is kept while the network is the same.
    pub fn evaluate(&mut self, network: &Arc<ScoreNet>) {
        let Some(request) = &self.request else {
            self.answer = None;
            return;
        };
        let known = (self.answered_by.as_ref()).is_some_and(|known| Arc::ptr_eq(known, network));
        if known {
            return;
        }
        self.answered_by = Some(network.clone());
        let learned = if network.trained_at(request.sigma) {
            let points = Array2::from(request.points.clone());
            let scores = network.score(points.view(), request.sigma);
            scores.outer_iter().map(|s| [s[0], s[1]]).collect()
        } else {
            Vec::new()
        };
        let request = request.clone();
        self.answer = Some(Arc::new(LineAnswer { request, learned }));
    }
}
