//! Which Gaussians may be locked.

use super::*;

#[test]
fn only_gaussians_that_are_there_can_be_locked() {
    let mut scene = Scene::from_toml(LEAST).unwrap();
    scene.locked = BTreeSet::from([0, 1]);
    let back = Scene::from_toml(&scene.to_toml().unwrap()).unwrap();
    assert_eq!(back, scene);
    scene.locked.insert(7);
    for said in [
        scene.validate().unwrap_err().to_string(),
        scene.to_toml().unwrap_err().to_string(),
    ] {
        let expected = "Gaussian 8 is locked, but the target has 2; unlock it";
        assert!(said.contains(expected), "{said}");
    }
    scene.target = Target::Points(Points {
        at: vec![[0.0, 1.0], [2.0, 3.0]],
        std: 0.1,
    });
    scene.locked = BTreeSet::from([0]);
    let said = scene.validate().unwrap_err().to_string();
    assert!(
        said.contains("Gaussian 1 is locked, but a curve or points"),
        "{said}"
    );
}
