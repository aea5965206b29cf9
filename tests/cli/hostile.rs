//! Text that somebody wrote to do harm, or by mistake: every verb answers in one plain sentence.

use crate::bench::{Bench, TWO_BLOBS};
use std::process::Output;

/// The verbs that take a scene, each with what it needs besides.
const VERBS: [&str; 11] = [
    "check",
    "train",
    "eval",
    "field",
    "sample",
    "compare",
    "objectives",
    "figure",
    "forward",
    "likelihood",
    "",
];

/// Words that nobody expects: endless, obeyed by terminals, of many lines, turned around.
fn words() -> Vec<String> {
    vec![
        "7".repeat(5000),
        "a b ".repeat(1250),
        "\u{1b}[31mred\u{1b}]0;title\u{7}".to_owned(),
        "two\nlines\r\nand\ttabs".to_owned(),
        "delete\u{7f}\u{8}\u{8}".to_owned(),
        "txt\u{202e}lmot.\u{2066}\u{200b}\u{2028}".to_owned(),
        "c1\u{9b}31m\u{85}".to_owned(),
        format!("{}\u{1b}[2J\n.toml", "é".repeat(3000)),
    ]
}

/// Signs that may stand nowhere in what is said.
fn is_raw(sign: char) -> bool {
    (sign.is_control() && sign != '\n')
        || matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// What a run says, of bounded length and without signs that a terminal obeys.
#[track_caller]
fn plain(output: &Output, asked: &str) -> String {
    let said =
        [&output.stdout, &output.stderr].map(|text| String::from_utf8(text.clone()).unwrap());
    let said = said.concat();
    let asked: String = asked.chars().take(80).collect();
    let code = output.status.code();
    assert!(matches!(code, Some(0..=2)), "{asked:?}: {code:?} {said}");
    let raw = said.chars().find(|sign| is_raw(*sign));
    assert_eq!(raw, None, "{asked:?}: {said:?}");
    assert!(said.chars().count() < 1500, "{asked:?}: {said}");
    said
}

/// What a refused run says: one sentence.
#[track_caller]
fn sentence(output: &Output, asked: &str) -> String {
    let said = plain(output, asked);
    let shown: String = asked.chars().take(80).collect();
    assert!(!output.status.success(), "{shown:?}: {said}");
    assert_eq!(said.lines().count(), 1, "{shown:?}: {said}");
    assert!(said.starts_with("error: "), "{shown:?}: {said}");
    said
}

#[test]
fn arguments_are_quoted_within_bounds() {
    let bench = Bench::new();
    bench.file("two.toml", TWO_BLOBS);
    for word in words() {
        for verb in VERBS {
            sentence(&bench.command(verb).arg(&word).output().unwrap(), verb);
            if verb.is_empty() {
                continue;
            }
            // As an option, as a value of one that every verb has, and as a second scene.
            let option = format!("--{word}");
            let said = bench.command(verb).args(["two.toml", &option]).output();
            sentence(&said.unwrap(), verb);
            let mut run = bench.command(verb);
            run.args(["two.toml", "--threads", &word]);
            sentence(&run.output().unwrap(), verb);
        }
        for (verb, option) in [
            ("train two.toml", "--out"),
            ("train two.toml", "--log"),
            ("train two.toml", "--objective"),
            ("train two.toml", "--steps"),
            ("eval two.toml", "--model"),
            ("eval two.toml", "--samples"),
            ("eval two.toml", "--sigmas"),
            ("field two.toml --sigma 1 --score exact", "--out"),
            (
                "field two.toml --sigma 1 --score exact --out f.csv",
                "--points",
            ),
            ("field two.toml --out f.csv", "--bounds"),
            ("field two.toml --out f.csv", "--score"),
            ("sample two.toml", "--out"),
            ("sample two.toml --out s.csv", "--sampler"),
            ("sample two.toml --out s.csv", "--init"),
            ("sample two.toml --out s.csv", "--center"),
            ("sample two.toml --out s.csv", "--scale"),
            ("compare two.toml", "--samplers"),
            ("compare two.toml", "--steps"),
            ("figure two.toml", "--out"),
            ("figure two.toml --out f.svg", "--size"),
            ("forward two.toml", "--out"),
            ("likelihood two.toml --out l.csv", "--points"),
            ("papers", "--only"),
            ("bench", "--only"),
            ("presets", "--only"),
            ("objectives two.toml", "--model"),
        ] {
            let run = bench.command(verb).args([option, &word]).output().unwrap();
            sentence(&run, &format!("{verb} {option}"));
        }
    }
    assert_eq!(bench.names(), ["two.toml"]);
}

#[cfg(unix)]
#[test]
fn names_of_files_are_shown_and_not_obeyed() {
    let bench = Bench::new();
    for word in words().into_iter().filter(|word| word.len() < 200) {
        let name = |ending: &str| format!("{word}.{ending}");
        bench.file(&name("toml"), TWO_BLOBS);
        bench.file(&name("csv"), "a\u{1b},b\n\u{1b}[2J,x\n");
        bench.file(&name("safetensors"), "\u{1b}[31m");
        bench.file(&name("npy"), "\u{1b}[31m");
        let run = |arguments: &str, file: &str, more: &[&str]| {
            let mut command = bench.command(arguments);
            command.arg(name(file)).args(more);
            command.output().unwrap()
        };
        // What is good is said plainly, what is not in one sentence.
        plain(&run("check", "toml", &[]), &word);
        for (arguments, more) in [
            (
                "field two.toml --score exact --sigma 1 --grid 3 --out",
                "csv",
            ),
            ("sample two.toml --particles 3 --steps 3 --out", "csv"),
            ("figure two.toml --particles 3 --steps 3 --out", "svg"),
            ("forward two.toml --particles 3 --steps 3 --out", "csv"),
            ("train two.toml --steps 2 --out", "safetensors"),
        ] {
            bench.file("two.toml", TWO_BLOBS);
            let output = run(arguments, more, &[]);
            assert!(output.status.success(), "{output:?}");
            plain(&output, arguments);
        }
        bench.file(&name("csv"), "a\u{1b},b\n\u{1b}[2J,x\n");
        bench.file(&name("safetensors"), "\u{1b}[31m");
        for (arguments, file, more) in [
            ("check", "csv", &[][..]),
            ("check", "npy", &[]),
            ("check", "safetensors", &[]),
            ("eval two.toml --samples", "csv", &[]),
            ("eval two.toml --samples", "npy", &[]),
            ("eval two.toml --model", "safetensors", &[]),
            ("sample two.toml --out s.csv --model", "safetensors", &[]),
            ("likelihood two.toml --out l.csv --points", "npy", &[]),
            (
                "field two.toml --out f.csv --score exact --sigma 1 --points",
                "npy",
                &[],
            ),
            ("sample two.toml --out", "svg", &[]),
        ] {
            sentence(&run(arguments, file, more), arguments);
        }
    }
}

#[test]
fn what_stands_in_a_scene_is_quoted_within_bounds() {
    let bench = Bench::new();
    let escaped = |word: &str| {
        serde_json::to_string(word)
            .unwrap()
            .replace('\u{7f}', "\\u007F")
    };
    for word in words() {
        let title = TWO_BLOBS.replace("\"Two blobs\"", &escaped(&word));
        bench.file("s.toml", &title);
        let good = word.chars().count() <= 200;
        plain(&bench.run("check s.toml"), "check");
        for run in [
            "eval s.toml --steps 2 --sigmas 1",
            "sample s.toml --particles 3 --steps 3 --out s.csv",
            "figure s.toml --particles 3 --steps 3 --out s.svg",
            "compare s.toml --particles 20 --samplers ddim --steps 2",
        ] {
            let output = bench.run(run);
            if output.status.success() {
                assert!(good, "{run}");
                plain(&output, run);
            } else {
                sentence(&output, run);
            }
        }
        for (old, new) in [
            ("seed = 4", format!("{} = 4", escaped(&word))),
            ("seed = 4", format!("seed = {}", escaped(&word))),
            ("seed = 4", format!("seed = 4 {word}")),
            ("[network]", format!("[{}]", escaped(&word))),
            (
                "[network]",
                format!("[noise]\nmin = {}\n[network]", escaped(&word)),
            ),
            ("width = 32", format!("activation = {}", escaped(&word))),
            (
                "[training]",
                format!("[training]\nobjective = {}", escaped(&word)),
            ),
            ("mean = [2.0, -1.0]", format!("mean = [{}]", escaped(&word))),
        ] {
            bench.file("s.toml", TWO_BLOBS.replace(old, &new));
            for verb in ["check s.toml", "eval s.toml --steps 1"] {
                sentence(&bench.run(verb), &new);
            }
        }
    }
}

#[test]
fn numbers_without_end_are_written_with_an_exponent() {
    let bench = Bench::new();
    for (old, new) in [
        (
            "[network]",
            "[noise]\nmin = 1e-320\nmax = 1e-320\n[network]",
        ),
        ("[network]", "[noise]\nmin = 1e300\nmax = 1e300\n[network]"),
        ("std = 0.4", "std = 1e-320"),
        ("mean = [2.0, -1.0]", "mean = [-1e300, 1e300]"),
        ("weight = 0.3", "weight = -1e300"),
        ("weight = 0.3", "weight = 1e-320"),
        (
            "[[0.3, 0.1], [0.1, 0.2]]",
            "[[1e300, 1e-320], [1e299, 1e300]]",
        ),
        ("batch = 128", "learning_rate = 1e300"),
        ("batch = 128", "noise_levels = 1e300"),
        ("batch = 128", "batch = 9000000000000000000"),
        ("width = 32", "width = 9000000000000000000"),
        (
            "batch = 128",
            "[sampling]\nsampler = \"ode-heun\"\nprocess = \"ve-rho\"\nrho = 1e300",
        ),
        ("batch = 128", "[sampling]\ntemperature = 1e300"),
        (
            "batch = 128",
            "[sampling]\nsampler = \"karras\"\ntemperature = 1e-320",
        ),
        (
            "batch = 128",
            "[sampling]\nsigma_min = 1e300\nsigma_max = 1e-320\nsampler = \"annealed\"",
        ),
        (
            "batch = 128",
            "[sampling]\nscale = 1e300\nprocess = \"vp-linear\"",
        ),
        (
            "batch = 128",
            "[sampling]\nsampler = \"ode-heun\"\nprocess = \"vp-linear\"\nt_min = 1e300\nt_max = 1e-320",
        ),
        ("batch = 128", "[sampling]\ntol = 1e-320"),
    ] {
        bench.file("s.toml", TWO_BLOBS.replace(old, new));
        let output = bench.run("check s.toml");
        let said = sentence(&output, new);
        assert!(said.chars().count() < 320, "{new}: {said}");
        assert!(!said.contains("000000"), "{new}: {said}");
    }
    for run in [
        "field s.toml --score exact --sigma 1e300 --out f.csv",
        "field s.toml --score exact --sigma 1 --bounds 1e300,1e-320,0,1 --out f.csv",
        "field s.toml --score exact --process ve --t 1e300 --out f.csv",
        "sample s.toml --step-size -1e300 --out s.csv",
        "sample s.toml --particles 9000000000000000000 --out s.csv",
        "sample s.toml --tol 1e-320 --sampler ode-rk45 --out s.csv",
        "sample s.toml --init box:1e300,1e-320 --out s.csv",
        "train s.toml --steps 9000000000000000000",
        "eval s.toml --sigmas -1e300",
        "figure s.toml --size 4000000000x4000000000 --out f.svg",
    ] {
        bench.file("s.toml", TWO_BLOBS);
        let said = sentence(&bench.run(run), run);
        assert!(said.chars().count() < 400, "{run}: {said}");
        assert!(
            !said
                .replace("4000000000x4000000000", "")
                .contains("0000000"),
            "{run}: {said}"
        );
    }
}

/// A numpy array whose header is `text`.
fn array(version: [u8; 2], text: &str) -> Vec<u8> {
    let mut bytes = b"\x93NUMPY".to_vec();
    bytes.extend(version);
    bytes.extend((text.len() as u16).to_le_bytes());
    bytes.extend(text.as_bytes());
    bytes.extend([0; 64]);
    bytes
}

#[test]
fn headers_of_arrays_and_of_networks_are_quoted_within_bounds() {
    let bench = Bench::new();
    bench.file("two.toml", TWO_BLOBS);
    let good = "{'descr': '<f8', 'fortran_order': False, 'shape': (4, 2), }";
    bench.file("good.npy", array([1, 0], good));
    plain(&bench.run("eval two.toml --samples good.npy"), "good");
    let mut arrays = vec![
        array([0, 0], good),
        array([1, 1], good),
        array([4, 0], good),
        array([1, 0], &good.replace("(4, 2), ", "(4, 2), 'junk': 1")),
        array(
            [1, 0],
            &good.replace("(4, 2)", &format!("({})", "9,".repeat(5000))),
        ),
        array([1, 0], &good.replace("(4, 2)", "(99999999999999999, 2)")),
    ];
    for word in words() {
        arrays.push(array([1, 0], &word));
        arrays.push(array([1, 0], &good.replace("<f8", &word)));
        arrays.push(array([1, 0], &good.replace("False", &word)));
        arrays.push(array([1, 0], &good.replace("descr", &word)));
    }
    for bytes in arrays {
        bench.file("bad.npy", bytes);
        for run in [
            "check bad.npy",
            "eval two.toml --samples bad.npy",
            "field two.toml --score exact --sigma 1 --points bad.npy --out f.csv",
            "likelihood two.toml --points bad.npy --out l.csv",
        ] {
            sentence(&bench.run(run), run);
        }
    }

    bench.good("train two.toml --steps 2 --out good.safetensors");
    let model = std::fs::read(bench.path("good.safetensors")).unwrap();
    for word in words() {
        // The description is JSON inside JSON.
        let twice = serde_json::to_string(&word).unwrap();
        let twice = serde_json::to_string(twice.trim_matches('"')).unwrap();
        let twice = twice.trim_matches('"');
        for (old, new) in [
            ("silu", twice),
            ("\\\"width\\\"", &format!("\\\"{twice}\\\"")),
            (
                "\\\"version\\\":6",
                &format!("\\\"version\\\":\\\"{twice}\\\""),
            ),
            (
                "layers.0.bias",
                &word.escape_unicode().to_string().replace(['{', '}'], ""),
            ),
            ("\"F32\"", &format!("\"{twice}\"")),
        ] {
            bench.file("bad.safetensors", renamed(&model, old, new));
            for run in [
                "eval two.toml --model bad.safetensors",
                "sample two.toml --model bad.safetensors --out s.csv",
                "objectives two.toml --model bad.safetensors",
            ] {
                sentence(&bench.run(run), run);
            }
        }
    }
}

/// The network's file with `old` in its header replaced.
fn renamed(model: &[u8], old: &str, new: &str) -> Vec<u8> {
    let length = u64::from_le_bytes(*model.first_chunk().unwrap()) as usize;
    let header = String::from_utf8(model[8..8 + length].to_vec()).unwrap();
    assert!(header.contains(old), "{old}: {header:.900}");
    let header = header.replace(old, new);
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend(header.as_bytes());
    bytes.extend(&model[8 + length..]);
    bytes
}
