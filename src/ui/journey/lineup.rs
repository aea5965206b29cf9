//! Which samplers are compared on which process, and who stands in or comes beside them.

use crate::noise::ProcessKind;
use crate::sampling::{Sampler, SamplingSpec};
use crate::session::{JourneyRequest, Lane};

/// The process and the samplers on it, one to [`JourneyRequest::MOST_LANES`].
#[derive(Clone, Debug, PartialEq)]
pub struct Lineup {
    pub process: ProcessKind,
    pub lanes: Vec<Lane>,
    /// Whether all follow the exact score until the network has learned, and the learned one from then on:
    /// nobody has chosen yet who follows which.
    pub waits: bool,
}

impl Default for Lineup {
    fn default() -> Self {
        let exact = |sampler| lane(sampler, true);
        Self {
            process: ProcessKind::default(),
            lanes: vec![exact(Sampler::OdeHeun), exact(Sampler::ReverseSde)],
            waits: true,
        }
    }
}

/// A sampler with the work that suits it.
fn lane(sampler: Sampler, exact: bool) -> Lane {
    Lane {
        sampler,
        steps: sampler.usual_steps(),
        tol: SamplingSpec::USUAL_TOLERANCE,
        exact,
    }
}

/// Another sampler in a lane, with the work that suits it.
pub fn with_sampler(lane: Lane, sampler: Sampler) -> Lane {
    Lane {
        sampler,
        steps: sampler.usual_steps(),
        ..lane
    }
}

/// The processes in the order of the list, the usual one first.
pub fn processes() -> Vec<ProcessKind> {
    let mut processes = ProcessKind::ALL.to_vec();
    processes.sort_by_key(|kind| *kind != ProcessKind::default());
    processes
}

/// What may stand in lane number `index` of `lanes`: no other lane does the same.
pub fn alternatives(process: ProcessKind, lanes: &[Lane], index: usize) -> Vec<Sampler> {
    let others = lanes
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != index);
    let others: Vec<&Lane> = others.map(|(_, lane)| lane).collect();
    let here = lanes[index];
    let new = |sampler: &Sampler| {
        *sampler == here.sampler || !others.contains(&&with_sampler(here, *sampler))
    };
    offered(process).filter(new).collect()
}

/// The samplers that come from the noise of `process`.
pub fn offered(process: ProcessKind) -> impl Iterator<Item = Sampler> {
    let all = Sampler::ALL.into_iter();
    all.filter(move |sampler| sampler.runs_on(process))
}

impl Lineup {
    /// Whether all lanes follow the exact score.
    pub fn is_exact(&self) -> bool {
        self.lanes.iter().all(|lane| lane.exact)
    }

    /// Has all lanes follow one score, where nobody has chosen.
    pub fn follow(&mut self, exact: bool) {
        if self.waits {
            self.lanes.iter_mut().for_each(|lane| lane.exact = exact);
        }
    }

    /// Whether one more can be watched.
    pub fn has_room(&self) -> bool {
        self.lanes.len() < JourneyRequest::MOST_LANES
    }

    /// Adds a lane that is not there yet: the last one by the other score, else an earlier one by the other
    /// score, else another sampler.
    pub fn add(&mut self) {
        let other_score = self.lanes.iter().rev().map(|lane| Lane {
            exact: !lane.exact,
            ..*lane
        });
        let others = [false, true]
            .into_iter()
            .flat_map(|exact| offered(self.process).map(move |sampler| lane(sampler, exact)));
        let new = |lane: &Lane| !self.lanes.contains(lane);
        if let Some(lane) = other_score.chain(others).find(new) {
            self.lanes.push(lane);
            self.waits = false;
        }
    }

    /// Puts a stand-in for every sampler that is not defined on the process.
    pub fn fit(&mut self) {
        for lane in &mut self.lanes {
            if !lane.sampler.runs_on(self.process)
                && let Some(other) = replacement(lane.sampler, self.process)
            {
                *lane = with_sampler(*lane, other);
            }
        }
    }
}

/// What stands in for a sampler that is not defined on `process`: a noisy one for a noisy one.
fn replacement(sampler: Sampler, process: ProcessKind) -> Option<Sampler> {
    let order = if sampler.is_noisy() {
        [Sampler::ReverseSde, Sampler::Ddpm]
    } else {
        [Sampler::OdeHeun, Sampler::Ddim]
    };
    order.into_iter().find(|other| other.runs_on(process))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_process_has_samplers_and_a_stand_in_for_those_of_others() {
        for process in ProcessKind::ALL {
            assert!(offered(process).count() >= 2);
            for sampler in Sampler::ALL {
                let other = replacement(sampler, process).unwrap();
                assert!(other.runs_on(process));
            }
        }
    }

    #[test]
    fn a_lane_is_offered_nothing_that_another_one_does() {
        let mut lineup = Lineup::default();
        let process = lineup.process;
        let first = lineup.lanes[0].sampler;
        let second = alternatives(process, &lineup.lanes, 1);
        assert!(!second.contains(&first) && second.contains(&lineup.lanes[1].sampler));
        // By another score it is not the same.
        lineup.lanes[1].exact = false;
        assert!(alternatives(process, &lineup.lanes, 1).contains(&first));
    }

    #[test]
    fn every_sampler_that_is_added_is_a_new_one() {
        for process in ProcessKind::ALL {
            let mut lineup = Lineup {
                process,
                ..Lineup::default()
            };
            lineup.fit();
            while lineup.has_room() {
                let before = lineup.lanes.len();
                lineup.add();
                assert_eq!(lineup.lanes.len(), before + 1);
                let (added, others) = lineup.lanes.split_last().unwrap();
                assert!(!others.contains(added), "{added:?} twice on {process:?}");
                assert!(added.sampler.runs_on(process));
            }
        }
    }
}
