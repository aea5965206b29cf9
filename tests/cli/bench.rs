//! An empty folder in which the program is run.

use ndarray_npy::NpzReader;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// An empty folder to work in.
pub struct Bench {
    folder: TempDir,
}

impl Bench {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn file(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, text).unwrap();
        path
    }

    pub fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_scorefield"));
        command
            .args(arguments.split_whitespace())
            .current_dir(self.folder.path())
            .env_remove("SCOREFIELD_THREADS")
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("WAYLAND_SOCKET");
        command
    }

    /// Runs the program with these arguments, separated by spaces.
    pub fn run(&self, arguments: &str) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// What a good run prints.
    #[track_caller]
    pub fn good(&self, arguments: &str) -> String {
        let output = self.run(arguments);
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{arguments}: {error}");
        assert_eq!(error, "", "{arguments} is not quiet without a terminal");
        String::from_utf8(output.stdout).unwrap()
    }

    #[track_caller]
    pub fn json(&self, arguments: &str) -> serde_json::Value {
        serde_json::from_str(&self.good(arguments)).unwrap()
    }

    /// What a refused run says: one line, and nothing on standard output.
    #[track_caller]
    pub fn refused(&self, arguments: &str, code: i32) -> String {
        let output = self.run(arguments);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments}: {error}");
        assert_eq!(output.stdout, b"", "{arguments}");
        let sentence = error
            .strip_prefix("error: ")
            .unwrap_or_else(|| panic!("{error}"));
        assert_eq!(sentence.trim_end().lines().count(), 1, "{error}");
        sentence.trim_end().to_owned()
    }

    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

/// A small scene that trains fast.
pub const TWO_BLOBS: &str = r#"
title = "Two blobs"
seed = 4
[[component]]
weight = 0.7
mean = [-1.5, 0.5]
cov = [[0.3, 0.1], [0.1, 0.2]]
[[component]]
weight = 0.3
mean = [2.0, -1.0]
std = 0.4
[network]
width = 32
depth = 2
[training]
batch = 128
"#;

/// The archive at `path`.
pub fn open(path: &Path) -> NpzReader<File> {
    NpzReader::new(File::open(path).unwrap()).unwrap()
}
