//! Objectives and parameterisations: chosen, compared, refused.

use crate::bench::{Bench, TWO_BLOBS};

const OBJECTIVES: [&str; 6] = [
    "denoising",
    "explicit",
    "implicit",
    "sliced",
    "sliced-vr",
    "stable-target",
];

#[test]
fn every_objective_is_compared_on_the_same_network() {
    let bench = Bench::new();
    bench.file("blobs.toml", TWO_BLOBS);
    let found = bench.json("objectives blobs.toml --steps 300 --json");
    let rows = found["rows"].as_array().unwrap();
    let names: Vec<&str> = rows
        .iter()
        .map(|r| r["objective"].as_str().unwrap())
        .collect();
    assert_eq!(names, OBJECTIVES);
    for row in rows {
        let number = |key: &str| row[key].as_f64().unwrap();
        let (loss, floor) = (number("loss"), number("floor"));
        let name = row["objective"].as_str().unwrap();
        match name {
            "explicit" => assert_eq!(floor, 0.0),
            "denoising" | "stable-target" => assert!(floor > 0.0, "{row}"),
            _ => assert!(floor < 0.0, "{row}"),
        }
        assert!(loss > floor - 0.01 && loss < floor + 0.3, "{row}");
        assert!((0.0..0.5).contains(&number("score_error")), "{row}");
        assert!(number("steps_per_second") > 0.0);
    }
    // Another measurement of the same training.
    let eval = bench.json("eval blobs.toml --steps 300 --objective implicit --json");
    let row = &rows[2];
    assert_eq!(eval["score_error"], row["score_error"]);
    assert_eq!(
        (&eval["objective_loss"], &eval["objective_floor"]),
        (&row["loss"], &row["floor"])
    );
    assert_eq!(eval["objective"], "implicit");
}

#[test]
fn parameterizations_are_compared_and_remembered_by_the_model() {
    let bench = Bench::new();
    bench.file("blobs.toml", TWO_BLOBS);
    let run = "objectives blobs.toml --steps 5 --objectives implicit,denoising \
               --parameterizations score,eps,preconditioned";
    let table = bench.good(run);
    assert_eq!(table.lines().count(), 3 + 6, "{table}");
    let found = bench.json(&format!("{run} --json"));
    let order: Vec<String> = found["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| format!("{} {}", row["objective"], row["parameterization"]).replace('"', ""))
        .collect();
    assert_eq!(
        order[..3],
        ["implicit score", "denoising score", "implicit eps"]
    );

    let train = "train blobs.toml --steps 40 --parameterization v --objective stable-target";
    let said = bench.json(&format!("{train} --out m.safetensors --json"));
    assert_eq!(
        (&said["objective"], &said["parameterization"]),
        (&"stable-target".into(), &"v".into())
    );
    // The scene says nothing of v, the model does.
    let eval = bench.json("eval blobs.toml --model m.safetensors --json");
    assert_eq!(
        (&eval["objective"], &eval["parameterization"]),
        (&"stable-target".into(), &"v".into())
    );
    let text = TWO_BLOBS.replace("depth = 2", "depth = 2\nparameterization = \"v\"");
    bench.file(
        "v.toml",
        text.replace("batch = 128", "batch = 128\nobjective = \"stable-target\""),
    );
    let same = bench.json("eval v.toml --steps 40 --json");
    assert_eq!(same["score_error"], eval["score_error"]);
}

#[test]
fn the_clean_density_is_learned_and_measured_without_noise() {
    let bench = Bench::new();
    let clean = TWO_BLOBS.replace(
        "batch = 128",
        "batch = 128\nobjective = \"implicit\"\nnoise_levels = { fixed = 0.0 }",
    );
    bench.file("clean.toml", &clean);
    let found = bench.json("objectives clean.toml --steps 200 --json");
    let rows = found["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 4, "all that need no noise");
    let eval = bench.json("eval clean.toml --steps 200 --json");
    assert_eq!(eval["sigmas"], serde_json::json!([0.0]));
    assert!(eval["score_error"].as_f64().unwrap() < 0.5, "{eval}");
    assert!(
        eval["loss"].is_null() && eval["floor"].is_null(),
        "there is no denoising loss"
    );
    let floor = eval["objective_floor"].as_f64().unwrap();
    assert!(
        floor < -1.0 && eval["objective_loss"].as_f64().unwrap() < 0.6 * floor,
        "{eval}"
    );
    bench.good("train clean.toml --steps 20 --log log.csv");
    let log = std::fs::read_to_string(bench.path("log.csv")).unwrap();
    assert!(
        log.lines()
            .last()
            .unwrap()
            .split(',')
            .all(|cell| cell.parse::<f64>().is_ok()),
        "{log}"
    );
}

#[test]
fn what_cannot_be_trained_is_refused_in_one_sentence() {
    let bench = Bench::new();
    bench.file("blobs.toml", TWO_BLOBS);
    let levels = "noise_levels = { fixed = 0.0 }\nobjective = \"implicit\"";
    bench.file("clean.toml", TWO_BLOBS.replace("batch = 128", levels));
    bench.good("train blobs.toml --steps 1 --out m.safetensors");
    for (arguments, part) in [
        (
            "train clean.toml --objective denoising",
            "denoising score matching divides by the noise",
        ),
        (
            "train clean.toml --objective stable-target",
            "stable targets are made from the noise",
        ),
        (
            "train clean.toml --parameterization eps",
            "\"eps\" divides by the noise level",
        ),
        (
            "objectives clean.toml --steps 3 --parameterizations score,x0",
            "\"x0\" divides by",
        ),
        (
            "objectives clean.toml --objectives implicit,denoising",
            "choose a level above 0",
        ),
        (
            "objectives blobs.toml --objectives hyvarinen",
            "denoising, explicit, implicit",
        ),
        (
            "train blobs.toml --parameterization y",
            "preconditioned, eps, x0, v, score",
        ),
        (
            "objectives blobs.toml --steps 0",
            "0 training steps cannot be taken",
        ),
        (
            "eval blobs.toml --model m.safetensors --objective sliced",
            "cannot be used with",
        ),
    ] {
        let sentence = bench.refused(arguments, 2);
        assert!(sentence.contains(part), "{arguments}: {sentence}");
    }
    let scene = TWO_BLOBS.replace("batch = 128", levels);
    bench.file(
        "bad.toml",
        scene.replace("depth = 2", "depth = 2\nparameterization = \"v\""),
    );
    let sentence = bench.refused("train bad.toml", 1);
    assert!(
        sentence.starts_with("bad.toml:15:20: ") && sentence.contains("\"v\""),
        "{sentence}"
    );
}

#[test]
fn a_training_that_diverges_is_a_row_of_the_comparison() {
    let bench = Bench::new();
    let wild = TWO_BLOBS.replace("batch = 128", "batch = 16\nlearning_rate = 50.0");
    bench.file("wild.toml", wild);
    let found = bench.json("objectives wild.toml --steps 400 --objectives implicit --json");
    let failure = found["rows"][0]["failure"].as_str().unwrap();
    assert!(failure.contains("training diverged at step"), "{failure}");
}
