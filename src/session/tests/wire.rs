//! Commands and snapshots on their way to another process and back.

use super::on_request::{lane, order};
use super::ticked::{Ticked, experiment};
use super::{Live, scene};
use crate::measure::papers::Claim;
use crate::measure::{Estimate, Quantity};
use crate::mixture::{Component, GaussianMixture};
use crate::noise::{Center, NoiseRange, Noising, PriorKind, ProcessKind, Scale};
use crate::plane::Bounds;
use crate::sampling::{Init, Sampler, SamplingSpec};
use crate::scene::Target;
use crate::score::{NoiseLevels, Objective, ScoreFn, ScoreNet, TrainingSpec, Workers};
use crate::session::{
    Budget, Command, FieldRequest, JourneyRequest, Learner, LineRequest, LongRequest, MapRequest,
    Motion, PapersOrder, PapersReport, Phase, Playback, ProbeRequest, RunId, Snapshot, Speed,
    Standing, TrainingPace, UnitRequest,
};
use crate::shapes::{Shape, ShapeKind};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;

fn there_and_back<T: Serialize + DeserializeOwned>(sent: &T) -> T {
    let bytes = postcard::to_allocvec(sent).unwrap();
    postcard::from_bytes(&bytes).unwrap()
}

fn target() -> Arc<GaussianMixture> {
    let component = |k: i32| {
        let k = f64::from(k);
        Component::from_axes([k / 3.0, 0.1], [1.0, 0.3], 0.7, 1.0 + 0.3 * k)
    };
    let components = (0..7).map(component).collect();
    Arc::new(GaussianMixture::new(components).unwrap())
}

fn field() -> FieldRequest {
    FieldRequest {
        alpha: 0.7,
        center: [1.5, -2.0],
        bounds: Bounds::square([0.1, 0.2], 3.0),
        sigma: 0.3,
        arrows: [8, 6],
        density: [10, 9],
        empirical: true,
    }
}

fn unit() -> UnitRequest {
    UnitRequest {
        layer: 1,
        unit: 20,
        bounds: Bounds::square([0.1, 0.2], 3.0),
        sigma: 0.3,
        size: [12, 9],
    }
}

fn journey() -> JourneyRequest {
    JourneyRequest {
        process: ProcessKind::VpCosine,
        center: Center::At([1.0, 2.0]),
        scale: Some(Scale::Data),
        prior: PriorKind::Plain,
        lanes: vec![lane(Sampler::OdeHeun, 24), lane(Sampler::Ddim, 12)],
        particles: 300,
        seed: 3,
        mixture: target(),
        connected: true,
        take: 7,
    }
}

fn probe() -> ProbeRequest {
    ProbeRequest {
        at: [0.1 + 0.2, -1e-300],
        noising: Noising::exploding(0.3),
    }
}

fn map(quantity: Quantity) -> MapRequest {
    MapRequest {
        quantity,
        bounds: Bounds::square([0.1, 0.2], 3.0),
        sigma: 0.3,
        size: [12, 9],
    }
}

fn line() -> LineRequest {
    LineRequest {
        points: vec![[0.1 + 0.2, -1e-300], [2.0, 0.1]],
        sigma: 0.3,
    }
}

/// A network that says where it comes from.
fn network() -> ScoreNet {
    let learner = Learner::new(scene(), RunId(1), Workers::one()).unwrap();
    let network = (*learner.learned().network).clone();
    network.trained_on("title = \"Elsewhere\"")
}

/// One command of every kind: the one after `command`, the first after none.
fn following(command: Option<&Command>) -> Option<Command> {
    let mut scene = scene();
    scene.target = Target::Shape(Shape::new(ShapeKind::Pinwheel));
    scene.noise = NoiseRange::new(0.1 + 0.2, 9.7).ok();
    scene.why = "Quotes \" and\nlines.".to_owned();
    let sampling = SamplingSpec {
        sampler: Sampler::Karras,
        process: Some(ProcessKind::Ve),
        step_size: Some(0.1 + 0.2),
        init: Init::Box(-1.5, 2.25),
        tol: None,
        ..SamplingSpec::default()
    };
    let training = TrainingSpec {
        objective: Objective::SlicedVr,
        noise_levels: NoiseLevels::Fixed(0.1 + 0.2),
        ..TrainingSpec::default()
    };
    let papers = PapersOrder {
        seed: u64::MAX,
        short: true,
    };
    Some(match command {
        None => Command::Load(Box::new(scene)),
        Some(Command::Load(_)) => Command::Retarget(target()),
        Some(Command::Retarget(_)) => Command::TrainPoints(Some(20)),
        Some(Command::TrainPoints(_)) => Command::Tune(training),
        Some(Command::Tune(_)) => Command::Restart,
        Some(Command::Restart) => Command::Adopt(Box::new(network())),
        Some(Command::Adopt(_)) => Command::Train(Motion::Step),
        Some(Command::Train(_)) => Command::Dissect(true),
        Some(Command::Dissect(_)) => Command::Frame(field()),
        Some(Command::Frame(_)) => Command::Sampling(sampling),
        Some(Command::Sampling(_)) => Command::FollowExact(true),
        Some(Command::FollowExact(_)) => Command::Particles(Motion::Pause),
        Some(Command::Particles(_)) => Command::ShowParticles(false),
        Some(Command::ShowParticles(_)) => Command::Respawn,
        Some(Command::Respawn) => Command::Launch(vec![[0.1, -2.5], [1e-300, 3.0]]),
        Some(Command::Launch(_)) => Command::Journey(Some(Box::new(journey()))),
        Some(Command::Journey(_)) => Command::Papers(Some(papers)),
        Some(Command::Papers(_)) => Command::Pace(TrainingPace::Steps(10)),
        Some(Command::Pace(_)) => Command::ParticleSpeed(Speed::Quarter),
        Some(Command::ParticleSpeed(_)) => Command::Unit(Some(unit())),
        Some(Command::Unit(_)) => Command::Probe(vec![probe()]),
        Some(Command::Probe(_)) => Command::Maps(vec![map(Quantity::Curl)]),
        Some(Command::Maps(_)) => Command::Line(Some(line())),
        Some(Command::Line(_)) => Command::Recall(Some(u64::MAX)),
        Some(Command::Recall(_)) => Command::Identity(Some(0.1 + 0.2)),
        Some(Command::Identity(_)) => Command::Pin(true),
        Some(Command::Pin(_)) => Command::GoOnFrom(1234),
        Some(Command::GoOnFrom(_)) => return None,
    })
}

#[test]
fn every_command_comes_back_equal() {
    let mut command = following(None);
    let mut kinds = 0;
    while let Some(sent) = command {
        assert_eq!(there_and_back(&sent), sent);
        command = following(Some(&sent));
        kinds += 1;
    }
    assert_eq!(kinds, 27);
    for sent in [
        Command::Journey(None),
        Command::Papers(None),
        Command::Unit(None),
        Command::Recall(None),
        Command::Identity(None),
        Command::Pace(TrainingPace::Rising),
        Command::Pace(TrainingPace::FlatOut),
    ] {
        assert_eq!(there_and_back(&sent), sent);
    }
    let long = LongRequest::Journey(Some(Box::new(journey())));
    assert_eq!(there_and_back(&long), long);
    let playback = Playback::default();
    assert_eq!(there_and_back(&playback), playback);
}

#[test]
fn every_preset_comes_back_equal() {
    for preset in crate::scene::preset::all() {
        let sent = Command::Load(Box::new(preset.scene.clone()));
        assert_eq!(there_and_back(&sent), sent, "{}", preset.name);
    }
}

#[test]
fn what_a_file_may_not_hold_a_command_may_not_either() {
    let mut wrong = scene();
    wrong.seed = u64::MAX;
    let sent = Command::Load(Box::new(wrong));
    assert!(postcard::to_allocvec(&sent).is_err());
    let bounds = Bounds {
        min: [1.0, 0.0],
        max: [0.0, 1.0],
    };
    let sent = Command::Frame(FieldRequest { bounds, ..field() });
    let bytes = postcard::to_allocvec(&sent).unwrap();
    assert!(postcard::from_bytes::<Command>(&bytes).is_err());
    let range = postcard::to_allocvec(&(2.0, 1.0)).unwrap();
    assert!(postcard::from_bytes::<NoiseRange>(&range).is_err());
}

fn snapshot() -> Arc<Snapshot> {
    let mut experiment = experiment(&scene());
    for command in [
        Command::Retarget(target()),
        Command::TrainPoints(Some(20)),
        Command::Frame(field()),
        Command::Unit(Some(unit())),
        Command::Probe(vec![probe()]),
        Command::Maps(vec![map(Quantity::Excess), map(Quantity::Surplus)]),
        Command::Line(Some(line())),
        Command::Identity(Some(0.3)),
    ] {
        assert_eq!(experiment.command(command), None);
    }
    for round in 0..30 {
        if round == 29 {
            assert_eq!(experiment.command(Command::Dissect(true)), None);
            assert_eq!(experiment.command(Command::Train(Motion::Step)), None);
            assert_eq!(experiment.command(Command::Recall(Some(7))), None);
            assert_eq!(experiment.command(Command::Pin(true)), None);
        }
        experiment.tick(&Budget {
            seconds: 1.0,
            train_steps: 3,
            frame: true,
            measure: true,
        });
        experiment.trained_for(0.001);
    }
    experiment.snapshot()
}

#[test]
fn a_snapshot_comes_back_with_every_bit_and_its_network_answers_the_same() {
    let sent = snapshot();
    assert!(sent.swarm.is_some() && sent.field.is_some());
    let map = sent.unit.as_ref().unwrap();
    assert_eq!((map.request, map.values.len()), (unit(), 108));
    assert_eq!(sent.probes[0].request, probe());
    assert!(sent.probes[0].learned.is_some());
    assert!(!sent.history.marks.is_empty() && sent.history.data.is_some());
    assert_eq!(sent.training_set.as_ref().unwrap().points().len(), 20);
    assert!(sent.swarm.as_ref().unwrap().memorised.is_some());
    let step = sent.step.as_ref().unwrap();
    assert!(step.account.batch_loss_after.is_some() && step.field.is_some());
    assert_eq!(sent.maps.len(), 2);
    assert_eq!(sent.recall.as_ref().unwrap().train_step, 7);
    assert!(sent.checkpoints.contains(&7));
    assert!(sent.pinned.is_some() && !sent.pin.as_ref().unwrap().learned.is_empty());
    let identity = sent.identity.as_ref().unwrap();
    assert!(identity.sigma == 0.3 && identity.matching.denoising_gap.se > 0.0);
    let answer = sent.line.as_ref().unwrap();
    assert_eq!((&answer.request, answer.learned.len()), (&line(), 2));
    assert!(sent.history.loss.iter().any(|point| point.floor.is_some()));
    let bytes = postcard::to_allocvec(&*sent).unwrap();
    let read: Snapshot = postcard::from_bytes(&bytes).unwrap();
    assert_eq!(read.network, sent.network);
    assert_eq!(read.mixture, sent.mixture);
    assert_eq!(format!("{read:?}"), format!("{sent:?}"));
    assert_eq!(postcard::to_allocvec(&read).unwrap(), bytes);
    let points = sent.field.as_ref().unwrap().arrows.points();
    assert_eq!(
        read.network.score(points.view(), 0.3),
        sent.network.score(points.view(), 0.3)
    );
    // A text form knows no bytes.
    let text = serde_json::to_string(&*sent).unwrap();
    let read: Snapshot = serde_json::from_str(&text).unwrap();
    assert_eq!(postcard::to_allocvec(&read).unwrap(), bytes);
}

#[test]
fn a_spoiled_network_is_refused() {
    let mut bytes = postcard::to_allocvec(&snapshot().network).unwrap();
    let at = bytes.len() - 4;
    bytes[at..].copy_from_slice(&f32::NAN.to_le_bytes());
    assert!(postcard::from_bytes::<crate::score::ScoreNet>(&bytes).is_err());
    bytes.truncate(at);
    assert!(postcard::from_bytes::<crate::score::ScoreNet>(&bytes).is_err());
}

#[test]
fn phases_journeys_and_reports_come_back_equal() {
    for sent in [
        Phase::Training,
        Phase::Paused,
        Phase::Diverged {
            train_step: 12,
            advice: "Lower it.".to_owned(),
        },
        Phase::Failed {
            message: "no more threads".to_owned(),
        },
    ] {
        assert_eq!(there_and_back(&sent), sent);
    }
    let mut live = Ticked::start(&scene());
    let lanes = vec![lane(Sampler::Ddim, 4), lane(Sampler::Karras, 4)];
    let request = order(&live, ProcessKind::Ddpm, lanes);
    let sent = live.recorded(request, &|_| true);
    assert!(sent.lanes[0].is_ok() && sent.lanes[1].is_err());
    assert_eq!(there_and_back(&*sent), *sent);
    let measured = Estimate {
        value: 0.1 + 0.2,
        se: 0.01,
    };
    let sent = PapersReport {
        order: PapersOrder {
            seed: 1,
            short: false,
        },
        claims: vec![(3, Claim::equal("what", "where", measured, 0.3).above())],
        standing: Standing::Measuring(3),
    };
    assert_eq!(there_and_back(&sent), sent);
}
