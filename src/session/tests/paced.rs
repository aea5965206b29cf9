//! How fast things go, and what the curves keep of it.

use super::{Live, scene};
use crate::mixture::GaussianMixture;
use crate::noise::Noising;
use crate::plane::Bounds;
use crate::score::{Objective, ScaledScore, ScoreFn, TrainingSpec};
use crate::session::{
    Change, Command, Mark, Motion, Phase, ProbeRequest, RunId, Snapshot, Speed, TrainingPace,
    UnitRequest,
};
use ndarray::arr2;
use std::sync::Arc;

/// Seconds in which so many particle steps are taken: the clock of a frame in both forms.
fn particle_steps(snapshot: &Snapshot) -> u64 {
    snapshot.swarm.as_ref().map_or(0, |swarm| swarm.step)
}

/// An experiment whose pace is known before anything runs.
fn begun<L: Live>(pace: TrainingPace) -> L {
    L::start_with(&scene(), vec![Command::Pace(pace)])
}

pub fn a_slow_pace_takes_its_steps_in_time_and_flat_out_many_more<L: Live>() {
    let mut session = begun::<L>(TrainingPace::Steps(20));
    // Particles take two steps a frame: 120 frames are two seconds, on a busy machine more.
    let first = session.wait_for(|s| s.train_step >= 2);
    assert_eq!(first.pace, Some(20.0));
    assert!(first.steps_per_second <= 20.0);
    let before = (first.train_step, particle_steps(&first));
    let later = session.wait_for(|s| particle_steps(s) >= before.1 + 120);
    let frames = (particle_steps(&later) - before.1) / 2;
    let steps = later.train_step - before.0;
    // A frame is never shorter than a sixtieth of a second.
    assert!(steps >= frames / 6, "{steps} steps in {frames} frames");
    session.send(Command::Pace(TrainingPace::FlatOut));
    let flat = session.wait_for(|s| s.train_step > later.train_step + 60);
    assert_eq!(flat.pace, None);
}

pub fn a_run_that_waits_stands_at_step_zero_while_particles_move<L: Live>() {
    let mut session = L::start_with(&scene(), vec![Command::Train(Motion::Pause)]);
    let snapshot = session.wait_for(|s| particle_steps(s) > 40 && !s.history.error.is_empty());
    assert_eq!((snapshot.train_step, &snapshot.phase), (0, &Phase::Paused));
    assert_eq!(snapshot.history.error[0].since, 0);
    session.send(Command::Train(Motion::Run));
    let trained = session.wait_for(|s| s.train_step > 30 && s.history.error.len() > 1);
    assert_eq!(trained.history.error[0], snapshot.history.error[0]);
}

pub fn a_restart_shows_the_untrained_network_first<L: Live>() {
    let mut session = L::start(&scene());
    session.wait_for(|s| s.train_step > 60);
    session.send(Command::Restart);
    let first = session.wait_for(|s| s.run == RunId(2) && !s.history.error.is_empty());
    let begun = first.history.error[0].since;
    assert!(begun <= 18, "the first error of the run is of step {begun}");
    let later = session.wait_for(|s| s.train_step > 60);
    assert_eq!(later.history.error[0].first, first.history.error[0].first);
    assert_eq!(later.history.loss[0].bin.since, 1);
}

pub fn fourfold_particles_take_four_times_the_steps_of_a_frame<L: Live>() {
    let mut session = L::start_with(&scene(), vec![Command::ParticleSpeed(Speed::Fourfold)]);
    // Two steps a frame at the usual speed.
    for frames in [1, 5, 20] {
        let snapshot = session.wait_for(|s| particle_steps(s) >= 8 * frames);
        assert_eq!(particle_steps(&snapshot) % 8, 0);
    }
}

pub fn what_is_changed_is_marked_in_the_curves_and_a_restart_begins_them_anew<L: Live>() {
    let mut session = L::start(&scene());
    let before = session.wait_for(|s| s.train_step > 50);
    assert!(before.history.marks.is_empty());
    let mut components = before.mixture.components().to_vec();
    components[0].mean[1] += 0.5;
    let moved = Arc::new(GaussianMixture::new(components).unwrap());
    session.send(Command::Retarget(moved));
    session.send(Command::Tune(TrainingSpec {
        learning_rate: 0.004,
        ..scene().training
    }));
    let marked = session.wait_for(|s| s.history.marks.len() == 2);
    let [
        Mark { train_step, change },
        Mark {
            change: second,
            train_step: later,
        },
    ] = marked.history.marks[..]
    else {
        unreachable!();
    };
    assert_eq!(
        (change, second),
        (Change::Moved, Change::LearningRate(0.004))
    );
    assert!(before.train_step <= train_step && train_step <= later);
    session.send(Command::Restart);
    let restarted = session.wait_for(|s| s.run == RunId(2));
    let mark = Mark {
        train_step: 0,
        change: Change::Restarted,
    };
    assert_eq!(restarted.history.marks, [mark]);
}

pub fn another_objective_begins_its_loss_and_goes_on_with_the_error<L: Live>() {
    let mut session = L::start(&scene());
    let before = session.wait_for(|s| s.train_step > 60 && s.history.error.len() > 1);
    session.send(Command::Tune(TrainingSpec {
        objective: Objective::Explicit,
        ..scene().training
    }));
    let after = session.wait_for(|s| {
        s.history.objective == Objective::Explicit && s.train_step > before.train_step + 60
    });
    assert!(after.history.loss[0].bin.since > before.train_step);
    assert_eq!(after.history.error[0], before.history.error[0]);
    let mark = after.history.marks[0];
    assert_eq!(mark.change, Change::Objective(Objective::Explicit));
    assert_eq!(after.history.loss[0].bin.since, mark.train_step + 1);
}

pub fn the_network_is_asked_at_single_points<L: Live>() {
    let at = |x: f64, std: f64| ProbeRequest {
        at: [x, 0.25],
        noising: Noising {
            alpha: 0.7,
            center: [0.5, -0.5],
            std,
        },
    };
    // The last of these levels is far outside of what is trained.
    let asked = vec![at(-1.0, 0.5), at(2.0, 1.0), at(2.0, 1e6)];
    let mut session = L::start(&scene());
    session.send(Command::Probe(asked.clone()));
    let snapshot = session.wait_for(|s| s.probes.len() == 3 && s.train_step > 5);
    for (answer, asked) in snapshot.probes.iter().zip(&asked[..2]) {
        let Noising { alpha, center, std } = asked.noising;
        let scaled = ScaledScore::new(&*snapshot.network, alpha, center);
        let score = scaled.score(arr2(&[asked.at]).view(), std);
        assert_eq!(answer.request, *asked);
        assert_eq!(answer.learned, Some([score[[0, 0]], score[[0, 1]]]));
    }
    assert_eq!(snapshot.probes[2].learned, None);
    session.send(Command::Probe(vec![asked[0]; ProbeRequest::MOST + 9]));
    session.wait_for(|s| s.probes.len() == ProbeRequest::MOST);
    session.send(Command::Probe(Vec::new()));
    session.wait_for(|s| s.probes.is_empty());
}

pub fn the_map_of_a_hidden_unit_comes_with_the_snapshot<L: Live>() {
    let request = UnitRequest {
        layer: 1,
        unit: 7,
        bounds: Bounds::square([0.0, 0.0], 3.0),
        sigma: 0.5,
        size: [9, 5],
    };
    let mut session = L::start(&scene());
    session.send(Command::Train(Motion::Pause));
    session.send(Command::Unit(Some(request)));
    let snapshot = session.wait_for(|s| s.unit.is_some() && s.phase == Phase::Paused);
    let map = snapshot.unit.as_ref().unwrap();
    assert_eq!((map.request, map.grid.nx, map.grid.ny), (request, 9, 5));
    let points = map.grid.points();
    let expected = snapshot
        .network
        .unit_values(1, 7, points.view(), 0.5)
        .unwrap();
    assert_eq!(*map.values, *expected);
    // A unit that the network lacks has no map, and none is asked for by nobody.
    let missing = UnitRequest {
        unit: 32,
        ..request
    };
    for asked in [Some(missing), None] {
        session.send(Command::Unit(Some(request)));
        session.wait_for(|s| s.unit.is_some());
        session.send(Command::Unit(asked));
        session.wait_for(|s| s.unit.is_none());
    }
}
