//! Names of files that nobody expects.

use crate::bench::{Bench, TWO_BLOBS};
use std::ffi::OsStr;
use std::process::Output;

/// The one line that a refused run says, of bounded length and without control characters.
#[track_caller]
fn sentence(output: &Output) -> String {
    let error = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(!output.status.success(), "{error}");
    let line = error.strip_suffix('\n').unwrap();
    assert!(!line.chars().any(char::is_control), "{line:?}");
    assert!(line.chars().count() < 1000, "{line}");
    line.to_owned()
}

#[test]
fn a_folder_is_called_one() {
    let bench = Bench::new();
    for asked in [".", ".."] {
        assert_eq!(
            bench.refused(&format!("check {asked}"), 1),
            format!("could not read {asked}: it is a folder; name a file in it")
        );
    }
}

#[test]
fn names_with_control_characters_and_endless_ones_end_in_one_short_line() {
    let bench = Bench::new();
    for name in ["a\nb.toml", "\u{1b}[31mred.csv", &"7".repeat(5000), "c\rd"] {
        for verb in ["check", "eval", "field"] {
            let output = bench.command(verb).arg(name).output().unwrap();
            sentence(&output);
        }
        let mut run = bench.command("eval rings --samples");
        sentence(&run.arg(name).output().unwrap());
    }
    bench.file("a\nb.csv", "y,x\n1,2\n3,4\n");
    let output = bench.command("check").arg("a\nb.csv").output().unwrap();
    assert!(output.status.success());
    // The kernel width, and which columns were taken.
    for (text, lines) in [(output.stdout, 1), (output.stderr, 2)] {
        assert_eq!(String::from_utf8(text).unwrap().lines().count(), lines);
    }
}

#[cfg(unix)]
#[test]
fn names_that_are_no_text_work_or_are_refused_in_a_sentence() {
    use std::os::unix::ffi::OsStrExt;
    let bench = Bench::new();
    bench.file("blobs.toml", TWO_BLOBS);
    let name = |bytes: &'static [u8]| OsStr::from_bytes(bytes);
    let folder = bench.path("");
    std::fs::write(folder.join(name(b"p\xff.csv")), "0,0\n1,1\n").unwrap();

    let mut run = bench.command("eval blobs.toml --json --samples");
    let output = run.arg(name(b"p\xff.csv")).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let object: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(object["samples"], "p\u{fffd}.csv");

    let mut run = bench.command("field blobs.toml --score exact --sigma 1 --grid 3 --out");
    let output = run.arg(name(b"f\xff.csv")).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(folder.join(name(b"f\xff.csv")).exists());

    for verb in [
        "check", "train", "eval", "field", "sample", "figure", "forward",
    ] {
        let output = bench
            .command(verb)
            .arg(name(b"s\xff.toml"))
            .output()
            .unwrap();
        sentence(&output);
    }
}

#[test]
fn what_was_taken_from_a_table_is_always_said() {
    let bench = Bench::new();
    let rows: String = (0..2000)
        .map(|i| format!("{i},{},{}\n", i % 7, i % 2))
        .collect();
    bench.file("cloud.csv", format!("id,y,x\n{rows}"));
    let output = bench.run("check cloud.csv --json");
    let said = String::from_utf8(output.stderr).unwrap();
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 3, "{said}");
    assert!(lines[0].starts_with("note: cloud.csv: 1,000 points, kernel width "));
    assert!(lines[1].starts_with("note: cloud.csv: took column 3 (\"x\") as x"));
    assert!(lines[2].contains("kept 1,000 of 2,000 points, drawn at random"));
    let object: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(object["scenes"][0]["notices"].as_array().unwrap().len(), 3);
    assert_eq!(object["scenes"][0]["components"], 1000);
}
