//! The beginning of numpy's .npy format: what numbers follow, in which order and shape.

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
    double: bool,
    big_endian: bool,
}

impl Number {
    /// Bytes.
    pub fn size(self) -> usize {
        if self.double { 8 } else { 4 }
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
        if self.double {
            f64::from_bits(bits)
        } else {
            f32::from_bits(bits as u32).into()
        }
    }
}

/// Longer headers belong to tables of many columns.
const LONGEST: usize = 65_536;

impl Header {
    /// Reads `array` up to its first number.
    ///
    /// # Errors
    /// A sentence when this is no array, or one of other numbers than f64 and f32.
    pub fn read(array: &mut impl Read) -> Result<Self, String> {
        let text = literal(array).ok_or("this is no array of numpy; save it with numpy.save")?;
        let unknown = || format!("the array's header {text:?} cannot be read; save it again");
        let kind = value_of(&text, "descr").ok_or_else(unknown)?;
        let number = match kind.trim_matches(['\'', '"']) {
            "<f8" => (true, false),
            ">f8" => (true, true),
            "<f4" => (false, false),
            ">f4" => (false, true),
            _ => {
                let kind: String = kind.chars().take(40).collect();
                return Err(format!(
                    "the array holds {kind}, not f64 or f32; save points.astype(float)"
                ));
            }
        };
        let fortran_order = match value_of(&text, "fortran_order").ok_or_else(unknown)? {
            "True" => true,
            "False" => false,
            _ => return Err(unknown()),
        };
        let shape = value_of(&text, "shape").ok_or_else(unknown)?;
        let lengths = shape.trim_matches(['(', ')']).split(',').map(str::trim);
        let shape: Result<Vec<u64>, _> = lengths
            .filter(|length| !length.is_empty())
            .map(str::parse)
            .collect();
        Ok(Self {
            number: Number {
                double: number.0,
                big_endian: number.1,
            },
            fortran_order,
            shape: shape.map_err(|_| unknown())?,
        })
    }
}

/// The dictionary after the magic bytes, the version and its own length.
fn literal(array: &mut impl Read) -> Option<String> {
    let mut start = [0; 8];
    array.read_exact(&mut start).ok()?;
    if !start.starts_with(b"\x93NUMPY") {
        return None;
    }
    let mut length = [0; 4];
    let digits = if start[6] == 1 { 2 } else { 4 };
    array.read_exact(&mut length[..digits]).ok()?;
    let length = u32::from_le_bytes(length) as usize;
    if length > LONGEST {
        return None;
    }
    let mut text = vec![0; length];
    array.read_exact(&mut text).ok()?;
    String::from_utf8(text).ok()
}

/// What stands at `key` of a dictionary: up to the next comma outside brackets.
fn value_of<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(&format!("'{key}':"))?;
    let mut depth = 0;
    let end = rest.find(|c| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => {}
        }
        depth == 0 && (c == ',' || c == '}')
    })?;
    Some(rest[..end].trim())
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
    fn other_numbers_and_nonsense_are_refused_with_what_to_save() {
        let fault = |text: &str| read(text).unwrap_err();
        let whole = fault("{'descr': '<i8', 'fortran_order': False, 'shape': (7, 2), }\n");
        assert!(whole.contains("'<i8', not f64 or f32"), "{whole}");
        let table =
            "{'descr': [('x', '<f8'), ('y', '<f8')], 'fortran_order': False, 'shape': (7,)}";
        assert!(fault(table).contains("[('x', '<f8'), ('y', '<f8')], not f64"));
        assert!(fault("{'descr': '<f8', 'shape': (7, 2)}").contains("cannot be read"));
        let negative = fault("{'descr': '<f8', 'fortran_order': False, 'shape': (-1, 2)}");
        assert!(negative.contains("cannot be read"));
        let none = Header::read(&mut &b"PK\x03\x04 and so on"[..]).unwrap_err();
        assert!(none.contains("no array of numpy"), "{none}");
    }
}
