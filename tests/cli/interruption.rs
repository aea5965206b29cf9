//! What is left when a run is ended from outside, or when the disk takes no more.

use crate::bench::{Bench, TWO_BLOBS};
use std::fs;
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The program on its way, with its output kept.
fn start(bench: &Bench, arguments: &str) -> Child {
    let mut command = bench.command(arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

fn send(signal: &str, child: &Child) {
    let line = format!("kill -s {signal} {}", child.id());
    let sent = Command::new("sh").args(["-c", &line]).status();
    assert!(sent.unwrap().success());
}

fn sentence(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Waits until `child` has written something into a draft in the folder of `bench`, which may have no
/// name.
fn wait_for_a_draft(bench: &Bench, child: &Child) {
    let begin = Instant::now();
    let folder = fs::canonicalize(bench.path(".")).unwrap();
    let open = format!("/proc/{}/fd", child.id());
    let written = || {
        let files = fs::read_dir(&open).into_iter().flatten().flatten();
        let mut drafts = files.filter(|file| {
            let shown = fs::read_link(file.path()).unwrap_or_default();
            let size = fs::metadata(file.path()).map_or(0, |found| found.len());
            shown.starts_with(&folder) && size > 0
        });
        drafts.next().is_some()
    };
    while !written() {
        assert!(begin.elapsed() < Duration::from_secs(120), "no draft");
        sleep(Duration::from_millis(1));
    }
}

#[test]
fn a_training_that_is_interrupted_keeps_its_network_and_its_log() {
    let bench = Bench::new();
    bench.file("two.toml", TWO_BLOBS);
    let child = start(
        &bench,
        "train two.toml --steps 100000000 --threads 1 --out net.safetensors --log log.csv",
    );
    sleep(Duration::from_secs(3));
    send("INT", &child);
    let output = child.wait_with_output().unwrap();
    let said = sentence(&output);
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert!(
        said.contains(
            "of 100,000,000 steps; kept the network in net.safetensors and the log in log.csv"
        ),
        "{said}"
    );
    // After three seconds a terminal shows how far it is: nothing of that goes into a pipe.
    assert_eq!(said.lines().count(), 1, "{said}");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "");
    assert_eq!(bench.names(), ["log.csv", "net.safetensors", "two.toml"]);
    assert!(
        fs::read_to_string(bench.path("log.csv"))
            .unwrap()
            .lines()
            .count()
            > 1
    );
    bench.good("eval two.toml --model net.safetensors");
}

#[test]
fn a_run_that_is_ended_while_it_saves_leaves_nothing() {
    // Nobody hears KILL; a draft without a name is gone all the same.
    for (signal, code) in [("INT", Some(130)), ("TERM", Some(143)), ("KILL", None)] {
        let bench = Bench::new();
        bench.file("f.csv", "what was there before");
        let child = start(
            &bench,
            "field rings --score exact --sigma 0.3 --grid 900 --out f.csv",
        );
        wait_for_a_draft(&bench, &child);
        send(signal, &child);
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), code, "{}", sentence(&output));
        assert_eq!(bench.names(), ["f.csv"], "{signal}");
        let kept = fs::read_to_string(bench.path("f.csv")).unwrap();
        assert_eq!(kept, "what was there before");
    }
}

#[test]
fn a_file_that_may_not_grow_so_large_is_refused_and_leaves_nothing() {
    let bench = Bench::new();
    let program = env!("CARGO_BIN_EXE_scorefield");
    for out in ["f.csv", "f.npz"] {
        let line = format!(
            "ulimit -f 8; exec {program} field rings --score exact --sigma 0.3 --grid 200 --out {out}"
        );
        let mut shell = Command::new("sh");
        shell.args(["-c", &line]).current_dir(bench.path("."));
        let output = shell.output().unwrap();
        let said = sentence(&output);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert_eq!(
            said.trim_end(),
            format!(
                "error: could not save \"{out}\": a file may not be so large here; raise the limit (ulimit -f) or save less"
            )
        );
        assert_eq!(bench.names(), Vec::<String>::new());
    }
}

#[test]
fn a_link_to_nothing_is_no_place_for_a_file() {
    let bench = Bench::new();
    std::os::unix::fs::symlink(bench.path("gone.csv"), bench.path("f.csv")).unwrap();
    let said = bench.refused(
        "field rings --score exact --sigma 0.3 --grid 3 --out f.csv",
        1,
    );
    assert!(
        said.contains("it is a link to a file that is not there; remove the link"),
        "{said}"
    );
    assert!(!bench.path("gone.csv").exists());
}

#[test]
fn a_scene_that_is_too_large_is_refused_by_its_size() {
    let bench = Bench::new();
    bench.file("large.toml", "#".repeat(4_000_001));
    assert_eq!(
        bench.refused("eval large.toml", 1),
        "could not read large.toml: it has 4,000,001 bytes; give one of at most 4,000,000"
    );
}

#[test]
fn particles_that_fly_apart_end_in_a_sentence_and_in_no_figure() {
    let bench = Bench::new();
    bench.file("two.toml", TWO_BLOBS);
    for (verb, out) in [("sample", "s.csv"), ("figure", "s.svg")] {
        let said = bench.refused(
            &format!("{verb} two.toml --sampler langevin --step-size 5 --steps 60 --out {out}"),
            1,
        );
        assert!(
            said.contains("flew apart at step") && said.contains("step size 5"),
            "{said}"
        );
        assert_eq!(bench.names(), ["two.toml"]);
    }
}

/// A network whose steps take seconds on one thread.
const SLOW: &str = r#"
title = "Slow"
[[component]]
weight = 1.0
mean = [0.0, 0.0]
std = 1.0
[network]
width = 256
depth = 4
[training]
batch = 16384
"#;
const SLOW_TRAINING: &str =
    "train slow.toml --steps 100000 --threads 1 --out net.safetensors --log log.csv";

#[test]
fn a_second_interruption_of_a_training_stops_it_at_once() {
    // On a fast machine the step may be over before the second signal arrives: then the run has ended by
    // itself, and another is tried.
    for _ in 0..10 {
        let bench = Bench::new();
        bench.file("slow.toml", SLOW);
        let child = start(&bench, SLOW_TRAINING);
        sleep(Duration::from_secs(2));
        send("INT", &child);
        sleep(Duration::from_millis(30));
        let begin = Instant::now();
        send("INT", &child);
        let output = child.wait_with_output().unwrap();
        let said = sentence(&output);
        assert_eq!(output.status.code(), Some(130), "{said}");
        if said.contains("kept the network") {
            continue;
        }
        assert!(
            begin.elapsed() < Duration::from_secs(2),
            "{:?}",
            begin.elapsed()
        );
        assert_eq!(bench.names(), ["slow.toml"], "{said}");
        return;
    }
    panic!("every step was over before the second signal");
}

#[test]
fn a_training_that_is_told_to_end_does_so_at_once_and_leaves_nothing() {
    let bench = Bench::new();
    bench.file("slow.toml", SLOW);
    let child = start(&bench, SLOW_TRAINING);
    sleep(Duration::from_secs(2));
    let begin = Instant::now();
    send("TERM", &child);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(143), "{}", sentence(&output));
    assert!(
        begin.elapsed() < Duration::from_secs(2),
        "{:?}",
        begin.elapsed()
    );
    assert_eq!(bench.names(), ["slow.toml"]);
}

/// What a terminal of 100 columns is sent by a run.
#[cfg(target_os = "linux")]
fn on_a_terminal(bench: &Bench, arguments: &str) -> String {
    let program = env!("CARGO_BIN_EXE_scorefield");
    let line = format!("stty cols 100; exec timeout --foreground -s INT 4 {program} {arguments}");
    let mut terminal = Command::new("script");
    terminal.args(["-qec", &line, "/dev/null"]);
    terminal
        .current_dir(bench.path("."))
        .env("TERM", "xterm")
        .stdin(Stdio::null());
    let output = terminal.output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn work_of_more_than_a_second_shows_on_a_terminal_how_far_it_is() {
    let bench = Bench::new();
    bench.file("two.toml", TWO_BLOBS);
    let quick = on_a_terminal(&bench, "train two.toml --steps 2");
    assert!(quick.contains("2 steps in"), "{quick:?}");
    assert!(!quick.contains("training ["), "{quick:?}");
    // However fast the machine is, it is under way for four seconds.
    let slow = on_a_terminal(&bench, "train two.toml --steps 100000000 --threads 1");
    assert!(
        slow.contains("training [") && slow.contains(" of 100,000,000, "),
        "{slow:?}"
    );
    // Of a field nobody counts the points, neither while it is evaluated nor while it is written.
    let field = "field rings --score exact --sigma 0.3 --grid 2000 --threads 1 --out f.csv";
    let field = on_a_terminal(&bench, field);
    let lines = ["evaluating, 1 s", "writing, 1 s"];
    assert!(lines.iter().any(|line| field.contains(line)), "{field:?}");
}
