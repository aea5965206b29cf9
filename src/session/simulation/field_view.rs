//! The fields of the visible rectangle.

use crate::mixture::GaussianMixture;
use crate::plane::{Grid, Point};
use crate::scene::TrainingData;
use crate::score::{ScaledScore, ScoreFn, ScoreNet};
use crate::session::command::FieldRequest;
use crate::session::snapshot::FieldFrame;
use ndarray::ArrayView2;
use std::sync::Arc;

/// The last request and the newest answer to it.
#[derive(Default)]
pub struct FieldView {
    request: Option<FieldRequest>,
    frame: Option<Arc<FieldFrame>>,
    /// What `frame` answers.
    answered: Option<Answered>,
}

/// A request that was answered for a target and a network.
struct Answered {
    request: FieldRequest,
    target: Arc<GaussianMixture>,
    source: Arc<GaussianMixture>,
    network: Arc<ScoreNet>,
}

impl FieldView {
    pub fn request(&mut self, request: FieldRequest) {
        self.request = Some(request);
    }

    /// What was evaluated belongs to another scene.
    pub fn forget(&mut self) {
        self.frame = None;
        self.answered = None;
    }

    /// `None` until a request was evaluated.
    pub fn frame(&self) -> Option<Arc<FieldFrame>> {
        self.frame.clone()
    }

    /// Answers the last request; density and exact score are kept while they hold, and everything while the
    /// network is the same, too.
    pub fn evaluate(
        &mut self,
        mixture: &Arc<GaussianMixture>,
        data: &TrainingData,
        network: &Arc<ScoreNet>,
    ) {
        let Some(request) = self.request else { return };
        let of_target = (self.answered.as_ref())
            .filter(|a| Arc::ptr_eq(&a.target, mixture) && Arc::ptr_eq(&a.source, &data.source));
        let is_answer = |a: &Answered| a.request == request && Arc::ptr_eq(&a.network, network);
        if of_target.is_some_and(is_answer) {
            return;
        }
        let arrows = Grid::new(request.bounds, request.arrows[0], request.arrows[1]);
        let density = Grid::new(request.bounds, request.density[0], request.density[1]);
        let points = arrows.points();
        let scaled = ScaledScore::new(&**network, request.alpha, request.center);
        let learned = if scaled.trained_at(request.sigma) {
            rows(scaled.score(points.view(), request.sigma).view())
        } else {
            Vec::new()
        };
        let kept = self.frame.as_ref().filter(|frame| {
            of_target.is_some_and(|a| a.request.empirical == request.empirical)
                && frame.alpha == request.alpha
                && frame.center == request.center
                && frame.sigma == request.sigma
                && frame.arrows == arrows
                && frame.density == density
        });
        let (exact, empirical, log_density) = match kept {
            Some(frame) => (
                frame.exact.clone(),
                frame.empirical.clone(),
                frame.log_density.clone(),
            ),
            None => {
                let smoothed = request.noising().marginal(mixture);
                let wanted = request.empirical && data.points.is_some() && request.sigma > 0.0;
                let of_points = wanted.then(|| {
                    let empirical = request.noising().marginal(&data.source);
                    rows(empirical.score_batch(points.view()).view())
                });
                let log_density = smoothed.log_density_batch(density.points().view());
                (
                    rows(smoothed.score_batch(points.view()).view()).into(),
                    of_points.unwrap_or_default().into(),
                    log_density.iter().map(|v| *v as f32).collect(),
                )
            }
        };
        self.answered = Some(Answered {
            request,
            target: mixture.clone(),
            source: data.source.clone(),
            network: network.clone(),
        });
        self.frame = Some(Arc::new(FieldFrame {
            alpha: request.alpha,
            center: request.center,
            sigma: request.sigma,
            arrows,
            learned: learned.into(),
            exact,
            empirical,
            density,
            log_density,
        }));
    }
}

fn rows(field: ArrayView2<f64>) -> Vec<Point> {
    field.rows().into_iter().map(|r| [r[0], r[1]]).collect()
}
