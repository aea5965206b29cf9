//! What a folder holds.

use super::error::ReadError;
use std::path::Path;

/// The names in a folder, each list in alphabetical order, without hidden ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Folders inside.
    pub folders: Vec<String>,
    /// Files inside.
    pub files: Vec<String>,
}

/// Lists a folder; names that are no Unicode are left out, they could not be typed.
///
/// # Errors
/// When it is no folder or cannot be read.
pub fn list_folder(folder: &Path) -> Result<Listing, ReadError> {
    let unread = |source| ReadError::Read {
        path: folder.to_owned(),
        source,
    };
    let mut listing = Listing::default();
    for entry in folder.read_dir().map_err(unread)? {
        let entry = entry.map_err(unread)?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        if name.starts_with('.') {
            continue;
        }
        // Through links, as one opens them.
        if entry.path().is_dir() {
            listing.folders.push(name);
        } else {
            listing.files.push(name);
        }
    }
    for names in [&mut listing.folders, &mut listing.files] {
        names.sort_by_cached_key(|name| (name.to_lowercase(), name.clone()));
    }
    Ok(listing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_and_files_are_listed_apart_in_order_without_hidden_ones() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.toml", "A.csv", ".hidden"] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        for name in ["z", "Y", ".git"] {
            std::fs::create_dir(folder.path().join(name)).unwrap();
        }
        let found = list_folder(folder.path()).unwrap();
        assert_eq!(found.folders, ["Y", "z"]);
        assert_eq!(found.files, ["A.csv", "b.toml"]);
        let refused = list_folder(&folder.path().join("b.toml")).unwrap_err();
        assert!(refused.to_string().contains("could not read"), "{refused}");
    }
}
