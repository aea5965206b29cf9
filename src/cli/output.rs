//! What a verb leaves behind: files, and lines on standard output.

use super::Failure;
use crate::export::{self, Format};
use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};

/// A file to be written, checked before the work begins.
pub struct OutputFile {
    path: PathBuf,
    pub format: Format,
}

impl OutputFile {
    /// # Errors
    /// When the ending is none of `allowed`, or the folder does not exist.
    pub fn new(path: &Path, allowed: &[Format]) -> Result<Self, Failure> {
        let format = Format::from_path(path, allowed).map_err(Failure::usage)?;
        require_folder(path)?;
        Ok(Self {
            path: path.to_owned(),
            format,
        })
    }

    /// # Errors
    /// When the file cannot be written; then it is as it was.
    pub fn write(&self, bytes: &[u8]) -> Result<(), Failure> {
        Ok(export::write_whole(&self.path, bytes)?)
    }

    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// Refuses a path that does not end in `.ending`.
pub fn require_ending(path: &Path, ending: &str) -> Result<(), Failure> {
    match path.extension() {
        Some(found) if found.eq_ignore_ascii_case(ending) => Ok(()),
        _ => Err(Failure::Usage(format!(
            "cannot tell what to write into {:?}; use a name that ends in .{ending}",
            path.display().to_string()
        ))),
    }
}

/// Long work must not end at a folder that is not there.
pub fn require_folder(path: &Path) -> Result<(), Failure> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => {
            Err(Failure::Failed(format!(
                "could not save {}: there is no folder {}; create it or choose another",
                path.display(),
                folder.display()
            )))
        }
        _ => Ok(()),
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
