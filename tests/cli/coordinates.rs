//! `--center`, `--scale` and `--prior`: what they change, what is written of them, and what is refused.

use crate::bench::{Bench, open};
use ndarray::{Array1, Array3, Axis};
use std::fs;

/// Two modes of equal weight, both to the right of the origin.
const OFF_CENTRE: &str = r#"
title = "Off centre"
[[component]]
mean = [8.0, 0.0]
std = 0.3
[[component]]
mean = [12.0, 0.0]
std = 0.3
"#;

const ONE: &str = "title = \"One\"\n[[component]]\nmean = [3.0, -2.0]\nstd = 0.5\n";

const PAPERS: &str = "--center 0,0 --scale 1 --prior plain";

/// The share of particles that end right of `x`.
fn right_of(bench: &Bench, name: &str, x: f64) -> f64 {
    let paths: Array3<f64> = open(&bench.path(name)).by_name("x").unwrap();
    let end = paths.index_axis(Axis(0), paths.len_of(Axis(0)) - 1);
    let right = end.rows().into_iter().filter(|row| row[0] > x).count();
    right as f64 / end.nrows() as f64
}

#[test]
fn off_centre_modes_have_their_weights_and_the_papers_coordinates_say_what_they_cost() {
    let bench = Bench::new();
    bench.file("off.toml", OFF_CENTRE);
    let run = "sample off.toml --sampler ode-heun --particles 2000 --steps 32 --every 100";
    let said = bench.good(&format!("{run} --out s.npz"));
    let weight = right_of(&bench, "s.npz", 10.0);
    assert!((weight - 0.5).abs() < 0.045, "{weight}");
    assert!(!said.contains("prior"), "{said}");

    let said = bench.good(&format!("{run} {PAPERS} --out s.npz"));
    let weight = right_of(&bench, "s.npz", 10.0);
    assert!(weight < 0.1, "{weight}");
    assert!(said.contains("the weight of a mode by 0.4"), "{said}");
    let object = bench.json(&format!("{run} {PAPERS} --out s.npz --json"));
    assert!((object["ends"]["prior"]["weight"].as_f64().unwrap() - (0.5 - weight)).abs() < 0.02);
}

#[test]
fn the_matched_prior_is_the_default_of_every_sampler_that_starts_from_it() {
    let bench = Bench::new();
    bench.file("off.toml", OFF_CENTRE);
    for sampler in ["annealed", "langevin", "mala", "ode-heun", "reverse-sde"] {
        let run = format!("sample off.toml --sampler {sampler} --particles 2000 --steps 1");
        let start = |more: &str| {
            bench.good(&format!("{run} {more} --out s.npz"));
            let x: Array3<f64> = open(&bench.path("s.npz")).by_name("x").unwrap();
            let start = x.index_axis(Axis(0), 0).to_owned();
            [start.column(0).mean().unwrap(), start.column(0).std(0.0)]
        };
        let [mean, std] = start("--sigma-max 3");
        // C is 4.09 along x.
        assert!((mean - 10.0).abs() < 0.4, "{sampler}: {mean}");
        assert!(
            (std / 13.09f64.sqrt() - 1.0).abs() < 0.07,
            "{sampler}: {std}"
        );
        let [mean, std] = start("--sigma-max 3 --prior plain --center 1,2");
        assert!((mean - 1.0).abs() < 0.3, "{sampler}: {mean}");
        assert!((std / 3.0 - 1.0).abs() < 0.07, "{sampler}: {std}");
    }
}

#[test]
fn few_steps_of_ddpm_say_that_their_prior_is_not_reached() {
    let bench = Bench::new();
    bench.file("one.toml", ONE);
    let run = "sample one.toml --sampler ddpm --steps 50 --particles 2000";
    let said = bench.good(&format!(
        "{run} --center 0,0 --scale 1 --prior plain --out s.npz"
    ));
    assert!(said.contains("the mean by 1.9"), "{said}");
    assert_eq!(said.matches("the prior is not").count(), 1, "{said}");
    let said = bench.good(&format!("{run} --out s.npz"));
    assert!(!said.contains("the prior is not"), "{said}");
    let paths: Array3<f64> = open(&bench.path("s.npz")).by_name("x").unwrap();
    let end = paths.index_axis(Axis(0), paths.len_of(Axis(0)) - 1);
    let mean = end.mean_axis(Axis(0)).unwrap();
    assert!(
        (mean[0] - 3.0).abs() < 0.06 && (mean[1] + 2.0).abs() < 0.06,
        "{mean}"
    );
}

#[test]
fn the_likelihood_of_one_gaussian_far_away_is_its_own() {
    let bench = Bench::new();
    let far = "title = \"Far\"\n[[component]]\nmean = [60.0, 40.0]\nstd = 1.0\n";
    bench.file("far.toml", far);
    bench.file("p.csv", "x,y\n60,40\n");
    let run = "likelihood far.toml --points p.csv --out l.npz";
    for process in ["ve-rho", "ve", "vp-linear", "vp-cosine"] {
        bench.good(&format!("{run} --process {process}"));
        let found: Array1<f64> = open(&bench.path("l.npz")).by_name("log_density").unwrap();
        assert!((found[0] + 1.84).abs() < 0.02, "{process}: {found}");
    }
    let said = bench.good(&format!("{run} {PAPERS}"));
    assert!(said.contains("add --prior matched"), "{said}");
    let found: Array1<f64> = open(&bench.path("l.npz")).by_name("log_density").unwrap();
    assert!(found[0] < -50.0, "{found}");
}

#[test]
fn a_larger_last_level_of_the_likelihood_is_said() {
    let bench = Bench::new();
    bench.file("p.csv", "x,y\n5,5\n-4,-5.5\n");
    let run = "likelihood song-ermon --points p.csv --out l.npz";
    let said = bench.good(run);
    assert!(said.contains("times the scene's"), "{said}");
    let object = bench.json(&format!("{run} --json"));
    assert!(object["last_level"].as_f64().unwrap() > 30.0, "{object}");
    assert!(object["prior_gap"]["median"].as_f64().unwrap() < 1e-3);
    assert!(
        object["mean_absolute_difference"].as_f64().unwrap() < 5e-3,
        "{object}"
    );
    let told = bench.good(&format!("{run} --sigma-max 12"));
    assert!(
        told.contains("a larger --sigma-max takes it away"),
        "{told}"
    );
}

#[test]
fn a_figure_says_where_its_process_stands_only_where_it_is_not_at_the_origin() {
    let bench = Bench::new();
    bench.file("off.toml", OFF_CENTRE);
    let words = |more: &str| {
        let run = "figure off.toml --sampler ddim --process vp-linear --steps 8 --particles 9";
        bench.good(&format!("{run} {more} --out f.svg"));
        let svg = fs::read_to_string(bench.path("f.svg")).unwrap();
        let tags = svg.split('<').filter_map(|tag| tag.split_once('>'));
        let text: Vec<&str> = tags.map(|(_, text)| text).collect();
        text.join(" ")
            .replace('\u{a0}', " ")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    let placed = words("");
    assert!(
        placed.contains("centre c = (10, 0), scale s = 1.45"),
        "{placed}"
    );
    let papers = words(PAPERS);
    assert!(!papers.contains("centre c"), "{papers}");
    assert!(papers.contains("from N(0, 1² I)"), "{papers}");
}

#[test]
fn scales_of_ve_and_values_that_mean_nothing_are_refused_with_what_to_do() {
    let bench = Bench::new();
    bench.file("off.toml", OFF_CENTRE);
    for (options, words) in [
        ("--sampler ode-heun --scale 2", "leave scale out"),
        ("--sampler langevin --scale data", "leave scale out"),
        (
            "--sampler ddim --process vp-linear --scale 0",
            "scale 0 is out of range",
        ),
        ("--sampler ode-heun --center 1", "two numbers x,y"),
        ("--sampler ode-heun --center 2e6,0", "at most 1e6"),
        ("--sampler ode-heun --scale far", "data or a number"),
        ("--sampler ode-heun --prior wide", "possible values"),
    ] {
        let sentence = bench.refused(&format!("sample off.toml {options} --out s.npz"), 2);
        assert!(sentence.contains(words), "{options}: {sentence}");
    }
    for (key, words) in [
        ("sampler = \"ode-heun\"\nscale = 2.0", "leave scale out"),
        ("center = \"middle\"", "\"data\" or a list of two numbers"),
        ("center = [1.0]", "a list of two numbers"),
        ("scale = \"large\"", "\"data\" or a number"),
        (
            "process = \"vp-linear\"\nsampler = \"ddim\"\nscale = -1.0",
            "scale -1 is out of range",
        ),
        ("prior = \"wide\"", "use `matched` or `plain`"),
    ] {
        bench.file("bad.toml", format!("{OFF_CENTRE}[sampling]\n{key}\n"));
        let sentence = bench.refused("check bad.toml", 1);
        assert!(sentence.contains(words), "{key}: {sentence}");
        assert!(sentence.contains("bad.toml:1"), "{key}: {sentence}");
    }
}

#[test]
fn a_scene_may_say_its_coordinates_and_an_option_overrules_them() {
    let bench = Bench::new();
    let keys = "[sampling]\nsampler = \"ddim\"\nprocess = \"vp-linear\"\ncenter = [1, 2]\nscale = 3\nprior = \"plain\"\nparticles = 5\n";
    bench.file("own.toml", format!("{OFF_CENTRE}{keys}"));
    let run = "sample own.toml --steps 4 --out s.npz --json";
    let own = bench.json(run);
    assert_eq!(
        (&own["center"], &own["scale"]),
        (&serde_json::json!([1.0, 2.0]), &3.0.into())
    );
    let other = bench.json(&format!("{run} --center data --scale data"));
    assert_eq!(other["center"], serde_json::json!([10.0, 0.0]));
    // The scale of one process is no scale of VE.
    let ve = bench.json(&format!("{run} --process ve"));
    assert_eq!(ve["scale"], 1.0);
    let forward = bench.json("forward own.toml --process vp-linear --steps 4 --out f.npz --json");
    assert_eq!(forward["scale"], 3.0);
}

#[test]
fn a_comparison_says_what_the_prior_costs_once_a_sampler() {
    let bench = Bench::new();
    bench.file("off.toml", OFF_CENTRE);
    let run = "compare off.toml --samplers ode-heun,reverse-sde --steps 8,16 --particles 200";
    let said = bench.good(&format!("{run} {PAPERS}"));
    for sampler in [
        "ode-heun on ve-rho: the prior",
        "reverse-sde on ve: the prior",
    ] {
        assert_eq!(said.matches(sampler).count(), 1, "{said}");
    }
    assert!(!bench.good(run).contains("the prior is not"));
}
