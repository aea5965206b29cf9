//! The papers' figures, measured again beside the window.

use super::*;
use scorefield::papers::GROUPS;

fn open(harness: &mut Harness<'static, App>) {
    press(harness, "Help");
    press(harness, "The papers' figures…");
}

#[test]
fn the_first_group_is_measured_beside_the_window_and_cancelled() {
    let mut harness = window();
    open(&mut harness);
    assert!(reads(&harness, GROUPS[0].lesson));
    press(&mut harness, "Measure");
    // The window goes on while the rows come in.
    let before = harness.state().snapshot().train_step;
    wait_to_read(&mut harness, "Song & Ermon 2019, fig. 2");
    wait_to_read(&mut harness, GROUPS[1].title);
    wait_to_read(&mut harness, "holds");
    wait_to_read(&mut harness, "Song & Ermon 2019, fig. 3");
    wait_until(&mut harness, "training goes on", |app| {
        app.snapshot().train_step > before
    });
    assert!(!reads(&harness, "FAILS"));
    assert_eq!(harness.unnamed_widgets(), Vec::<String>::new());
    press(&mut harness, "Cancel");
    wait_to_read(&mut harness, "stopped after");
    press(&mut harness, "Copy as text");
    assert!(harness.query_by_label("Measure").is_some());
}

#[test]
fn closing_the_papers_window_stops_the_measurement() {
    let mut harness = window();
    open(&mut harness);
    press(&mut harness, "Measure");
    wait_to_read(&mut harness, "holds");
    press(&mut harness, "Close window");
    harness.run_steps(2);
    assert!(!reads(&harness, "Copy as text"));
    open(&mut harness);
    wait_to_read(&mut harness, "stopped after");
}
