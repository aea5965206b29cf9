//! Scenes as links.

use super::*;
use egui::vec2;
use scorefield::scene::link::Link;

#[test]
fn a_copied_link_holds_the_scene_and_how_it_is_shown() {
    let mut harness = window();
    harness.state_mut().workbench_mut().view_mut().density = false;
    press(&mut harness, "File");
    harness.get_by_label("Copy link").click();
    harness.run_steps(1);
    let text = copied(&harness).expect("a link was copied");
    let link = Link::read(&text).unwrap();
    assert_eq!(link.scene, *harness.state().workbench().scene());
    assert!(link.view.contains("density = false"), "{}", link.view);
    harness.run_steps(1);
    assert!(reads(&harness, "Copied the scene as a link of"));
    // Without quotes a shell takes it for a comment.
    assert!(reads(&harness, "`scorefield 'LINK'`, quotes included"));

    // Opened elsewhere it is the same.
    let scene = link.scene.clone();
    let other = Harness::builder()
        .with_size(vec2(1280.0, 800.0))
        .build_eframe(move |cc| desktop::app(cc, link, 1).expect("the scene runs"));
    assert_eq!(*other.state().workbench().scene(), scene);
    assert!(!other.state().workbench().view().density);
}
