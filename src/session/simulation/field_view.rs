//! The fields of the visible rectangle.

use crate::mixture::GaussianMixture;
use crate::plane::{Grid, Point};
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
    /// The target of `frame`, which its exact parts hold for.
    target: Option<Arc<GaussianMixture>>,
}

impl FieldView {
    pub fn request(&mut self, request: FieldRequest) {
        self.request = Some(request);
    }

    /// What was evaluated belongs to another scene.
    pub fn forget(&mut self) {
        self.frame = None;
    }

    /// `None` until a request was evaluated.
    pub fn frame(&self) -> Option<Arc<FieldFrame>> {
        self.frame.clone()
    }

    /// Answers the last request; density and exact score are kept while they hold.
    pub fn evaluate(&mut self, mixture: &Arc<GaussianMixture>, network: &ScoreNet) {
        let Some(request) = self.request else { return };
        let arrows = Grid::new(request.bounds, request.arrows[0], request.arrows[1]);
        let density = Grid::new(request.bounds, request.density[0], request.density[1]);
        let points = arrows.points();
        let network = ScaledScore::new(network, request.alpha, request.center);
        let learned = if network.trained_at(request.sigma) {
            rows(network.score(points.view(), request.sigma).view())
        } else {
            Vec::new()
        };
        let same_target = self
            .target
            .as_ref()
            .is_some_and(|target| Arc::ptr_eq(target, mixture));
        let kept = self.frame.as_ref().filter(|frame| {
            same_target
                && frame.alpha == request.alpha
                && frame.center == request.center
                && frame.sigma == request.sigma
                && frame.arrows == arrows
                && frame.density == density
        });
        let (exact, log_density) = match kept {
            Some(frame) => (frame.exact.clone(), frame.log_density.clone()),
            None => {
                let smoothed = request.noising().marginal(mixture);
                let log_density = smoothed.log_density_batch(density.points().view());
                (
                    rows(smoothed.score_batch(points.view()).view()).into(),
                    log_density.iter().map(|v| *v as f32).collect(),
                )
            }
        };
        self.target = Some(mixture.clone());
        self.frame = Some(Arc::new(FieldFrame {
            alpha: request.alpha,
            center: request.center,
            sigma: request.sigma,
            arrows,
            learned: learned.into(),
            exact,
            density,
            log_density,
        }));
    }
}

fn rows(field: ArrayView2<f64>) -> Vec<Point> {
    field.rows().into_iter().map(|r| [r[0], r[1]]).collect()
}
