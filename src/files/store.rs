//! What a program keeps for its next start.

use super::whole::{SaveError, write_whole};
use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Behind the name of a store that could not be read.
const UNREADABLE: &str = ".unreadable";

/// A file with a text in it, written as every other: whole or not at all.
#[derive(Clone, Debug)]
pub struct Store {
    path: PathBuf,
    /// What stands there, as far as it is known.
    text: Option<String>,
}

impl Store {
    /// The store at `path`, whether there is one already or not.
    pub fn at(path: PathBuf) -> Self {
        Self { path, text: None }
    }

    /// The text of the last time; `None` before the first.
    ///
    /// # Errors
    /// When there is a file and it cannot be read or is no text.
    pub fn read(&mut self) -> io::Result<Option<&str>> {
        match fs::read_to_string(&self.path) {
            Ok(text) => Ok(Some(self.text.insert(text))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Keeps `text`; what stands there already is not written again.
    ///
    /// # Errors
    /// As [`write_whole`]; then the text of before is still there.
    pub fn write(&mut self, text: &str) -> Result<(), SaveError> {
        if self.text.as_deref() == Some(text) {
            return Ok(());
        }
        // What stands there after a failure is not known: the same text is tried again.
        self.text = None;
        if let Some(folder) = self.path.parent() {
            // When it cannot be made, the draft says so.
            let _ = fs::create_dir_all(folder);
        }
        write_whole(&self.path, text.as_bytes())?;
        self.text = Some(text.to_owned());
        Ok(())
    }

    /// Puts what cannot be read aside, beside its place, where the next store does not replace it.
    ///
    /// # Errors
    /// When the file cannot be renamed.
    pub fn set_aside(&mut self) -> io::Result<PathBuf> {
        let aside = beside(&self.path);
        fs::rename(&self.path, &aside)?;
        self.text = None;
        Ok(aside)
    }
}

fn beside(path: &Path) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(UNREADABLE);
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_is_read_back_and_what_cannot_be_read_is_kept_aside() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/last.toml");
        let mut store = Store::at(path.clone());
        assert_eq!(store.read().unwrap(), None);
        store.write("a = 1").unwrap();
        assert_eq!(Store::at(path.clone()).read().unwrap(), Some("a = 1"));
        fs::write(&path, b"\xff\xfe").unwrap();
        let mut store = Store::at(path.clone());
        assert!(store.read().is_err());
        let aside = store.set_aside().unwrap();
        assert_eq!(aside, folder.path().join("new/last.toml.unreadable"));
        assert_eq!(fs::read(&aside).unwrap(), b"\xff\xfe");
        store.write("b = 2").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "b = 2");
        assert!(aside.exists());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_store_that_cannot_be_written_stays_as_it_was_and_is_tried_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("last.toml");
        let mut store = Store::at(path.clone());
        store.write("a = 1").unwrap();
        let writable = fs::metadata(&path).unwrap().permissions();
        let mut rights = writable.clone();
        rights.set_readonly(true);
        fs::set_permissions(&path, rights).unwrap();
        for _ in 0..2 {
            assert!(store.write("a = 2").is_err());
            assert_eq!(fs::read_to_string(&path).unwrap(), "a = 1");
        }
        fs::set_permissions(&path, writable).unwrap();
        store.write("a = 2").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "a = 2");
        // What stands there is not written again, whoever may have changed it.
        fs::write(&path, "b = 3").unwrap();
        store.write("a = 2").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "b = 3");
    }
}
