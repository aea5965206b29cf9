//! The lessons of a folder.

use super::listing::list_folder;
use super::read::read_text;
use crate::lesson::Course;
use crate::wording::quote_path;
use std::path::Path;

/// Reads every Markdown file of a folder as a lesson, in the order of their names.
///
/// # Errors
/// One sentence: the folder or a file cannot be read, holds no lesson, or the first fault with its file, line and
/// column.
pub fn read_lessons(folder: &Path) -> Result<Course, String> {
    let listing = list_folder(folder).map_err(|error| error.to_string())?;
    let lessons = listing
        .files
        .into_iter()
        .filter(|name| name.ends_with(".md"));
    let mut files = Vec::new();
    for name in lessons {
        let text = read_text(&folder.join(&name)).map_err(|error| error.to_string())?;
        files.push((name, text));
    }
    if files.is_empty() {
        let folder = quote_path(folder);
        return Err(format!(
            "could not open the lessons of {folder}: there is no file *.md; put one there"
        ));
    }
    Course::read(files).map_err(|(name, fault)| {
        let file = quote_path(&folder.join(name));
        format!("could not read the lesson {file}: {fault}")
    })
}
