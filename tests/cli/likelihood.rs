//! `likelihood`: what is written.

use crate::bench::{Bench, TWO_BLOBS, open};
use ndarray::{Array1, Array2};
use scorefield::noise::{NoiseRange, ProcessKind, ProcessSpec};
use scorefield::scene::preset;
use std::fs;

#[test]
fn the_likelihood_of_points_is_written_beside_the_exact_one() {
    let bench = Bench::new();
    bench.file("points.csv", "x,y\n0.5,-1\n-1,0.25\n1.5,0.8\n");
    let run = "likelihood three-gaussians --points points.csv --process vp-linear";
    let object = bench.json(&format!("{run} --out l.npz --json"));
    let mut npz = open(&bench.path("l.npz"));
    let x: Array2<f64> = npz.by_name("x").unwrap();
    let log_density: Array1<f64> = npz.by_name("log_density").unwrap();
    let exact: Array1<f64> = npz.by_name("exact").unwrap();
    assert_eq!((x[[1, 0]], x[[1, 1]]), (-1.0, 0.25));
    let mixture = preset::find("three-gaussians").unwrap().mixture().unwrap();
    let range = NoiseRange::for_target(&mixture);
    let process = ProcessSpec::of(ProcessKind::VpLinear).build(range, &mixture);
    let marginal = process.unwrap().marginal(&mixture, 1e-3);
    let truth = marginal.log_density_batch(x.view());
    assert_eq!(exact, truth);
    for (found, truth) in log_density.iter().zip(&truth) {
        // The prior has the moments of the 0.0066 that are left of the data.
        assert!((found - truth).abs() < 1e-3, "{found} is not {truth}");
    }
    let nll = object["nll"]["value"].as_f64().unwrap();
    assert!((nll + log_density.mean().unwrap()).abs() < 1e-12);
    assert!(object["nll"]["se"].as_f64().unwrap() > 0.0);
    let apart = (&log_density - &exact).mapv(f64::abs).mean().unwrap();
    let said = object["mean_absolute_difference"].as_f64().unwrap();
    assert!((apart - said).abs() < 1e-12);
    assert!(
        bench
            .good(&format!("{run} --out l.csv"))
            .contains("mean NLL")
    );
    let text = fs::read_to_string(bench.path("l.csv")).unwrap();
    assert!(text.starts_with("x,y,log_density,exact\n0.5,-1"));

    bench.file("nan.csv", "x,y\n0,nan\n");
    bench.file("empty.csv", "x,y\n");
    let named = |points: &str, rest: &str| {
        format!("likelihood three-gaussians --points {points} {rest} --out n.npz")
    };
    assert!(
        bench
            .refused(&named("nan.csv", ""), 1)
            .contains("not finite")
    );
    assert!(
        bench
            .refused(&named("empty.csv", ""), 1)
            .contains("no point")
    );
    assert!(
        bench
            .refused(&named("none.csv", ""), 1)
            .contains("no such file")
    );
    assert!(
        bench
            .refused(&named("points.csv", "--tol 0"), 2)
            .contains("tolerance 0")
    );
    let discrete = bench.refused(&named("points.csv", "--process ddpm"), 2);
    assert!(discrete.contains("no flow"), "{discrete}");

    bench.file("blobs.toml", TWO_BLOBS);
    bench.good("train blobs.toml --steps 3 --out m.safetensors");
    let learned = "likelihood blobs.toml --model m.safetensors --points points.csv --tol 1e-3";
    bench.good(&format!("{learned} --out m.npz"));
    let refused = bench.refused(&format!("{learned} --process vp-linear --out m.npz"), 2);
    assert!(refused.contains("add --t-min"), "{refused}");
}
