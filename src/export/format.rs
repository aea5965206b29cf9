//! Which file is meant, from its ending.

use crate::wording::{quote, quote_path};
use std::fmt;
use std::path::Path;

/// The files this program exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A figure as vectors with text as text.
    Svg,
    /// A figure as pixels.
    Png,
    /// A figure as one page of vectors.
    Pdf,
    /// A table of comma-separated values.
    Csv,
    /// An archive of numpy's arrays.
    Npz,
}

/// A path whose ending says nothing, or something else.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cannot tell what to write into \"{path}\": {cause}; use a name that ends in {allowed}")]
pub struct FormatError {
    path: String,
    cause: String,
    allowed: String,
}

impl Format {
    /// What a figure can be saved as.
    pub const FIGURE: [Self; 3] = [Self::Svg, Self::Png, Self::Pdf];
    /// What numbers can be saved as.
    pub const DATA: [Self; 2] = [Self::Npz, Self::Csv];

    /// The ending without its dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Pdf => "pdf",
            Self::Csv => "csv",
            Self::Npz => "npz",
        }
    }

    /// The one of `allowed` that `path` ends in, in small or capital letters.
    ///
    /// # Errors
    /// When the path has no ending or another one; the sentence lists `allowed`.
    pub fn from_path(path: &Path, allowed: &[Self]) -> Result<Self, FormatError> {
        let ending = path.extension().map(|e| e.to_string_lossy().into_owned());
        let found = allowed.iter().find(|format| {
            ending
                .as_deref()
                .is_some_and(|e| e.eq_ignore_ascii_case(format.ending()))
        });
        found.copied().ok_or_else(|| FormatError {
            path: quote_path(path),
            cause: match &ending {
                Some(ending) => format!(".{} is not an ending known here", quote(ending)),
                None => "it has no ending".to_owned(),
            },
            allowed: listed(allowed),
        })
    }
}

impl fmt::Display for Format {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, ".{}", self.ending())
    }
}

/// ".svg, .png or .pdf".
fn listed(formats: &[Format]) -> String {
    let names: Vec<String> = formats.iter().map(Format::to_string).collect();
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => names.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_is_read_in_small_and_capital_letters() {
        let format = |name: &str| Format::from_path(Path::new(name), &Format::FIGURE);
        assert_eq!(format("a/ring.SVG"), Ok(Format::Svg));
        assert_eq!(format("ring.v2.pdf"), Ok(Format::Pdf));
    }

    #[test]
    fn a_wrong_ending_is_answered_with_the_endings_allowed() {
        let error = |name: &str| {
            Format::from_path(Path::new(name), &Format::FIGURE)
                .unwrap_err()
                .to_string()
        };
        assert_eq!(
            error("ring.gif"),
            "cannot tell what to write into \"ring.gif\": .gif is not an ending known here; use a name that ends in .svg, .png or .pdf"
        );
        assert!(error("ring").contains("it has no ending"));
        assert!(Format::from_path(Path::new("t.svg"), &Format::DATA).is_err());
    }
}
