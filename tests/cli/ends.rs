//! Options of processes that are refused, and which levels a process has when nobody says.

use crate::bench::{Bench, open};
use std::fs;

#[test]
fn options_that_mean_nothing_are_refused_in_one_sentence() {
    let bench = Bench::new();
    for (options, part) in [
        (
            "--sampler ode-heun --step-size 0.1",
            "--step-size belongs to",
        ),
        ("--sampler ode-heun --tol 1e-3", "--tol belongs to ode-rk45"),
        ("--sampler ode-heun --s-churn 3", "belong to karras"),
        (
            "--sampler ode-heun --temperature 0.5",
            "temperature 0.5 means nothing",
        ),
        ("--sampler ode-heun --sigma 0.5", "--sigma is the one level"),
        ("--sampler ode-heun --levels 5", "--levels belongs to"),
        (
            "--sampler ode-heun --process ve --rho 5",
            "--rho means nothing to ve",
        ),
        (
            "--sampler ode-heun --t-max 0.5",
            "--t-max means nothing to ve-rho",
        ),
        (
            "--sampler ddim --process vp-linear --sigma-min 0.1",
            "give --t-min",
        ),
        (
            "--sampler ddim --process ve --ddpm-steps 9",
            "--ddpm-steps means nothing",
        ),
        ("--sampler langevin --rho 3", "--rho belongs to a process"),
        ("--sampler mala --temperature 0", "accept no move"),
        ("--sampler ode-rk45 --tol 0", "tolerance 0 is out of range"),
        (
            "--sampler ode-rk45 --tol 1e-9 --steps 5",
            "use a larger tolerance or more steps",
        ),
        ("--sampler ode-heun --steps 0", "0 steps"),
        (
            "--sampler ode-heun --sigma-min 3 --sigma-max 1",
            "turned over",
        ),
        (
            "--sampler ddim --process vp-linear --t-min 0.9 --t-max 0.2",
            "smaller first",
        ),
        (
            "--sampler ddim --process ddpm --steps 2000",
            "at most 1,000",
        ),
        (
            "--sampler ddim --process ddpm --t-max 10.5",
            "whole number of steps",
        ),
        ("--rho 0 --process ve-rho", "rho 0 is out of range"),
        (
            "--process vp-linear",
            "annealed is not defined on vp-linear",
        ),
    ] {
        let run = format!("sample rings {options} --out t.npz");
        let code = if options.contains("--steps 5") { 1 } else { 2 };
        let sentence = bench.refused(&run, code);
        assert!(
            sentence.contains(part),
            "{run}\n says {sentence}\n not  {part}"
        );
        assert!(sentence.contains("; "), "{sentence} names no next step");
    }
    for (run, part) in [
        (
            "field rings --score exact --t 0.5 --out f.npz",
            "add --process",
        ),
        (
            "field rings --score exact --process ve --out f.npz",
            "add --t",
        ),
        ("field rings --score exact --out f.npz", "add --sigma"),
        (
            "field rings --score exact --sigma 1 --process ve --t 0.5 --out f.npz",
            "keep one",
        ),
        (
            "field rings --score exact --process ve --t 1.5 --out f.npz",
            "no time 1.5; use 0 to 1",
        ),
        (
            "field rings --score exact --process ve --t nan --out f.npz",
            "finite number",
        ),
        ("forward rings --steps 0 --out f.npz", "0 steps"),
        ("forward rings --particles 0 --out f.npz", "0 particles"),
        (
            "forward rings --process ddpm --steps 2000 --out f.npz",
            "at most 1,000",
        ),
        (
            "forward rings --particles 1000000 --steps 1000 --out f.npz",
            "fit into memory",
        ),
        ("forward rings --out f.png", ".npz or .csv"),
    ] {
        let sentence = bench.refused(run, 2);
        assert!(
            sentence.contains(part),
            "{run}\n says {sentence}\n not  {part}"
        );
    }
    assert!(bench.names().is_empty());
}

/// A scene whose sampling says where its processes end.
const ENDS: &str = "title = \"Ends\"\n[[component]]\nmean = [1.0, 0.0]\nstd = 0.5\n[sampling]\nsampler = \"ddim\"\nprocess = \"ddpm\"\nsteps = 10\nddpm_steps = 50\nsigma_min = 0.2\nsigma_max = 3.0\nrho = 3.0\n";

#[test]
fn every_verb_takes_the_ends_of_a_process_from_the_scene() {
    let bench = Bench::new();
    bench.file("ends.toml", ENDS);
    bench.file("p.csv", "0,1\n");
    // The times of the forward grid are those of the way back, read the other way round.
    let times = |verb: &str, process: &str| {
        bench.good(&format!("{verb} ends.toml --process {process} --out t.csv"));
        let text = fs::read_to_string(bench.path("t.csv")).unwrap();
        let head: Vec<&str> = text.lines().next().unwrap().split(',').collect();
        let column = head.iter().position(|name| *name == "sigma").unwrap();
        let sigmas = text.lines().skip(1).map(|line| {
            let cell = line.split(',').nth(column).unwrap();
            cell.parse::<f64>().unwrap()
        });
        let mut sigmas: Vec<f64> = sigmas.collect();
        sigmas.sort_by(f64::total_cmp);
        sigmas.dedup();
        sigmas
    };
    for process in ["ve-rho", "ddpm"] {
        let forward = times("forward --particles 2 --steps 10", process);
        let back = times("sample --particles 2 --steps 10 --every 1", process);
        assert_eq!(forward, back, "{process}");
    }
    let refused = bench.refused(
        "field ends.toml --score exact --process ve-rho --t 5 --out f.csv",
        2,
    );
    assert!(refused.contains("0 to 3"), "{refused}");
    let run = "likelihood ends.toml --process ve --points p.csv --out l.npz --json";
    assert_eq!(bench.json(run)["process"], "ve");
}

#[test]
fn the_range_that_a_refusal_advises_to_train_is_accepted() {
    let bench = Bench::new();
    for process in ["vp-linear", "ddpm"] {
        let write = |noise: &str| {
            let scene = "title = \"One\"\n[[component]]\nmean = [0.5, 0.0]\nstd = 0.7\n";
            bench.file("s.toml", format!("{scene}{noise}"));
            bench.good("train s.toml --steps 1 --out m.safetensors");
        };
        let run = format!(
            "sample s.toml --model m.safetensors --sampler ddim --process {process} --steps 5 --particles 3 --out t.npz"
        );
        write("");
        let refused = bench.refused(&run, 2);
        let after = |word: &str| {
            let rest = refused.split(word).nth(1).expect(word);
            rest.split([' ', ',']).next().unwrap().to_owned()
        };
        let (min, max) = (after("[noise] min = "), after(" max = "));
        write(&format!("[noise]\nmin = {min}\nmax = {max}\n"));
        bench.good(&run);
    }
}

#[test]
fn steps_that_are_too_few_for_the_narrowest_component_are_said_with_how_many_are_enough() {
    let bench = Bench::new();
    bench.file(
        "narrow.toml",
        "title = \"Narrow\"\n[[component]]\nmean = [-3.0, 0.0]\nstd = 0.05\n[[component]]\nmean = [3.0, 0.0]\nstd = 0.05\n",
    );
    let run = "sample narrow.toml --sampler ode-heun --process vp-linear --every 1000 --out t.npz";
    let widths = |said: &str| -> (f64, usize) {
        let after = |words: &str| said.split(words).nth(1).unwrap().split(' ').next().unwrap();
        let percent = after("32 steps leave the narrowest component ")
            .parse()
            .unwrap();
        (percent, after("% too wide; --steps ").parse().unwrap())
    };
    // Of a spread of one: what the steps leave, times what the last level leaves.
    let said = |steps: usize| {
        let ends = bench.json(&format!("{run} --steps {steps} --json"))["ends"].clone();
        let [steps, end] = ["steps", "narrowest"].map(|name| 1.0 + ends[name].as_f64().unwrap());
        (steps, end)
    };
    let found = || {
        let x: ndarray::Array3<f64> = open(&bench.path("t.npz")).by_name("x").unwrap();
        let end = x.index_axis(ndarray::Axis(0), x.len_of(ndarray::Axis(0)) - 1);
        let squares = end.column(1).mapv(|y| y * y);
        squares.mean().unwrap().sqrt() / 0.05
    };
    // 1,000 squares know the width to 2.2 %.
    let is_close = |(steps, end): (f64, f64)| (found() / (steps * end) - 1.0).abs() < 0.09;
    let (percent, enough) = widths(&bench.good(&format!("{run} --steps 32")));
    let few = said(32);
    assert!(
        (percent - 100.0 * (few.0 - 1.0)).abs() < 0.51,
        "{percent} {few:?}"
    );
    assert!(few.0 > 1.1 && is_close(few), "{few:?} {}", found());
    assert!(
        !bench
            .good(&format!("{run} --steps {enough}"))
            .contains("steps leave")
    );
    let many = said(enough);
    assert!(
        (many.0 - 1.0).abs() <= 0.01 && is_close(many),
        "{many:?} {}",
        found()
    );
}
