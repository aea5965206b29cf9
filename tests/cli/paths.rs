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
    let said = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
    assert_eq!(said[0].lines().count(), 1, "{said:?}");
    // The width that was chosen, and the columns that were taken.
    assert_eq!(said[1].lines().count(), 2, "{said:?}");
    assert!(
        said[1]
            .lines()
            .all(|line| line.starts_with("note: a\u{fffd}b.csv: ")),
        "{said:?}"
    );
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

    std::fs::write(folder.join(name(b"s\xff.toml")), TWO_BLOBS).unwrap();
    for verb in [
        "check",
        "train --steps 1",
        "eval --steps 1 --sigmas 1",
        "field --score exact --sigma 1 --grid 3 --out f.csv",
        "sample --particles 3 --steps 3 --out s.csv",
        "figure --particles 3 --steps 3 --out s.svg",
        "forward --particles 3 --steps 3 --out w.csv",
        "likelihood --points f.csv --out l.csv",
        "compare --samplers ddim --steps 3 --particles 50",
    ] {
        let mut run = bench.command(verb);
        let output = run.arg(name(b"s\xff.toml")).output().unwrap();
        assert!(output.status.success(), "{verb}: {output:?}");
        let mut run = bench.command(verb);
        let output = run.arg(name(b"none\xff.toml")).output().unwrap();
        assert!(sentence(&output).contains("none\u{fffd}.toml"), "{verb}");
    }
    let json = bench
        .command("check --json")
        .arg(name(b"s\xff.toml"))
        .output()
        .unwrap();
    let object: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(object["scenes"][0]["scene"], "s\u{fffd}.toml");
}

#[cfg(unix)]
#[test]
fn what_must_be_text_and_is_none_is_named() {
    use std::os::unix::ffi::OsStrExt;
    let bench = Bench::new();
    let bad = |bytes: &'static [u8]| OsStr::from_bytes(bytes);
    let mut run = bench.command("sample");
    run.args([bad(b"s\xff.toml"), OsStr::new("--steps"), bad(b"1\xfe")]);
    let said = sentence(&run.args(["--out", "t.csv"]).output().unwrap());
    assert!(
        said.starts_with("error: the value of --steps, \"1\u{fffd}\", is no text; "),
        "{said}"
    );
    let mut run = bench.command("sample rings --out t.csv");
    let said = sentence(&run.arg(bad(b"--se\xffed")).output().unwrap());
    assert!(said.contains("--se\u{fffd}ed"), "{said}");
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
    assert!(lines[0].starts_with("note: cloud.csv: 1,000 points, kernel width"));
    assert!(lines[1].starts_with("note: cloud.csv: took column 3 (\"x\") as x"));
    assert!(lines[2].contains("kept 1,000 of 2,000 points, drawn at random"));
    let object: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(object["scenes"][0]["notices"].as_array().unwrap().len(), 3);
    assert_eq!(object["scenes"][0]["components"], 1000);
}

/// Paths where no file can be read; the last two are devices, one that never ends and one that is empty.
#[cfg(unix)]
fn unreadable() -> Vec<std::ffi::OsString> {
    use std::os::unix::ffi::OsStringExt;
    let mut paths: Vec<std::ffi::OsString> = vec![
        std::ffi::OsString::from_vec(b"\xff\xfe".to_vec()),
        std::ffi::OsString::from_vec(b"no\xffsuch.csv".to_vec()),
        std::ffi::OsString::from_vec(vec![b'n'; 300]),
    ];
    paths.extend(
        [
            ".",
            "..",
            "folder",
            "folder/",
            "folder.csv",
            "missing/x.csv",
            "two.toml/x",
            "",
        ]
        .map(Into::into),
    );
    paths.extend(["/dev/full", "/dev/null"].map(Into::into));
    paths
}

#[cfg(unix)]
#[test]
fn every_verb_refuses_what_it_cannot_read_in_a_sentence() {
    let bench = Bench::new();
    bench.file("two.toml", TWO_BLOBS);
    for folder in ["folder", "folder.csv"] {
        std::fs::create_dir(bench.path(folder)).unwrap();
    }
    for path in unreadable() {
        for verb in [
            "check",
            "train",
            "eval",
            "field --sigma 1 --score exact --out f.csv",
            "sample --out s.csv",
            "compare",
            "objectives",
            "figure --out f.svg",
            "forward --out f.csv",
            "likelihood --points two.toml --out l.csv",
            "eval two.toml --samples",
            "eval two.toml --model",
            "sample two.toml --out s.csv --model",
            "figure two.toml --out s.svg --model",
            "compare two.toml --model",
            "field two.toml --sigma 1 --out f.csv --model",
            "field two.toml --sigma 1 --score exact --out f.csv --points",
            "likelihood two.toml --out l.csv --points",
            "likelihood two.toml --points two.toml --out l.csv --model",
            "",
        ] {
            let output = bench.command(verb).arg(&path).output().unwrap();
            let said = sentence(&output);
            assert!(said.starts_with("error: "), "{verb} {path:?}: {said}");
        }
        assert_eq!(
            bench.names(),
            ["folder", "folder.csv", "two.toml"],
            "{path:?}"
        );
    }
}

#[cfg(unix)]
#[test]
fn every_verb_writes_a_file_or_refuses_to_in_a_sentence() {
    use std::os::unix::ffi::OsStringExt;
    let bench = Bench::new();
    bench.file("two.toml", TWO_BLOBS);
    bench.file("p.csv", "0,1\n1,0\n");
    for (verb, ending) in [
        ("train two.toml --steps 2 --out", "safetensors"),
        ("train two.toml --steps 2 --log", "csv"),
        (
            "field two.toml --sigma 1 --score exact --grid 3 --out",
            "npz",
        ),
        (
            "field two.toml --sigma 1 --score exact --grid 3 --out",
            "csv",
        ),
        ("sample two.toml --particles 3 --steps 3 --out", "npz"),
        ("figure two.toml --particles 3 --steps 3 --out", "svg"),
        ("figure two.toml --particles 3 --steps 3 --out", "pdf"),
        ("forward two.toml --particles 3 --steps 3 --out", "csv"),
        ("likelihood two.toml --points p.csv --out", "npz"),
    ] {
        let before = bench.names();
        let folder = format!("folder.{ending}");
        std::fs::create_dir(bench.path(&folder)).unwrap();
        for (link, target) in [
            ("full", "/dev/full"),
            ("null", "/dev/null"),
            ("gone", "gone"),
        ] {
            let link = bench.path(&format!("{link}.{ending}"));
            std::os::unix::fs::symlink(target, link).unwrap();
        }
        let refused = [
            ".".to_owned(),
            "..".to_owned(),
            String::new(),
            "folder/".to_owned(),
            "/dev/full".to_owned(),
            "/dev/null".to_owned(),
            folder,
            format!("full.{ending}"),
            format!("null.{ending}"),
            format!("gone.{ending}"),
            format!("missing/x.{ending}"),
            format!("two.toml/x.{ending}"),
            format!("{}.{ending}", "n".repeat(300)),
            "no-ending".to_owned(),
            "other.xyz".to_owned(),
        ];
        let there = bench.names();
        for path in &refused {
            let output = bench.command(verb).arg(path).output().unwrap();
            let said = sentence(&output);
            assert!(said.starts_with("error: "), "{verb} {path}: {said}");
        }
        assert_eq!(bench.names(), there, "{verb}");
        for name in [&b"o\xff."[..], b"one two.", b"\n."] {
            let name = [name, ending.as_bytes()].concat();
            let name = std::ffi::OsString::from_vec(name);
            let output = bench.command(verb).arg(&name).output().unwrap();
            assert!(output.status.success(), "{verb} {name:?}: {output:?}");
            let path = bench.path("").join(&name);
            assert!(path.metadata().unwrap().len() > 0, "{verb} {name:?}");
            std::fs::remove_file(path).unwrap();
        }
        std::fs::remove_dir(bench.path(&format!("folder.{ending}"))).unwrap();
        for link in ["full", "null", "gone"] {
            std::fs::remove_file(bench.path(&format!("{link}.{ending}"))).unwrap();
        }
        assert_eq!(bench.names(), before, "{verb}");
    }
}
