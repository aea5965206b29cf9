use super::*;
use tempfile::TempDir;

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn read(&self, name: &str, bytes: impl AsRef<[u8]>) -> Result<PointFile, String> {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        read_points(&path, 1000).map_err(|error| error.to_string())
    }
}

/// An array as numpy.save writes it.
fn npy(kind: &str, shape: &str, numbers: &[u8]) -> Vec<u8> {
    let text = format!("{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}\n");
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend((text.len() as u16).to_le_bytes());
    bytes.extend(text.as_bytes());
    bytes.extend(numbers);
    bytes
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        io::Write::write_all(&mut archive, bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn the_same_points_are_read_from_every_kind_of_file() {
    let folder = Folder::new();
    let table = "x,y\n1,2\n-3,4\n";
    let wide: Vec<u8> = "\u{feff}x\ty\r\n1,0\t2,0\r\n-3,0\t4,0\r\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let half: Vec<u8> = [0x3c00u16, 0x4000, 0xc200, 0x4400]
        .into_iter()
        .flat_map(u16::to_le_bytes)
        .collect();
    let short: Vec<u8> = [1i16, 2, -3, 4]
        .into_iter()
        .flat_map(i16::to_le_bytes)
        .collect();
    let half = npy("<f2", "(2, 2)", &half);
    let short = npy("<i2", "(2, 2)", &short);
    let expected = ndarray::array![[1.0, 2.0], [-3.0, 4.0]];
    let files: [(&str, &[u8]); 9] = [
        ("a.csv", table.as_bytes()),
        ("a.TXT", table.as_bytes()),
        ("no ending", table.as_bytes()),
        ("excel.tsv", &wide),
        ("half.npy", &half),
        ("short.npy", &short),
        ("an array.dat", &short),
        ("x.npz", &zip(&[("sigma.npy", &half), ("x.npy", &short)])),
        ("unnamed.npz", &zip(&[("arr_0.npy", &half)])),
    ];
    for (name, bytes) in files {
        let found = folder.read(name, bytes).unwrap();
        assert_eq!(found.x, expected, "{name}");
        assert_eq!(found.notices, [""; 0], "{name}");
    }
}

#[test]
fn what_holds_no_points_is_called_by_its_name() {
    let folder = Folder::new();
    let short = npy("<i2", "(2, 2)", &[0; 8]);
    let files: [(&str, &[u8], &str); 7] = [
        (
            "sheet.csv",
            &zip(&[("xl/sheet1.xml", b"<a/>")]),
            "(.npz or .xlsx)",
        ),
        ("old.csv", b"\xd0\xcf\x11\xe0\xa1\xb1", "workbook"),
        ("packed.csv", b"\x1f\x8b\x08\0", "compressed"),
        ("empty.csv", b"", "there is no point"),
        ("header.csv", b"x,y\n", "there is no point"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\0\0", "this is no text"),
        (
            "bad name.npz",
            &zip(&[("a\x1b[31m\nb.npy", &short), ("c.npy", &short)]),
            "only a [31m b, c; save",
        ),
    ];
    for (name, bytes, part) in files {
        let sentence = folder.read(name, bytes).unwrap_err();
        assert!(sentence.contains(part), "{name} says {sentence}");
    }
}

#[test]
fn a_long_table_is_thinned_by_a_draw_that_keeps_every_part_of_it() {
    let folder = Folder::new();
    let path = folder.0.path().join("two clusters.csv");
    // Every other row belongs to the second cluster.
    let row = |i: usize| format!("{},{}\n", i % 2, i);
    std::fs::write(&path, (0..2000).map(row).collect::<String>()).unwrap();
    let drawn = draw_points(&path, 1000, 1).unwrap();
    assert_eq!(drawn.x.dim(), (1000, 2));
    let second = drawn.x.column(0).sum();
    assert!(
        (430.0..570.0).contains(&second),
        "{second} of the second cluster"
    );
    let order: Vec<f64> = drawn.x.column(1).to_vec();
    assert!(order.windows(2).all(|pair| pair[0] < pair[1]));
    assert_eq!(
        drawn.notices,
        ["kept 1,000 of 2,000 points, drawn at random: a target holds at most 1,000 points"]
    );
    assert_eq!(draw_points(&path, 1000, 1).unwrap(), drawn);
    assert_ne!(draw_points(&path, 1000, 2).unwrap(), drawn);
    let whole = draw_points(&path, 2000, 1).unwrap();
    assert_eq!((whole.x.nrows(), whole.notices.len()), (2000, 0));
}

/// Numbers as numpy writes them.
fn bytes_of(numbers: &[f64]) -> Vec<u8> {
    numbers.iter().flat_map(|v| v.to_le_bytes()).collect()
}

#[test]
fn archives_of_other_names_and_arrays_of_more_columns_are_read_and_said() {
    let folder = Folder::new();
    let expected = ndarray::array![[1.0, 2.0], [-3.0, 4.0]];
    let points = npy("<f8", "(2, 2)", &bytes_of(&[1.0, 2.0, -3.0, 4.0]));
    let xs = npy("<f8", "(2,)", &bytes_of(&[1.0, -3.0]));
    let ys = npy("<f8", "(2,)", &bytes_of(&[2.0, 4.0]));
    let three = npy("<f8", "(2, 3)", &bytes_of(&[1.0, 2.0, 9.0, -3.0, 4.0, 9.0]));
    let mut turned = npy("<f8", "(2, 3)", &bytes_of(&[1.0, -3.0, 2.0, 4.0, 9.0, 9.0]));
    let at = turned.windows(5).position(|w| w == b"False").unwrap();
    turned.splice(at..at + 5, *b"True ");
    let took_two = "took column 1 as x and column 2 as y of 3 columns";
    let files: [(&str, &[u8], &[&str]); 10] = [
        ("xy.npz", &zip(&[("y.npy", &ys), ("x.npy", &xs)]), &[]),
        ("XY.npz", &zip(&[("X.npy", &xs), ("Y.npy", &ys)]), &[]),
        (
            "two.npz",
            &zip(&[("arr_0.npy", &xs), ("arr_1.npy", &ys)]),
            &[],
        ),
        (
            "labelled.npz",
            &zip(&[("X.npy", &points), ("y.npy", &xs)]),
            &[],
        ),
        (
            "p.npz",
            &zip(&[("labels.npy", &xs), ("points.npy", &points)]),
            &[],
        ),
        (
            "one of two.npz",
            &zip(&[("arr_0.npy", &points), ("arr_1.npy", &xs)]),
            &["took array arr_0 of 2"],
        ),
        (
            "only.npz",
            &zip(&[("cloud.npy", &points)]),
            &["took array cloud, the only one"],
        ),
        ("three.npy", &three, &[took_two]),
        ("turned.npy", &turned, &[took_two]),
        (
            "more.npy",
            &[&points[..], b"and more"].concat(),
            &["left out 8 bytes behind the array"],
        ),
    ];
    for (name, bytes, notices) in files {
        let found = folder.read(name, bytes).unwrap();
        assert_eq!(found.x, expected, "{name}");
        assert_eq!(found.notices, notices, "{name}");
    }
    let four = npy("<f8", "(2, 4)", &bytes_of(&[0.0; 8]));
    let longer = npy("<f8", "(3,)", &bytes_of(&[2.0, 4.0, 6.0]));
    let bad = npy("<f8", "(1, 2)", &bytes_of(&[1.0, f64::NAN]));
    let refused: [(&str, &[u8], &str); 5] = [
        ("rows.npy", &four, "shape [2, 4]; give [n, 2], points.T if"),
        ("line.npy", &xs, "shape [2]; give [n, 2] or"),
        ("nan.npy", &bad, "row 1: point 1,NaN is not finite"),
        (
            "uneven.npz",
            &zip(&[("x.npy", &xs), ("y.npy", &longer)]),
            "array x has 2 numbers and y 3; give as many of both",
        ),
        (
            "mixed.npz",
            &zip(&[("x.npy", &xs), ("y.npy", &points)]),
            "shape [2, 2]; give [n] as that of the other coordinate",
        ),
    ];
    for (name, bytes, part) in refused {
        let sentence = folder.read(name, bytes).unwrap_err();
        assert!(sentence.contains(part), "{name} says {sentence}");
    }
}
