//! Training on some draws of a target: options, measures, refusals.

use crate::bench::{Bench, TWO_BLOBS};
use ndarray::{Array1, Array2};
use ndarray_npy::NpzReader;
use scorefield::mixture::TrainingSet;
use scorefield::scene::Scene;
use std::fs::File;

/// [`TWO_BLOBS`] with so many training points.
fn blobs(points: usize) -> String {
    format!("{TWO_BLOBS}\n[data]\ntrain_points = {points}\n")
}

#[test]
fn eval_tells_what_finite_data_make_of_a_network() {
    let bench = Bench::new();
    bench.file("few.toml", blobs(6));
    bench.file("blobs.toml", TWO_BLOBS);
    let trained = bench.json("train few.toml --steps 400 --out m.safetensors --json");
    assert_eq!(trained["train_points"], 6);
    let few = bench.json("eval few.toml --model m.safetensors --json");
    let number = |key: &str| {
        few[key]
            .as_f64()
            .unwrap_or_else(|| panic!("no {key} in {few}"))
    };
    assert_eq!(few["train_points"], 6);
    assert!(number("train_loss") < number("held_out_loss"), "{few}");
    assert!(
        number("train_loss") >= number("train_floor") - 0.02,
        "{few}"
    );
    assert!(number("held_out_loss") >= number("held_out_floor") - 0.02);
    assert!(number("empirical_error") < number("score_error"), "{few}");
    for key in ["memorised", "memorised_by_chance"] {
        let (value, se) = (&few[key]["value"], &few[key]["se"]);
        assert!((0.0..=1.0).contains(&value.as_f64().unwrap()), "{few}");
        assert!(se.as_f64().unwrap() >= 0.0);
    }
    let copies = |key: &str| few[key]["value"].as_f64().unwrap();
    assert!(copies("memorised") > copies("memorised_by_chance"), "{few}");
    // The model knows its points, whatever the scene or the seed of the measurement.
    let elsewhere = bench.run("eval blobs.toml --model m.safetensors --json");
    let said = String::from_utf8(elsewhere.stderr).unwrap();
    assert!(said.contains("trained on another version"), "{said}");
    let elsewhere: serde_json::Value = serde_json::from_slice(&elsewhere.stdout).unwrap();
    assert_eq!(elsewhere["empirical_error"], few["empirical_error"]);
    let reseeded = bench.run("eval few.toml --model m.safetensors --seed 9 --json");
    let reseeded: serde_json::Value = serde_json::from_slice(&reseeded.stdout).unwrap();
    let change = reseeded["empirical_error"].as_f64().unwrap() / number("empirical_error");
    assert!((change - 1.0).abs() < 0.2, "{change}");
    // The option says the same as the scene.
    let option = bench.json("eval blobs.toml --train-points 6 --steps 400 --json");
    assert_eq!(option["train_loss"], few["train_loss"]);
    let plain = bench.json("eval blobs.toml --steps 20 --json");
    assert!(plain.get("train_points").is_none() && plain.get("memorised").is_none());
    let said = bench.good("eval few.toml --model m.safetensors");
    for words in ["6 training points: ", "10,000 held out", "\nmemorised: "] {
        assert!(said.contains(words), "{said}");
    }
    let figure = "figure few.toml --model m.safetensors --particles 9 --out f.svg";
    bench.good(figure);
    let drawn = std::fs::read_to_string(bench.path("f.svg")).unwrap();
    assert!(drawn.contains("learned from 6 training points"), "{drawn}");
}

#[test]
fn the_empirical_score_is_written_and_followed() {
    let bench = Bench::new();
    bench.file("few.toml", blobs(5));
    bench.good("field few.toml --score empirical --sigma 0.3 --grid 5 --out f.npz");
    let mut npz = NpzReader::new(File::open(bench.path("f.npz")).unwrap()).unwrap();
    let x: Array2<f64> = npz.by_name("x").unwrap();
    let score: Array2<f64> = npz.by_name("score").unwrap();
    let log_density: Array1<f64> = npz.by_name("log_density").unwrap();
    let scene = Scene::from_toml(&blobs(5)).unwrap();
    let target = scene.mixture().unwrap();
    let points = TrainingSet::new(&target, 5, scene.seed);
    for (row, x) in x.rows().into_iter().enumerate() {
        let weights: Vec<f64> = points
            .points()
            .iter()
            .map(|p| (-((p[0] - x[0]).powi(2) + (p[1] - x[1]).powi(2)) / 0.18).exp())
            .collect();
        let total: f64 = weights.iter().sum();
        for axis in 0..2 {
            let mean = weights
                .iter()
                .zip(points.points())
                .map(|(w, p)| w * p[axis]);
            let expected = (mean.sum::<f64>() / total - x[axis]) / 0.09;
            let miss = (score[[row, axis]] - expected).abs();
            assert!(miss < 1e-6 * (1.0 + expected.abs()), "{miss}");
        }
        let truth = target.smoothed(0.3).log_density([x[0], x[1]]);
        assert!(
            (log_density[row] - truth).abs() < 1e-9,
            "the density is the true one"
        );
    }
    // Sampling by it gives the points back.
    bench.good(
        "sample few.toml --score empirical --sampler ode-heun --steps 40 --particles 200 --out p.npz",
    );
    let found = bench.json("eval few.toml --samples p.npz --json");
    let share = |key: &str| found[key]["value"].as_f64().unwrap();
    // But for the noise that the smallest level leaves.
    assert!(share("memorised") > 0.75, "{found}");
    assert!(share("memorised_by_chance") < 0.5, "{found}");
    let said = bench.good("eval few.toml --samples p.npz");
    assert!(said.contains("memorised: "), "{said}");
}

#[test]
fn what_cannot_be_is_refused_in_a_sentence() {
    let bench = Bench::new();
    bench.file("blobs.toml", TWO_BLOBS);
    bench.file("none.toml", blobs(0));
    bench.file("few.toml", blobs(5));
    for (line, said) in [
        (
            "train none.toml --steps 2",
            "train_points 0 is out of range; use 2 to 20,000",
        ),
        (
            "train blobs.toml --steps 2 --train-points 1",
            "train_points 1 is out of range",
        ),
        (
            "field blobs.toml --score empirical --sigma 1 --out f.npz",
            "has no empirical score",
        ),
        (
            "field few.toml --score empirical --sigma 0 --out f.npz",
            "needs noise",
        ),
    ] {
        let output = bench.run(line);
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(
            !output.status.success() && text.contains(said),
            "{line}: {text}"
        );
        assert_eq!(text.lines().count(), 1, "{text}");
    }
}
