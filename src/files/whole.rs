//! Files written whole or not at all.

#[cfg(target_os = "linux")]
mod nameless;
mod writer;

pub use writer::DraftWriter;

use crate::wording::quote_path;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tempfile::{NamedTempFile, TempDir};

/// A file that could not be saved; what was there before is untouched.
#[derive(Debug, thiserror::Error)]
#[error("could not save \"{path}\": {cause}; {advice}")]
pub struct SaveError {
    path: String,
    cause: String,
    advice: &'static str,
}

/// A file that was not written.
#[derive(Debug)]
pub enum StreamError<E> {
    /// It could not be saved.
    Save(SaveError),
    /// What was to stand in it could not be made.
    Content(E),
}

impl<E> From<SaveError> for StreamError<E> {
    fn from(error: SaveError) -> Self {
        Self::Save(error)
    }
}

/// What a draft is called besides a few random letters.
const PREFIX: &str = ".scorefield-";
const SUFFIX: &str = ".part";
/// Between the birth of a draft and its being held there is less than this.
const YOUNG: Duration = Duration::from_secs(10);
/// The drafts of this program that are being written.
static UNDER_WAY: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
const OTHER_FOLDER: &str = "choose another folder";
const OTHER_NAME: &str = "choose another name";

/// Whether [`write_whole`] could write `path` now: long work must not end at a file that cannot be
/// saved. What is there stays as it is.
///
/// # Errors
/// As [`write_whole`].
pub fn require_writable(path: &Path) -> Result<(), SaveError> {
    Draft::beside(path).map(|_| ())
}

/// A folder for files that nobody keeps; it goes with its value.
///
/// # Errors
/// When the system has no place for one.
pub fn scratch_folder() -> Result<TempDir, SaveError> {
    tempfile::tempdir().map_err(|error| SaveError::explained(&std::env::temp_dir(), &error))
}

/// Puts `bytes` into the file at `path`, new or existing: into a temporary file of the same folder
/// first, which takes the name only when every byte is on the disk. A link is followed to its file.
///
/// # Errors
/// When the folder is missing or closed, the disk is full, or `path` is not a file that may be
/// written; one sentence with what to do.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    let written = write_streamed(path, |file| file.write_all(bytes));
    written.map_err(|error| match error {
        StreamError::Save(error) => error,
        StreamError::Content(error) => SaveError::explained(path, &error),
    })
}

/// As [`write_whole`] for what is too large to stand in memory beside what it is made of: `fill` writes it
/// piece by piece.
///
/// # Errors
/// As [`write_whole`], or what `fill` itself could not make. Either way nothing is left behind.
pub fn write_streamed<E>(
    path: &Path,
    fill: impl FnOnce(&mut DraftWriter) -> Result<(), E>,
) -> Result<(), StreamError<E>> {
    let explained = |error: &io::Error| StreamError::Save(SaveError::explained(path, error));
    let draft = Draft::beside(path)?;
    let mut writer = DraftWriter::new(draft.file());
    let filled = fill(&mut writer);
    // What the disk refused is the reason, in whatever words `fill` hands it on.
    if let Err(error) = writer.finish() {
        return Err(explained(&error));
    }
    filled.map_err(StreamError::Content)?;
    draft.take_place().map_err(|error| explained(&error))
}

/// Deletes the drafts that are being written, and lets nobody begin another: the program ends.
pub fn abandon_drafts() {
    let drafts = under_way();
    for draft in drafts.iter() {
        let _ = fs::remove_file(draft);
    }
    std::mem::forget(drafts);
}

fn under_way() -> MutexGuard<'static, Vec<PathBuf>> {
    UNDER_WAY.lock().unwrap_or_else(PoisonError::into_inner)
}

impl SaveError {
    fn new(path: &Path, cause: &str, advice: &'static str) -> Self {
        Self {
            path: quote_path(path),
            cause: cause.to_owned(),
            advice,
        }
    }

    fn explained(path: &Path, error: &io::Error) -> Self {
        let (cause, advice) = explain(error);
        Self::new(path, &cause, advice)
    }
}

/// An empty temporary file in the folder of its target, gone unless it takes its place.
struct Draft {
    content: Content,
    target: PathBuf,
    /// What is at the target.
    existing: Option<fs::Metadata>,
}

/// Where a draft is written.
enum Content {
    /// A file without a name, which is gone with whoever writes it, even when killed.
    #[cfg(target_os = "linux")]
    Nameless(File),
    /// A file held as long as somebody writes it; the next draft deletes one that a killed program left
    /// behind.
    Named {
        file: NamedTempFile,
        /// Forgotten after the file has been.
        _name: Registered,
    },
}

/// The name of a draft among those [`UNDER_WAY`].
struct Registered(PathBuf);

impl Drop for Registered {
    fn drop(&mut self) {
        under_way().retain(|draft| *draft != self.0);
    }
}

impl Draft {
    /// # Errors
    /// When nothing can be written at `path`.
    fn beside(path: &Path) -> Result<Self, SaveError> {
        let refuse = |cause: &str, advice| SaveError::new(path, cause, advice);
        let failed = |error: io::Error| SaveError::explained(path, &error);
        if path.file_name().is_none() || path.to_string_lossy().ends_with(std::path::MAIN_SEPARATOR)
        {
            return Err(refuse("it does not name a file", "add a file name"));
        }

        // What is there already?
        if fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink()) && !path.exists() {
            return Err(refuse(
                "it is a link to a file that is not there",
                "remove the link or choose another name",
            ));
        }
        let existing = match fs::metadata(path) {
            Ok(metadata) => Some(metadata),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(failed(error)),
        };
        if let Some(metadata) = &existing {
            if metadata.is_dir() {
                return Err(refuse("it is a folder", "add a file name"));
            }
            if !metadata.is_file() {
                return Err(refuse("it is not an ordinary file", OTHER_NAME));
            }
            if metadata.permissions().readonly() {
                return Err(refuse("the file is read-only", OTHER_NAME));
            }
        }
        let target = match existing {
            Some(_) => fs::canonicalize(path).map_err(failed)?,
            None => path.to_owned(),
        };
        let folder = folder_of(&target);
        if !folder.is_dir() {
            let cause = format!("there is no folder \"{}\"", quote_path(&folder));
            return Err(refuse(&cause, "create it or choose another folder"));
        }

        let content = Content::create(&folder).map_err(failed)?;
        remove_left_behind(&folder, content.file());
        Ok(Self {
            content,
            target,
            existing,
        })
    }

    fn file(&self) -> &File {
        self.content.file()
    }

    /// Waits until every byte is on the disk, then takes the target's place.
    fn take_place(self) -> io::Result<()> {
        let file = self.file();
        if let Some(metadata) = &self.existing {
            file.set_permissions(metadata.permissions())?;
        }
        file.sync_all()?;
        match self.content {
            #[cfg(target_os = "linux")]
            Content::Nameless(file) => {
                // Who ends the program waits until the name that is in between is gone.
                let _drafts = under_way();
                let folder = folder_of(&self.target);
                let named = builder().make_in(folder, |name| nameless::give_name(&file, name))?;
                persist(named, &self.target)
            }
            Content::Named { file, .. } => persist(file, &self.target),
        }
    }
}

impl Content {
    fn create(folder: &Path) -> io::Result<Self> {
        #[cfg(target_os = "linux")]
        if let Some(file) = nameless::create(folder) {
            return Ok(Self::Nameless(file));
        }
        Self::named(folder)
    }

    fn named(folder: &Path) -> io::Result<Self> {
        let file = {
            let mut drafts = under_way();
            let file = builder().tempfile_in(folder)?;
            drafts.push(file.path().to_owned());
            file
        };
        // Where files cannot be held, none is taken for left behind either.
        let _ = file.as_file().try_lock();
        let name = Registered(file.path().to_owned());
        Ok(Self::Named { file, _name: name })
    }

    fn file(&self) -> &File {
        match self {
            #[cfg(target_os = "linux")]
            Self::Nameless(file) => file,
            Self::Named { file, .. } => file.as_file(),
        }
    }
}

/// What drafts are called and who may read them.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // What any new file gets: the umask takes its share.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder
}

fn persist<F>(file: NamedTempFile<F>, target: &Path) -> io::Result<()> {
    file.persist(target)
        .map(|_| ())
        .map_err(|error| error.error)
}

/// Deletes drafts in `folder` that nobody holds, unless they are hardly older than `mine`.
fn remove_left_behind(folder: &Path, mine: &File) {
    let (Ok(entries), Ok(born)) = (
        folder.read_dir(),
        mine.metadata().and_then(|m| m.modified()),
    ) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !(name.starts_with(PREFIX) && name.ends_with(SUFFIX)) {
            continue;
        }
        let written = entry.metadata().and_then(|metadata| metadata.modified());
        let old =
            written.is_ok_and(|written| born.duration_since(written).is_ok_and(|age| age > YOUNG));
        let path = entry.path();
        if old && File::open(&path).is_ok_and(|file| file.try_lock().is_ok()) {
            // What cannot be deleted is in nobody's way.
            let _ = fs::remove_file(&path);
        }
    }
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// What went wrong, in words, and what to do about it.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the standard library has many kinds of errors"
)]
fn explain(error: &io::Error) -> (String, &'static str) {
    let (cause, advice) = match error.kind() {
        ErrorKind::PermissionDenied => ("permission denied", OTHER_FOLDER),
        ErrorKind::ReadOnlyFilesystem => ("the disk is read-only", OTHER_FOLDER),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            ("the disk is full", "free some space or choose another disk")
        }
        ErrorKind::FileTooLarge => (
            "a file may not be so large here",
            "raise the limit (ulimit -f) or save less",
        ),
        ErrorKind::NotFound => ("the folder is gone", OTHER_FOLDER),
        ErrorKind::NotADirectory => ("a part of the path is a file", OTHER_FOLDER),
        ErrorKind::InvalidFilename => ("the name is too long or not allowed", OTHER_NAME),
        _ => return (error.to_string(), OTHER_FOLDER),
    };
    (cause.to_owned(), advice)
}

#[cfg(test)]
mod tests;
