//! The recording of a journey: a long computation that asks again and again whether to go on.

use super::film::{Film, JourneyFrame};
use super::recorded::{Journey, QualityPoint};
use super::recorder::{Interrupted, Recorder};
use super::request::{JourneyRequest, Lane};
use crate::measure::{Estimate, QualityReference};
use crate::mixture::Modes;
use crate::noise::{Process, ProcessSpec};
use crate::session::snapshot::{RunId, Snapshot};

/// Steps of the runs that separate the score's error from the discretisation's, and the tolerances of
/// the solver that has no steps to choose.
const SWEEP: [(usize, f64); 5] = [(4, 1e-1), (8, 1e-2), (16, 1e-3), (32, 1e-4), (64, 1e-5)];
/// A stream of seeds of its own for the exact samples that others are measured against.
const REFERENCE_SEED: u64 = 0x0DD5;

/// Records what `request` asks for with the network of `snapshot`. Publishes the journey as soon as it
/// can be watched, and again with every point of quality; one that cannot be made is published with
/// the reason in every lane. `earlier` is what was recorded before: the quality of another take of the
/// same thing stays on show until it is measured again. Ends when `interrupted`.
pub fn record_journey(
    request: &JourneyRequest,
    snapshot: &Snapshot,
    earlier: Option<&Journey>,
    interrupted: &dyn Fn() -> bool,
    publish: &mut dyn FnMut(Journey),
) {
    match record(request, snapshot, earlier, interrupted, publish) {
        Ok(()) | Err(Halt::Interrupted) => {}
        Err(Halt::Impossible(why)) => {
            publish(Journey::impossible(request, snapshot.run, &why));
        }
    }
}

fn record(
    request: &JourneyRequest,
    snapshot: &Snapshot,
    earlier: Option<&Journey>,
    interrupted: &dyn Fn() -> bool,
    publish: &mut dyn FnMut(Journey),
) -> Result<(), Halt> {
    let spec = process_spec(request, snapshot);
    let process = spec
        .build(snapshot.noise, &request.mixture)
        .map_err(Halt::because)?;
    let mixture = &*request.mixture;
    let modes = if request.connected {
        Modes::connected(mixture)
    } else {
        Modes::one_each(mixture)
    };
    let seed = REFERENCE_SEED ^ request.seed;
    let reference =
        QualityReference::new(mixture, request.particles, seed).map_err(Halt::because)?;
    let recorder = Recorder {
        request,
        spec,
        modes: &modes,
        snapshot,
        reference: &reference,
        interrupted,
    };
    let forward = recorder.forward(&process).map_err(Halt::because)?;
    let lanes = request.lanes.iter().map(|lane| recorder.lane(*lane));
    let lanes = lanes.collect::<Result<Vec<_>, Interrupted>>()?;
    let mut journey = Journey {
        request: request.clone(),
        process,
        truth: modes.weights(mixture),
        modes: modes.clone(),
        forward,
        lanes,
        exact_sliced_w2: reference.exact_sample().sliced_w2,
        quality: known_quality(request, snapshot.run, earlier),
        measuring: true,
        run: snapshot.run,
        train_step: snapshot.shown_step(),
    };
    publish(journey.clone());

    // What an untrained network misses says nothing of learning.
    let scores = if journey.had_learned() {
        &[true, false][..]
    } else {
        &[true]
    };
    for (steps, tol) in SWEEP {
        for &exact in scores {
            let lane = Lane {
                steps,
                tol,
                exact,
                ..request.lanes[0]
            };
            let measured = recorder.lane(lane)?.ok().map(|film| QualityPoint {
                lane,
                nfe: film.end().nfe,
                sliced_w2: film.sliced_w2,
            });
            let known = journey.quality.iter().position(|p| p.lane == lane);
            match (known, measured) {
                (Some(index), Some(point)) => journey.quality[index] = point,
                (Some(index), None) => drop(journey.quality.remove(index)),
                (None, Some(point)) => journey.quality.push(point),
                (None, None) => continue,
            }
            publish(journey.clone());
        }
    }
    journey.measuring = false;
    publish(journey);
    Ok(())
}

/// Of an earlier take of the same thing in the same training.
fn known_quality(
    request: &JourneyRequest,
    run: RunId,
    earlier: Option<&Journey>,
) -> Vec<QualityPoint> {
    let earlier = earlier.filter(|journey| {
        let same = JourneyRequest {
            take: request.take,
            ..journey.request.clone()
        };
        same == *request && journey.run == run
    });
    earlier.map_or_else(Vec::new, |journey| journey.quality.clone())
}

/// Why a recording ends early.
enum Halt {
    Interrupted,
    /// A sentence for the window.
    Impossible(String),
}

impl Halt {
    fn because(why: impl ToString) -> Self {
        Self::Impossible(why.to_string())
    }
}

impl From<Interrupted> for Halt {
    fn from(_: Interrupted) -> Self {
        Self::Interrupted
    }
}

/// The process on the times that the network knows.
fn process_spec(request: &JourneyRequest, snapshot: &Snapshot) -> ProcessSpec {
    let whole = ProcessSpec {
        center: request.center,
        scale: request.scale,
        prior: request.prior,
        ..ProcessSpec::of(request.process)
    };
    if request.process.explodes() {
        return whole;
    }
    match whole.build(snapshot.noise, &request.mixture) {
        Ok(process) => ProcessSpec {
            t_min: Some(process.time_of_level(snapshot.noise.min())),
            t_max: Some(process.time_of_level(snapshot.noise.max())),
            ..whole
        },
        Err(_) => whole,
    }
}

impl Journey {
    /// A journey that cannot be made, with the reason in every lane.
    pub fn impossible(request: &JourneyRequest, run: RunId, why: &str) -> Self {
        let nothing = Estimate {
            value: 0.0,
            se: 0.0,
        };
        let modes = Modes::one_each(&request.mixture);
        Self {
            request: request.clone(),
            process: Process::vp_linear(),
            truth: modes.weights(&request.mixture),
            modes,
            forward: Film {
                frames: vec![JourneyFrame {
                    t: 0.0,
                    nfe: 0,
                    x: Vec::new(),
                }],
                kinds: Vec::new(),
                weights: Vec::new(),
                sliced_w2: nothing,
            },
            lanes: request.lanes.iter().map(|_| Err(why.to_owned())).collect(),
            exact_sliced_w2: nothing,
            quality: Vec::new(),
            measuring: false,
            run,
            train_step: 0,
        }
    }
}
