//! Bad input: one sentence, an exit code, nothing lost or half written.

use crate::bench::{Bench, TWO_BLOBS};
use std::fs;
use std::process::Stdio;

#[test]
fn the_number_of_threads_may_come_from_the_environment() {
    let bench = Bench::new();
    let output = bench
        .command("presets")
        .env("SCOREFIELD_THREADS", "0")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("0 threads")
    );
    let with = |value: &str| {
        let run = bench
            .command("presets")
            .env("SCOREFIELD_THREADS", value)
            .output();
        String::from_utf8(run.unwrap().stderr).unwrap()
    };
    assert_eq!(
        with("many"),
        "error: SCOREFIELD_THREADS is set, but \"many\" is not a whole number in range; write one like 1000\n"
    );
    assert_eq!(with(""), "");
}

#[test]
fn help_is_a_verb_too() {
    let bench = Bench::new();
    assert_eq!(bench.good("help"), bench.good("--help"));
    assert!(bench.good("help sample").contains("ode-rk45"));
}

#[test]
fn bad_input_is_answered_in_one_sentence_and_leaves_nothing_behind() {
    let bench = Bench::new();
    bench.file("blobs.toml", TWO_BLOBS);
    bench.file("row.csv", "x,y\n1,2\n3,four\n");
    bench.file("noise.safetensors", [7u8; 400]);
    bench.good("train blobs.toml --steps 1 --out m.safetensors");
    let whole = fs::read(bench.path("m.safetensors")).unwrap();
    bench.file("half.safetensors", &whole[..whole.len() / 2]);
    let before = bench.names();
    let cases = [
        // (arguments, exit code, a part of the sentence)
        (
            "sample two-mons --out t.npz",
            1,
            "there is no preset \"two-mons\"; did you mean two-moons",
        ),
        (
            "train missing.toml",
            1,
            "could not read missing.toml: there is no such file; check the path",
        ),
        (
            "sample rings --particles 0 --out t.npz",
            2,
            "0 particles cannot be simulated; use 1 to",
        ),
        (
            "sample rings --particles 1000000000 --out t.npz",
            2,
            "1,000,000,000 particles",
        ),
        (
            "sample rings --particles 1000000 --every 1 --out t.npz",
            2,
            "larger --every or fewer",
        ),
        (
            "sample rings --particles -5 --out t.npz",
            2,
            "\"-5\" is not a whole number",
        ),
        ("sample rings --every 0 --out t.npz", 2, "use 1 or more"),
        (
            "sample rings --step-size -1 --out t.npz",
            2,
            "step size -1 is out of range",
        ),
        (
            "sample rings --step-size nan --out t.npz",
            2,
            "\"nan\" is not a finite number",
        ),
        (
            "sample rings --step-size 1e9 --out t.npz",
            1,
            "use a step size of at most 0.0016",
        ),
        (
            "sample rings --temperature -1 --out t.npz",
            2,
            "temperature -1 is out of range",
        ),
        (
            "sample rings --init box:8,-8 --out t.npz",
            2,
            "box 8,-8 is empty",
        ),
        (
            "sample rings --init middle --out t.npz",
            2,
            "use prior, data or box:a,b",
        ),
        (
            "sample rings --sampler heun --out t.npz",
            2,
            "langevin, mala, annealed",
        ),
        (
            "sample rings --sampler annealed --sigma 1 --out t.npz",
            2,
            "add --sampler langevin",
        ),
        (
            "sample rings --sampler langevin --levels 3 --out t.npz",
            2,
            "--levels belongs to",
        ),
        (
            "sample rings --sigma-min 5 --sigma-max 1 --out t.npz",
            2,
            "5 to 1 are turned over",
        ),
        ("sample rings --out t.txt", 2, ".npz or .csv"),
        ("sample rings --out t", 2, ".npz or .csv"),
        (
            "sample rings --out no/t.npz",
            1,
            "there is no folder \"no\"",
        ),
        ("check", 2, "<FILE>"),
        ("sample rings", 2, "--out"),
        ("sample rings --partcles 3 --out t.npz", 2, "'--particles'"),
        ("figure rings --out f.gif", 2, ".svg, .png or .pdf"),
        (
            "figure rings --size 9999999x1 --out f.png",
            2,
            "cannot be drawn; use 64 to",
        ),
        (
            "figure rings --size big --out f.png",
            2,
            "write it like 1200x900",
        ),
        (
            "field rings --sigma 1 --out f.csv",
            2,
            "add --score exact or --model",
        ),
        (
            "field rings --score exact --sigma -1 --out f.csv",
            2,
            "noise level -1 is out of range",
        ),
        (
            "field rings --score exact --sigma 1 --grid 1 --out f.csv",
            2,
            "a grid of 1 x 1",
        ),
        (
            "field rings --score exact --sigma 1 --grid 100000 --out f.csv",
            2,
            "a grid of 100,000",
        ),
        (
            "field rings --score exact --sigma 1 --bounds 3,-3,0,1 --out f.csv",
            2,
            "not a rectangle",
        ),
        (
            "field rings --score exact --sigma 1 --points row.csv --out f.csv",
            1,
            "row.csv: line 3, column 2: \"four\" is not a number",
        ),
        (
            "field rings --score exact --model m.safetensors --sigma 1 --out f.csv",
            2,
            "cannot be used with",
        ),
        (
            "field rings --model m.safetensors --sigma 1 --out f.csv",
            1,
            "a network of 2 x 32 silu, but the scene asks for 3 x 64 silu",
        ),
        (
            "field blobs.toml --model m.safetensors --sigma 0 --out f.csv",
            2,
            "noise level 0 was not trained; choose one from",
        ),
        (
            "field blobs.toml --model noise.safetensors --sigma 1 --out f.csv",
            1,
            "could not read noise.safetensors",
        ),
        (
            "field blobs.toml --model half.safetensors --sigma 1 --out f.csv",
            1,
            "could not read half.safetensors",
        ),
        (
            "field blobs.toml --model none.safetensors --sigma 1 --out f.csv",
            1,
            "could not read none.safetensors",
        ),
        (
            "eval blobs.toml --model m.safetensors --sigmas 0.5,1e5",
            2,
            "noise level 100000 was not trained",
        ),
        ("eval blobs.toml --sigmas 0", 2, "above 0"),
        ("train blobs.toml --steps 0", 2, "0 training steps"),
        (
            "train blobs.toml --seed 99999999999999999999",
            2,
            "not a whole number in range",
        ),
        (
            "train blobs.toml --seed 18446744073709551615",
            1,
            "seed 18,446,744,073,709,551,615 is out of range",
        ),
        ("train blobs.toml --out m.onnx", 2, ".safetensors"),
        ("train blobs.toml --log log.txt", 2, ".csv"),
        ("presets --threads 0", 2, "0 threads"),
        ("presets --theads 2", 2, "--threads"),
        (
            "rings sample",
            2,
            "the verb comes first: use scorefield sample rings",
        ),
    ];
    for (arguments, code, part) in cases {
        let sentence = bench.refused(arguments, code);
        assert!(
            sentence.contains(part),
            "{arguments}\n says {sentence}\n not  {part}"
        );
    }
    assert_eq!(bench.names(), before);
}

#[test]
fn a_faulty_scene_is_refused_by_every_verb_with_its_place() {
    let bench = Bench::new();
    bench.file(
        "bad.toml",
        TWO_BLOBS.replace("std = 0.4", "std = 0.4\ncov = [[1, 0], [0, 1]]"),
    );
    for verb in [
        "train",
        "eval",
        "sample --out t.npz",
        "figure --out f.svg",
        "",
    ] {
        let sentence = bench.refused(&format!("{verb} bad.toml"), 1);
        assert_eq!(
            sentence,
            "bad.toml:11:7: `std` together with `cov`; keep one of them"
        );
    }
}

#[test]
fn training_that_diverges_is_said_and_writes_nothing() {
    let bench = Bench::new();
    let wild = TWO_BLOBS.replace("batch = 128", "batch = 128\nlearning_rate = 100");
    bench.file("wild.toml", wild);
    let sentence = bench.refused("train wild.toml --out m.safetensors --log l.csv", 1);
    assert!(sentence.contains("diverged at step"), "{sentence}");
    assert!(sentence.contains("learning rate 100; lower"), "{sentence}");
    assert_eq!(bench.names(), ["wild.toml"]);
}

#[cfg(unix)]
#[test]
fn an_unwritable_file_keeps_its_content() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new();
    let old = bench.file("old.csv", "precious");
    fs::set_permissions(&old, fs::Permissions::from_mode(0o444)).unwrap();
    let sentence = bench.refused("field rings --score exact --sigma 1 --out old.csv", 1);
    assert!(sentence.contains("read-only"), "{sentence}");
    assert_eq!(fs::read(&old).unwrap(), b"precious");
}

#[test]
fn a_reader_that_stops_reading_ends_the_program_quietly() {
    let bench = Bench::new();
    let mut child = bench
        .command("presets")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn the_window_without_a_display_ends_in_one_sentence() {
    let bench = Bench::new();
    let sentence = bench.refused("two-moons", 1);
    assert!(sentence.contains("; "), "{sentence}");
}

#[test]
fn threads_may_stand_before_the_verb_and_its_own_faults_are_told() {
    let bench = Bench::new();
    bench.good("--threads 1 check rings");
    let said = bench.refused("--threads 1 figure rings --steps x --out a.svg", 2);
    assert!(said.contains("--steps"), "{said}");
    let said = bench.refused("--threads 1 figure rings --sampler nothing --out a.svg", 2);
    assert!(said.contains("nothing"), "{said}");
    let said = bench.refused("rings presets", 2);
    assert_eq!(said, "the verb comes first: use scorefield presets rings");
}
