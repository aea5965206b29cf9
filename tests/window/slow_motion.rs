//! Slow motion: a step of the training stage by stage.

use super::{copied, key, press, reads, wait_to_read, wait_until, window, window_at_start};
use egui::{Key, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use scorefield::score::{Objective, StepAccount};
use scorefield::session::Phase;
use scorefield::ui::App;
use std::sync::Arc;

fn account(app: &App) -> Option<Arc<StepAccount>> {
    Some(app.snapshot().step.as_ref()?.account.clone())
}

fn is_slow(harness: &Harness<'static, App>) -> bool {
    harness.state().workbench().view().slow_motion
}

/// What the legend says of particles and of the arrows of a field.
const QUIET: [&str; 2] = [
    "each following the arrows",
    "One as long as the sample here",
];

/// A window that waits, with a step of `objective` laid open.
fn opened(objective: Objective) -> Harness<'static, App> {
    let mut scene = super::scene();
    scene.training.objective = objective;
    let mut harness = window_at_start(scene, Vec2::new(1280.0, 800.0));
    key(&mut harness, Key::O);
    wait_to_read(&mut harness, "Stage 1 of 5");
    wait_until(&mut harness, "a step that is laid open", |app| {
        account(app).is_some()
    });
    harness.run_steps(2);
    harness
}

/// Goes on to a stage, counted from 1.
fn go_to(harness: &mut Harness<'static, App>, number: usize) {
    key(harness, Key::ArrowRight);
    wait_to_read(harness, &format!("Stage {number} of 5"));
    harness.run_steps(1);
}

#[test]
fn keys_lead_through_the_stages_of_a_step_and_only_the_last_takes_it() {
    let mut harness = opened(Objective::Denoising);
    let first = account(harness.state()).unwrap();
    assert_eq!((first.train_step, first.batch), (1, 64));
    assert!(reads(&harness, "24 of the 64 draws of this step"));
    assert!(reads(&harness, "How step 1 learns") && reads(&harness, "sample x0"));
    // The particles and the arrows are away.
    for away in QUIET {
        assert!(!reads(&harness, away), "{away}");
    }
    go_to(&mut harness, 2);
    assert!(reads(&harness, "Noise is added") && reads(&harness, "noise σε"));
    go_to(&mut harness, 3);
    assert!(reads(&harness, "Asked and answered") && reads(&harness, "asked −ε/σ"));
    go_to(&mut harness, 4);
    let mean = format!("Mean of all 64: {:.2}", first.batch_loss);
    assert!(reads(&harness, mean.trim_end_matches('0')));
    key(&mut harness, Key::ArrowLeft);
    wait_to_read(&mut harness, "Stage 3 of 5");
    go_to(&mut harness, 4);
    // Nothing was learned yet, and no loss is in the chart.
    assert_eq!(harness.state().snapshot().train_step, 0);
    go_to(&mut harness, 5);
    wait_until(&mut harness, "the step", |app| {
        app.snapshot().train_step == 1
    });
    wait_to_read(&mut harness, "field after the step");
    let taken = account(harness.state()).unwrap();
    assert_eq!(taken.loss, first.loss);
    let history = harness.state().snapshot().history.clone();
    assert_eq!(history.loss.last().unwrap().bin.mean, first.loss);
    assert!(taken.batch_loss_after.unwrap() < first.batch_loss);
    assert!(reads(&harness, "Loss on these 64 draws"));
    // The next step.
    go_to(&mut harness, 1);
    assert_eq!(account(harness.state()).unwrap().train_step, 2);
    // S takes it whole.
    key(&mut harness, Key::S);
    wait_to_read(&mut harness, "Stage 5 of 5");
    wait_until(&mut harness, "another step", |app| {
        app.snapshot().train_step == 2
    });
    key(&mut harness, Key::Escape);
    assert!(!is_slow(&harness) && !reads(&harness, "Stage "));
    wait_until(&mut harness, "the end of slow motion", |app| {
        app.snapshot().step.is_none()
    });
    assert_eq!(harness.state().snapshot().phase, Phase::Paused);
    for back in QUIET {
        wait_to_read(&mut harness, back);
    }
}

#[test]
fn space_lets_it_play_and_full_speed_is_one_key_away() {
    let mut harness = opened(Objective::Denoising);
    harness.run_steps(200);
    assert!(reads(&harness, "Stage 1 of 5"), "held, it waits");
    key(&mut harness, Key::Space);
    wait_until(&mut harness, "two steps that play", |app| {
        app.snapshot().train_step == 2
    });
    key(&mut harness, Key::Space);
    let held = harness.state().snapshot().train_step;
    harness.run_steps(400);
    assert_eq!(harness.state().snapshot().train_step, held);
    key(&mut harness, Key::T);
    wait_until(&mut harness, "full speed", |app| {
        app.snapshot().phase == Phase::Training && app.snapshot().train_step > held + 5
    });
    assert!(!is_slow(&harness) && harness.state().snapshot().step.is_none());
    // What runs goes on by itself in slow motion, too.
    press(&mut harness, "Slow motion");
    wait_until(&mut harness, "a step", |app| account(app).is_some());
    let from = harness.state().snapshot().train_step;
    wait_until(&mut harness, "the next step", |app| {
        app.snapshot().train_step > from
    });
    press(&mut harness, "Close");
    assert!(!is_slow(&harness));
    harness.run_steps(4);
    assert_eq!(harness.state().snapshot().phase, Phase::Paused);
}

#[test]
fn slow_motion_lies_below_the_slowest_pace_and_belongs_to_the_stage_of_learning() {
    let mut harness = window();
    for _ in 0..9 {
        key(&mut harness, Key::Comma);
    }
    assert!(is_slow(&harness));
    wait_to_read(&mut harness, "Stage 1 of 5");
    key(&mut harness, Key::Period);
    harness.run_steps(2);
    assert!(!is_slow(&harness));
    assert!(harness.state().workbench().view().playback.training);
    for away in [Key::F3, Key::F4] {
        key(&mut harness, Key::O);
        assert!(is_slow(&harness));
        key(&mut harness, away);
        harness.run_steps(2);
        assert!(!is_slow(&harness), "{away:?}");
        key(&mut harness, Key::F2);
        harness.run_steps(2);
        assert!(!is_slow(&harness) && !reads(&harness, "Stage "));
    }
    // From where particles are sampled it leads to where the network learns.
    key(&mut harness, Key::F3);
    key(&mut harness, Key::O);
    wait_to_read(&mut harness, "Stage 1 of 5");
}

#[test]
fn a_draw_is_looked_at_by_the_pointer_and_its_numbers_are_copied() {
    let mut harness = opened(Objective::Denoising);
    for number in 2..=4 {
        go_to(&mut harness, number);
    }
    let account = account(harness.state()).unwrap();
    let lit = |harness: &Harness<'static, App>| -> usize {
        let mut labels = harness.query_all_by_label_contains("Draw ");
        let number = labels.find_map(|label| {
            let node = label.accesskit_node();
            let said = node.label().or(node.value()).unwrap_or_default();
            let number = said.strip_prefix("Draw ")?.split(' ').next()?;
            number.parse::<usize>().ok()
        });
        number.expect("a draw is told") - 1
    };
    let before = lit(&harness);
    // The bars stand side by side: one far from the middle is another draw.
    let bars = harness.get_by_label_contains("as bars").rect();
    let at = bars.left_center() + Vec2::new(0.96 * bars.width(), 0.0);
    harness.hover_at(at);
    harness.run_steps(1);
    harness.drag_at(at);
    harness.run_steps(1);
    harness.drop_at(at);
    harness.run_steps(3);
    let after = lit(&harness);
    assert!(after == 23 && before != after, "{before} {after}");
    let said = scorefield_number(account.draws[after].loss);
    assert!(reads(&harness, &said), "{said}");
    harness.get_by_label("Copy").click();
    harness.run_steps(1);
    let text = copied(&harness).expect("a table was copied");
    let line = text.lines().nth(after + 1).unwrap();
    assert!(
        line.ends_with(&account.draws[after].loss.to_string()),
        "{line}"
    );
    assert!(text.contains(&account.batch_loss.to_string()), "{text}");
}

/// As the window writes a number of three figures.
fn scorefield_number(value: f64) -> String {
    let digits = (2 - value.abs().log10().floor() as i32).max(0) as usize;
    let text = format!("{value:.digits$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

#[test]
fn every_objective_says_what_it_asks_and_what_its_loss_is() {
    for (objective, asked, loss) in [
        (
            Objective::Denoising,
            "Green: asked, back to the sample",
            "from what is asked to the answer",
        ),
        (
            Objective::Explicit,
            "Grey: the exact score",
            "from what is asked to the answer",
        ),
        (
            Objective::StableTarget,
            "and their average",
            "from what is asked to the answer",
        ),
        (
            Objective::Implicit,
            "how it flows in or out",
            "hollow below 0",
        ),
        (Objective::Sliced, "the answer along it", "hollow below 0"),
        (Objective::SlicedVr, "the flow along v", "hollow below 0"),
    ] {
        let mut harness = opened(objective);
        go_to(&mut harness, 2);
        go_to(&mut harness, 3);
        assert!(reads(&harness, asked), "{objective:?}");
        let numbers = match objective {
            Objective::Denoising => "asked: −ε/σ",
            Objective::Explicit => "exact score",
            Objective::StableTarget => "asked: average",
            Objective::Implicit => "div sθ",
            Objective::Sliced | Objective::SlicedVr => "v·(∇sθ)v",
        };
        assert!(reads(&harness, numbers), "{objective:?}");
        go_to(&mut harness, 4);
        assert!(reads(&harness, loss), "{objective:?}");
        go_to(&mut harness, 5);
        wait_to_read(&mut harness, "field after the step");
    }
}

#[test]
fn in_presenter_mode_the_strip_leads_and_the_numbers_stand_on_the_canvas() {
    let mut harness = opened(Objective::Denoising);
    key(&mut harness, Key::W);
    harness.run_steps(3);
    go_to(&mut harness, 2);
    assert!(!reads(&harness, "How step 1 learns"));
    let plate = harness.get_by_label_contains("ε\t");
    let node = plate.accesskit_node();
    let text = node.label().or(node.value()).unwrap_or_default();
    assert!(text.starts_with("x0\t") && text.contains("σ\t"), "{text}");
    press(&mut harness, "Next");
    wait_to_read(&mut harness, "Stage 3 of 5");
    key(&mut harness, Key::Escape);
    assert!(!is_slow(&harness));
    assert!(
        harness.state().workbench().view().presenter,
        "one thing at a time"
    );
}

#[test]
fn with_less_motion_the_noise_is_there_at_once() {
    // While it grows every frame is followed by another.
    let follows = |harness: &mut Harness<'static, App>| {
        harness.key_press(Key::ArrowRight);
        harness.run_steps(3);
        assert!(reads(harness, "Stage 2 of 5"));
        // A snapshot may ask for one frame of its own, but not for several in a row.
        (0..6).all(|_| {
            harness.run_steps(1);
            let output = harness.output().viewport_output.values().next();
            output.is_some_and(|output| output.repaint_delay.is_zero())
        })
    };
    let mut moving = opened(Objective::Denoising);
    assert!(follows(&mut moving));
    let mut still = opened(Objective::Denoising);
    press(&mut still, "View");
    press(&mut still, "Less motion");
    assert!(still.state().workbench().view().less_motion);
    key(&mut still, Key::Escape);
    still.run_steps(4);
    if !is_slow(&still) {
        key(&mut still, Key::O);
        wait_to_read(&mut still, "Stage 1 of 5");
        wait_until(&mut still, "a step", |app| account(app).is_some());
        still.run_steps(4);
    }
    assert!(!follows(&mut still));
}
