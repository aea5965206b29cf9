//! The points at which the network is asked.

use crate::score::{ScaledScore, ScoreFn, ScoreNet};
use crate::session::questions::probes::{ProbeAnswer, ProbeRequest};
use ndarray::ArrayView2;
use std::sync::Arc;

/// The last questions and the newest answers to them.
#[derive(Default)]
pub struct ProbeView {
    requests: Vec<ProbeRequest>,
    answers: Arc<[ProbeAnswer]>,
    /// Whose answers they are; none while there is none to the last questions.
    answered_by: Option<Arc<ScoreNet>>,
}

impl ProbeView {
    /// Asks at other points, or at none.
    pub fn request(&mut self, mut requests: Vec<ProbeRequest>) {
        requests.truncate(ProbeRequest::MOST);
        self.requests = requests;
        self.answered_by = None;
    }

    /// The answers, in the order of the questions.
    pub fn answers(&self) -> Arc<[ProbeAnswer]> {
        self.answers.clone()
    }

    /// Answers the last questions; answers are kept while the network is the same.
    pub fn evaluate(&mut self, network: &Arc<ScoreNet>) {
        let known = (self.answered_by.as_ref()).is_some_and(|known| Arc::ptr_eq(known, network));
        if known {
            return;
        }
        self.answered_by = Some(network.clone());
        if self.requests.is_empty() && self.answers.is_empty() {
            return;
        }
        let answer = |request: &ProbeRequest| {
            let ProbeRequest { at, noising } = *request;
            let scaled = ScaledScore::new(&**network, noising.alpha, noising.center);
            let learned = scaled.trained_at(noising.std).then(|| {
                let point = ArrayView2::from_shape((1, 2), &at).expect("one point of two numbers");
                let score = scaled.score(point, noising.std);
                [score[[0, 0]], score[[0, 1]]]
            });
            ProbeAnswer {
                request: *request,
                learned,
            }
        };
        self.answers = self.requests.iter().map(answer).collect();
    }
}
