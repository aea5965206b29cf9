//! What made a file, read out of it again.

use super::{bytes_of, sample, trajectory};
use crate::export::{Format, Size, figure_bytes, made_by, write_trajectory};

#[test]
fn what_made_a_figure_is_read_out_of_every_format() {
    for json in [
        r#"{"command":["a","b"],"title":"<x> & \"y\" (z) \\n \u00e4"}"#,
        // Brackets that do not close, and some that close before they open.
        r#"{"title":"((("}"#,
        r#"{"title":") and ("}"#,
    ] {
        for format in Format::FIGURE {
            let mut figure = sample();
            let size = Size::for_figure(&figure);
            let silent = figure_bytes(&figure, format, size, None).unwrap();
            assert_eq!(made_by(&silent), None, "{format:?}");
            figure.made_by = Some(json.to_owned());
            for dpi in [None, Some(150)] {
                let bytes = figure_bytes(&figure, format, size, dpi).unwrap();
                assert_eq!(made_by(&bytes).as_deref(), Some(json), "{format:?}");
            }
        }
    }
}

#[test]
fn an_archive_says_what_made_it_in_an_array_of_numpy() {
    let json = r#"{"seed":3}"#;
    let write = |made: Option<&str>| {
        bytes_of(|out| write_trajectory(&trajectory(2), Format::Npz, made, out)).unwrap()
    };
    assert_eq!(made_by(&write(None)), None);
    let bytes = write(Some(json));
    assert_eq!(made_by(&bytes).as_deref(), Some(json));
    // Header of format 1.0: the data begin at a multiple of 64 bytes, a code point is four bytes.
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut member = Vec::new();
    let mut file = archive.by_name("provenance.npy").unwrap();
    std::io::Read::read_to_end(&mut file, &mut member).unwrap();
    let text = String::from_utf8_lossy(&member[10..]).into_owned();
    assert!(text.starts_with("{'descr': '<U10', 'fortran_order': False, 'shape': (), }"));
    assert_eq!((member.len() - 4 * json.len()) % 64, 0);
}

#[test]
fn damaged_files_say_nothing_and_end_no_program() {
    let mut figure = sample();
    figure.made_by = Some("{}".to_owned());
    for format in Format::FIGURE {
        let size = Size::for_figure(&figure);
        let bytes = figure_bytes(&figure, format, size, None).unwrap();
        for length in (0..bytes.len()).step_by(bytes.len() / 97) {
            let _ = made_by(&bytes[..length]);
        }
    }
}
