//! Files that have no name until they are whole: what a killed program was writing is gone with it.

use rustix::fs::{AtFlags, CWD, Mode, OFlags, linkat, open};
use std::fs::File;
use std::io;
use std::os::fd::AsRawFd;
use std::path::{Path, PathBuf};

/// What any new file gets; the umask takes its share.
const RIGHTS: Mode = Mode::from_raw_mode(0o666);

/// A file in `folder` without a name; `None` where it cannot be, or could get no name later.
pub fn create(folder: &Path) -> Option<File> {
    let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
    let file = File::from(open(folder, flags, RIGHTS).ok()?);
    way_to(&file).exists().then_some(file)
}

/// Gives `file` a name that nothing has, in the folder that it was made in.
///
/// # Errors
/// When something has that name, or the folder takes no more.
pub fn give_name(file: &File, name: &Path) -> io::Result<()> {
    linkat(CWD, way_to(file), CWD, name, AtFlags::SYMLINK_FOLLOW)?;
    Ok(())
}

/// Where the system shows an open file.
fn way_to(file: &File) -> PathBuf {
    PathBuf::from(format!("/proc/self/fd/{}", file.as_raw_fd()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_file_without_a_name_is_not_seen_until_it_gets_one() {
        let folder = tempfile::tempdir().unwrap();
        // Not every file system has them.
        let Some(mut file) = create(folder.path()) else {
            return;
        };
        file.write_all(b"whole").unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        let name = folder.path().join("name");
        give_name(&file, &name).unwrap();
        assert_eq!(std::fs::read(&name).unwrap(), b"whole");
        let taken = give_name(&file, &name).unwrap_err();
        assert_eq!(taken.kind(), io::ErrorKind::AlreadyExists);
    }
}
