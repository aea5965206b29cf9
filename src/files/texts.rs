//! All texts of a folder.

use super::error::ReadError;
use super::listing::list_folder;
use super::read::read_text;
use std::path::Path;

/// Every file of a folder whose name ends with `ending`, in alphabetical order: its name and its text.
///
/// # Errors
/// When the folder or one of the files cannot be read.
pub fn read_texts(folder: &Path, ending: &str) -> Result<Vec<(String, String)>, ReadError> {
    let listing = list_folder(folder)?;
    let names = listing.files.into_iter();
    names
        .filter(|name| name.ends_with(ending))
        .map(|name| {
            let text = read_text(&folder.join(&name))?;
            Ok((name, text))
        })
        .collect()
}
