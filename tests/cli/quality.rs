//! `eval --samples`: what it measures, reads and refuses.

use crate::bench::{Bench, TWO_BLOBS};
use ndarray::{Array2, Array3, ShapeBuilder, s};
use ndarray_npy::{NpzWriter, WriteNpyExt};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use scorefield::scene::preset;
use serde_json::Value;
use std::fs::{self, File};

/// Exact points of a preset, `[n, 2]`.
fn exact(scene: &str, n: usize, seed: u64) -> Array2<f64> {
    let mixture = preset::find(scene).unwrap().mixture().unwrap();
    mixture.sample(n, &mut ChaCha8Rng::seed_from_u64(seed))
}

fn csv(x: &Array2<f64>) -> String {
    let rows = x.rows().into_iter().map(|p| format!("{},{}\n", p[0], p[1]));
    rows.fold("x,y\n".to_owned(), |table, row| table + &row)
}

fn number(object: &Value, key: &str) -> (f64, f64) {
    let estimate = &object[key];
    let of = |part: &str| {
        estimate[part]
            .as_f64()
            .unwrap_or_else(|| panic!("{key}: {estimate}"))
    };
    (of("value"), of("se"))
}

/// The same object without what depends on the clock and the file's name.
fn timeless(mut object: Value) -> Value {
    let map = object.as_object_mut().unwrap();
    map.remove("seconds").unwrap();
    map.remove("samples").unwrap();
    object
}

#[test]
fn exact_points_look_like_an_exact_sample() {
    let bench = Bench::new();
    bench.file("s.csv", csv(&exact("song-ermon", 3000, 1)));
    let eval = bench.json("eval song-ermon --samples s.csv --json");
    assert_eq!(eval["points"], 3000);
    assert_eq!(eval["weights"], serde_json::json!([0.8, 0.2]));
    assert!(eval["bandwidth"].as_f64().unwrap() > 0.0);
    for side in [&eval, &eval["exact_sample"]] {
        let (nll, se) = number(side, "nll");
        assert!((nll - 3.338279).abs() < 4.0 * se && se < 0.03, "{nll} {se}");
        for (key, limit) in [("mmd2", 4.0), ("energy_distance", 4.0)] {
            let (value, se) = number(side, key);
            assert!(se > 0.0 && value.abs() < limit * se, "{key} {value} {se}");
        }
        assert!(number(side, "sliced_w2").0 > 0.0);
        for (k, truth) in [0.8, 0.2].into_iter().enumerate() {
            let weight = side["mode_weights"]["value"][k].as_f64().unwrap();
            let se = side["mode_weights"]["se"][k].as_f64().unwrap();
            assert!((weight - truth).abs() < 4.0 * se && se < 0.01);
            assert_eq!(
                side["mode_weights_interval"]["se"][k],
                side["mode_weights"]["se"][k]
            );
            let end = |end: usize| {
                side["mode_weights_interval"]["value"][k][end]
                    .as_f64()
                    .unwrap()
            };
            assert!(end(0) < weight && weight < end(1) && end(1) - end(0) < 5.0 * se);
        }
    }
    let table = bench.good("eval song-ermon --samples s.csv");
    for part in [
        "sliced W2",
        "MMD^2",
        "NLL",
        "exact sample",
        "95 % interval",
        "0.8000",
    ] {
        assert!(table.contains(part), "{table}");
    }
}

#[test]
fn points_of_a_wrong_weight_are_far_from_the_truth_and_say_so() {
    let bench = Bench::new();
    let equal = fs::read_to_string("presets/song-ermon.toml").unwrap();
    let equal = equal
        .replace("weight = 0.8", "weight = 0.5")
        .replace("weight = 0.2", "weight = 0.5");
    bench.file("equal.toml", equal);
    bench.good("sample equal.toml --init data --sampler langevin --sigma 0 --steps 1 --step-size 1e-6 --particles 2000 --out s.npz");
    let eval = bench.json("eval song-ermon --samples s.npz --json");
    let far = |key: &str| {
        let ((value, se), (exact, _)) = (number(&eval, key), number(&eval["exact_sample"], key));
        assert!(value - exact > 10.0 * se, "{key} {value} {se} {exact}");
    };
    for key in ["sliced_w2", "mmd2", "energy_distance"] {
        far(key);
    }
    // How far the nearest points are hardly tells how many there are.
    for key in ["chamfer2", "chamfer"] {
        let ((value, se), (exact, _)) = (number(&eval, key), number(&eval["exact_sample"], key));
        let ratio = value / exact;
        assert!(se > 0.0 && (0.5..2.0).contains(&ratio), "{key} {ratio}");
    }
    let high = eval["mode_weights_interval"]["value"][0][1]
        .as_f64()
        .unwrap();
    assert!(high < 0.6, "{high}");
}

#[test]
fn a_table_an_archive_and_a_lone_array_of_the_same_points_measure_the_same() {
    let bench = Bench::new();
    let run = "sample song-ermon --steps 3 --levels 3 --particles 300 --every 2";
    bench.good(&format!("{run} --out s.npz"));
    bench.good(&format!("{run} --out s.csv"));
    let x: Array3<f64> = ndarray_npy::NpzReader::new(File::open(bench.path("s.npz")).unwrap())
        .unwrap()
        .by_name("x")
        .unwrap();
    let last = x.slice(s![-1, .., ..]).to_owned();
    last.write_npy(File::create(bench.path("last.npy")).unwrap())
        .unwrap();
    // Fortran's order: the transpose of a contiguous array.
    let columns = last.t().as_standard_layout().into_owned();
    columns
        .t()
        .write_npy(File::create(bench.path("columns.npy")).unwrap())
        .unwrap();
    let mut frames = Array3::zeros((2, 300, 2).f());
    frames.slice_mut(s![1, .., ..]).assign(&last);
    frames
        .write_npy(File::create(bench.path("frames.npy")).unwrap())
        .unwrap();
    let mut npz = NpzWriter::new(File::create(bench.path("flat.NPZ")).unwrap());
    npz.add_array("sigma", &last).unwrap();
    npz.add_array("x", &last).unwrap();
    npz.finish().unwrap();
    bench.file("bare.csv", csv(&last).replace("x,y\n", ""));

    let measure = |name: &str| {
        timeless(bench.json(&format!("eval song-ermon --samples {name} --json --seed 5")))
    };
    let expected = measure("s.npz");
    assert_eq!(expected["points"], 300);
    for name in [
        "s.csv",
        "last.npy",
        "columns.npy",
        "frames.npy",
        "flat.NPZ",
        "bare.csv",
    ] {
        assert_eq!(measure(name), expected, "{name}");
    }
}

#[test]
fn single_precision_and_compressed_archives_are_read() {
    let bench = Bench::new();
    let x = exact("song-ermon", 100, 2).mapv(|v| v as f32);
    x.write_npy(File::create(bench.path("s.npy")).unwrap())
        .unwrap();
    let packed = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated);
    let mut npz = NpzWriter::new_with_options(File::create(bench.path("s.npz")).unwrap(), packed);
    npz.add_array("x", &x.mapv(f64::from)).unwrap();
    npz.finish().unwrap();
    let measure =
        |name: &str| timeless(bench.json(&format!("eval song-ermon --samples {name} --json")));
    assert_eq!(measure("s.npy"), measure("s.npz"));
}

#[test]
fn one_and_two_threads_measure_the_same_and_another_seed_draws_others() {
    let bench = Bench::new();
    bench.file("s.csv", csv(&exact("rings", 700, 3)));
    let measure =
        |end: &str| timeless(bench.json(&format!("eval rings --samples s.csv --json {end}")));
    let one = measure("--threads 1");
    assert_eq!(one, measure("--threads 2"));
    let other = measure("--seed 77");
    assert_eq!(one["nll"], other["nll"]);
    assert_ne!(one["mmd2"], other["mmd2"]);
    assert_ne!(one["exact_sample"]["nll"], other["exact_sample"]["nll"]);
    // More modes than a table for people holds.
    let table = bench.good("eval rings --samples s.csv");
    assert!(table.contains("furthest from the truth"), "{table}");
}

#[test]
fn points_that_cannot_be_measured_are_refused_in_one_sentence() {
    let bench = Bench::new();
    bench.file("blobs.toml", TWO_BLOBS);
    let save_all = |name: &str, members: &[&str], array: &Array2<f64>| {
        let mut npz = NpzWriter::new(File::create(bench.path(name)).unwrap());
        for member in members {
            npz.add_array(*member, array).unwrap();
        }
        npz.finish().unwrap();
    };
    let save = |name: &str, member: &str, array: &Array2<f64>| save_all(name, &[member], array);
    let good = Array2::<f64>::zeros((4, 2));
    save_all("others.npz", &["a", "b"], &good);
    save("lying.npz", "x", &Array2::zeros((2, 5)));
    save("one.npz", "x", &Array2::zeros((1, 2)));
    save("none.npz", "x", &Array2::zeros((0, 2)));
    let mut hole = good.clone();
    hole[[2, 1]] = f64::NAN;
    save("hole.npz", "x", &hole);
    save("far.npz", "x", &(good.clone() + 1e12));
    save("good.npz", "x", &good);
    save("many.npz", "x", &Array2::zeros((1_000_001, 2)));
    let whole = fs::read(bench.path("good.npz")).unwrap();
    bench.file("half.npz", &whole[..whole.len() / 2]);
    let mut bent = whole.clone();
    // The last byte of the last coordinate.
    let at = whole.windows(4).position(|w| w == b"PK\x01\x02").unwrap() - 1;
    bent[at] = 0x40;
    bench.file("bent.npz", bent);
    good.write_npy(File::create(bench.path("good.npy")).unwrap())
        .unwrap();
    let lone = fs::read(bench.path("good.npy")).unwrap();
    bench.file("half.npy", &lone[..lone.len() - 9]);
    let imaginary =
        b"\x93NUMPY\x01\x00\x3c\x00{'descr': '<c16', 'fortran_order': False, 'shape': (4, 2), }";
    bench.file("imaginary.npy", imaginary);
    good.write_npy(File::create(bench.path("again.npy")).unwrap())
        .unwrap();
    bench.file("empty.npz", "");
    bench.file("empty.npy", "");
    bench.file("empty.csv", "");
    bench.file("header.csv", "x,y\n");
    bench.file("nan.csv", "x,y\n1,2\n3,4\nNaN,5\n");
    bench.file("word.csv", "x,y\n1,2\n3,four\n");
    bench.file("xv.csv", "x,v\n1,2\n3,4\n");
    bench.file("three.csv", "1,2,3\n4,5\n");
    bench.file("binary.csv", b"\x7fELF,1\0\0\0");
    bench.file("sheet.csv", &whole[..]);
    bench.file("noise.csv", [0xffu8, 0xfe, b'\n', 0x80, b',', 0x81]);
    bench.file("points.txt", "1,2\n");
    let before = bench.names();
    let cases = [
        // (the file, exit code, a part of the sentence)
        (
            "others.npz",
            1,
            "others.npz: there is no array x, only a, b; save the points as x",
        ),
        (
            "lying.npz",
            1,
            "shape [2, 5]; give [n, 2], points.T if this is x and then y",
        ),
        (
            "one.npz",
            1,
            "1 points cannot be measured; give 2 to 1,000,000",
        ),
        (
            "none.npz",
            1,
            "there is no point; give at least one row x,y",
        ),
        ("hole.npz", 1, "hole.npz: row 3: point 0,NaN is not finite"),
        (
            "far.npz",
            1,
            "point 1 is [1000000000000, 1000000000000], out of range",
        ),
        ("many.npz", 1, "more than 1,000,000 points; give fewer"),
        ("half.npz", 1, "half.npz: this is no whole .npz file"),
        (
            "bent.npz",
            1,
            "bent.npz: the array cannot be read to its end",
        ),
        (
            "half.npy",
            1,
            "it ends before its last point; save it again",
        ),
        ("imaginary.npy", 1, "'<c16', not real numbers"),
        ("empty.npz", 1, "this is no whole .npz file"),
        ("empty.npy", 1, "no array of numpy; save it with numpy.save"),
        ("empty.csv", 1, "there is no point"),
        ("header.csv", 1, "there is no point"),
        (
            "nan.csv",
            1,
            "nan.csv: line 4: point NaN,5 is not finite; give numbers",
        ),
        (
            "word.csv",
            1,
            "word.csv: line 3, column 2: \"four\" is not a number",
        ),
        (
            "xv.csv",
            1,
            "the header \"x,v\" names x but no y; name two columns x and y",
        ),
        ("three.csv", 1, "line 2 has 2 columns instead of 3"),
        ("noise.csv", 1, "line 1 has 1 column instead of 2"),
        ("binary.csv", 1, "this is no text; give a table of points"),
        ("sheet.csv", 1, "this is an archive (.npz or .xlsx)"),
        ("points.txt", 1, "1 points cannot be measured"),
        ("points", 1, "could not read points: there is no such file"),
        (
            "none.csv",
            1,
            "could not read none.csv: there is no such file; check the path",
        ),
    ];
    for (name, code, part) in cases {
        let sentence = bench.refused(&format!("eval blobs.toml --samples {name}"), code);
        assert!(
            sentence.contains(part),
            "{name}\n says {sentence}\n not  {part}"
        );
    }
    for option in ["--model m.safetensors", "--steps 5", "--sigmas 1"] {
        let run = format!("eval blobs.toml --samples good.npz {option}");
        let sentence = bench.refused(&run, 2);
        assert!(sentence.contains("cannot be used with"), "{sentence}");
    }
    fs::create_dir(bench.path("folder.npz")).unwrap();
    let sentence = bench.refused("eval blobs.toml --samples folder.npz", 1);
    assert!(sentence.contains("it is a folder"), "{sentence}");
    fs::remove_dir(bench.path("folder.npz")).unwrap();
    assert_eq!(bench.names(), before);
}

#[test]
fn a_field_reads_its_points_by_their_names_and_says_what_it_took() {
    let bench = Bench::new();
    let run = "field rings --score exact --sigma 1 --out f.csv --points";
    bench.file("nan.csv", "x,y\n1,2\nnan,0\n");
    bench.file("head.csv", "x,y\n");
    for (name, part) in [
        ("nan.csv", "line 3: point NaN,0 is not finite"),
        ("head.csv", "there is no point; give at least one row x,y"),
    ] {
        let sentence = bench.refused(&format!("{run} {name}"), 1);
        assert!(sentence.contains(part), "{sentence}");
    }
    bench.file("good.csv", "X, Y\n1,2\n");
    bench.file("bare.csv", "1,2\n");
    bench.file("german.tsv", "x\ty\n1,0\t2,0\n");
    bench.good(&format!("{run} good.csv"));
    let expected = fs::read(bench.path("f.csv")).unwrap();
    for name in ["bare.csv", "german.tsv"] {
        bench.good(&format!("{run} {name}"));
        assert_eq!(fs::read(bench.path("f.csv")).unwrap(), expected, "{name}");
    }
    bench.file("yx.csv", "y,x\n2,1\n");
    bench.file("more.txt", "id y label x\n17 2 red 1\n");
    for (name, notice) in [
        (
            "yx.csv",
            "note: yx.csv: took column 2 (\"x\") as x and column 1 (\"y\") as y of 2 columns\n",
        ),
        (
            "more.txt",
            "note: more.txt: took column 4 (\"x\") as x and column 2 (\"y\") as y of 4 columns\n",
        ),
    ] {
        let output = bench.run(&format!("{run} {name}"));
        assert!(output.status.success(), "{name}");
        assert_eq!(String::from_utf8(output.stderr).unwrap(), notice);
        assert_eq!(fs::read(bench.path("f.csv")).unwrap(), expected, "{name}");
    }
}
