//! The map of the hidden unit that is looked at.

use crate::score::ScoreNet;
use crate::session::questions::units::{UnitMap, UnitRequest};
use std::sync::Arc;

/// The last request and the newest answer to it.
#[derive(Default)]
pub struct UnitView {
    request: Option<UnitRequest>,
    map: Option<Arc<UnitMap>>,
    /// What `map` answers.
    answered: Option<(Option<UnitRequest>, Arc<ScoreNet>)>,
}

impl UnitView {
    /// Asks for another map, or for none.
    pub fn request(&mut self, request: Option<UnitRequest>) {
        self.request = request;
    }

    /// `None` while none is wanted, or the network has no such unit.
    pub fn map(&self) -> Option<Arc<UnitMap>> {
        self.map.clone()
    }

    /// Answers the last request; an answer is kept while the network is the same.
    pub fn evaluate(&mut self, network: &Arc<ScoreNet>) {
        let is_answer = |(request, known): &(Option<UnitRequest>, Arc<ScoreNet>)| {
            *request == self.request && Arc::ptr_eq(known, network)
        };
        if self.answered.as_ref().is_some_and(is_answer) {
            return;
        }
        self.answered = Some((self.request, network.clone()));
        self.map = self.request.and_then(|request| {
            let grid = request.grid()?;
            let points = grid.points();
            let values =
                network.unit_values(request.layer, request.unit, points.view(), request.sigma)?;
            Some(Arc::new(UnitMap {
                request,
                grid,
                values: values.into(),
            }))
        });
    }
}
