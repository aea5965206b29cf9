//! A disk that is really full, in a namespace of its own: nothing lost, nothing half written, no stray file.

use crate::bench::{Bench, TWO_BLOBS};
use std::process::Command;

/// Runs `script` in a folder on a disk of 256 kB, which nobody else sees; what it says on both streams. None where the
/// system lets nobody mount one.
fn on_a_small_disk(bench: &Bench, script: &str) -> Option<String> {
    const MOUNT: &str = "mkdir disk && mount -t tmpfs -o size=256k none disk && cd disk";
    let shell = |script: &str| {
        let mut command = Command::new("unshare");
        let line = format!("{MOUNT} && {{ {script}\n}}");
        command.args(["--map-root-user", "--mount", "sh", "-c", &line]);
        command.current_dir(bench.path("."));
        command.output()
    };
    let may = shell("true").is_ok_and(|output| output.status.success());
    if !may {
        eprintln!(
            "SKIPPED: this system lets nobody mount a disk (unshare --map-root-user --mount)"
        );
        return None;
    }
    std::fs::remove_dir(bench.path("disk")).unwrap();
    let output = shell(script).unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Some(text(output.stdout) + &text(output.stderr))
}

#[test]
fn a_full_disk_is_named_and_what_was_there_before_stays_whole() {
    let bench = Bench::new();
    bench.file("two.toml", TWO_BLOBS);
    bench.file("p.csv", "0,1\n1,0\n");
    let program = env!("CARGO_BIN_EXE_scorefield");
    for (verb, out) in [
        (
            "field ../two.toml --score exact --sigma 1 --grid 40 --out",
            "old.csv",
        ),
        (
            "field ../two.toml --score exact --sigma 1 --grid 40 --out",
            "old.npz",
        ),
        (
            "sample ../two.toml --particles 300 --steps 30 --every 1 --out",
            "old.csv",
        ),
        (
            "sample ../two.toml --particles 300 --steps 30 --every 1 --out",
            "old.npz",
        ),
        (
            "figure ../two.toml --particles 30 --steps 30 --out",
            "old.svg",
        ),
        (
            "figure ../two.toml --particles 30 --steps 30 --out",
            "old.png",
        ),
        (
            "figure ../two.toml --particles 30 --steps 30 --out",
            "old.pdf",
        ),
        (
            "forward ../two.toml --particles 300 --steps 30 --out",
            "old.csv",
        ),
        ("likelihood ../two.toml --points ../p.csv --out", "old.csv"),
        ("likelihood ../two.toml --points ../p.csv --out", "old.npz"),
        ("train ../two.toml --steps 2 --out", "old.safetensors"),
        ("train ../two.toml --steps 2 --log", "old.csv"),
    ] {
        // An old file, and then not a byte is left.
        let script = format!(
            "echo before > {out}; cat /dev/zero > filling 2> /dev/null; \
             {program} {verb} {out}; echo code $?; ls -A; cat {out}"
        );
        let Some(said) = on_a_small_disk(&bench, &script) else {
            return;
        };
        let lines: Vec<&str> = said.lines().collect();
        let sentence = format!(
            "error: could not save \"{out}\": the disk is full; free some space or choose another disk"
        );
        let mut expected = vec!["code 1", "filling", out, "before"];
        expected.push(&sentence);
        assert_eq!(lines, expected, "{verb}");
        std::fs::remove_dir(bench.path("disk")).unwrap();
    }
}

#[test]
fn a_disk_that_fills_up_halfway_keeps_what_was_there_before() {
    let bench = Bench::new();
    let program = env!("CARGO_BIN_EXE_scorefield");
    for out in ["old.csv", "old.npz"] {
        let script = format!(
            "echo before > {out}; \
             {program} field rings --score exact --sigma 1 --grid 300 --out {out}; \
             echo code $?; ls -A; cat {out}; \
             {program} field rings --score exact --sigma 1 --grid 10 --out {out} > /dev/null; \
             echo code $?; ls -A"
        );
        let Some(said) = on_a_small_disk(&bench, &script) else {
            return;
        };
        let lines: Vec<&str> = said.lines().collect();
        assert_eq!(lines[..5], ["code 1", out, "before", "code 0", out]);
        assert!(
            lines[5].contains("the disk is full; free some space"),
            "{said}"
        );
        std::fs::remove_dir(bench.path("disk")).unwrap();
    }
}
