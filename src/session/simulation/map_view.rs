//! The maps that are wanted, a slice of each a frame: a map is coarse at once and fine soon after, and a
//! newer network is surveyed when the last one has been shown for a while.

use super::particles::{Particles, Revision};
use super::survey::Survey;
use crate::measure::{Census, QuantityMap};
use crate::mixture::GaussianMixture;
use crate::score::ScoreNet;
use crate::session::questions::maps::MapRequest;
use std::sync::Arc;

/// Frames between a finished map and the next network's: at 60 Hz some four maps a second.
const REST: u32 = 6;

/// The maps that are wanted, as far as they are known.
#[derive(Default)]
pub struct MapView {
    wanted: Vec<Wanted>,
    maps: Arc<[Arc<QuantityMap>]>,
}

/// One map that is wanted.
struct Wanted {
    request: MapRequest,
    newest: Option<Arc<QuantityMap>>,
    work: Work,
}

/// How a map is made.
enum Work {
    /// Point by point.
    Survey(Survey),
    /// By counting particles, the last time these.
    Count(Option<(Arc<GaussianMixture>, Revision, Census)>),
}

impl MapView {
    /// Wants other maps, or none; what is known of those that stay is kept.
    pub fn request(&mut self, mut requests: Vec<MapRequest>) {
        requests.truncate(MapRequest::MOST);
        let mut before = std::mem::take(&mut self.wanted);
        let wanted = |request: MapRequest| {
            let same = before.iter().position(|known| known.request == request);
            same.map_or_else(|| Wanted::new(request), |index| before.swap_remove(index))
        };
        self.wanted = requests.into_iter().map(wanted).collect();
        self.gather();
    }

    /// What was surveyed belongs to another scene.
    pub fn forget(&mut self) {
        let requests = self.wanted.iter().map(|wanted| wanted.request).collect();
        self.wanted.clear();
        self.request(requests);
    }

    /// Those that are known, in the order in which they are wanted.
    pub fn maps(&self) -> Arc<[Arc<QuantityMap>]> {
        self.maps.clone()
    }

    /// Whether one of the next frames has something to do.
    pub fn is_outdated(
        &self,
        mixture: &Arc<GaussianMixture>,
        network: &Arc<ScoreNet>,
        particles: &Particles,
    ) -> bool {
        self.wanted.iter().any(|wanted| match &wanted.work {
            Work::Survey(survey) => !survey.is_of(mixture, network),
            Work::Count(counted) => {
                let is_newest =
                    |(known, revision, _): &(Arc<GaussianMixture>, Revision, Census)| {
                        Arc::ptr_eq(known, mixture) && *revision == particles.revision()
                    };
                particles.places().is_some() && !counted.as_ref().is_some_and(is_newest)
            }
        })
    }

    /// A frame has passed: does its share; whether a map is newer than before.
    pub fn work(
        &mut self,
        mixture: &Arc<GaussianMixture>,
        network: &Arc<ScoreNet>,
        particles: &Particles,
    ) -> bool {
        let mut news = false;
        for wanted in &mut self.wanted {
            let newer = match &mut wanted.work {
                Work::Survey(survey) => survey.work(mixture, network, REST),
                Work::Count(counted) => count(&wanted.request, counted, mixture, particles),
            };
            if let Some(map) = newer {
                wanted.newest = Some(Arc::new(map));
                news = true;
            }
        }
        if news {
            self.gather();
        }
        news
    }

    fn gather(&mut self) {
        let known = self
            .wanted
            .iter()
            .filter_map(|wanted| wanted.newest.clone());
        self.maps = known.collect();
    }
}

impl Wanted {
    fn new(request: MapRequest) -> Self {
        let work = if request.quantity.is_counted() {
            Work::Count(None)
        } else {
            Work::Survey(Survey::new(request))
        };
        Self {
            request,
            newest: None,
            work,
        }
    }
}

/// Counts the particles anew where they or the target have moved.
fn count(
    request: &MapRequest,
    counted: &mut Option<(Arc<GaussianMixture>, Revision, Census)>,
    mixture: &Arc<GaussianMixture>,
    particles: &Particles,
) -> Option<QuantityMap> {
    let (places, _) = particles.places()?;
    let revision = particles.revision();
    let census = match counted.take() {
        Some((known, counted_at, census)) if Arc::ptr_eq(&known, mixture) => {
            if counted_at == revision {
                *counted = Some((known, counted_at, census));
                return None;
            }
            census
        }
        _ => Census::new(
            &mixture.smoothed(request.sigma),
            request.sigma,
            request.grid(),
        ),
    };
    let map = census.surplus(places.view());
    *counted = Some((mixture.clone(), revision, census));
    Some(map)
}
