//! `compare`: its rows, and what it refuses.

use crate::bench::Bench;
use std::fs;

#[test]
fn more_steps_look_more_like_the_truth_and_every_pair_is_a_row() {
    let bench = Bench::new();
    let arguments = "compare three-gaussians --samplers ode-euler,ode-heun,ode-rk45 --steps 4,64 --particles 2000 --seed 3";
    let found = bench.json(&format!("{arguments} --json"));
    let rows = found["rows"].as_array().unwrap();
    let names: Vec<(&str, u64)> = rows
        .iter()
        .map(|row| {
            (
                row["sampler"].as_str().unwrap(),
                row["nfe"].as_u64().unwrap(),
            )
        })
        .collect();
    // Heun evaluates twice a step and once in the last, which goes to clean data.
    let (given, adaptive) = names.split_at(4);
    let expected = [
        ("ode-euler", 4),
        ("ode-euler", 64),
        ("ode-heun", 7),
        ("ode-heun", 127),
    ];
    assert_eq!(given, expected);
    assert_eq!((adaptive.len(), adaptive[0].0), (1, "ode-rk45"));
    let measured = |object: &serde_json::Value, key: &str| {
        let part = |part: &str| object[key][part].as_f64().unwrap();
        (part("value"), part("se"))
    };
    for key in ["sliced_w2", "mmd2", "energy_distance", "nll"] {
        for object in rows.iter().chain([&found["exact_sample"]]) {
            assert!(measured(object, key).1 > 0.0, "{key} of {object}");
        }
    }
    let distance = |row: usize| measured(&rows[row], "energy_distance");
    let gain = distance(0).0 - distance(1).0;
    assert!(gain > 4.0 * distance(0).1.hypot(distance(1).1), "{gain}");
    assert!(
        found["exact_sample"]["worst_mode_deviation"]
            .as_f64()
            .unwrap()
            < 4.0
    );

    let table = bench.good(arguments);
    let lines: Vec<&str> = table.lines().collect();
    assert!(lines[8].starts_with("exact sample"), "{table}");
    // s/sqrt(s^2 + level^2) of the narrowest component: all three end on ve-rho.
    let (level, spread) = (&rows[0]["end_level"], &rows[0]["end_spread"]);
    let scene = fs::read_to_string("presets/three-gaussians.toml").unwrap();
    let mixture = scorefield::scene::Scene::from_toml(&scene).unwrap();
    let narrowest = mixture.mixture().unwrap().narrowest_std();
    let expected = narrowest / narrowest.hypot(level.as_f64().unwrap());
    assert!((spread.as_f64().unwrap() - expected).abs() < 1e-12);
    let too_little = format!("{:.1} % too little spread", 100.0 * (1.0 - expected));
    assert!(
        lines[10].contains(&too_little) && lines[11].contains("--sigma-min"),
        "{table}"
    );
    assert_eq!(lines.len(), 12, "{table}");
    let closer = bench.json(&format!(
        "{arguments} --sigma-min 0.002 --sigma-max 80 --json"
    ));
    assert_eq!(closer["rows"][0]["end_level"], 0.002);
    let alone = bench.json(&format!("{arguments} --json --threads 1"));
    assert_eq!(alone, found);
}

#[test]
fn a_pair_that_is_not_defined_is_refused_before_anything_is_run() {
    let bench = Bench::new();
    for (arguments, part) in [
        (
            "--samplers ddim,ddpm --process ve",
            "ddpm is not defined on ve",
        ),
        ("--samplers langevin --process ve", "follows no process"),
        ("--steps 8,0", "0 steps"),
        ("--samplers dimm", "dimm"),
        ("--particles 1", "1 points cannot be measured"),
    ] {
        let refused = bench.refused(&format!("compare rings {arguments}"), 2);
        assert!(refused.contains(part), "{refused}");
    }
}
