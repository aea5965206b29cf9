//! What a verb leaves behind: files, and lines on standard output.

use super::{Failure, progress};
use crate::export::{ExportError, Format};
use crate::files::{self, DraftWriter, StreamError};
use crate::wording::{quote_path, shortened, visible};
use serde_json::Value;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file to be written, checked before the work begins.
pub struct OutputFile {
    path: PathBuf,
    pub format: Format,
}

impl OutputFile {
    /// # Errors
    /// When the ending is none of `allowed`, or nothing can be written there.
    pub fn new(path: &Path, allowed: &[Format]) -> Result<Self, Failure> {
        let format = Format::from_path(path, allowed).map_err(Failure::usage)?;
        files::require_writable(path)?;
        Ok(Self {
            path: path.to_owned(),
            format,
        })
    }

    /// # Errors
    /// When the file cannot be written; then it is as it was.
    pub fn write(&self, bytes: &[u8]) -> Result<(), Failure> {
        Ok(progress::during("writing", || {
            files::write_whole(&self.path, bytes)
        })?)
    }

    /// As [`OutputFile::write`] for what is made on its way to the disk.
    ///
    /// # Errors
    /// As [`OutputFile::write`], or what cannot be made.
    pub fn stream(
        &self,
        fill: impl FnOnce(&mut DraftWriter) -> Result<(), ExportError>,
    ) -> Result<(), Failure> {
        let written = progress::during("writing", || files::write_streamed(&self.path, fill));
        written.map_err(|error| match error {
            StreamError::Save(error) => error.into(),
            StreamError::Content(error) => error.into(),
        })
    }

    /// Its path with another ending.
    pub fn beside(&self, ending: &str) -> PathBuf {
        self.path.with_extension(ending)
    }

    /// Its path for people.
    pub fn quoted(&self) -> String {
        quote_path(&self.path)
    }

    /// Its path for programs, also where it is no text.
    pub fn shown(&self) -> String {
        self.path.to_string_lossy().into_owned()
    }
}

/// The ending of networks.
const MODEL: &str = "safetensors";

/// Refuses a path for a network that does not end in .safetensors, or where nothing can be written.
pub fn require_model(path: &Path) -> Result<(), Failure> {
    match path.extension() {
        Some(found) if found.eq_ignore_ascii_case(MODEL) => Ok(files::require_writable(path)?),
        _ => Err(Failure::Usage(format!(
            "cannot tell what to write into {:?}; use a name that ends in .{MODEL}",
            quote_path(path)
        ))),
    }
}

/// Adds the members of `more` to `object`.
pub fn extend(object: &mut Value, more: Value) {
    if let (Value::Object(object), Value::Object(more)) = (object, more) {
        object.extend(more);
    }
}

/// Prints `object` on one line as JSON, or `text` for people.
///
/// # Errors
/// When standard output cannot be written.
pub fn print(json: bool, object: &Value, text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    if json {
        writeln!(out, "{object}")?;
    } else {
        writeln!(out, "{text}")?;
    }
    Ok(out.flush()?)
}

/// Prints what another program reads, as it stands.
///
/// # Errors
/// When standard output cannot be written.
pub fn print_bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes)?;
    Ok(out.flush()?)
}

/// Says on standard error what went wrong; where nobody can read it, the exit code has to do.
pub fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "error: {}", one_line(message));
}

/// Says on standard error what there is to know of work that has ended.
pub fn remark(message: &str) {
    let _ = writeln!(io::stderr(), "{}", one_line(message));
}

/// Says what was taken from a file and what was left out.
pub fn note(path: &Path, notices: &[String]) {
    for notice in notices {
        let note = one_line(&format!("{}: {notice}", quote_path(path)));
        let _ = writeln!(io::stderr(), "note: {note}");
    }
}

/// Letters of a message that are shown: of a longer one the middle, which holds what somebody else wrote,
/// is left out.
const BEGINNING: usize = 600;
const END: usize = 200;

/// A message on one line of bounded length, without what a terminal would obey.
pub fn one_line(message: &str) -> String {
    let letters: Vec<char> = visible(message).chars().collect();
    shortened(&letters, BEGINNING, END)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_one_line_that_a_terminal_cannot_obey() {
        assert_eq!(one_line("é is fine"), "é is fine");
        assert_eq!(one_line("a\n\u{1b}[31mb"), "a\u{fffd}\u{fffd}[31mb");
        assert_eq!(one_line("a\u{202e}\u{7f}b"), "a\u{fffd}\u{fffd}b");
        let long = one_line(&format!("{}; use less", "7".repeat(5000)));
        assert_eq!(long.chars().count(), BEGINNING + 1 + END);
        assert!(long.ends_with("; use less"));
    }
}
