//! Gaussians fitted to a table of points.

use crate::bench::Bench;
use scorefield::scene::{Scene, Target};

/// Three clouds of forty points each on spirals, around (0, 0), (5, 0) and (0, 5).
fn clouds() -> String {
    let mut text = "x,y\n".to_owned();
    for i in 0..120 {
        let [x, y] = [[0.0, 0.0], [5.0, 0.0], [0.0, 5.0]][i % 3];
        let turn = 2.4 * i as f64;
        let reach = ((i as f64 + 0.5) / 120.0).sqrt();
        let (x, y) = (x + reach * turn.cos(), y + reach * turn.sin());
        text += &format!("{x},{y}\n");
    }
    text
}

#[test]
fn a_table_becomes_a_scene_of_as_many_gaussians_as_it_has_clouds_or_as_asked_for() {
    let bench = Bench::new();
    bench.file("clouds.csv", clouds());
    let said = bench.json("fit clouds.csv --out clouds.toml --json");
    assert_eq!(
        (&said["components"], &said["points"]),
        (&3.into(), &120.into())
    );
    let criteria = said["criteria"].as_array().unwrap();
    assert_eq!(criteria[2], said["bic"]);
    let text = std::fs::read_to_string(bench.path("clouds.toml")).unwrap();
    let scene = Scene::from_toml(&text).unwrap();
    let Target::Components(components) = &scene.target else {
        panic!("{:?}", scene.target);
    };
    for (x, y) in [(0.0, 0.0), (5.0, 0.0), (0.0, 5.0)] {
        let near = |mean: [f64; 2]| (mean[0] - x).hypot(mean[1] - y) < 0.1;
        let found: Vec<_> = components.iter().filter(|c| near(c.mean)).collect();
        assert_eq!(found.len(), 1);
        assert!((found[0].weight - 1.0 / 3.0).abs() < 1e-3);
        // Even over a disc of radius 1 the variance is a quarter.
        assert!((found[0].cov[0][0] - 0.25).abs() < 0.03);
    }
    let text = bench.good("fit clouds.csv --components 5 --out five.toml");
    assert!(
        text.starts_with("5 Gaussians for 120 points, log-likelihood "),
        "{text}"
    );
    assert!(bench.good("check five.toml").contains("good"));
}

#[test]
fn what_cannot_be_fitted_or_written_is_refused_in_a_sentence() {
    let bench = Bench::new();
    bench.file("three.csv", "x,y\n0,0\n1,0\n0,2\n");
    bench.file("words.csv", "name,place\na,b\nc,d\n");
    for (arguments, said) in [
        (
            "fit three.csv --components 4 --out a.toml",
            "there are only 3 different points",
        ),
        ("fit three.csv --components 0 --out a.toml", "use 1 to 100"),
        ("fit three.csv --out a.csv", "ends in .toml"),
        ("fit words.csv --out a.toml", "words.csv"),
    ] {
        let run = bench.run(arguments);
        assert!(!run.status.success(), "{arguments}");
        let error = String::from_utf8(run.stderr).unwrap();
        assert!(error.contains(said), "{arguments}: {error}");
        assert!(!bench.path("a.toml").exists());
    }
}
