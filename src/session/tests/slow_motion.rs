//! A step that is laid open while training rests.

use super::running::request;
use super::{Live, scene};
use crate::mixture::{Component, GaussianMixture};
use crate::score::{Objective, TrainingSpec};
use crate::session::{Command, Motion, Phase, Snapshot, StepFrame};
use std::sync::Arc;

fn step(snapshot: &Snapshot) -> &StepFrame {
    snapshot.step.as_ref().expect("a step is laid open")
}

fn is_open(snapshot: &Snapshot) -> bool {
    (snapshot.step.as_ref()).is_some_and(|step| step.account.batch_loss_after.is_none())
}

fn is_taken(snapshot: &Snapshot) -> bool {
    snapshot.step.is_some() && !is_open(snapshot)
}

pub fn a_step_is_laid_open_before_it_is_taken_and_told_after<L: Live>() {
    let mut session = L::start(&scene());
    session.send(Command::Frame(request(0.5)));
    session.wait_for(|s| s.train_step > 3);
    session.send(Command::Dissect(true));
    let open = session.wait_for(|s| is_open(s) && s.phase == Phase::Paused && s.field.is_some());
    let told = step(&open).account.clone();
    assert_eq!(told.train_step, open.train_step + 1);
    assert_eq!((told.batch, told.draws.len()), (scene().training.batch, 24));
    let field = step(&open).field.as_ref().unwrap();
    let shown = open.field.as_ref().unwrap();
    assert_eq!((field.arrows, field.sigma), (shown.arrows, shown.sigma));
    assert_eq!(
        (field.before.len(), field.after.len()),
        (field.arrows.len(), 0)
    );

    session.send(Command::Train(Motion::Step));
    let taken = session.wait_for(is_taken);
    assert_eq!(
        (taken.train_step, &taken.phase),
        (told.train_step, &Phase::Paused)
    );
    // The very batch, and the loss that stands in the chart.
    let account = &step(&taken).account;
    assert_eq!(
        (account.batch_loss, account.loss),
        (told.batch_loss, told.loss)
    );
    for (draw, before) in account.draws.iter().zip(&told.draws) {
        assert_eq!((draw.x_noisy, draw.answer), (before.x_noisy, before.answer));
        assert!(draw.answer_after.is_some());
    }
    let last = taken.history.loss.last().unwrap().bin;
    assert_eq!((last.train_step, last.mean), (told.train_step, told.loss));
    let after = step(&taken).field.as_ref().unwrap();
    assert_eq!(after.before, field.before);
    assert_eq!(after.after.len(), field.before.len());
    assert_ne!(after.after, after.before);

    // The next one begins where this has ended; one more step without a look tells all at once.
    session.send(Command::Dissect(true));
    let next = session.wait_for(is_open);
    assert_eq!(step(&next).account.train_step, told.train_step + 1);
    assert_eq!(step(&next).field.as_ref().unwrap().before, after.after);
    for number in 1..=2 {
        session.send(Command::Train(Motion::Step));
        let later = session.wait_for(|s| is_taken(s) && s.train_step == told.train_step + number);
        assert_eq!(step(&later).account.train_step, told.train_step + number);
    }
    session.send(Command::Dissect(false));
    session.wait_for(|s| s.step.is_none() && s.phase == Phase::Paused);
}

pub fn what_was_laid_open_of_another_target_or_objective_comes_anew<L: Live>() {
    let mut session = L::start(&scene());
    session.send(Command::Dissect(true));
    let first = step(&session.wait_for(is_open)).account.clone();
    let moved = GaussianMixture::new(vec![Component::round([40.0, 0.0], 0.3, 1.0)]).unwrap();
    session.send(Command::Retarget(Arc::new(moved)));
    let there = |s: &Snapshot| is_open(s) && step(s).account.draws[0].x0[0] > 30.0;
    let second = step(&session.wait_for(there)).account.clone();
    assert_eq!(second.train_step, first.train_step);
    let training = TrainingSpec {
        objective: Objective::Implicit,
        ..scene().training
    };
    session.send(Command::Tune(training));
    session.wait_for(|s| is_open(s) && step(s).account.objective == Objective::Implicit);
    session.send(Command::Restart);
    session.wait_for(|s| is_open(s) && step(s).account.train_step == 1);
    session.send(Command::Load(Box::new(scene())));
    session.wait_for(|s| s.step.is_none() && s.loads == 1);
}

pub fn training_that_runs_lays_no_step_open<L: Live>() {
    let mut session = L::start(&scene());
    session.send(Command::Dissect(true));
    let rested = session.wait_for(is_open).train_step;
    session.send(Command::Train(Motion::Run));
    session.wait_for(|s| s.step.is_none() && s.train_step > rested + 2);
}
