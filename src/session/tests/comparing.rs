//! Comparing: the objectives of one network, and a run with one that was pinned.

use super::running::request;
use super::{Live, scene};
use crate::measure::{fisher_information, mean_score_error, score_errors};
use crate::session::{Command, Motion, Phase, Snapshot};

pub fn the_objectives_of_the_network_on_show_differ_by_what_they_must<L: Live>() {
    let mut session = L::start(&scene());
    session.send(Command::Identity(Some(0.5)));
    session.wait_for(|s| s.train_step > 60 && s.identity.is_some());
    session.send(Command::Train(Motion::Pause));
    let of = |step: u64, sigma: f64| {
        move |s: &Snapshot| {
            let frame = s.identity.as_ref();
            frame.is_some_and(|frame| frame.train_step == step && frame.sigma == sigma)
        }
    };
    let step = session.wait_for(|s| s.phase == Phase::Paused).train_step;
    let newest = session.wait_for(of(step, 0.5));
    session.send(Command::Recall(Some(0)));
    let first = session.wait_for(of(0, 0.5));
    session.send(Command::Identity(Some(1.5)));
    let wide = session.wait_for(of(0, 1.5));
    for (snapshot, sigma) in [(&newest, 0.5f64), (&first, 0.5), (&wide, 1.5)] {
        let information = fisher_information(&snapshot.mixture.smoothed(sigma), 1_000_000);
        let found = snapshot.identity.as_ref().unwrap().matching;
        for (gap, truth) in [
            (found.denoising_gap, 2.0 / (sigma * sigma) - information),
            (found.implicit_gap, -0.5 * information),
        ] {
            let off = (gap.value - truth) / gap.se;
            assert!(off.abs() < 4.5, "{sigma}: {found:?} {truth}");
        }
    }
    let explicit = |s: &Snapshot| s.identity.as_ref().unwrap().matching.explicit;
    assert!(explicit(&newest).value < 0.5 * explicit(&first).value);
    // A level that was not trained has no losses.
    session.send(Command::Identity(Some(1e4)));
    session.wait_for(|s| s.identity.is_none());
}

pub fn a_pinned_run_keeps_its_curves_and_its_field_while_another_trains<L: Live>() {
    let mut session = L::start(&scene());
    session.send(Command::Frame(request(0.5)));
    session.wait_for(|s| s.train_step > 60);
    session.send(Command::Train(Motion::Pause));
    let before = session.wait_for(|s| s.phase == Phase::Paused && s.field.is_some());
    session.send(Command::Pin(true));
    let kept = session.wait_for(|s| s.pin.is_some());
    let run = kept.pinned.clone().unwrap();
    assert_eq!(run.train_step, before.train_step);
    assert_eq!((run.seed, run.network), (scene().seed, scene().network));
    assert_eq!(run.training, scene().training);
    assert_eq!(run.history.error, kept.history.error);
    // Measured anew on draws of its own, within the errors of both.
    let levels = score_errors(
        &*before.network,
        &before.mixture,
        &before.history.sigmas,
        4096,
        3,
    );
    let ratio = run.error / mean_score_error(&levels);
    assert!((ratio - 1.0).abs() < 0.3, "{ratio}");
    assert_eq!(kept.pin.as_ref().unwrap().error, Some(run.error));
    let learned = before.field.as_ref().unwrap().learned.clone();

    let mut other = scene();
    other.seed += 1;
    session.send(Command::Load(Box::new(other)));
    session.send(Command::Train(Motion::Run));
    let later = session.wait_for(|s| s.run > before.run && s.train_step > 20 && s.field.is_some());
    assert_eq!(later.pinned.as_ref(), Some(&run));
    let beside = later.pin.as_ref().unwrap().learned.clone();
    let field = later.field.as_ref().unwrap();
    assert_eq!(beside, learned);
    assert_ne!(field.learned, learned);
    session.send(Command::Frame(request(0.8)));
    let moved = session.wait_for(|s| s.field.as_ref().is_some_and(|field| field.sigma == 0.8));
    assert_ne!(moved.pin.as_ref().unwrap().learned, learned);

    session.send(Command::Pin(false));
    session.wait_for(|s| s.pinned.is_none() && s.pin.is_none());
}
