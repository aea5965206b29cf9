//! Are points read from a table as whoever wrote it meant them, whatever wrote it?

use super::campaign::require_sentence;
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;
use scorefield::files::read_points;
use std::path::Path;

/// How a program writes its tables.
#[derive(Clone, Debug)]
pub struct Written {
    points: Vec<[f64; 2]>,
    /// Between fields, and between a number's whole part and the rest.
    signs: (char, char),
    names: Option<[&'static str; 2]>,
    /// Whether y comes first; only names can say so.
    swapped: bool,
    counted: bool,
    labels: bool,
    quoted: bool,
    line_end: &'static str,
    utf16: bool,
    marked: bool,
    closed: bool,
}

/// Tables of 2 to 30 points.
pub fn written() -> impl Strategy<Value = Written> {
    let digits = 0..5_i32;
    let points = digits.prop_flat_map(|digits| {
        let round = move |v: f64| (v * 10_f64.powi(digits)).round() / 10_f64.powi(digits);
        vec(
            (-99.0..99.0, -99.0..99.0).prop_map(move |(x, y)| [round(x), round(y)]),
            2..30,
        )
    });
    let signs = select(
        &[
            (',', '.'),
            (';', '.'),
            (';', ','),
            ('\t', '.'),
            ('\t', ','),
            (' ', '.'),
        ][..],
    );
    let names = prop_oneof![
        Just(None),
        select(
            &[
                ["x", "y"],
                ["X", " Y "],
                ["x1", "x2"],
                ["lon", "lat"],
                ["x [mm]", "y [mm]"]
            ][..]
        )
        .prop_map(Some),
    ];
    let ends = select(&["\n", "\r\n", "\r"][..]);
    (points, signs, names, ends, any::<[bool; 7]>()).prop_map(
        |(points, signs, names, line_end, yes)| {
            let spaces = signs.0 == ' ';
            // Between spaces a name with a space is two.
            let names = names.filter(|names| !spaces || !names.concat().contains(' '));
            Written {
                points,
                signs,
                names,
                swapped: yes[0] && names.is_some(),
                counted: yes[1] && names.is_some() && !spaces,
                labels: yes[2] && names.is_some() && !spaces,
                quoted: yes[3],
                line_end,
                utf16: yes[4],
                marked: yes[5],
                closed: yes[6],
            }
        },
    )
}

impl Written {
    fn bytes(&self) -> Vec<u8> {
        let (between, decimal) = self.signs;
        let mut rows = Vec::new();
        let quote = |text: String| {
            if self.quoted {
                format!("\"{text}\"")
            } else {
                text
            }
        };
        let order = |mut pair: [String; 2]| {
            if self.swapped {
                pair.reverse();
            }
            pair
        };
        if let Some(names) = self.names {
            let mut row = Vec::new();
            if self.counted {
                row.push(quote("index".to_owned()));
            }
            row.extend(order(names.map(|name| quote(name.to_owned()))));
            if self.labels {
                row.push(quote("label".to_owned()));
            }
            rows.push(row);
        }
        for (nth, point) in self.points.iter().enumerate() {
            let mut row = Vec::new();
            if self.counted {
                row.push(nth.to_string());
            }
            // Every number has its decimals, as programs write a column.
            let number =
                |value: f64| quote(format!("{value:?}").replace('.', &decimal.to_string()));
            row.extend(order(point.map(number)));
            if self.labels {
                row.push(quote(["a", "b"][nth % 2].to_owned()));
            }
            rows.push(row);
        }
        let between = between.to_string();
        let mut text = rows
            .iter()
            .map(|row| row.join(&between))
            .collect::<Vec<_>>()
            .join(self.line_end);
        if self.closed {
            text.push_str(self.line_end);
        }
        if self.utf16 {
            let units = format!("\u{feff}{text}");
            return units.encode_utf16().flat_map(u16::to_le_bytes).collect();
        }
        let mark = if self.marked { "\u{feff}" } else { "" };
        format!("{mark}{text}").into_bytes()
    }
}

/// Whether the points come back.
///
/// # Errors
/// What is wrong.
pub fn check(written: &Written, folder: &Path) -> Result<(), String> {
    let path = folder.join("table.csv");
    std::fs::write(&path, written.bytes()).map_err(|error| error.to_string())?;
    let found = read_points(&path, 1000).map_err(|error| error.to_string())?;
    let points: Vec<[f64; 2]> = found.x.rows().into_iter().map(|x| [x[0], x[1]]).collect();
    if points == written.points {
        Ok(())
    } else {
        Err(format!("read {points:?}, notices {:?}", found.notices))
    }
}

/// A file of any kind by its ending: a good one with a few bytes changed, cut, or added.
#[derive(Clone, Debug)]
pub struct Damaged {
    ending: &'static str,
    bytes: Vec<u8>,
}

/// Tables and arrays that something happened to.
pub fn damaged() -> impl Strategy<Value = Damaged> {
    let table = written().prop_map(|written| ("csv", written.bytes()));
    let array =
        (array(), select(&["npy", "csv", "npz"][..])).prop_map(|(bytes, ending)| (ending, bytes));
    let noise = (
        vec(any::<u8>(), 0..300),
        select(&["csv", "npy", "npz", "txt"][..]),
    );
    let noise = noise.prop_map(|(bytes, ending)| (ending, bytes));
    let changes = vec((0.0..1.0, any::<u8>(), 0..4_u8), 1..6);
    (prop_oneof![4 => table, 4 => array, 1 => noise], changes).prop_map(
        |((ending, mut bytes), changes)| {
            for (place, byte, kind) in changes {
                let at = (place * bytes.len() as f64) as usize;
                match kind {
                    0 => bytes.truncate(at.max(1)),
                    1 => bytes.insert(at, byte),
                    _ => {
                        if let Some(changed) = bytes.get_mut(at) {
                            *changed = byte;
                        }
                    }
                }
            }
            Damaged { ending, bytes }
        },
    )
}

/// An array as numpy.save writes it.
fn array() -> impl Strategy<Value = Vec<u8>> {
    let kinds = select(
        &[
            "<f8", "<f4", ">f8", "<f2", "<i4", "|u1", "<c16", "|O", "<U5",
        ][..],
    );
    let shapes = select(
        &[
            "(4, 2)",
            "(2, 4)",
            "(8,)",
            "(2, 2, 2)",
            "()",
            "(4, 18446744073709551615)",
            "(0, 2)",
        ][..],
    );
    let version = select(&[1_u8, 2, 3, 9][..]);
    (kinds, shapes, version, any::<bool>()).prop_map(|(kind, shape, version, fortran)| {
        let order = if fortran { "True" } else { "False" };
        let header =
            format!("{{'descr': '{kind}', 'fortran_order': {order}, 'shape': {shape}, }}\n");
        let mut bytes = b"\x93NUMPY".to_vec();
        bytes.extend([version, 0]);
        if version == 1 {
            bytes.extend((header.len() as u16).to_le_bytes());
        } else {
            bytes.extend((header.len() as u32).to_le_bytes());
        }
        bytes.extend(header.bytes());
        bytes.extend((0..64_u8).map(|n| n.wrapping_mul(37)));
        bytes
    })
}

/// Whether a damaged file gives finite points or one sentence.
///
/// # Errors
/// What is wrong.
pub fn survive(damaged: &Damaged, folder: &Path) -> Result<(), String> {
    let path = folder.join(format!("damaged.{}", damaged.ending));
    std::fs::write(&path, &damaged.bytes).map_err(|error| error.to_string())?;
    match read_points(&path, 1000) {
        Ok(found) if found.x.iter().all(|v| v.is_finite()) && !found.x.is_empty() => Ok(()),
        Ok(found) => Err(format!("read {:?}", found.x)),
        Err(error) => require_sentence(&error.to_string()),
    }
}
