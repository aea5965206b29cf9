//! The arrows between the layers and the rules of each, read from the sources.

use std::fs;
use std::path::{Path, PathBuf};

/// The layers from the bottom up: a file may import only from layers before its own. Layers on one
/// line do not know each other.
const LAYERS: [&[&str]; 17] = [
    &["plane", "wording"],
    &["mixture"],
    &["shapes", "noise"],
    &["score"],
    &["sampling"],
    &["measure"],
    // Both the session and the command line measure the papers' claims again.
    &["papers"],
    &["scene"],
    &["preset"],
    &["session"],
    &["figure"],
    &["export"],
    &["document"],
    &["ui"],
    &["desktop"],
    &["cli"],
    &["main"],
];

/// A source file of the program.
struct Source {
    /// Relative to `src`, with slashes.
    path: String,
    /// Without comments.
    code: String,
    lines: usize,
}

impl Source {
    fn layer(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.trim_end_matches(".rs")
    }

    fn is_in(&self, places: &[&str]) -> bool {
        places
            .iter()
            .any(|place| self.layer() == *place || self.path == *place)
    }

    /// Files that hold nothing but tests, and the tests at the end of others, may do more.
    fn production(&self) -> &str {
        let is_tests = self.path.ends_with("tests.rs") || self.path.contains("/tests/");
        if is_tests {
            return "";
        }
        self.code.split("#[cfg(test)]").next().unwrap_or_default()
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let relative = path.strip_prefix(&root).unwrap();
                found.push(Source {
                    path: relative.to_str().unwrap().replace('\\', "/"),
                    code: without_comments(&text),
                    lines: text.lines().count(),
                });
            }
        }
    }
    assert!(found.len() > 20, "the sources are not where they should be");
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn without_comments(text: &str) -> String {
    text.lines()
        .map(|line| match line.find("//") {
            // An address in a string is no comment.
            Some(at) if !line[..at].ends_with(':') => &line[..at],
            _ => line,
        })
        .collect::<Vec<_>>()
        .join("\n")
}

/// Whether `word` stands in `code` with no letter before or after it.
fn names(code: &str, word: &str) -> bool {
    let part_of_word = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).any(|(at, _)| {
        !code[..at].ends_with(part_of_word) && !code[at + word.len()..].starts_with(part_of_word)
    })
}

/// Every file whose production code names one of `words` outside `places`.
fn breaches(words: &[&str], places: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources() {
        if source.is_in(places) {
            continue;
        }
        for word in words {
            if names(source.production(), word) {
                found.push(format!("{} names {word}", source.path));
            }
        }
    }
    found
}

#[track_caller]
fn only_in(words: &[&str], places: &[&str]) {
    let found = breaches(words, places);
    assert!(found.is_empty(), "only {places:?} may: {found:#?}");
}

/// The modules of this crate that `code` names, by `crate::x`, `crate::{x, y}` or `scorefield::x`.
fn imports(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for root in ["crate::", "scorefield::"] {
        for (at, _) in code.match_indices(root) {
            let rest = &code[at + root.len()..];
            let listed = match rest.strip_prefix('{') {
                Some(list) => outermost(list),
                None => vec![rest.to_owned()],
            };
            for path in listed {
                let word: String = path
                    .trim_start()
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                found.push(word);
            }
        }
    }
    found
}

/// The parts of a braced list, up to its closing brace, split at its own commas.
fn outermost(list: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for c in list.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().unwrap().push(c);
    }
    parts
}

fn rank(layer: &str) -> Option<usize> {
    LAYERS.iter().position(|names| names.contains(&layer))
}

#[test]
fn a_layer_imports_only_from_the_layers_below_it() {
    let mut found = Vec::new();
    for source in sources() {
        let own = source.layer();
        if own == "lib" {
            continue;
        }
        let Some(height) = rank(own) else {
            panic!("{} belongs to no layer; add it to the map", source.path);
        };
        for import in imports(source.production()) {
            // Anything else is an item of the crate's root.
            if let Some(other) = rank(&import)
                && import != own
                && (other >= height
                    || (own == "cli" && import == "ui" && !opens_the_window(&source)))
            {
                found.push(format!("{} imports {import}", source.path));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// Of the command line only the verb without a name knows the window.
fn opens_the_window(source: &Source) -> bool {
    source.path == "cli/window.rs"
}

#[test]
fn the_reader_of_imports_sees_lists_and_paths() {
    let code =
        "use crate::{mixture, plane::{Bounds, Grid}, ui as window};\nlet x = crate::noise::f();";
    assert_eq!(imports(code), ["mixture", "plane", "ui", "noise"]);
    assert!(names("a.egui::b", "egui") && !names("my_egui", "egui"));
    assert_eq!(without_comments("a // egui\nb"), "a \nb");
}

#[test]
fn egui_stays_in_the_window() {
    only_in(
        &["egui", "eframe", "egui_plot", "egui_file", "egui_notify"],
        &["ui", "desktop", "main"],
    );
}

#[test]
fn dfdx_stays_in_the_score() {
    only_in(&["dfdx"], &["score"]);
}

#[test]
fn the_parser_of_arguments_and_the_progress_bars_stay_in_the_command_line() {
    only_in(&["clap", "indicatif"], &["cli"]);
}

#[test]
fn threads_are_started_by_the_session_and_the_windows_jobs_only() {
    // `available_parallelism` is a number and starts nothing.
    let words = [
        "thread::spawn",
        "thread::Builder",
        "thread::scope",
        "crossbeam_channel",
    ];
    only_in(&words, &["session", "desktop"]);
    only_in(
        &["std::thread"],
        &["session", "desktop", "cli/experiment.rs"],
    );
}

#[test]
fn clocks_tick_in_the_session_the_command_line_and_the_window_only() {
    only_in(&["Instant", "SystemTime"], &["session", "cli", "ui"]);
}

#[test]
fn files_are_written_by_export_only() {
    let words = [
        "fs::write",
        "File::create",
        "OpenOptions",
        "fs::rename",
        "fs::remove_file",
        "fs::create_dir",
        "fs::create_dir_all",
        "tempfile",
        "NamedTempFile",
    ];
    only_in(&words, &["export"]);
}

#[test]
fn printing_is_left_to_main_and_the_command_line() {
    let words = [
        "println!",
        "eprintln!",
        "print!",
        "eprint!",
        "dbg!",
        "stdout()",
    ];
    only_in(&words, &["main", "cli"]);
}

#[test]
fn no_random_number_comes_without_a_seed() {
    let words = [
        "rand::rng",
        "thread_rng",
        "ThreadRng",
        "StdRng",
        "SmallRng",
        "OsRng",
        "SysRng",
        "from_os_rng",
        "from_entropy",
        "rand::random",
        "getrandom",
    ];
    only_in(&words, &[]);
}

#[test]
fn no_file_is_longer_than_four_hundred_lines() {
    let long: Vec<String> = sources()
        .iter()
        .filter(|source| source.lines > 400)
        .map(|source| format!("{}: {} lines", source.path, source.lines))
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn no_module_is_a_drawer_for_everything() {
    let drawers = ["utils", "util", "helpers", "misc", "common", "types"];
    for source in sources() {
        let mut parts = source.path.trim_end_matches(".rs").split('/');
        assert!(
            !parts.any(|part| drawers.contains(&part)),
            "{}",
            source.path
        );
    }
}

#[test]
fn nothing_is_left_to_do() {
    only_in(
        &["todo!", "unimplemented!", "dbg!", "allow(dead_code)"],
        &[],
    );
}
