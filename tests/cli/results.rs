//! What every verb prints and writes.

use crate::bench::{Bench, TWO_BLOBS};
use ndarray::{Array0, Array1, Array2, Array3};
use ndarray_npy::NpzReader;
use scorefield::mixture::GaussianMixture;
use scorefield::scene::preset;
use std::fs::{self, File};
use std::path::Path;

fn open(path: &Path) -> NpzReader<File> {
    NpzReader::new(File::open(path).unwrap()).unwrap()
}

#[test]
fn presets_are_listed_with_a_reason() {
    let bench = Bench::new();
    let text = bench.good("presets");
    let object = bench.json("presets --json");
    let listed = object["presets"].as_array().unwrap();
    assert_eq!(listed.len(), preset::all().len());
    for preset in listed {
        assert!(text.contains(preset["name"].as_str().unwrap()));
        assert!(text.contains(preset["why"].as_str().unwrap()));
    }
}

#[test]
fn check_reads_every_file_and_fails_if_one_is_bad() {
    let bench = Bench::new();
    bench.file("good.toml", TWO_BLOBS);
    bench.file("bad.toml", TWO_BLOBS.replace("weight = 0.3", "weight = -1"));
    assert!(bench.good("check good.toml").contains("good.toml: good"));
    let output = bench.run("check bad.toml good.toml");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "error: bad.toml:9:10: weight -1 is not a mass; give a finite number above 0\n"
    );
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .contains("good.toml: good")
    );
}

#[test]
fn the_exact_field_on_a_grid_is_the_mixtures_own() {
    let bench = Bench::new();
    bench.good(
        "field three-gaussians --score exact --sigma 0.5 --grid 7 --bounds -3,3,-2,4 --out f.npz",
    );
    let mut npz = open(&bench.path("f.npz"));
    let x: Array2<f64> = npz.by_name("x").unwrap();
    let score: Array2<f64> = npz.by_name("score").unwrap();
    let log_density: Array1<f64> = npz.by_name("log_density").unwrap();
    let denoised: Array2<f64> = npz.by_name("denoised").unwrap();
    let sigma: Array0<f64> = npz.by_name("sigma").unwrap();
    assert_eq!((x.dim(), sigma.into_scalar()), ((49, 2), 0.5));
    // Ends included, x fastest.
    assert_eq!([x[[0, 0]], x[[0, 1]], x[[1, 0]]], [-3.0, -2.0, -2.0]);
    assert_eq!([x[[48, 0]], x[[48, 1]]], [3.0, 4.0]);
    let smoothed = preset::find("three-gaussians")
        .unwrap()
        .mixture()
        .unwrap()
        .smoothed(0.5);
    for row in 0..49 {
        let at = [x[[row, 0]], x[[row, 1]]];
        let s = smoothed.score(at);
        assert!((log_density[row] - smoothed.log_density(at)).abs() < 1e-12);
        for axis in 0..2 {
            assert!((score[[row, axis]] - s[axis]).abs() < 1e-12);
            assert!((denoised[[row, axis]] - (at[axis] + 0.25 * s[axis])).abs() < 1e-12);
        }
    }
}

#[test]
fn the_clean_field_at_given_points_keeps_their_order() {
    let bench = Bench::new();
    bench.file("points.csv", "x,y\n0.5,-1\n-50,3\n");
    bench.good("field song-ermon --score exact --sigma 0 --points points.csv --out f.csv");
    let text = fs::read_to_string(bench.path("f.csv")).unwrap();
    let mut lines = text.lines();
    assert_eq!(
        lines.next(),
        Some("x,y,score_x,score_y,log_density,denoised_x,denoised_y")
    );
    let mixture = preset::find("song-ermon").unwrap().mixture().unwrap();
    for at in [[0.5, -1.0], [-50.0, 3.0]] {
        let row: Vec<f64> = lines
            .next()
            .unwrap()
            .split(',')
            .map(|v| v.parse().unwrap())
            .collect();
        let s = mixture.score(at);
        let expected = [
            at[0],
            at[1],
            s[0],
            s[1],
            mixture.log_density(at),
            at[0],
            at[1],
        ];
        for (found, expected) in row.iter().zip(expected) {
            assert!((found - expected).abs() <= 1e-12 * expected.abs().max(1.0));
        }
    }
    assert_eq!(lines.next(), None);
}

#[test]
fn a_sample_has_the_frames_that_were_asked_for() {
    let bench = Bench::new();
    let run = "sample song-ermon --sampler langevin --sigma 0 --steps 25 --step-size 0.05 \
               --particles 9 --init box:-8,8 --every 10 --seed 3";
    let object = bench.json(&format!("{run} --json --out t.npz"));
    assert_eq!(
        (object["frames"].as_u64(), object["particles"].as_u64()),
        (Some(4), Some(9))
    );
    let mut npz = open(&bench.path("t.npz"));
    let x: Array3<f64> = npz.by_name("x").unwrap();
    let step: Array1<f64> = npz.by_name("step").unwrap();
    let sigma: Array1<f64> = npz.by_name("sigma").unwrap();
    assert_eq!(x.dim(), (4, 9, 2));
    assert_eq!(step.to_vec(), [0.0, 10.0, 20.0, 25.0]);
    assert_eq!(sigma.to_vec(), [0.0; 4]);
    let start = x.index_axis(ndarray::Axis(0), 0);
    assert!(start.iter().all(|v| v.abs() <= 8.0));
    bench.good(&format!("{run} --out t.csv"));
    let text = fs::read_to_string(bench.path("t.csv")).unwrap();
    assert!(text.starts_with("step,particle,x,y,sigma\n0,0,"));
    assert_eq!(text.lines().count(), 1 + 4 * 9);
}

#[test]
fn an_annealed_sample_walks_down_its_ladder() {
    let bench = Bench::new();
    bench.good("sample near-pair --sampler annealed --levels 3 --steps 5 --sigma-min 0.1 --sigma-max 10 --particles 4 --every 5 --out t.npz");
    let sigma: Array1<f64> = open(&bench.path("t.npz")).by_name("sigma").unwrap();
    for (found, expected) in sigma.iter().zip([10.0, 10.0, 1.0, 0.1]) {
        assert!((found - expected).abs() < 1e-9, "{sigma}");
    }
    assert_eq!(sigma.len(), 4);
}

#[test]
fn langevin_keeps_the_wrong_weights_and_annealing_finds_them() {
    let bench = Bench::new();
    // Where x + y > 0 lies the mode of weight 4/5.
    let share = |name: &str| {
        let x: Array3<f64> = open(&bench.path(name)).by_name("x").unwrap();
        let ends = x.index_axis(ndarray::Axis(0), x.dim().0 - 1).to_owned();
        let right = ends
            .rows()
            .into_iter()
            .filter(|p| p[0] + p[1] > 0.0)
            .count();
        right as f64 / ends.nrows() as f64
    };
    bench.good("sample song-ermon --sampler langevin --sigma 0 --steps 1000 --step-size 0.05 --init box:-8,8 --particles 1280 --every 1000 --out l.npz");
    assert!(
        (0.46..=0.56).contains(&share("l.npz")),
        "{}",
        share("l.npz")
    );
    bench.good("sample song-ermon --particles 1280 --out a.npz");
    assert!(
        (0.74..=0.86).contains(&share("a.npz")),
        "{}",
        share("a.npz")
    );
}

#[test]
fn a_trained_model_is_evaluated_and_followed() {
    let bench = Bench::new();
    bench.file("blobs.toml", TWO_BLOBS);
    let object =
        bench.json("train blobs.toml --steps 250 --out m.safetensors --log log.csv --json");
    assert_eq!(object["train_steps"], 250);
    assert_eq!(bench.names(), ["blobs.toml", "log.csv", "m.safetensors"]);

    let log = fs::read_to_string(bench.path("log.csv")).unwrap();
    assert!(log.starts_with("train_step,loss,floor,score_error\n"));
    let last: Vec<f64> = log
        .lines()
        .last()
        .unwrap()
        .split(',')
        .map(|v| v.parse().unwrap())
        .collect();
    assert_eq!(last[0], 250.0);
    assert!(last[1] > 0.8 * last[2] && last[1] < 2.0, "{last:?}");
    assert!((0.0..0.5).contains(&last[3]), "{last:?}");

    let eval = bench.json("eval blobs.toml --model m.safetensors --json");
    let error = eval["score_error"].as_f64().unwrap();
    assert!((0.0..0.5).contains(&error), "{error}");
    for list in [
        "sigmas",
        "score_error_per_sigma",
        "loss_per_sigma",
        "floor_per_sigma",
    ] {
        assert_eq!(eval[list].as_array().unwrap().len(), 8, "{list}");
    }
    let number = |key: &str| eval[key].as_f64().unwrap();
    assert!((number("loss") - number("floor") - number("excess")).abs() < 0.05);
    assert!(number("seconds") > 0.0);
    assert_eq!(eval["train_steps"], 250, "the model remembers");
    let same = bench.json("eval blobs.toml --steps 250 --json");
    assert_eq!(
        same["score_error"], eval["score_error"],
        "the model is what training made"
    );
    assert_eq!(
        (&same["train_steps"], &same["seed"]),
        (&250.into(), &4.into())
    );

    bench.good("field blobs.toml --model m.safetensors --sigma 0.5 --grid 5 --out f.npz");
    bench.good("sample blobs.toml --model m.safetensors --particles 20 --steps 5 --out t.npz");
    let x: Array3<f64> = open(&bench.path("t.npz")).by_name("x").unwrap();
    assert!(x.iter().all(|v| v.is_finite()));
}

#[test]
fn chosen_levels_are_measured_in_their_order() {
    let bench = Bench::new();
    bench.file("blobs.toml", TWO_BLOBS);
    let eval = bench.json("eval blobs.toml --steps 5 --sigmas 1,0.5 --json");
    assert_eq!(eval["sigmas"], serde_json::json!([1.0, 0.5]));
    let table = bench.good("eval blobs.toml --steps 5 --sigmas 1,0.5");
    assert_eq!(table.lines().count(), 4);
}

#[test]
fn a_model_keeps_its_own_levels_when_the_scene_moves() {
    let bench = Bench::new();
    bench.file("blobs.toml", TWO_BLOBS);
    bench.good("train blobs.toml --steps 2 --out m.safetensors");
    // Ten times as far apart, the scene alone would ask for other levels.
    bench.file("far.toml", TWO_BLOBS.replace("[2.0, -1.0]", "[40.0, -1.0]"));
    let levels = |scene: &str| {
        let run = bench.run(&format!("eval {scene} --model m.safetensors --json"));
        assert!(run.status.success());
        let moved = String::from_utf8(run.stderr).unwrap();
        assert_eq!(
            moved.contains("another version of \"Two blobs\""),
            scene == "far.toml"
        );
        let eval: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
        eval["sigmas"].clone()
    };
    assert_eq!(levels("far.toml"), levels("blobs.toml"));
    let run =
        bench.run("sample far.toml --model m.safetensors --particles 2 --steps 1 --out t.npz");
    assert!(run.status.success());
}

#[test]
fn a_model_of_one_level_answers_for_that_level_only() {
    let bench = Bench::new();
    let text = TWO_BLOBS.replace("batch = 128", "noise_levels = { fixed = 0.5 }");
    bench.file("fixed.toml", text);
    bench.good("train fixed.toml --steps 2 --out m.safetensors");
    let eval = bench.json("eval fixed.toml --model m.safetensors --json");
    assert_eq!(eval["sigmas"], serde_json::json!([0.5]));
    bench.good("field fixed.toml --model m.safetensors --sigma 0.5 --grid 3 --out f.csv");
    let run = "field fixed.toml --model m.safetensors --sigma 0.6 --grid 3 --out g.csv";
    let sentence = bench.refused(run, 2);
    assert!(
        sentence.contains("noise level 0.6 was not trained; 0.5 is the only one"),
        "{sentence}"
    );
    let run = "sample fixed.toml --model m.safetensors --sampler langevin --sigma 0.5 --particles 2 --steps 2";
    bench.good(&format!("{run} --out t.npz"));
}

#[test]
fn a_figure_is_written_in_three_formats_at_the_size_asked() {
    let bench = Bench::new();
    let run = "figure two-moons --particles 20 --steps 10 --size 400x300";
    bench.good(&format!("{run} --out a.svg"));
    bench.good(&format!("{run} --out a.png"));
    bench.good(&format!("{run} --out a.pdf"));
    let svg = fs::read_to_string(bench.path("a.svg")).unwrap();
    assert!(svg.contains("Two moons") && svg.trim_end().ends_with("</svg>"));
    let png = fs::read(bench.path("a.png")).unwrap();
    let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert_eq!((&png[1..4], side(16), side(20)), (&b"PNG"[..], 400, 300));
    assert!(fs::read(bench.path("a.pdf")).unwrap().starts_with(b"%PDF"));
}

#[test]
fn one_and_two_threads_write_the_same_bytes_and_another_seed_writes_others() {
    let bench = Bench::new();
    bench.file("blobs.toml", TWO_BLOBS);
    let write = |threads: usize, seed: u64| {
        let end = format!("--seed {seed} --threads {threads}");
        bench.good(&format!(
            "train blobs.toml --steps 30 --out m.safetensors --log l.csv {end}"
        ));
        bench.good(&format!(
            "sample blobs.toml --model m.safetensors --particles 3000 --steps 2 --out t.npz {end}"
        ));
        bench.good(&format!(
            "figure blobs.toml --model m.safetensors --particles 50 --steps 5 --out f.pdf {end}"
        ));
        ["m.safetensors", "l.csv", "t.npz", "f.pdf"].map(|name| fs::read(bench.path(name)).unwrap())
    };
    let one = write(1, 9);
    assert!(one == write(2, 9));
    let other = write(1, 10);
    for (a, b) in one.iter().zip(&other) {
        assert!(a != b);
    }
}

#[test]
fn a_table_of_points_is_a_scene() {
    let bench = Bench::new();
    bench.file("cloud.csv", "x,y\n-1,0\n1,0\n0,2\n");
    let run = bench
        .run("field cloud.csv --score exact --sigma 0.5 --grid 3 --bounds -1,1,0,2 --out f.npz");
    assert!(run.status.success());
    let said = String::from_utf8(run.stderr).unwrap();
    assert!(
        said.starts_with("note: cloud.csv: 3 points, kernel width "),
        "{said}"
    );
    let log_density: Array1<f64> = open(&bench.path("f.npz")).by_name("log_density").unwrap();
    let scene = scorefield::files::read_scene(&bench.path("cloud.csv")).unwrap();
    let mixture: GaussianMixture = scene.mixture().unwrap();
    let expected = mixture.smoothed(0.5).log_density([-1.0, 0.0]);
    assert!((log_density[0] - expected).abs() < 1e-12);
}

#[test]
fn help_and_version_are_no_errors() {
    let bench = Bench::new();
    assert!(bench.good("--help").contains("Usage"));
    assert!(bench.good("sample --help").contains("eps_L"));
    assert!(bench.good("--version").contains(env!("CARGO_PKG_VERSION")));
}
