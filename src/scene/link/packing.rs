//! Deflate behind a dictionary: what scenes have in common is known to both sides.

use miniz_oxide::deflate::core::{
    CompressorOxide, TDEFLFlush, TDEFLStatus, compress, create_comp_flags_from_zip_params,
};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

/// Of the first version; a change makes another version, because old links need the old one.
const DICTIONARY: &[u8] = include_bytes!("dictionary-1.txt");
/// Bytes of the largest text that is unpacked: no scene of a link is larger.
const LARGEST: usize = 128 * 1024;
/// As small as it gets.
const LEVEL: i32 = 10;

/// `text`, packed.
pub fn packed(text: &[u8]) -> Vec<u8> {
    let mut deflate = CompressorOxide::new(create_comp_flags_from_zip_params(LEVEL, 0, 0));
    // The dictionary fills the window; a sync flush ends it at a whole byte, and what it became is not sent.
    squeeze(&mut deflate, DICTIONARY, TDEFLFlush::Sync);
    squeeze(&mut deflate, text, TDEFLFlush::Finish)
}

fn squeeze(deflate: &mut CompressorOxide, mut from: &[u8], flush: TDEFLFlush) -> Vec<u8> {
    let mut out = Vec::new();
    let mut piece = vec![0; 8192];
    loop {
        let (status, taken, given) = compress(deflate, from, &mut piece, flush);
        out.extend_from_slice(&piece[..given]);
        from = &from[taken..];
        let all = from.is_empty() && given < piece.len();
        if all || status != TDEFLStatus::Okay {
            return out;
        }
    }
}

/// What was packed; `None` for anything else, or more than a link can hold.
pub fn unpacked(packed: &[u8]) -> Option<Vec<u8>> {
    let begin = DICTIONARY.len();
    let mut text = DICTIONARY.to_vec();
    text.resize(begin + LARGEST, 0);
    let mut inflate = Box::<DecompressorOxide>::default();
    let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let (status, taken, given) = decompress(&mut inflate, packed, &mut text, begin, flags);
    let whole = status == TINFLStatus::Done && taken == packed.len();
    whole.then(|| text[begin..begin + given].to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_back_whatever_it_is() {
        for text in [
            &b""[..],
            b"a",
            DICTIONARY,
            &[7; 100_000],
            &[0, 255, 13, 10].repeat(20_000),
        ] {
            assert_eq!(unpacked(&packed(text)).as_deref(), Some(text));
        }
    }

    #[test]
    fn what_would_fill_the_memory_is_refused() {
        let bomb = packed(&vec![0; 64 << 20]);
        assert!(bomb.len() < 100_000);
        assert_eq!(unpacked(&bomb), None);
    }

    #[test]
    fn the_dictionary_costs_nothing_twice() {
        assert!(packed(DICTIONARY).len() < 60);
    }
}
