//! Models on scenes that they were not trained on.

use crate::bench::Bench;

fn scene(title: &str, x: f64) -> String {
    format!(
        "title = {title:?}\n[[component]]\nmean = [{x:?}, 0.0]\nstd = 0.5\n\
         [noise]\nmin = 0.05\nmax = 5.0\n[network]\nwidth = 32\ndepth = 2\n"
    )
}

/// A run of every verb that takes a model.
fn runs(scene: &str) -> Vec<String> {
    [
        "sample S --model left.safetensors --particles 5 --out o.npz",
        "figure S --model left.safetensors --particles 5 --out o.svg",
        "field S --model left.safetensors --sigma 0.3 --out o.npz",
        "eval S --model left.safetensors",
        "likelihood S --model left.safetensors --points p.csv --out o.npz",
        "compare S --model left.safetensors --samplers ddim --steps 2 --particles 20",
    ]
    .map(|line| line.replace('S', scene))
    .to_vec()
}

#[test]
fn a_model_of_another_scene_is_named_by_every_verb_that_takes_one() {
    let bench = Bench::new();
    bench.file("left.toml", scene("Left", -1.0));
    bench.file("right.toml", scene("Right", 1.0));
    bench.file("renamed.toml", scene("Renamed", -1.0));
    bench.file("p.csv", "x,y\n0.0,0.0\n0.5,0.5\n");
    bench.good("train left.toml --steps 2 --out left.safetensors");
    let said = |line: &str| String::from_utf8(bench.run(line).stderr).unwrap();
    for line in runs("right.toml") {
        let said = said(&line);
        let note = "note: left.safetensors: trained on \"Left\"; used on \"Right\" all the same\n";
        assert!(said.starts_with(note), "{line}: {said}");
    }
    // Another title alone is no other scene.
    for line in runs("renamed.toml") {
        let said = said(&line);
        assert!(!said.contains("trained on"), "{line}: {said}");
    }
    bench.file("left.toml", scene("Left", 2.0));
    let said = said("eval left.toml --model left.safetensors");
    assert!(
        said.contains("trained on another version of \"Left\""),
        "{said}"
    );
}

#[test]
fn check_names_number_and_kernel_width_of_points() {
    let bench = Bench::new();
    bench.file("three.csv", "x,y\n0,0\n1,0\n0,1\n");
    let output = bench.run("check three.csv");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("3 points, kernel width "), "{text}");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("chosen from the points"), "{said}");
}
