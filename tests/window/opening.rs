//! What is opened takes the place of what was there, whole.

use super::*;
use std::path::Path;

#[test]
fn an_error_about_the_scene_goes_when_the_scene_changes() {
    let mut harness = window();
    let message = "drop a scene (.toml)";
    drop_file(&mut harness, "picture.jpeg".into());
    harness.run_steps(1);
    assert!(reads(&harness, message));
    let ring = harness.get_by_label_contains("Gaussian 1 of 2");
    let ring = ring.rect().center();
    drag(&mut harness, ring, Vec2::new(30.0, 0.0));
    assert!(!reads(&harness, message));
}

/// A file as the desktop hands it over.
#[derive(Debug)]
struct Dropped(std::path::PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

pub fn drop_file(harness: &mut Harness<'static, App>, path: std::path::PathBuf) {
    let file = std::sync::Arc::new(Dropped(path));
    harness.input_mut().dropped_files.push(file);
    harness.run_steps(1);
}

#[test]
fn a_dropped_scene_is_opened_and_a_broken_one_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    let good = folder.path().join("good.toml");
    let text = "title = \"Dropped\"\n[[component]]\nmean = [1.0, 0.0]\nstd = 0.5\n";
    std::fs::write(&good, text).unwrap();
    let bad = folder.path().join("bad.toml");
    std::fs::write(&bad, text.replace("0.5", "-0.5")).unwrap();

    let mut harness = window();
    drop_file(&mut harness, good);
    wait_until(&mut harness, "the dropped scene", |app| {
        app.workbench().scene().title == "Dropped"
    });
    for (path, said) in [
        (bad, "bad.toml"),
        (folder.path().join("picture.jpeg"), "drop a scene"),
        (folder.path().join("missing.toml"), "missing.toml"),
    ] {
        drop_file(&mut harness, path);
        wait_to_read(&mut harness, said);
        assert_eq!(harness.state().workbench().scene().title, "Dropped");
    }
}

/// Writes a scene of one Gaussian, always under the same title.
fn write_scene(path: &Path, mean: f64, std: f64) {
    let text = format!("title = \"Same\"\n[[component]]\nmean = [{mean:?}, 0.0]\nstd = {std:?}\n");
    std::fs::write(path, text).unwrap();
}

#[test]
fn a_file_edited_and_opened_again_under_its_title_has_its_own_noise_range_and_view() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("same.toml");
    write_scene(&path, 0.0, 0.5);
    let mut harness = window();
    drop_file(&mut harness, path.clone());
    wait_until(&mut harness, "the first scene", |app| {
        app.workbench().scene().title == "Same" && app.snapshot().mixture.components().len() == 1
    });
    let first = harness.state().snapshot().noise;
    harness.state_mut().workbench_mut().view_mut().sigma = Some(first.max());

    write_scene(&path, 1000.0, 50.0);
    drop_file(&mut harness, path);
    wait_until(&mut harness, "the second scene", |app| {
        components(app)[0].mean[0] == 1000.0
    });
    assert_eq!(harness.state().workbench().view().sigma, None);
    // A handle outside of the view is not there.
    wait_to_read(&mut harness, "Gaussian 1 of 1");
    wait_until(&mut harness, "the range of the second scene", |app| {
        let range = app.snapshot().noise;
        range.max() > 10.0 * first.max() && range.min() > 10.0 * first.min()
    });

    // Undo brings the first one back, with all that belongs to it.
    harness.state_mut().workbench_mut().view_mut().sigma = Some(100.0);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(2);
    assert_eq!(components(harness.state())[0].mean[0], 0.0);
    assert_eq!(harness.state().workbench().view().sigma, None);
    wait_to_read(&mut harness, "Gaussian 1 of 1");
    wait_until(&mut harness, "the range of the first scene", |app| {
        app.snapshot().noise == first
    });
}

#[test]
fn opening_without_a_name_or_with_a_wrong_one_is_answered_in_a_sentence() {
    let mut harness = window();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::O);
    harness.run_steps(3);
    press(&mut harness, "Open");
    assert!(reads(&harness, "No file is chosen"));
    harness.get_by_label("File name").focus();
    harness.run_steps(2);
    harness.event(egui::Event::Text("nowhere.toml".to_owned()));
    harness.run_steps(2);
    assert!(!reads(&harness, "No file is chosen"));
    key(&mut harness, Key::Enter);
    assert!(reads(&harness, "There is no file of this name here"));
}

#[test]
fn points_are_opened_by_the_menu() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("cloud.csv"), "x,y\n0,0\n1,1\n2,0\n").unwrap();
    write_scene(&folder.path().join("other.toml"), 0.0, 0.5);
    let mut harness = window();
    press(&mut harness, "File");
    press(&mut harness, "Open points…");
    harness.run_steps(2);
    harness.get_by_label("Folder").focus();
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(egui::Event::Text(folder.path().display().to_string()));
    harness.run_steps(2);
    key(&mut harness, Key::Enter);
    harness.run_steps(2);
    assert!(!reads(&harness, "other.toml"), "no table");
    harness.get_by_label_contains("cloud.csv").click();
    harness.run_steps(2);
    press(&mut harness, "Open");
    wait_to_read(&mut harness, "Which columns are the points?");
    press(&mut harness, "Open");
    wait_until(&mut harness, "the points", |app| {
        app.workbench().scene().title == "cloud"
    });
}

#[test]
fn a_hint_goes_when_it_was_read() {
    let mut harness = window();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(2);
    assert!(reads(&harness, "There is nothing to undo"));
    harness.run_steps(300);
    assert!(!reads(&harness, "There is nothing to undo"));
}

#[test]
fn a_scene_with_one_gaussian_more_says_that_it_was_edited() {
    let mut harness = window();
    press(&mut harness, "Add a Gaussian");
    assert_eq!(harness.state().workbench().title(), "Two blobs, edited");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(2);
    assert_eq!(harness.state().workbench().title(), "Two blobs");
}

/// The points of the target.
fn points(app: &App) -> Vec<[f64; 2]> {
    match &app.workbench().scene().target {
        Target::Points(points) => points.at.clone(),
        Target::Components(_) | Target::Shape(_) => Vec::new(),
    }
}

#[test]
fn a_dropped_table_shows_its_first_rows_and_lets_its_columns_be_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("iris.csv");
    let table = "name,long,wide,high\nfirst,1,2,30\nsecond,3,5,40\nthird,4,1,70\n";
    std::fs::write(&path, table).unwrap();
    let mut harness = window();
    drop_file(&mut harness, path.clone());
    wait_to_read(&mut harness, "Which columns are the points?");
    for text in ["iris.csv", "second", "x ← long", "y ← wide", "70"] {
        assert!(reads(&harness, text), "{text}");
    }
    assert_eq!(harness.unnamed_widgets(), Vec::<String>::new());
    harness.get_by_label("Column of y").click();
    harness.run_steps(3);
    let entry = harness.get_by_role_and_label(egui::accesskit::Role::Button, "high");
    entry.click();
    harness.run_steps(3);
    assert!(reads(&harness, "y ← high"));
    press(&mut harness, "Open");
    wait_until(&mut harness, "the points", |app| {
        points(app) == [[1.0, 30.0], [3.0, 40.0], [4.0, 70.0]]
    });

    // Without an answer nothing changes.
    drop_file(&mut harness, path);
    wait_to_read(&mut harness, "Which columns are the points?");
    press(&mut harness, "Cancel");
    assert!(!reads(&harness, "Which columns"));
    assert_eq!(points(harness.state())[0], [1.0, 30.0]);
}

#[test]
fn a_table_without_two_columns_of_numbers_and_a_picture_without_a_silhouette_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window();
    let before = components(harness.state());
    for (name, content, said) in [
        ("words.csv", &b"name,place\na,b\nc,d\n"[..], "words.csv"),
        ("no.png", b"x,y\n1,2\n", "this is no PNG"),
        (
            "plain.png",
            &picture(|_, _| 255),
            "of one brightness all over",
        ),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        drop_file(&mut harness, path);
        wait_to_read(&mut harness, said);
        assert_eq!(components(harness.state()), before, "{name}");
    }
}

/// A grey picture of 60 x 60 pixels.
fn picture(pixel: impl Fn(usize, usize) -> u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 60, 60);
    encoder.set_color(png::ColorType::Grayscale);
    let data: Vec<u8> = (0..3600).map(|at| pixel(at % 60, at / 60)).collect();
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&data).unwrap();
    writer.finish().unwrap();
    bytes
}

#[test]
fn the_silhouette_of_a_dropped_picture_becomes_points() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ring.png");
    let ring = picture(|column, row| {
        let radius = (column as f64 - 29.5).hypot(row as f64 - 29.5);
        if (14.0..28.0).contains(&radius) {
            20
        } else {
            240
        }
    });
    std::fs::write(&path, ring).unwrap();
    let mut harness = window();
    drop_file(&mut harness, path);
    wait_until(&mut harness, "the points", |app| points(app).len() == 600);
    let at = points(harness.state());
    assert!(at.iter().all(|p| (1.35..3.1).contains(&p[0].hypot(p[1]))));
    wait_until(&mut harness, "the network is trained on it", |app| {
        app.snapshot().mixture.components().len() == 600
    });
}
