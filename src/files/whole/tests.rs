//! Files are whole or not there: rights, links and folders stay as they were.

use super::*;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn sentence(path: &Path) -> String {
    write_whole(path, b"new").unwrap_err().to_string()
}

#[test]
fn a_new_file_and_an_old_one_are_written_and_nothing_else_is_left() {
    let folder = folder();
    let path = folder.path().join("ring.svg");
    write_whole(&path, b"first, longer").unwrap();
    write_whole(&path, b"second").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"second");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn what_a_killed_program_left_half_written_goes_at_the_next_save() {
    let folder = folder();
    let put = |name: &str, seconds: u64| {
        let path = folder.path().join(name);
        let file = File::create(&path).unwrap();
        let modified = file.metadata().unwrap().modified().unwrap();
        file.set_modified(modified - Duration::from_secs(seconds))
            .unwrap();
        (path, file)
    };
    let (dead, file) = put(".scorefield-dead.part", 60);
    drop(file);
    let (held, holder) = put(".scorefield-held.part", 60);
    holder.lock().unwrap();
    let (young, _) = put(".scorefield-young.part", 1);
    let (foreign, _) = put("thesis.part", 60);
    write_whole(&folder.path().join("ring.svg"), b"new").unwrap();
    assert!(!dead.exists());
    assert!(held.exists() && young.exists() && foreign.exists());
}

#[test]
fn folders_and_missing_folders_are_refused_in_a_sentence() {
    let folder = folder();
    let here = folder.path().display();
    assert_eq!(
        sentence(folder.path()),
        format!("could not save \"{here}\": it is a folder; add a file name")
    );
    assert_eq!(
        sentence(&folder.path().join("none/ring.svg")),
        format!(
            "could not save \"{here}/none/ring.svg\": there is no folder \"{here}/none\"; create it or choose another folder"
        )
    );
    assert!(sentence(Path::new("")).contains("it does not name a file"));
    assert!(sentence(&folder.path().join("new/")).contains("it does not name a file"));
    let file = folder.path().join("file");
    write_whole(&file, b"").unwrap();
    assert!(sentence(&file.join("ring.svg")).contains("a part of the path is a file"));
    let long = "n".repeat(300);
    assert!(sentence(&folder.path().join(long)).contains("the name is too long"));
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_new_file_has_the_rights_of_any_new_file_and_an_old_one_keeps_its_own() {
        let folder = folder();
        let (plain, ours) = (folder.path().join("plain"), folder.path().join("ours"));
        fs::write(&plain, b"").unwrap();
        write_whole(&ours, b"").unwrap();
        assert_eq!(mode(&ours), mode(&plain));
        fs::set_permissions(&ours, fs::Permissions::from_mode(0o640)).unwrap();
        write_whole(&ours, b"again").unwrap();
        assert_eq!(mode(&ours), 0o640);
    }

    #[test]
    fn a_read_only_file_keeps_its_bytes() {
        let folder = folder();
        let path = folder.path().join("kept.csv");
        write_whole(&path, b"old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        assert!(sentence(&path).ends_with("the file is read-only; choose another name"));
        assert_eq!(fs::read(&path).unwrap(), b"old");
    }

    #[test]
    fn a_link_stays_a_link_and_its_file_is_written() {
        let folder = folder();
        let (file, link) = (
            folder.path().join("file.csv"),
            folder.path().join("link.csv"),
        );
        write_whole(&file, b"old").unwrap();
        symlink(&file, &link).unwrap();
        write_whole(&link, b"new").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"new");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }

    #[test]
    fn devices_are_not_replaced() {
        assert!(sentence(Path::new("/dev/null")).contains("it is not an ordinary file"));
    }

    /// `/proc` takes no new file, like a full disk, and what is there must stay.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_folder_that_takes_no_new_file_leaves_the_old_one_whole() {
        let old = Path::new("/proc/self/comm");
        let before = fs::read(old).unwrap();
        assert!(write_whole(old, b"new").is_err());
        assert_eq!(fs::read(old).unwrap(), before);
        let sentence = sentence(Path::new("/proc/ring.svg"));
        assert!(
            sentence.starts_with("could not save \"/proc/ring.svg\": "),
            "{sentence}"
        );
    }
}
