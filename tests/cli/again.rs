//! What files say of what made them, and making them again from it.

use crate::bench::{Bench, TWO_BLOBS};
use std::fs;

#[test]
fn every_format_is_made_again_from_itself_byte_for_byte() {
    let bench = Bench::new();
    let run = "--sampler langevin --sigma 0.2 --particles 8 --steps 12 --seed 5";
    for (command, file) in [
        (format!("figure two-moons {run} --style column"), "a.svg"),
        (format!("figure two-moons {run} --theme dark"), "a.png"),
        (format!("figure two-moons {run} --title (half"), "a.pdf"),
        (format!("sample two-moons {run} --init box:-1,1"), "a.npz"),
        ("forward rings --steps 5 --particles 9".to_owned(), "b.npz"),
        (
            "field rings --score exact --sigma 0.5 --grid 5 --bounds=-1,1,-2,2".to_owned(),
            "c.npz",
        ),
        (
            "train three-gaussians --steps 3 --objective explicit --seed 9".to_owned(),
            "d.safetensors",
        ),
    ] {
        bench.good(&format!("{command} --out {file}"));
        let said = bench.good(&format!("again {file} --out new-{file}"));
        assert!(said.contains("byte for byte"), "{file}: {said}");
        assert!(said.contains(" SCENE"), "{said}");
        let read = |name: &str| fs::read(bench.path(name)).unwrap();
        assert_eq!(read(file), read(&format!("new-{file}")), "{file}");
    }
}

#[test]
fn a_file_made_of_a_scene_on_the_disk_needs_neither_it_nor_its_folder() {
    let bench = Bench::new();
    let scene = TWO_BLOBS.replace("Two blobs", "Zwei <Häufen> & mehr (");
    bench.file("mine.toml", scene);
    for file in ["a.svg", "a.png", "a.pdf"] {
        bench.good(&format!(
            "figure mine.toml --particles 5 --steps 4 --out {file}"
        ));
    }
    fs::remove_file(bench.path("mine.toml")).unwrap();
    for file in ["a.svg", "a.png", "a.pdf"] {
        let said = bench.json(&format!("again {file} --json"));
        assert_eq!(said["same"], true, "{file}");
    }
}

#[test]
fn a_followed_network_is_known_by_its_fingerprint() {
    let bench = Bench::new();
    bench.good("train rings --steps 2 --out one.safetensors");
    bench.good("train rings --steps 3 --out two.safetensors");
    let run = "figure rings --particles 5 --sampler ddim --steps 4";
    let json = bench.json(&format!("{run} --model one.safetensors --json --out a.svg"));
    let made = &json["provenance"];
    assert_eq!(made["model"]["train_steps"], 2);
    assert_eq!(made["model"]["trained_on"], made["scene"]["title"]);
    assert_eq!(made["parameters"]["sampling"]["steps"], 4);
    let command = "scorefield figure SCENE --model MODEL --sampler ddim --steps 4 --particles 5";
    let words: Vec<&str> = command.split(' ').collect();
    assert_eq!(made["command"], serde_json::json!(words));
    let said = bench.refused("again a.svg", 2);
    assert!(
        said.contains("add --model") && said.contains("2 steps"),
        "{said}"
    );
    let said = bench.refused("again a.svg --model two.safetensors", 1);
    assert!(said.contains("another network"), "{said}");
    bench.good("again a.svg --model one.safetensors");
}

#[test]
fn what_was_changed_or_says_nothing_is_told_apart() {
    let bench = Bench::new();
    bench.good("figure rings --particles 5 --steps 4 --out a.svg");
    let svg = fs::read_to_string(bench.path("a.svg")).unwrap();
    let changed = svg.replacen("Two rings", "Two kings", 1);
    assert!(changed != svg);
    fs::write(bench.path("changed.svg"), changed).unwrap();
    let said = bench.refused("again changed.svg", 1);
    assert!(
        said.contains("other bytes") && said.contains("changed"),
        "{said}"
    );
    let older = svg.replacen("scorefield 0.", "scorefield 9.", 1);
    fs::write(bench.path("older.svg"), older).unwrap();
    let said = bench.refused("again older.svg", 1);
    assert!(said.contains("made by scorefield 9."), "{said}");
    fs::write(bench.path("other.svg"), "<svg xmlns=\"x\"></svg>").unwrap();
    let said = bench.refused("again other.svg", 1);
    assert!(said.contains("does not say what made it"), "{said}");
    let cut = svg.replacen("\"command\"", "\"comma\"", 1);
    fs::write(bench.path("cut.svg"), cut).unwrap();
    bench.refused("again cut.svg", 1);
    bench.refused("again nothing.svg", 1);
}

#[test]
fn a_network_of_another_scene_is_named_in_the_caption() {
    let bench = Bench::new();
    bench.good("train rings --steps 2 --out rings.safetensors");
    let run = "figure two-moons --particles 5 --sampler ddim --steps 4 --out a.svg";
    let said = bench.run(&format!("{run} --model rings.safetensors"));
    assert!(said.status.success() && String::from_utf8_lossy(&said.stderr).contains("Two rings"));
    let svg = fs::read_to_string(bench.path("a.svg")).unwrap();
    assert!(svg.contains("trained on \"Two rings\""));
}
