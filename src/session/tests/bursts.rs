//! Of a run of commands of one kind that wait together, only the newest is obeyed.

use super::{Live, scene};
use crate::measure::Quantity;
use crate::mixture::{Component, GaussianMixture};
use crate::noise::Noising;
use crate::plane::Bounds;
use crate::sampling::SamplingSpec;
use crate::score::TrainingSpec;
use crate::session::inbox::Inbox;
use crate::session::{
    Command, FieldRequest, LearnerCommand, LineRequest, MapRequest, Motion, Phase, ProbeRequest,
    SimulationCommand, Snapshot, UnitRequest,
};
use std::sync::Arc;

pub fn target(x: f64) -> Arc<GaussianMixture> {
    Arc::new(GaussianMixture::new(vec![Component::round([x, 1.0], 0.5, 1.0)]).unwrap())
}

fn field(sigma: f64) -> FieldRequest {
    FieldRequest {
        alpha: 1.0,
        center: [0.0, 0.0],
        bounds: Bounds::square([0.0, 0.0], 3.0),
        sigma,
        arrows: [4, 4],
        density: [4, 4],
        empirical: false,
    }
}

fn particles(particles: usize) -> SamplingSpec {
    SamplingSpec {
        particles,
        ..scene().sampling
    }
}

fn rate(learning_rate: f64) -> TrainingSpec {
    TrainingSpec {
        learning_rate,
        ..scene().training
    }
}

/// The snapshot once all of `burst` was obeyed in one turn by an experiment at rest, and it has taken
/// so many single steps.
fn after<L: Live>(burst: Vec<Command>, steps: u64) -> Arc<Snapshot> {
    let rest = [
        Command::Train(Motion::Pause),
        Command::Particles(Motion::Pause),
        Command::Frame(field(0.4)),
    ];
    let mark = Command::Frame(field(0.9));
    let first = rest.into_iter().chain(burst).chain([mark]).collect();
    let mut live = L::start_with(&scene(), first);
    live.wait_for(|s| s.field.as_ref().is_some_and(|field| field.sigma == 0.9));
    for step in 1..=steps {
        live.send(Command::Train(Motion::Step));
        live.wait_for(|s| s.train_step == step || s.phase.has_ended());
    }
    live.snapshot()
}

pub fn of_a_burst_of_targets_only_the_newest_is_obeyed<L: Live>() {
    // Every retarget draws from the learner's random stream: its steps tell how many there were.
    let weights = |burst: &[f64]| {
        let burst = burst.iter().map(|&x| Command::Retarget(target(x)));
        let snapshot = after::<L>(burst.collect(), 3);
        assert_eq!(snapshot.mixture.components()[0].mean[0], 2.0);
        snapshot.network.to_bytes()
    };
    assert_eq!(weights(&[0.5, -1.0, 2.0]), weights(&[2.0]));
}

pub fn of_a_burst_of_trainings_only_the_newest_is_obeyed<L: Live>() {
    // One that is obeyed and refused would end the run.
    let burst = [rate(-1.0), rate(0.01)].map(Command::Tune);
    let snapshot = after::<L>(burst.into(), 1);
    assert_eq!(snapshot.phase, Phase::Paused);
    assert_eq!(snapshot.train_step, 1);
}

pub fn of_a_burst_of_samplings_only_the_newest_is_obeyed<L: Live>() {
    // Particles that go and come back would stand elsewhere.
    let places = |burst: &[usize]| {
        let burst = burst
            .iter()
            .map(|&count| Command::Sampling(particles(count)));
        let snapshot = after::<L>(burst.collect(), 0);
        snapshot.swarm.as_ref().unwrap().trails.clone()
    };
    assert_eq!(places(&[7, 90, 50]), places(&[50]));
}

fn waiting<C: super::super::inbox::Coalesce>(commands: Vec<C>) -> Vec<C> {
    let mut inbox = Inbox::default();
    commands.into_iter().for_each(|command| inbox.push(command));
    inbox.take()
}

#[test]
fn every_kind_that_coalesces_takes_one_place_a_burst() {
    type Burst<C> = (&'static str, fn(f64) -> C);
    let of_learner: [Burst<LearnerCommand>; 2] = [
        ("Retarget", |x| LearnerCommand::Retarget(target(x))),
        ("Tune", |x| LearnerCommand::Tune(rate(x))),
    ];
    for (kind, command) in of_learner {
        let left = waiting(vec![command(1.0), command(2.0), command(3.0)]);
        assert_eq!(left.len(), 1, "{kind}");
        assert_eq!(format!("{:?}", left[0]), format!("{:?}", command(3.0)));
        let between = waiting(vec![
            command(1.0),
            LearnerCommand::Train(Motion::Run),
            command(2.0),
        ]);
        assert_eq!(between.len(), 3, "{kind} keeps its order");
    }
    let of_simulation: [Burst<SimulationCommand>; 7] = [
        ("Retarget", |x| SimulationCommand::Retarget(target(x))),
        ("Frame", |x| SimulationCommand::Frame(field(x))),
        ("Sampling", |x| {
            SimulationCommand::Sampling(particles(x as usize))
        }),
        ("Unit", |x| {
            SimulationCommand::Unit(Some(UnitRequest {
                layer: 0,
                unit: x as usize,
                bounds: Bounds::square([0.0, 0.0], 3.0),
                sigma: 0.3,
                size: [4, 4],
            }))
        }),
        ("Probe", |x| {
            SimulationCommand::Probe(vec![ProbeRequest {
                at: [x, 0.0],
                noising: Noising::exploding(0.3),
            }])
        }),
        ("Line", |x| {
            SimulationCommand::Line(Some(LineRequest {
                points: vec![[x, 0.0], [x, 1.0]],
                sigma: 0.3,
            }))
        }),
        ("Maps", |x| {
            SimulationCommand::Maps(vec![MapRequest {
                quantity: Quantity::Error,
                bounds: Bounds::square([x, 0.0], 3.0),
                sigma: 0.3,
                size: [4, 4],
            }])
        }),
    ];
    for (kind, command) in of_simulation {
        let left = waiting(vec![command(1.0), command(2.0), command(3.0)]);
        assert_eq!(left.len(), 1, "{kind}");
        assert_eq!(format!("{:?}", left[0]), format!("{:?}", command(3.0)));
        let between = waiting(vec![command(1.0), SimulationCommand::Respawn, command(2.0)]);
        assert_eq!(between.len(), 3, "{kind} keeps its order");
    }
}

#[test]
fn every_step_and_every_launch_counts() {
    let steps = || LearnerCommand::Train(Motion::Step);
    assert_eq!(waiting(vec![steps(), steps()]).len(), 2);
    let launch = || SimulationCommand::Launch(vec![[0.0, 0.0]]);
    assert_eq!(waiting(vec![launch(), launch()]).len(), 2);
}
