//! Every scene that comes with the program is good, and scene files survive the disk.

use scorefield::preset::{self, PresetError};
use scorefield::scene::Scene;

#[test]
fn there_are_fourteen_presets_with_different_names_and_titles() {
    let names: std::collections::BTreeSet<_> = preset::all().iter().map(|p| p.name).collect();
    let titles: std::collections::BTreeSet<_> =
        preset::all().iter().map(|p| &p.scene.title).collect();
    assert_eq!((names.len(), titles.len()), (14, 14));
}

#[test]
fn every_preset_is_valid_says_why_and_is_read_back_equal() {
    for preset in preset::all() {
        let scene = &preset.scene;
        scene.validate().unwrap();
        let sentences = scene.why.matches(". ").count();
        assert!(scene.why.len() > 80 && sentences < 4, "{}", preset.name);
        let text = scene.to_toml().unwrap();
        assert_eq!(&Scene::from_toml(&text).unwrap(), scene, "{text}");
    }
}

#[test]
fn every_file_in_the_folder_is_a_preset() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/presets");
    let mut on_disk = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let scene = preset::read_file(&path).unwrap();
        assert_eq!(preset::find(name).unwrap(), scene);
        on_disk += 1;
    }
    assert_eq!(on_disk, preset::all().len());
}

#[test]
fn every_preset_fits_its_noise_range_and_ladder() {
    for preset in preset::all() {
        let mixture = preset.scene.mixture().unwrap();
        let range = preset.scene.noise_range(&mixture);
        let sampling = preset.scene.sampling;
        for end in [sampling.sigma_min, sampling.sigma_max]
            .into_iter()
            .flatten()
        {
            assert!(
                range.contains(end),
                "{}: {end} is outside {range:?}",
                preset.name
            );
        }
        let bounds = mixture.bounds(2.0);
        let diameter = bounds.width().hypot(bounds.height());
        assert!(range.max() > 0.6 * diameter, "{}: {range:?}", preset.name);
    }
}

#[test]
fn an_unknown_preset_is_answered_with_the_nearest_names() {
    let error = preset::find("two-mons").unwrap_err().to_string();
    assert!(
        error.contains("\"two-mons\"") && error.contains("two-moons"),
        "{error}"
    );
    let error = preset::find("qqqq").unwrap_err().to_string();
    assert!(
        error.contains("one-gaussian") && error.contains("swiss-roll"),
        "{error}"
    );
}

#[test]
fn a_missing_file_is_a_reading_error_and_not_an_unknown_preset() {
    let error = preset::find("nowhere/two-moons.toml").unwrap_err();
    assert!(matches!(error, PresetError::Read { .. }), "{error}");
}

#[test]
fn a_scene_survives_the_disk_and_a_table_of_points_becomes_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("saved.toml");
    let scene = preset::find("pinwheel").unwrap();
    preset::write_file(&path, &scene).unwrap();
    assert_eq!(preset::read_file(&path).unwrap(), scene);

    let table = folder.path().join("cloud.csv");
    std::fs::write(&table, "x,y\n0,0\n1,1\n2,0\n").unwrap();
    let cloud = preset::find(table.to_str().unwrap()).unwrap();
    assert_eq!(cloud.title, "cloud");
    assert_eq!(cloud.mixture().unwrap().components().len(), 3);
}

#[test]
fn a_scene_that_cannot_be_saved_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let scene = preset::find("rings").unwrap();
    let error = preset::write_file(&folder.path().join("no/such/folder.toml"), &scene).unwrap_err();
    assert!(
        error.to_string().contains("choose another folder"),
        "{error}"
    );
    let mut broken = scene;
    broken.sampling.particles = 0;
    let error = preset::write_file(&folder.path().join("broken.toml"), &broken).unwrap_err();
    assert!(error.to_string().contains("0 particles"), "{error}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}
