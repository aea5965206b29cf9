//! What the README says is true: its scene is valid and names every key.

use scorefield::scene::Scene;

fn readme_scene() -> String {
    let readme = include_str!("../README.md");
    let after = readme.split("```toml\n").nth(1).expect("a TOML block");
    after.split("```").next().expect("its end").to_owned()
}

#[test]
fn the_scene_in_the_readme_is_valid() {
    let scene = Scene::from_toml(&readme_scene()).unwrap();
    assert_eq!(scene.target.components().len(), 3);
}

#[test]
fn the_scene_in_the_readme_names_every_key_that_a_saved_scene_has() {
    let text = readme_scene();
    let saved = Scene::from_toml(&text).unwrap().to_toml().unwrap();
    for line in saved.lines() {
        let key = line.split('=').next().unwrap_or_default().trim();
        assert!(text.contains(key), "the README does not explain {key:?}");
    }
}
