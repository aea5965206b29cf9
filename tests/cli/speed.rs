//! What `bench` prints is what it says, whatever this machine measures.

use crate::bench::Bench;
use serde_json::Value;

/// (key, width, batch) of the steps.
const STEPS: [(&str, f64, f64); 3] = [
    ("h64_b256", 64.0, 256.0),
    ("h128_b512", 128.0, 512.0),
    ("h128_b1024", 128.0, 1024.0),
];

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value}"))
}

#[test]
fn a_benchmark_of_speed_prints_times_that_agree_with_each_other() {
    let bench = Bench::new();
    let found = bench.json("bench --parts step,score --json --threads 2");
    assert_eq!(
        (&found["peer"], number(&found["threads"])),
        (&"scorefield".into(), 2.0)
    );
    let peak = number(&found["peak_gflops"]);
    for (key, width, batch) in STEPS {
        let milliseconds = number(&found["step_ms"][key]);
        assert!(
            number(&found["least"]["step_ms"][key]) <= milliseconds,
            "{key}"
        );
        let gflops =
            6e-6 * batch * (3.0 * width + 2.0 * width * width + 2.0 * width) / milliseconds;
        assert!(
            (number(&found["gflops"][key]) / gflops - 1.0).abs() < 1e-9,
            "{key}"
        );
        let fraction = number(&found["fraction_of_peak"][key]);
        assert!((fraction - gflops / peak).abs() < 1e-9 * fraction, "{key}");
    }
    for (width, points, name) in [
        (64, 2_000.0, "n2000"),
        (64, 10_000.0, "n10000"),
        (64, 1_600.0, "grid40"),
        (128, 2_000.0, "n2000"),
        (128, 10_000.0, "n10000"),
        (128, 1_600.0, "grid40"),
    ] {
        let key = format!("h{width}_{name}");
        let milliseconds = number(&found["forward_ms"][&key]);
        assert!(
            number(&found["least"]["forward_ms"][&key]) <= milliseconds,
            "{key}"
        );
        let rate = number(&found["particles_per_second"][&key]);
        assert!(
            (rate * 1e-3 * milliseconds / points - 1.0).abs() < 1e-9,
            "{key}"
        );
    }
    for part in ["seconds_to", "steps_to", "drag"] {
        assert_eq!(found.get(part), None, "nobody asked for {part}");
    }
}

#[test]
fn the_steps_to_a_quality_are_those_after_which_eval_finds_it() {
    let bench = Bench::new();
    let run = "bench --parts quality --scenes one-gaussian --limit 60 --json --seed 3";
    let found = bench.json(run);
    let reached = &found["steps_to"]["one-gaussian"];
    let steps = ["0.04", "0.02", "0.01"].map(|quality| {
        let steps = number(&reached[quality]);
        assert_eq!(steps % 25.0, 0.0, "it looks every 25 steps");
        assert!(number(&found["seconds_to"]["one-gaussian"][quality]) > 0.0);
        steps
    });
    assert!(steps.is_sorted(), "{steps:?}");
    // Other points than those of the benchmark: their means differ by a few hundredths.
    for (quality, steps) in [0.04, 0.02, 0.01].into_iter().zip(steps) {
        let eval = bench.json(&format!(
            "eval one-gaussian --seed 3 --steps {steps} --json"
        ));
        let error = number(&eval["score_error"]);
        assert!(error < 1.25 * quality, "{error} after {steps} steps");
    }
}

#[test]
fn following_a_drag_is_measured_on_a_session_as_in_the_window() {
    let bench = Bench::new();
    let found = bench.json("bench --parts drag --json");
    let drag = &found["drag"];
    let cores = std::thread::available_parallelism().unwrap().get();
    assert_eq!(number(&drag["threads"]), (cores - 1).max(1) as f64);
    for key in [
        "max_error_at_1_unit_per_second",
        "max_error_at_5_units_per_second",
    ] {
        let error = number(&drag[key]);
        assert!(error > 0.0 && error.is_finite(), "{key}: {error}");
    }
}
