//! Text as tables have it: UTF-8 or UTF-16, with any ends of lines, brought into one form.

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_16BE, UTF_16LE};
use std::io::{self, Read};

/// Bytes read at a time.
const CHUNK: usize = 16_384;
/// A longer line belongs to no table of points.
const LONGEST_LINE: usize = 16_000_000;

/// The bytes of a table in UTF-8 with lines that end in `\n`. Bytes that are no UTF-8 stay as they are:
/// they may stand in a column that is not read.
pub struct PlainText<R> {
    source: R,
    decoder: Option<Decoder>,
    squeeze: Option<Squeeze>,
    after_return: bool,
    line: usize,
    ready: Vec<u8>,
    taken: usize,
    ended: bool,
}

/// Runs of spaces on their way to single tabs.
#[derive(Default)]
struct Squeeze {
    quoted: bool,
    pending: bool,
    begun: bool,
}

/// The encoding that a table which begins with `head` is to be decoded from, and the length of its mark;
/// `None` for UTF-8.
fn encoding(head: &[u8]) -> (Option<&'static Encoding>, usize) {
    match (Encoding::for_bom(head), head) {
        (Some((found, length)), _) if found == UTF_16LE || found == UTF_16BE => {
            (Some(found), length)
        }
        (Some((_, length)), _) => (None, length),
        // Without a mark: every other byte of plain numbers is 0.
        (None, [1..=255, 0, 1..=255, 0, ..]) => (Some(UTF_16LE), 0),
        (None, [0, 1..=255, 0, 1..=255, ..]) => (Some(UTF_16BE), 0),
        (None, _) => (None, 0),
    }
}

impl<'h, R: Read> PlainText<io::Chain<&'h [u8], R>> {
    /// The text that begins with `head` and goes on with `rest`; `squeezed` makes every run of spaces
    /// outside quotes one tab and leaves out those at either end of a line.
    pub fn new(head: &'h [u8], rest: R, squeezed: bool) -> Self {
        let (encoding, mark) = encoding(head);
        Self {
            source: head[mark..].chain(rest),
            decoder: encoding.map(Encoding::new_decoder_without_bom_handling),
            squeeze: squeezed.then(Squeeze::default),
            after_return: false,
            line: 0,
            ready: Vec::new(),
            taken: 0,
            ended: false,
        }
    }
}

impl<R: Read> PlainText<R> {
    /// Reads one more piece.
    fn fill(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.taken = 0;
        let mut raw = [0; CHUNK];
        let size = self.source.read(&mut raw)?;
        self.ended = size == 0;
        match &mut self.decoder {
            None => self.pass(&raw[..size]),
            Some(decoder) => {
                let room = decoder.max_utf8_buffer_length(size).unwrap_or(4 * CHUNK);
                let mut text = vec![0; room];
                let (result, _, written, _) =
                    decoder.decode_to_utf8(&raw[..size], &mut text, self.ended);
                debug_assert_eq!(result, CoderResult::InputEmpty);
                self.pass(&text[..written])
            }
        }
    }

    fn pass(&mut self, text: &[u8]) -> io::Result<()> {
        for &byte in text {
            let second_of_two = byte == b'\n' && self.after_return;
            self.after_return = byte == b'\r';
            match byte {
                0 => return Err(invalid("this is no text")),
                b'\n' if second_of_two => {}
                b'\n' | b'\r' => {
                    self.line = 0;
                    self.push(b'\n');
                }
                _ => {
                    self.line += 1;
                    if self.line > LONGEST_LINE {
                        return Err(invalid("a line is longer than 16 MB"));
                    }
                    self.push(byte);
                }
            }
        }
        Ok(())
    }

    fn push(&mut self, byte: u8) {
        if let Some(squeeze) = &mut self.squeeze {
            match byte {
                b'"' => squeeze.quoted = !squeeze.quoted,
                b'\n' => *squeeze = Squeeze::default(),
                b' ' | b'\t' if !squeeze.quoted => {
                    squeeze.pending = squeeze.begun;
                    return;
                }
                _ => {}
            }
            if byte != b'\n' {
                squeeze.begun = true;
                if std::mem::take(&mut squeeze.pending) {
                    self.ready.push(b'\t');
                }
            }
        }
        self.ready.push(byte);
    }
}

fn invalid(fault: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, fault)
}

impl<R: Read> Read for PlainText<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.ready.len() && !self.ended {
            self.fill()?;
        }
        let size = out.len().min(self.ready.len() - self.taken);
        out[..size].copy_from_slice(&self.ready[self.taken..self.taken + size]);
        self.taken += size;
        Ok(size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], squeezed: bool) -> io::Result<String> {
        // The head ends in the middle of a letter of UTF-16.
        let (head, rest) = bytes.split_at(bytes.len().min(5));
        let mut text = String::new();
        PlainText::new(head, rest, squeezed).read_to_string(&mut text)?;
        Ok(text)
    }

    #[test]
    fn every_encoding_and_end_of_line_becomes_one() {
        let text = "x,y\n1,2\n−3,é\n";
        let wide = |units: fn(u16) -> [u8; 2], text: &str| -> Vec<u8> {
            text.encode_utf16().flat_map(units).collect()
        };
        let little = wide(u16::to_le_bytes, text);
        let big = wide(u16::to_be_bytes, text);
        for bytes in [
            text.as_bytes().to_vec(),
            ["\u{feff}", text].concat().into_bytes(),
            text.replace('\n', "\r").into_bytes(),
            text.replace('\n', "\r\n").into_bytes(),
            [&[0xff, 0xfe][..], &little].concat(),
            [&[0xfe, 0xff][..], &big].concat(),
            little,
            big,
        ] {
            assert_eq!(read(&bytes, false).unwrap(), text, "{bytes:?}");
        }
    }

    #[test]
    fn runs_of_spaces_are_one_tab_but_within_quotes() {
        let text = read(b"  1   2\t 3  \n\n\"a  b\" 5\n", true).unwrap();
        assert_eq!(text, "1\t2\t3\n\n\"a  b\"\t5\n");
    }

    #[test]
    fn what_is_no_table_ends_soon() {
        let binary = read(b"1,2\n3,\0\0\0\0", false).unwrap_err();
        assert!(binary.to_string().contains("no text"), "{binary}");
        let endless = PlainText::new(b"1,", io::repeat(b'7'), false)
            .read_to_end(&mut Vec::new())
            .unwrap_err();
        assert!(endless.to_string().contains("longer than 16 MB"));
    }
}
