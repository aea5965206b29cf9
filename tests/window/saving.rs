//! What is saved is whole.

use super::*;
use egui::{Color32, ColorImage, ViewportCommand, ViewportId};
use scorefield::export::PageStyle;
use std::path::Path;
use std::sync::Arc;

/// Opens the dialog of a key with Ctrl, types `path` over what it proposes and presses Save.
fn save_as(harness: &mut Harness<'static, App>, letter: Key, path: &Path) {
    save_by(harness, Modifiers::COMMAND, letter, path);
}

/// [`save_as`] with these keys held.
pub(super) fn save_by(
    harness: &mut Harness<'static, App>,
    held: Modifiers,
    letter: Key,
    path: &Path,
) {
    harness.key_press_modifiers(held, letter);
    harness.run_steps(3);
    harness.get_by_label("Save as").focus();
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(egui::Event::Text(path.display().to_string()));
    harness.run_steps(2);
    press(harness, "Save");
}

#[test]
fn a_figure_of_the_learned_score_is_exported() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("two.svg");
    let mut scene = scene();
    scene.sampling.steps = 5;
    let mut harness = window_of(scene, Vec2::new(1280.0, 800.0));
    save_as(&mut harness, Key::E, &path);
    wait_until(&mut harness, "the figure", |_| path.exists());
    assert!(std::fs::read_to_string(&path).unwrap().starts_with("<"));
}

#[test]
fn a_figure_is_made_for_a_page_of_paper_and_the_next_one_is_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut scene = scene();
    scene.sampling.steps = 5;
    let mut harness = window_of(scene, Vec2::new(1280.0, 800.0));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
    harness.run_steps(3);
    let list = harness.get_by_label("What the figure is for");
    list.click();
    harness.run_steps(3);
    press(&mut harness, "A column, 3.4 in wide");
    assert!(reads(&harness, "86 mm wide, letters of 8pt"));
    assert!(!reads(&harness, "Choose the size"), "a page has its size");
    key(&mut harness, Key::Escape);
    harness.run_steps(3);
    // What was cancelled is not remembered; what is saved is.
    for (name, on_paper) in [
        ("screen.svg", false),
        ("column.svg", true),
        ("again.svg", true),
    ] {
        let path = folder.path().join(name);
        if name == "column.svg" {
            harness.state_mut().workbench_mut().view_mut().saving.page = Some(PageStyle::Column);
        }
        save_as(&mut harness, Key::E, &path);
        wait_until(&mut harness, name, |_| path.exists());
        harness.run_steps(3);
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(text.contains("width=\"244.8pt\""), on_paper, "{name}");
        assert_eq!(text.contains("Two blobs</text>"), !on_paper, "{name}");
    }
}

#[test]
fn a_map_on_the_canvas_is_what_an_exported_figure_begins_with_and_another_view_can_be_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let mut scene = scene();
    scene.sampling.steps = 5;
    let mut harness = window_of(scene, Vec2::new(1280.0, 800.0));
    key(&mut harness, Key::Num4);
    harness.run_steps(3);
    let map = folder.path().join("map.svg");
    save_as(&mut harness, Key::E, &map);
    wait_until(&mut harness, "the map", |_| map.exists());
    harness.run_steps(3);
    let made = |path: &Path| std::fs::read_to_string(path).unwrap();
    assert!(made(&map).contains(r#""--view","error""#));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
    harness.run_steps(3);
    harness.get_by_label("What the figure shows").click();
    harness.run_steps(3);
    press(&mut harness, "Streamlines");
    assert!(reads(&harness, "The learned field"));
    key(&mut harness, Key::Escape);
    harness.run_steps(3);
    // Without a map a figure is of the sampler's paths.
    key(&mut harness, Key::Num0);
    harness.run_steps(3);
    let paths = folder.path().join("paths.svg");
    save_as(&mut harness, Key::E, &paths);
    wait_until(&mut harness, "the paths", |_| paths.exists());
    assert!(!made(&paths).contains("--view"));
}

#[test]
fn a_screenshot_is_taken_when_the_menu_has_gone_and_saved_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("screen.png");
    let mut harness = window();
    press(&mut harness, "File");
    harness.run_steps(3);
    press(&mut harness, "Save a screenshot…");
    let asked = (0..10).find_map(|_| {
        harness.step();
        assert!(!reads(&harness, "Save a screenshot"), "not yet");
        let commands = &harness.output().viewport_output[&ViewportId::ROOT].commands;
        commands.iter().find_map(|command| {
            if let ViewportCommand::Screenshot(callback) = command {
                Some(callback.clone())
            } else {
                None
            }
        })
    });
    let grey = ColorImage::filled([1280, 800], Color32::from_gray(90));
    asked
        .expect("a screenshot was asked for")
        .complete(Arc::new(grey));
    wait_to_read(&mut harness, "Save a screenshot");
    harness.get_by_label("Save as").focus();
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(egui::Event::Text(path.display().to_string()));
    harness.run_steps(2);
    press(&mut harness, "Save");
    wait_until(&mut harness, "the picture", |_| path.exists());
    let file = std::io::BufReader::new(std::fs::File::open(&path).unwrap());
    let mut picture = png::Decoder::new(file).read_info().unwrap();
    let mut pixels = vec![0; picture.output_buffer_size().unwrap()];
    let found = picture.next_frame(&mut pixels).unwrap();
    assert!(found.width > 400 && found.height > 400);
    assert!(pixels.chunks(4).all(|pixel| pixel == [90, 90, 90, 255]));
}

#[test]
fn a_scene_is_saved_whole_and_only_replaced_after_asking() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("two.toml");
    std::fs::write(&path, "precious").unwrap();
    let mut harness = window();
    save_as(&mut harness, Key::S, &path);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "precious");
    press(&mut harness, "Replace");
    wait_until(&mut harness, "the file", |_| {
        std::fs::read_to_string(&path).is_ok_and(|text| text != "precious")
    });
    assert_eq!(scorefield::files::read_scene(&path).unwrap(), scene());
}

#[test]
fn what_cannot_be_written_is_said_and_the_dialog_stays_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "not a folder").unwrap();
    let path = file.join("two.toml");
    let mut harness = window();
    save_as(&mut harness, Key::S, &path);
    wait_to_read(&mut harness, "could not save");
    harness.run_steps(2);
    let field = harness.get_by_label("Save as");
    assert!(field.is_focused(), "another path can be typed at once");
    let kept = field.value();
    assert_eq!(kept, Some(path.display().to_string()));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "not a folder");
    let reason = "could not save";
    assert!(reads(&harness, reason), "it stays while nothing is changed");
    harness.event(egui::Event::Text("x".to_owned()));
    harness.run_steps(2);
    assert!(!reads(&harness, reason), "it was about another path");
}

#[test]
fn return_on_a_name_in_the_list_of_files_saves_nothing_before_it_is_pressed_on_the_path() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("two.toml");
    std::fs::write(&path, "precious").unwrap();
    let mut harness = window();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::S);
    harness.run_steps(3);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(egui::Event::Text(
        folder.path().join("new.toml").display().to_string(),
    ));
    harness.run_steps(2);
    press(&mut harness, "Browse…");
    harness.run_steps(2);
    assert!(harness.get_by_label("File name").is_focused());
    key(&mut harness, Key::Enter);
    harness.run_steps(3);
    let field = harness.get_by_label("Save as");
    assert!(field.is_focused());
    assert!(!folder.path().join("new.toml").exists());
    // What is there is asked about, and the same key on the path answers.
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(egui::Event::Text(path.display().to_string()));
    harness.run_steps(2);
    key(&mut harness, Key::Enter);
    assert!(reads(&harness, "exists already"));
    harness.run_steps(2);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "precious");
    key(&mut harness, Key::Enter);
    wait_until(&mut harness, "the file", |_| {
        std::fs::read_to_string(&path).is_ok_and(|text| text != "precious")
    });
}

/// The path that a dialog of these keys proposes.
fn proposed(harness: &mut Harness<'static, App>, held: Modifiers, letter: Key) -> String {
    harness.key_press_modifiers(held, letter);
    harness.run_steps(3);
    let path = harness.get_by_label("Save as").value().unwrap();
    key(harness, Key::Escape);
    path
}

#[test]
fn the_format_of_the_last_figure_is_proposed_for_the_next_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("two.pdf");
    let mut scene = scene();
    scene.sampling.steps = 5;
    let mut harness = window_of(scene, Vec2::new(1280.0, 800.0));
    let figure = proposed(&mut harness, Modifiers::COMMAND, Key::E);
    assert!(figure.ends_with("two-blobs.svg"), "{figure}");
    save_as(&mut harness, Key::E, &path);
    wait_until(&mut harness, "the figure", |_| path.exists());
    wait_to_read(&mut harness, "Saved");
    let figure = proposed(&mut harness, Modifiers::COMMAND, Key::E);
    assert_eq!(
        figure,
        folder.path().join("two-blobs.pdf").display().to_string()
    );
    let scene = proposed(&mut harness, Modifiers::COMMAND, Key::S);
    assert!(scene.ends_with(".toml"), "{scene}");
    let view = harness.state().workbench().view().clone();
    let kept = toml::to_string(&view).unwrap();
    assert_eq!(toml::from_str::<scorefield::ui::View>(&kept).unwrap(), view);
    assert!(kept.contains("figure = \"pdf\""), "{kept}");
}
