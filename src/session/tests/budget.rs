//! What a tick does and does not do.

use super::scene;
use super::ticked::experiment;
use crate::measure::dsm_floor;
use crate::mixture::Component;
use crate::plane::Bounds;
use crate::scene::Target;
use crate::session::{
    Budget, Command, Experiment, FieldRequest, Motion, Phase, Snapshot, Ticked, UnitRequest,
};
use std::sync::Arc;

const FRAME: Budget = Budget {
    seconds: 1.0,
    train_steps: 0,
    frame: true,
    measure: false,
};
const STEPS: Budget = Budget {
    seconds: 1.0,
    train_steps: 5,
    frame: false,
    measure: false,
};

fn send(experiment: &mut Experiment, command: Command) {
    assert_eq!(experiment.command(command), None);
}

#[test]
fn a_tick_takes_the_steps_and_the_frame_of_its_budget_and_no_more() {
    let mut experiment = experiment(&scene());
    let step = |experiment: &Experiment| experiment.snapshot().swarm.as_ref().unwrap().step;
    let Ticked {
        train_steps,
        measured,
        snapshot,
    } = experiment.tick(&STEPS);
    // Without a frame nothing is shown, so nothing is measured either.
    assert_eq!(
        (train_steps, measured, snapshot.is_none()),
        (5, false, true)
    );
    assert_eq!(step(&experiment), 0);

    let ticked = experiment.tick(&FRAME);
    assert_eq!(ticked.train_steps, 0);
    assert!(
        ticked.measured,
        "the first error of a run waits for nothing"
    );
    assert_eq!(ticked.snapshot.unwrap().train_step, 5);
    assert!(step(&experiment) > 0);

    experiment.tick(&STEPS);
    assert!(!experiment.tick(&FRAME).measured, "nobody allowed another");
    experiment.tick(&STEPS);
    let allowed = Budget {
        measure: true,
        ..FRAME
    };
    assert!(experiment.tick(&allowed).measured);
    assert!(!experiment.tick(&allowed).measured, "it is known already");
}

#[test]
fn an_experiment_rests_when_all_is_done_until_a_command_comes() {
    let mut experiment = experiment(&scene());
    assert!(!experiment.is_at_rest());
    send(&mut experiment, Command::Train(Motion::Pause));
    send(&mut experiment, Command::Particles(Motion::Pause));
    let mut frames = 0;
    while !experiment.is_at_rest() {
        experiment.tick(&FRAME);
        frames += 1;
        assert!(frames < 100, "it never rests");
    }
    assert!(experiment.tick(&FRAME).snapshot.is_none());
    send(&mut experiment, Command::Respawn);
    assert!(!experiment.is_at_rest());
    assert!(experiment.tick(&STEPS).snapshot.is_some());
}

#[test]
fn what_has_not_changed_is_not_computed_again_while_particles_move() {
    let mut experiment = experiment(&scene());
    let bounds = Bounds::square([0.0, 0.0], 3.0);
    let request = FieldRequest {
        bounds,
        alpha: 1.0,
        center: [0.0; 2],
        sigma: 0.5,
        arrows: [4, 4],
        density: [4, 4],
        empirical: false,
    };
    let unit = UnitRequest {
        layer: 0,
        unit: 1,
        bounds,
        sigma: 0.5,
        size: [3, 3],
    };
    send(&mut experiment, Command::Train(Motion::Pause));
    send(&mut experiment, Command::Frame(request));
    send(&mut experiment, Command::Unit(Some(unit)));
    // Until the floor is worked out.
    for _ in 0..200 {
        experiment.tick(&FRAME);
    }
    let step = |s: &Snapshot| s.swarm.as_ref().unwrap().step;
    let same = |a: &Snapshot, b: &Snapshot| {
        let [of_a, of_b] = [a, b].map(|s| (s.field.as_ref().unwrap(), s.unit.as_ref().unwrap()));
        [
            Arc::ptr_eq(&a.history, &b.history),
            Arc::ptr_eq(of_a.0, of_b.0),
            Arc::ptr_eq(of_a.1, of_b.1),
        ]
    };
    let first = experiment.snapshot();
    let later = experiment.tick(&FRAME).snapshot.unwrap();
    assert!(step(&later) > step(&first));
    assert_eq!(same(&first, &later), [true; 3]);

    // Whatever is asked anew is answered anew, and nothing else.
    let other = FieldRequest {
        sigma: 0.7,
        ..request
    };
    send(&mut experiment, Command::Frame(other));
    let elsewhere = experiment.tick(&FRAME).snapshot.unwrap();
    assert_eq!(same(&later, &elsewhere), [true, false, true]);
    assert_eq!(elsewhere.field.as_ref().unwrap().sigma, 0.7);

    send(&mut experiment, Command::Train(Motion::Step));
    experiment.tick(&STEPS);
    let trained = experiment.tick(&FRAME).snapshot.unwrap();
    assert_eq!(same(&elsewhere, &trained), [false; 3]);
    assert_eq!(trained.history.loss.last().unwrap().bin.train_step, 1);
}

#[test]
fn the_speed_is_that_which_was_told_and_time_without_steps_is_no_training() {
    let mut experiment = experiment(&scene());
    let measure = Budget {
        measure: true,
        ..FRAME
    };
    experiment.tick(&STEPS);
    assert_eq!(
        experiment.tick(&measure).snapshot.unwrap().steps_per_second,
        0.0
    );
    experiment.trained_for(0.5);
    experiment.trained_for(7.0);
    experiment.tick(&STEPS);
    let snapshot = experiment.tick(&measure).snapshot.unwrap();
    assert_eq!(snapshot.steps_per_second, 10.0, "5 steps in half a second");
    experiment.trained_for(0.25);
    experiment.tick(&STEPS);
    let snapshot = experiment.tick(&measure).snapshot.unwrap();
    assert_eq!(snapshot.steps_per_second, 11.0, "a tenth of the way to 20");
}

#[test]
fn a_tick_that_panicked_is_a_state_that_a_restart_ends() {
    let mut experiment = experiment(&scene());
    experiment.tick(&STEPS);
    let failed = experiment.fail("index out of bounds");
    let Phase::Failed { message } = &failed.phase else {
        panic!("{:?}", failed.phase);
    };
    assert!(message.contains("(index out of bounds); press Restart"));
    assert_eq!((failed.train_step, failed.swarm.is_none()), (5, true));
    assert!(
        failed
            .particle_notice
            .as_ref()
            .unwrap()
            .ends_with("press Respawn")
    );
    assert_eq!(experiment.snapshot().phase, failed.phase);
    assert_eq!(experiment.tick(&STEPS).train_steps, 0, "it has ended");
    while !experiment.is_at_rest() {
        experiment.tick(&FRAME);
    }

    send(&mut experiment, Command::Restart);
    assert_eq!(experiment.tick(&STEPS).train_steps, 5);
    let snapshot = experiment.tick(&FRAME).snapshot.unwrap();
    assert_eq!(
        (&snapshot.phase, snapshot.train_step),
        (&Phase::Training, 5)
    );
    assert!(snapshot.particle_notice.is_none() && snapshot.swarm.is_some());
}

#[test]
fn the_floor_of_many_components_comes_soon_and_is_refined_to_a_thousandth() {
    let component = |i: usize| {
        let angle = i as f64 * 2.399_963;
        Component::round([3.0 * angle.cos(), 3.0 * angle.sin()], 0.2, 1.0)
    };
    let mut many = scene();
    many.target = Target::Components((0..400).map(component).collect());
    let mut experiment = experiment(&many);
    let mut first = None;
    for frame in 1..=2_000 {
        experiment.tick(&STEPS);
        experiment.tick(&FRAME);
        let snapshot = experiment.snapshot();
        if let Some(se) = snapshot.history.floor_se {
            first.get_or_insert((frame, se));
            if se <= 1e-3 {
                break;
            }
        }
    }
    let (frame, se) = first.unwrap();
    assert!(frame <= 20 && se > 1e-3, "frame {frame}: {se}");
    let snapshot = experiment.snapshot();
    let se = snapshot.history.floor_se.unwrap();
    assert!(se <= 1e-3, "{se}");
    let found = snapshot.history.loss.last().unwrap().floor.unwrap();
    let levels = (0..12).map(|i| snapshot.noise.at((i as f64 + 0.5) / 12.0));
    let exact = levels.map(|sigma| dsm_floor(&snapshot.mixture, sigma, 200_000));
    let exact = exact.sum::<f64>() / 12.0;
    assert!((found - exact).abs() < 4.0 * se, "{found} ± {se}, {exact}");
}
