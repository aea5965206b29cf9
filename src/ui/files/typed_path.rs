//! Paths as they are typed: `~` is the home folder, as in a shell, and what is no whole path lies in the
//! folder that is shown.

use std::path::{Path, PathBuf};

/// What `text` means while `folder` is shown.
pub fn read(text: &str, folder: &Path) -> PathBuf {
    let path = Path::new(text.trim());
    if let (Ok(rest), Some(home)) = (path.strip_prefix("~"), std::env::home_dir()) {
        return within(&home, rest);
    }
    // The name of a folder that is no Unicode is shown with stand-ins: it is the folder itself that is meant.
    match path.strip_prefix(shown(folder)) {
        Ok(rest) => within(folder, rest),
        Err(_) => folder.join(path),
    }
}

/// How a path is shown where it can be typed over.
pub fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// `rest` in `folder`, without a separator at the end where nothing follows.
fn within(folder: &Path, rest: &Path) -> PathBuf {
    if rest.as_os_str().is_empty() {
        folder.to_owned()
    } else {
        folder.join(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tilde_is_the_home_folder_and_what_is_not_whole_lies_in_the_folder_on_show() {
        let home = std::env::home_dir().unwrap();
        let folder = std::env::temp_dir().join("figures");
        let whole = folder.join("old/one.svg");
        for (text, path) in [
            (" ~/figures/two.svg ", home.join("figures/two.svg")),
            ("~", home.clone()),
            ("a~b.svg", folder.join("a~b.svg")),
            ("new/two.svg", folder.join("new/two.svg")),
            (&*shown(&whole), whole.clone()),
            (&*shown(&folder), folder.clone()),
        ] {
            let read = read(text, &folder);
            assert_eq!(read.as_os_str(), path.as_os_str(), "{text}");
        }
        // A page knows no folders.
        assert_eq!(read("two.svg", Path::new("")), Path::new("two.svg"));
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_whose_name_is_no_unicode_is_meant_by_what_is_shown_of_it() {
        use std::os::unix::ffi::OsStrExt;
        let folder = Path::new(std::ffi::OsStr::from_bytes(b"/tmp/caf\xe9"));
        let text = shown(&folder.join("two.svg"));
        assert_eq!(read(&text, folder), folder.join("two.svg"));
    }
}
