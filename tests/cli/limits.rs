//! Input beyond all measure: still one short sentence, at once.

use crate::bench::{Bench, TWO_BLOBS};
use std::fs;

#[test]
fn a_faulty_value_of_any_size_is_quoted_on_one_short_line() {
    let bench = Bench::new();
    let list = vec!["1"; 100_000].join(", ");
    let digits = "9".repeat(1_000_000);
    for (name, text, part) in [
        (
            "lines.toml",
            "title = \"a\"\n[[component]]\nmean = [1,\n2,\n3]\nstd = 1".to_owned(),
            "lines.toml:3:8: [1, 2, 3] does not fit here; give a list of two numbers",
        ),
        (
            "list.toml",
            format!("title = \"a\"\n[[component]]\nmean = [{list}]\nstd = 1"),
            "… does not fit here; give a list of two numbers",
        ),
        (
            "longer.toml",
            format!("title = \"a\"\n[[component]]\nmean = [{list}, {list}]\nstd = 1"),
            "the scene lists 200,002 values; give at most 200,000, or put points into a table",
        ),
        (
            "key.toml",
            format!("{digits} = 1\ntitle = \"a\""),
            "…`; use one of `title`",
        ),
        (
            "value.toml",
            "title = \"a\"\n[training]\nobjective = \"\"\"a\nb\"\"\"".to_owned(),
            "unknown value `a b`; use ",
        ),
        (
            "escape.toml",
            "title = \"a\"\n\"k\\u001b[31m\\nnew\" = 1".to_owned(),
            "unknown key `k [31m new`; use one of `title`",
        ),
        (
            "text.toml",
            format!("title = \"a\"\n[network]\nwidth = \"{digits}\""),
            "… does not fit here; give a whole number, 0 or more",
        ),
        (
            "deep.toml",
            format!("title = {}", "[".repeat(10_000)),
            "nested too deep; ",
        ),
        (
            "row.csv",
            format!("x,y\n1,{digits}z\n"),
            "… is not a number; write it as 1.5",
        ),
    ] {
        bench.file(name, text);
        let sentence = bench.refused(&format!("check {name}"), 1);
        let length = sentence.chars().count();
        let plain = !sentence.chars().any(char::is_control);
        assert!(length < 300 && plain, "{name}: {length} letters");
        // Within a debug-quoted text the mark of the cut stands before the quote's end.
        let found = sentence.replace("…\"", "…");
        assert!(found.contains(part), "{name} says {sentence}");
    }
    for run in [
        "eval rings --samples row.csv",
        "likelihood rings --points row.csv --out l.csv",
    ] {
        let sentence = bench.refused(run, 1);
        assert!(sentence.chars().count() < 300, "{run}");
        assert!(sentence.contains("line 2, column 2: \"9999"), "{sentence}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_answered_with_what_to_do_about_it() {
    let bench = Bench::new();
    bench.file("latin.toml", b"title = \"\xe9\"\n");
    bench.file("blobs.toml", TWO_BLOBS);
    fs::create_dir(bench.path("folder.toml")).unwrap();
    for (path, part) in [
        ("latin.toml", "it is not text; save it as UTF-8"),
        ("folder.toml", "it is a folder; name a file in it"),
        (
            "blobs.toml/a.toml",
            "a part of the path is a file; check the path",
        ),
    ] {
        let sentence = bench.refused(&format!("check {path}"), 1);
        assert_eq!(sentence, format!("could not read {path}: {part}"));
    }
}

#[test]
fn what_cannot_be_saved_is_said_before_the_work() {
    let bench = Bench::new();
    bench.file("blobs.toml", TWO_BLOBS);
    bench.file("points.csv", "0,0\n");
    for ending in ["safetensors", "csv", "npz", "svg"] {
        fs::create_dir(bench.path(&format!("folder.{ending}"))).unwrap();
    }
    let before = bench.names();
    // Each of these would take hours if it were begun.
    for run in [
        "train blobs.toml --steps 900000000 --out folder.safetensors",
        "train blobs.toml --steps 900000000 --log folder.csv",
        "sample blobs.toml --steps 10000000 --every 100000000 --out folder.npz",
        "figure blobs.toml --steps 10000000 --every 100000000 --out folder.svg",
    ] {
        let sentence = bench.refused(run, 1);
        assert!(
            sentence.contains("it is a folder; add a file name"),
            "{sentence}"
        );
    }
    assert_eq!(bench.names(), before);
}

#[test]
fn runs_without_an_end_are_refused() {
    let bench = Bench::new();
    for run in [
        "sample rings --levels 10000 --steps 10000000 --every 999999999999 --out t.npz",
        "figure rings --levels 10000 --steps 10000000 --every 999999999999 --out f.svg",
        "compare rings --steps 10000000 --particles 1000000",
    ] {
        let sentence = bench.refused(run, 2);
        assert!(
            sentence.contains("would take weeks; use fewer"),
            "{sentence}"
        );
    }
}

#[test]
fn numbers_beyond_all_measure_are_named_and_short() {
    let bench = Bench::new();
    bench.file("far.csv", "1e300,0\n");
    bench.file("near.csv", "1e100,0\n");
    bench.good("field rings --score exact --sigma 1 --points near.csv --out near.npz");
    for (run, code, part) in [
        (
            "sample rings --sigma-max 1e300",
            2,
            "ladder end 1e300 is out of range; use 1e-9 to 1e9",
        ),
        ("sample rings --sigma-min 1e-300", 2, "ladder end 1e-300 is"),
        (
            "sample rings --sigma 1e300",
            2,
            "noise level 1e300 is out of range; use 0 to 1e6",
        ),
        (
            "sample rings --init box:-1e308,1e308",
            2,
            "box -1e308,1e308 reaches too far; give",
        ),
        (
            "sample rings --sampler ode-rk45 --tol 1e-300",
            2,
            "tolerance 1e-300 is out of range",
        ),
        ("sample rings --s-churn 1e300", 2, "s-churn 1e300 is"),
        (
            "field rings --score exact --sigma 1e300",
            2,
            "noise level 1e300",
        ),
        (
            "field rings --score exact --sigma 1 --points far.csv",
            1,
            "not finite at 1e300,0; take points nearer",
        ),
        (
            "field rings --score exact --sigma 1 --bounds -1e308,1e308,0,1",
            1,
            "the field is not finite at",
        ),
        (
            "likelihood rings --points far.csv",
            1,
            "point 1e300,0 is too far out",
        ),
    ] {
        let sentence = bench.refused(&format!("{run} --out o.npz"), code);
        assert!(sentence.contains(part), "{run} says {sentence}");
    }
}

#[test]
fn a_scene_whose_sampling_cannot_be_run_is_not_good() {
    let bench = Bench::new();
    let above = format!("{TWO_BLOBS}[sampling]\nsigma_min = 100.0\n");
    bench.file("above.toml", above);
    let sentence = bench.refused("check above.toml", 1);
    assert!(
        sentence.contains("above.toml: [sampling] cannot be run: ladder ends 100 to"),
        "{sentence}"
    );
}

#[test]
fn a_network_of_numbers_too_large_to_compute_with_is_refused() {
    let bench = Bench::new();
    bench.file("blobs.toml", TWO_BLOBS);
    bench.good("train blobs.toml --steps 1 --out m.safetensors");
    let mut bytes = fs::read(bench.path("m.safetensors")).unwrap();
    // The tensors stand behind the header, whose length is the first number.
    let header = u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize;
    let tensors = &mut bytes[8 + header..];
    for number in tensors.as_chunks_mut::<4>().0 {
        *number = 1e30f32.to_le_bytes();
    }
    bench.file("huge.safetensors", &bytes);
    for run in [
        "eval blobs.toml --json",
        "field blobs.toml --sigma 1 --out f.csv",
        "sample blobs.toml --out s.csv",
    ] {
        let sentence = bench.refused(&format!("{run} --model huge.safetensors"), 1);
        assert!(
            sentence.contains("its weights are so large that its score would not be finite"),
            "{sentence}"
        );
    }
}

#[test]
fn an_unknown_scene_of_a_benchmark_is_found_before_it_measures() {
    let bench = Bench::new();
    for (run, code, part) in [
        ("bench --scenes rings,rngs", 1, "did you mean rings"),
        ("bench --limit -1", 2, "--limit -1 is out of range"),
        ("bench --parts step,stop", 2, "stop"),
    ] {
        let sentence = bench.refused(run, code);
        assert!(sentence.contains(part), "{sentence}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_either_stream_is_no_panic() {
    let bench = Bench::new();
    let full = || {
        fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .unwrap()
    };
    let deaf = bench.command("check none.toml").stderr(full()).status();
    assert_eq!(deaf.unwrap().code(), Some(1));
    let output = bench.command("presets --json").stdout(full()).output();
    let output = output.unwrap();
    assert_eq!(output.status.code(), Some(1));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("could not write the output"), "{error}");
    assert_eq!(error.lines().count(), 1, "{error}");
}
