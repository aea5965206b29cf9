//! Samplers on processes, the way to noise, fields in time: what is written and what is refused.

use crate::bench::{Bench, TWO_BLOBS, open};
use ndarray::{Array0, Array1, Array2, Array3, Axis};
use ndarray_npy::NpzReader;
use scorefield::noise::{NoiseRange, Process, ProcessKind, ProcessSpec};
use scorefield::sampling::Sampler;
use scorefield::scene::Scene;
use scorefield::scene::preset;
use std::fs::{self, File};

#[test]
fn every_sampler_runs_on_its_processes_and_is_refused_on_others() {
    let bench = Bench::new();
    for sampler in Sampler::ALL {
        for process in ProcessKind::ALL {
            let (name, on) = (sampler.name(), process.name());
            let run = format!(
                "sample three-gaussians --sampler {name} --process {on} --particles 20 --out t.npz"
            );
            if !sampler.runs_on(process) {
                let sentence = bench.refused(&run, 2);
                let list = sampler.processes_in_words();
                assert!(
                    sentence.contains(&list) && sentence.contains(on),
                    "{sentence}"
                );
                continue;
            }
            let steps = if sampler == Sampler::OdeRk45 { 900 } else { 8 };
            let object = bench.json(&format!("{run} --steps {steps} --json"));
            assert_eq!(
                (&object["sampler"], &object["process"]),
                (&name.into(), &on.into())
            );
            let mut npz = open(&bench.path("t.npz"));
            let x: Array3<f64> = npz.by_name("x").unwrap();
            let t: Array1<f64> = npz.by_name("t").unwrap();
            let nfe: Array1<f64> = npz.by_name("nfe").unwrap();
            let sigma: Array1<f64> = npz.by_name("sigma").unwrap();
            assert!(x.iter().all(|v| v.is_finite()), "{run}");
            assert_eq!((t.len(), nfe.len()), (x.dim().0, x.dim().0));
            assert!(
                t.windows(2).into_iter().all(|pair| pair[1] <= pair[0]),
                "{run}: {t}"
            );
            assert!(nfe.windows(2).into_iter().all(|pair| pair[1] > pair[0]));
            assert_eq!(nfe[nfe.len() - 1], object["nfe"].as_f64().unwrap());
            assert!(sigma[sigma.len() - 1] < 0.1 * sigma[0]);
        }
    }
}

#[test]
fn the_help_of_sample_shows_which_sampler_runs_on_which_process() {
    let help = Bench::new().good("sample --help");
    for sampler in Sampler::ALL {
        let line = help
            .lines()
            .find(|line| line.split_whitespace().next() == Some(sampler.name()))
            .unwrap_or_else(|| panic!("{} is not in the table", sampler.name()));
        let marks = line.matches("yes").count() + line.matches('*').count();
        assert_eq!(marks, sampler.processes().len(), "{line}");
    }
}

#[test]
fn the_process_that_the_help_of_forward_and_likelihood_calls_usual_is_taken() {
    let bench = Bench::new();
    bench.file("p.csv", "0,1\n");
    for (verb, more) in [
        ("forward", "--particles 5 --steps 3"),
        ("likelihood", "--points p.csv"),
    ] {
        let help = bench.good(&format!("{verb} --help")).replace('\n', " ");
        let words = help.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            words.contains("of forward and likelihood ve-rho]"),
            "{words}"
        );
        let run = format!("{verb} three-gaussians {more} --out o.npz --json");
        assert_eq!(bench.json(&run)["process"], "ve-rho");
    }
}

#[test]
fn mala_reports_its_acceptance_and_langevin_has_none() {
    let bench = Bench::new();
    let run = "sample three-gaussians --sigma 0 --steps 50 --particles 50 --init data --out t.npz";
    let mala = bench.json(&format!("{run} --sampler mala --json"));
    let accepted = mala["accepted"].as_f64().unwrap();
    assert!((0.8..=1.0).contains(&accepted), "{accepted}");
    assert_eq!(mala["nfe"], 51);
    let plain = bench.json(&format!("{run} --sampler langevin --json"));
    assert!(plain["accepted"].is_null());
    assert_eq!(plain["nfe"], 50);
    let t: Array1<f64> = open(&bench.path("t.npz")).by_name("t").unwrap();
    assert!(t.iter().all(|&t| t == 0.0));
}

#[test]
fn the_way_to_noise_is_written_with_its_times() {
    let bench = Bench::new();
    let run = "forward two-moons --process vp-linear --steps 10 --particles 30 --seed 3";
    let object = bench.json(&format!("{run} --out f.npz --json"));
    assert_eq!(
        (&object["frames"], &object["particles"]),
        (&11.into(), &30.into())
    );
    let mut npz = open(&bench.path("f.npz"));
    let x: Array3<f64> = npz.by_name("x").unwrap();
    let t: Array1<f64> = npz.by_name("t").unwrap();
    let alpha: Array1<f64> = npz.by_name("alpha").unwrap();
    let sigma: Array1<f64> = npz.by_name("sigma").unwrap();
    assert_eq!(x.dim(), (11, 30, 2));
    assert_eq!((t[0], alpha[0], sigma[0]), (0.0, 1.0, 0.0));
    let process = Process::vp_linear();
    for frame in 0..11 {
        assert_eq!(
            (alpha[frame], sigma[frame]),
            (process.alpha(t[frame]), process.sigma(t[frame]))
        );
    }
    // The first frame is the data that `--init data` starts from.
    bench.good(
        "sample two-moons --sampler ddim --init data --seed 3 --steps 1 --particles 30 --out s.npz",
    );
    let start: Array3<f64> = open(&bench.path("s.npz")).by_name("x").unwrap();
    assert_eq!(start.index_axis(Axis(0), 0), x.index_axis(Axis(0), 0));
    bench.good(&format!("{run} --out f.csv"));
    let text = fs::read_to_string(bench.path("f.csv")).unwrap();
    assert!(text.starts_with("step,particle,x,y,t,alpha,sigma\n0,0,"));
    assert_eq!(text.lines().count(), 1 + 11 * 30);
}

#[test]
fn a_way_back_begins_at_the_prior_whatever_box_the_scene_has_for_langevin() {
    let bench = Bench::new();
    // Its box from -8 to 8 has standard deviation 4.6, its prior 20.
    let run = "sample song-ermon --sampler ode-heun --particles 2000 --steps 40 --out s.npz";
    bench.good(run);
    let mut npz = open(&bench.path("s.npz"));
    let x: Array3<f64> = npz.by_name("x").unwrap();
    let start = x.index_axis(Axis(0), 0);
    let std = start.std(0.0);
    // 4,000 numbers: their standard deviation is known to 1.1 %.
    assert!((std / 20.0 - 1.0).abs() < 4.0 * 0.011, "{std}");
    let end = x.index_axis(Axis(0), x.len_of(Axis(0)) - 1);
    let upper = end.rows().into_iter().filter(|row| row[0] + row[1] > 0.0);
    let weight = upper.count() as f64 / 2000.0;
    // 0.8, less what the prior without a mean takes from it, known to 0.009.
    assert!((0.68..0.83).contains(&weight), "{weight}");

    bench.good(&format!("{run} --init box:-8,8"));
    let x: Array3<f64> = open(&bench.path("s.npz")).by_name("x").unwrap();
    let std = x.index_axis(Axis(0), 0).std(0.0);
    assert!((std / (16.0 / 12f64.sqrt()) - 1.0).abs() < 0.04, "{std}");
}

#[test]
fn a_field_in_time_is_that_of_the_marginal() {
    let bench = Bench::new();
    let run = "field three-gaussians --score exact --process vp-cosine --t 0.5 --grid 5";
    let object = bench.json(&format!("{run} --out f.npz --json"));
    let mut npz = open(&bench.path("f.npz"));
    let x: Array2<f64> = npz.by_name("x").unwrap();
    let score: Array2<f64> = npz.by_name("score").unwrap();
    let log_density: Array1<f64> = npz.by_name("log_density").unwrap();
    let denoised: Array2<f64> = npz.by_name("denoised").unwrap();
    let number = |npz: &mut NpzReader<File>, name: &str| {
        npz.by_name::<ndarray::OwnedRepr<f64>, ndarray::Ix0>(name)
            .map(Array0::into_scalar)
            .unwrap()
    };
    let scene = preset::find("three-gaussians").unwrap();
    let mixture = scene.mixture().unwrap();
    let process = ProcessSpec::of(ProcessKind::VpCosine);
    let process = process
        .build(scene.noise_range(&mixture), &mixture)
        .unwrap();
    let (alpha, sigma) = (process.alpha(0.5), process.sigma(0.5));
    let center: Array1<f64> = npz.by_name("center").unwrap();
    assert_eq!(center.to_vec(), mixture.mean());
    assert_eq!(number(&mut npz, "scale"), mixture.std());
    assert_eq!(number(&mut npz, "t"), 0.5);
    assert_eq!(
        (number(&mut npz, "alpha"), number(&mut npz, "sigma")),
        (alpha, sigma)
    );
    assert_eq!(object["alpha"].as_f64(), Some(alpha));
    let marginal = process.marginal(&mixture, 0.5);
    for row in 0..25 {
        let at = [x[[row, 0]], x[[row, 1]]];
        let s = marginal.score(at);
        assert!((log_density[row] - marginal.log_density(at)).abs() < 1e-12);
        for axis in 0..2 {
            assert!((score[[row, axis]] - s[axis]).abs() < 1e-10);
            let noise = sigma * mixture.std();
            let x0 = center[axis] + (at[axis] - center[axis] + noise * noise * s[axis]) / alpha;
            assert!((denoised[[row, axis]] - x0).abs() < 1e-10);
        }
    }
}

#[test]
fn a_network_is_followed_where_it_was_trained_and_nowhere_else() {
    let bench = Bench::new();
    let text = format!("{TWO_BLOBS}[noise]\nmin = 0.05\nmax = 8.0\n");
    bench.file("blobs.toml", &text);
    bench.good("train blobs.toml --steps 3 --out m.safetensors");
    let model = "blobs.toml --model m.safetensors";
    for sampler in [
        "ode-heun",
        "reverse-sde",
        "pc",
        "karras",
        "ddim",
        "ode-euler",
        "ode-rk45",
    ] {
        let run = format!("sample {model} --sampler {sampler} --particles 5");
        bench.good(&format!("{run} --out t.npz"));
    }
    let run = format!("sample {model} --sampler ode-heun --process vp-linear --particles 5");
    let sentence = bench.refused(&format!("{run} --out v.npz"), 2);
    assert!(
        sentence.contains("the network was trained from 0.05 to 8; add --t-min"),
        "{sentence}"
    );
    let start = sentence.find("--t-min").unwrap();
    let times = sentence[start..].split(',').next().unwrap();
    bench.good(&format!("{run} {times} --out v.npz"));
    let range = NoiseRange::new(0.05, 8.0).unwrap();
    let t: Array1<f64> = open(&bench.path("v.npz")).by_name("t").unwrap();
    let mixture = Scene::from_toml(&text).unwrap().mixture().unwrap();
    let process = ProcessSpec::of(ProcessKind::VpLinear);
    let process = process.build(range, &mixture).unwrap();
    assert!(t.iter().all(|&t| range.contains(process.level(t))), "{t}");

    let run = format!("field {model} --process vp-linear --t 0.99 --grid 3 --out f.npz");
    let sentence = bench.refused(&run, 2);
    assert!(sentence.contains("choose t from"), "{sentence}");
    let mala = format!("sample {model} --sampler mala --out m.npz");
    assert!(bench.refused(&mala, 2).contains("mala needs the density"));
    bench.good(&format!(
        "figure {model} --sampler ode-heun --particles 5 --out f.svg"
    ));
}

#[test]
fn samplers_write_the_same_bytes_for_any_number_of_threads() {
    let bench = Bench::new();
    bench.file("blobs.toml", TWO_BLOBS);
    bench.good("train blobs.toml --steps 3 --out m.safetensors");
    for sampler in ["pc", "ode-rk45", "karras"] {
        let write = |threads: usize| {
            bench.good(&format!(
                "sample blobs.toml --model m.safetensors --sampler {sampler} --particles 3000 --every 1000 --threads {threads} --out t.npz"
            ));
            fs::read(bench.path("t.npz")).unwrap()
        };
        assert!(write(1) == write(2), "{sampler}");
    }
}

#[test]
fn a_figure_says_process_sampler_steps_and_evaluations() {
    let bench = Bench::new();
    for (options, parts) in [
        (
            "--sampler ode-heun --steps 16",
            ["ode-heun", "ve-rho", "16", "31"],
        ),
        (
            "--sampler ddpm --process vp-linear --steps 40",
            ["ddpm", "vp-linear", "40", "40"],
        ),
    ] {
        bench.good(&format!(
            "figure two-moons {options} --particles 9 --out f.svg"
        ));
        let svg = fs::read_to_string(bench.path("f.svg")).unwrap();
        let words: String = svg
            .split('<')
            .filter_map(|tag| tag.split_once('>').map(|(_, text)| text))
            .collect::<Vec<_>>()
            .join(" ");
        for part in parts {
            assert!(words.contains(part), "{part} is not in {words}");
        }
        assert!(words.contains("evaluations"), "{words}");
    }
}

#[test]
fn a_scene_may_name_any_sampler() {
    let bench = Bench::new();
    let sampling = "[sampling]\nsampler = \"karras\"\nprocess = \"ve-rho\"\nrho = 5.0\nsteps = 6\nparticles = 4\n[sampling.churn]\ns_churn = 3.0\n";
    bench.file("k.toml", format!("{TWO_BLOBS}{sampling}"));
    let object = bench.json("sample k.toml --out t.npz --json");
    assert_eq!(
        (&object["sampler"], &object["steps"]),
        (&"karras".into(), &6.into())
    );
    let wrong = sampling.replace("ve-rho", "vp-linear");
    bench.file("w.toml", format!("{TWO_BLOBS}{wrong}"));
    let sentence = bench.refused("check w.toml", 1);
    assert!(
        sentence.contains("w.toml:") && sentence.contains("ve-rho or ve"),
        "{sentence}"
    );
    let unknown = sampling.replace("karras", "heun");
    bench.file("u.toml", format!("{TWO_BLOBS}{unknown}"));
    let sentence = bench.refused("check u.toml", 1);
    assert!(sentence.contains("`ode-heun`"), "{sentence}");
}
