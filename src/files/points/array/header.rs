//! The beginning of numpy's .npy format: what numbers follow, in which order and shape.

use crate::wording::{count, quote};
use std::io::Read;

/// What stands before the numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    pub number: Number,
    /// Whether the first index runs fastest.
    pub fortran_order: bool,
    pub shape: Vec<u64>,
}

/// How a number is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    kind: Kind,
    /// Bytes: 1, 2, 4 or 8.
    size: usize,
    big_endian: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Float,
    Signed,
    Unsigned,
}

impl Number {
    /// The number that numpy calls so: "<f8", ">i2", "|u1".
    fn named(name: &str) -> Option<Self> {
        let mut letters = name.chars();
        let (order, kind) = (letters.next()?, letters.next()?);
        let number = Self {
            kind: match kind {
                'f' => Kind::Float,
                'i' => Kind::Signed,
                'u' => Kind::Unsigned,
                _ => return None,
            },
            size: letters.as_str().parse().ok()?,
            big_endian: order == '>',
        };
        let ordered = "<>".contains(order) || (order == '|' && number.size == 1);
        let sized = match number.kind {
            Kind::Float => [2, 4, 8].contains(&number.size),
            Kind::Signed | Kind::Unsigned => [1, 2, 4, 8].contains(&number.size),
        };
        (ordered && sized).then_some(number)
    }

    /// Bytes.
    pub fn size(self) -> usize {
        self.size
    }

    /// The number in `bytes`, as many as its size.
    pub fn decode(self, bytes: &[u8]) -> f64 {
        let mut little = [0; 8];
        for (i, byte) in bytes.iter().enumerate() {
            let place = if self.big_endian {
                bytes.len() - 1 - i
            } else {
                i
            };
            little[place] = *byte;
        }
        let bits = u64::from_le_bytes(little);
        match (self.kind, self.size) {
            (Kind::Float, 2) => half::f16::from_bits(bits as u16).to_f64(),
            (Kind::Float, 4) => f32::from_bits(bits as u32).into(),
            (Kind::Float, _) => f64::from_bits(bits),
            (Kind::Signed, size) => {
                let unused = 64 - 8 * size as u32;
                ((bits << unused) as i64 >> unused) as f64
            }
            (Kind::Unsigned, _) => bits as f64,
        }
    }
}

/// Longer headers belong to tables of many columns.
const LONGEST: usize = 65_536;

/// What a header holds, each once.
const KEYS: [&str; 3] = ["descr", "fortran_order", "shape"];

impl Header {
    /// Reads `array` up to its first number.
    ///
    /// # Errors
    /// A sentence when this is no array, or one of other things than real numbers.
    pub fn read(array: &mut impl Read) -> Result<Self, String> {
        let text = literal(array)?;
        let unknown = || {
            let shown = quote(&text);
            format!("the array's header {shown:?} cannot be read; save it again")
        };
        let entries = entries(&text).ok_or_else(unknown)?;
        let value_of = |key: &str| {
            let found = entries.iter().find(|(name, _)| *name == key);
            found.map(|(_, value)| *value).ok_or_else(unknown)
        };
        let kind = value_of("descr")?;
        let number = Number::named(kind.trim_matches(['\'', '"'])).ok_or_else(|| {
            let kind = quote(kind);
            format!("the array holds {kind}, not real numbers; save points.astype(float)")
        })?;
        let fortran_order = match value_of("fortran_order")? {
            "True" => true,
            "False" => false,
            _ => return Err(unknown()),
        };
        let shape = value_of("shape")?;
        let shape = shape
            .strip_prefix('(')
            .and_then(|shape| shape.strip_suffix(')'))
            .ok_or_else(unknown)?;
        let shape: Result<Vec<u64>, _> = shape
            .split(',')
            .map(str::trim)
            .filter(|length| !length.is_empty())
            .map(str::parse)
            .collect();
        // Another key may mean that the numbers are to be read in another way.
        let others = entries.iter().find(|(name, _)| !KEYS.contains(name));
        if entries.len() != KEYS.len() || others.is_some() {
            return Err(unknown());
        }
        Ok(Self {
            number,
            fortran_order,
            shape: shape.map_err(|_| unknown())?,
        })
    }
}

/// The dictionary after the magic bytes, the version and its own length.
fn literal(array: &mut impl Read) -> Result<String, String> {
    const NO_ARRAY: &str = "this is no array of numpy; save it with numpy.save";
    let mut start = [0; 8];
    array.read_exact(&mut start).map_err(|_| NO_ARRAY)?;
    if !start.starts_with(b"\x93NUMPY") {
        return Err(NO_ARRAY.to_owned());
    }
    let digits = match (start[6], start[7]) {
        (1, 0) => 2,
        (2 | 3, 0) => 4,
        (major, minor) => {
            return Err(format!(
                "the array's header is of version {major}.{minor}, and 1.0, 2.0 and 3.0 are known here; save it again with numpy.save"
            ));
        }
    };
    let mut length = [0; 4];
    array
        .read_exact(&mut length[..digits])
        .map_err(|_| NO_ARRAY)?;
    let length = u32::from_le_bytes(length) as usize;
    if length > LONGEST {
        let [length, most] = [length, LONGEST].map(|n| count(n as u64));
        return Err(format!(
            "the array's header has {length} bytes and that of points at most {most}; save it again with numpy.save"
        ));
    }
    let mut text = vec![0; length];
    array.read_exact(&mut text).map_err(|_| NO_ARRAY)?;
    String::from_utf8(text).map_err(|_| NO_ARRAY.to_owned())
}

/// The keys of a dictionary as Python writes it and what stands at them, up to the next comma outside
/// brackets and texts.
fn entries(text: &str) -> Option<Vec<(&str, &str)>> {
    let inside = text.trim().strip_prefix('{')?.strip_suffix('}')?;
    let (mut depth, mut quote) = (0_i32, None);
    let entries = inside.split(|sign| {
        match (quote, sign) {
            (Some(open), sign) if open == sign => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(sign),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth -= 1,
            (None, _) => {}
        }
        quote.is_none() && depth == 0 && sign == ','
    });
    let entries = entries.map(str::trim).filter(|entry| !entry.is_empty());
    entries
        .map(|entry| {
            let (key, value) = entry.split_once(':')?;
            let key = key.trim();
            let bare = |mark| key.strip_prefix(mark)?.strip_suffix(mark);
            Some((bare('\'').or_else(|| bare('"'))?, value.trim()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Header, String> {
        let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
        bytes.extend((text.len() as u16).to_le_bytes());
        bytes.extend(text.as_bytes());
        Header::read(&mut &bytes[..])
    }

    #[test]
    fn the_header_that_numpy_writes_is_understood() {
        let text = "{'descr': '>f4', 'fortran_order': True, 'shape': (3, 40, 2), }      \n";
        let header = read(text).unwrap();
        assert_eq!(header.shape, [3, 40, 2]);
        assert!(header.fortran_order);
        assert_eq!(header.number.size(), 4);
        assert_eq!(header.number.decode(&1.5f32.to_be_bytes()), 1.5);
        let lone = read("{'descr': '<f8', 'fortran_order': False, 'shape': (7,)}\n").unwrap();
        assert_eq!(lone.shape, [7]);
        assert_eq!(lone.number.decode(&(-0.1f64).to_le_bytes()), -0.1);
    }

    #[test]
    fn half_precision_and_whole_numbers_are_converted() {
        let decode = |name: &str, bytes: &[u8]| Number::named(name).unwrap().decode(bytes);
        assert_eq!(decode("<f2", &0xc100u16.to_le_bytes()), -2.5);
        assert_eq!(decode(">f2", &0x3555u16.to_be_bytes()), 0.333251953125);
        assert_eq!(decode("|i1", &[0xff]), -1.0);
        assert_eq!(decode("|u1", &[0xff]), 255.0);
        assert_eq!(decode("<i2", &(-300i16).to_le_bytes()), -300.0);
        assert_eq!(decode(">i4", &(-70_000i32).to_be_bytes()), -70_000.0);
        assert_eq!(decode("<u4", &4_000_000_000u32.to_le_bytes()), 4e9);
        assert_eq!(decode("<i8", &i64::MIN.to_le_bytes()), i64::MIN as f64);
        assert_eq!(decode("<u8", &u64::MAX.to_le_bytes()), u64::MAX as f64);
    }

    #[test]
    fn other_numbers_and_nonsense_are_refused_with_what_to_save() {
        let fault = |text: &str| read(text).unwrap_err();
        for kind in ["<c16", "<f16", "|O", "<U7", "<i3", "|b1", "|i2"] {
            let text = format!("{{'descr': '{kind}', 'fortran_order': False, 'shape': (7, 2), }}");
            let other = fault(&text);
            assert!(
                other.contains(&format!("'{kind}', not real numbers")),
                "{other}"
            );
        }
        let table =
            "{'descr': [('x', '<f8'), ('y', '<f8')], 'fortran_order': False, 'shape': (7,)}";
        assert!(fault(table).contains("[('x', '<f8'), ('y', '<f8')], not real"));
        assert!(fault("{'descr': '<f8', 'shape': (7, 2)}").contains("cannot be read"));
        let negative = fault("{'descr': '<f8', 'fortran_order': False, 'shape': (-1, 2)}");
        assert!(negative.contains("cannot be read"));
        let none = Header::read(&mut &b"PK\x03\x04 and so on"[..]).unwrap_err();
        assert!(none.contains("no array of numpy"), "{none}");
        let later = Header::read(&mut &b"\x93NUMPY\x09\x00\x02\x00{}"[..]).unwrap_err();
        assert!(later.contains("version 9.0"), "{later}");
        let between = Header::read(&mut &b"\x93NUMPY\x01\x07\x02\x00{}"[..]).unwrap_err();
        assert!(between.contains("version 1.7"), "{between}");
        for more in [
            ", 'junk': 1",
            ", 'shape': (2, 2)",
            ", 7",
            ", 'x'",
            "} junk {",
        ] {
            let text = format!("{{'descr': '<f8', 'fortran_order': False, 'shape': (7, 2){more}}}");
            assert!(fault(&text).contains("cannot be read"), "{more}");
        }
        for text in [
            "",
            "{}",
            "{'descr': '<f8'",
            "'descr': '<f8', 'fortran_order': False, 'shape': (7, 2)",
        ] {
            assert!(fault(text).contains("cannot be read"), "{text}");
        }
        let long = fault(&format!("{{{}\u{1b}", "7".repeat(5000)));
        assert!(
            long.chars().count() < 200 && !long.contains('\u{1b}'),
            "{long}"
        );
    }
}
