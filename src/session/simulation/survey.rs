//! One quantity surveyed over a grid, slice by slice: the network stays the same from the first to the last.

use crate::measure::{QuantityMap, Truth, quantity_values};
use crate::mixture::GaussianMixture;
use crate::plane::Grid;
use crate::score::{ScoreFn, ScoreNet};
use crate::session::questions::maps::MapRequest;
use ndarray::{ArrayView2, s};
use std::sync::Arc;

/// Points of one slice: a millisecond or two of a frame.
const SLICE: usize = 2048;
/// Where a target has many components there are fewer points in a slice, so that it has at most so many terms.
const TERMS: usize = 1_000_000;
const FEWEST: usize = 256;
/// A network's derivatives cost three times as much as its answers.
const DERIVATIVES: usize = 3;
/// A first map has a point for so many of the grid along each axis.
const COARSE: usize = 3;

/// A map in the making, and what the last one was made of.
pub struct Survey {
    request: MapRequest,
    /// Of which target the truth is known.
    ground: Option<Ground>,
    /// Whose values are gathered, as far as they go.
    running: Option<(Arc<ScoreNet>, Vec<f64>)>,
    /// Whose map is finished.
    finished: Option<Arc<ScoreNet>>,
    /// Frames since then.
    rested: u32,
}

/// What is true of a target, slice by slice.
struct Ground {
    target: Arc<GaussianMixture>,
    smoothed: GaussianMixture,
    slices: Vec<Truth>,
}

impl Survey {
    pub fn new(request: MapRequest) -> Self {
        Self {
            request,
            ground: None,
            running: None,
            finished: None,
            rested: 0,
        }
    }

    /// Whether the map of `network` on `target` is finished, or there is none.
    pub fn is_of(&self, target: &Arc<GaussianMixture>, network: &Arc<ScoreNet>) -> bool {
        if self.is_beyond(network) {
            return true;
        }
        let same_target = (self.ground.as_ref()).is_some_and(|g| Arc::ptr_eq(&g.target, target));
        let serves = |known: &Arc<ScoreNet>| self.serves(known, network);
        same_target && self.finished.as_ref().is_some_and(serves)
    }

    /// Whether the network was not trained at the level.
    fn is_beyond(&self, network: &ScoreNet) -> bool {
        self.request.quantity.is_learned() && !network.trained_at(self.request.sigma)
    }

    /// Whether what holds of `known` holds of `network`: what the network is not asked for holds of any.
    fn serves(&self, known: &Arc<ScoreNet>, network: &Arc<ScoreNet>) -> bool {
        !self.request.quantity.is_learned() || Arc::ptr_eq(known, network)
    }

    /// Does the share of a frame: another target begins with a coarse map at once, another network of the same target
    /// waits until the last map has rested for `rest` frames. A map that is finished or coarse.
    pub fn work(
        &mut self,
        target: &Arc<GaussianMixture>,
        network: &Arc<ScoreNet>,
        rest: u32,
    ) -> Option<QuantityMap> {
        if self.is_beyond(network) {
            self.ground = None;
            return None;
        }
        let same_target = (self.ground.as_ref()).is_some_and(|g| Arc::ptr_eq(&g.target, target));
        if !same_target {
            let smoothed = target.smoothed(self.request.sigma);
            self.ground = Some(Ground {
                target: target.clone(),
                smoothed,
                slices: Vec::new(),
            });
            self.running = Some((network.clone(), Vec::new()));
            self.finished = None;
            return Some(self.coarse(network));
        }
        if self.running.is_none() {
            self.rested = self.rested.saturating_add(1);
            if self.is_of(target, network) || self.rested < rest {
                return None;
            }
            self.running = Some((network.clone(), Vec::new()));
        }
        self.advance()
    }

    /// The map on fewer points.
    fn coarse(&self, network: &ScoreNet) -> QuantityMap {
        let Grid { bounds, nx, ny } = self.request.grid();
        let grid = Grid::new(bounds, nx.div_ceil(COARSE), ny.div_ceil(COARSE));
        let points = grid.points();
        let smoothed = &self.ground.as_ref().expect("it was laid").smoothed;
        let truth = Truth::at(points.view(), smoothed);
        let values = self.values(points.view(), (smoothed, &truth), network);
        let log_density = truth.log_density.to_vec();
        let MapRequest {
            quantity, sigma, ..
        } = self.request;
        QuantityMap::new(quantity, sigma, grid, &values, &log_density, smoothed)
    }

    /// One slice more; the map when it was the last.
    fn advance(&mut self) -> Option<QuantityMap> {
        let (network, mut values) = self.running.take()?;
        let ground = self.ground.as_mut()?;
        let terms = TERMS / ground.target.components().len().max(1);
        let most = if self.request.quantity.is_derivative() {
            SLICE / DERIVATIVES
        } else {
            SLICE
        };
        let slice = most.min(terms).max(FEWEST);
        let grid = self.request.grid();
        let points = grid.points();
        let from = values.len();
        let to = (from + slice).min(points.nrows());
        let rows = points.slice(s![from..to, ..]);
        if ground.slices.len() == from / slice {
            ground.slices.push(Truth::at(rows, &ground.smoothed));
        }
        let ground = self.ground.as_ref()?;
        let truth = &ground.slices[from / slice];
        values.extend(self.values(rows, (&ground.smoothed, truth), &network));
        if to < points.nrows() {
            self.running = Some((network, values));
            return None;
        }
        let slices = ground.slices.iter().flat_map(|truth| &truth.log_density);
        let log_density: Vec<f64> = slices.copied().collect();
        let MapRequest {
            quantity, sigma, ..
        } = self.request;
        let map = QuantityMap::new(
            quantity,
            sigma,
            grid,
            &values,
            &log_density,
            &ground.smoothed,
        );
        self.finished = Some(network);
        self.rested = 0;
        Some(map)
    }

    fn values(
        &self,
        x: ArrayView2<f64>,
        truth: (&GaussianMixture, &Truth),
        network: &ScoreNet,
    ) -> Vec<f64> {
        quantity_values(self.request.quantity, x, self.request.sigma, truth, network)
    }
}
