//! The arrows between the layers and the rules of each, read from the sources.

mod imports;
mod reading;
mod source;

use imports::{arrows, circles};
use source::{Source, sources};
use std::collections::BTreeMap;

/// The layers from the bottom up: a file may import only from layers before its own. Layers on one
/// line do not know each other.
const LAYERS: [&[&str]; 16] = [
    &["dispatch", "wording"],
    &["plane"],
    &["mixture"],
    &["shapes", "noise"],
    &["score"],
    &["sampling"],
    &["measure"],
    &["scene"],
    &["figure"],
    &["export", "files"],
    &["session"],
    &["document", "lesson"],
    &["ui"],
    &["desktop", "web"],
    &["cli"],
    &["main"],
];

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
            if names(&source.code, word) {
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

fn rank(layer: &str) -> Option<usize> {
    LAYERS.iter().position(|names| names.contains(&layer))
}

#[test]
fn a_layer_imports_only_from_the_layers_below_it() {
    let sources = sources();
    let mut found = Vec::new();
    for (from, to) in arrows(sources) {
        let (from, to) = (&sources[from], &sources[to]);
        if from.layer() == "lib" || to.layer() == "lib" {
            continue;
        }
        let height = |source: &Source| {
            rank(source.layer())
                .unwrap_or_else(|| panic!("{} belongs to no layer; add it to the map", source.path))
        };
        let is_up = from.layer() != to.layer() && height(to) >= height(from);
        // The command line opens the window through the desktop.
        if is_up || (from.layer() == "cli" && !may_know_the_window(from, to)) {
            found.push(format!("{} imports {}", from.path, to.path));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// Of the command line only what opens the window, what measures a drag in it and what says why it
/// failed know its threads; the window itself nobody.
fn may_know_the_window(from: &Source, to: &Source) -> bool {
    match to.layer() {
        "ui" | "document" => false,
        "desktop" => from.is_in(&["cli/verbs/window", "cli/verbs/bench/drag", "cli/failure"]),
        _ => true,
    }
}

#[test]
fn no_file_imports_in_a_circle() {
    let sources = sources();
    // Circles through several layers break the rule above.
    let inside = arrows(sources)
        .into_iter()
        .filter(|&(from, to)| sources[from].layer() == sources[to].layer());
    let inside: Vec<_> = inside.collect();
    let path = |file: &usize| &sources[*file].path[..];
    let found: Vec<Vec<&str>> = circles(&inside)
        .iter()
        .map(|circle| circle.iter().map(path).collect())
        .collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn egui_stays_in_the_window() {
    only_in(&["egui", "eframe", "egui_plot"], &["ui", "desktop", "web"]);
}

#[test]
fn the_browser_is_known_to_the_page_only() {
    let words = [
        "wasm_bindgen",
        "wasm_bindgen_futures",
        "web_sys",
        "js_sys",
        "postcard",
    ];
    only_in(&words, &["web"]);
    // The target decides which of the two shells there is, which files can be written, and the vectors.
    let places = ["main", "lib", "files.rs", "dispatch", "score/engine"];
    only_in(&["target_arch"], &places);
}

#[test]
fn dfdx_stays_in_the_learning() {
    only_in(&["dfdx"], &["score/learning"]);
}

#[test]
fn unsafe_code_stays_where_vectors_are_computed() {
    // The macro of dispatch allows it where it compiles for an instruction set.
    only_in(&["unsafe"], &["dispatch", "score/engine"]);
}

#[test]
fn the_parser_of_arguments_and_the_progress_bars_stay_in_the_command_line() {
    only_in(
        &["clap", "clap_complete", "clap_mangen", "indicatif"],
        &["cli"],
    );
}

#[test]
fn threads_are_started_by_the_desktop_and_the_workers_only() {
    // `available_parallelism` is a number and starts nothing.
    let words = [
        "thread::spawn",
        "thread::Builder",
        "thread::scope",
        "crossbeam_channel",
        "arc_swap",
    ];
    only_in(&words, &["desktop"]);
    only_in(&["ThreadPoolBuilder"], &["score/engine/workers"]);
    only_in(&["std::thread"], &["desktop", "cli/options/threads.rs"]);
}

#[test]
fn the_environment_is_read_by_the_command_line_and_for_a_missing_display_only() {
    let words = ["env::var", "env::var_os", "env::vars"];
    only_in(&words, &["cli", "desktop/window"]);
}

#[test]
fn clocks_tick_in_the_desktop_the_command_line_and_the_window_only() {
    only_in(&["Instant", "SystemTime"], &["desktop", "cli", "ui"]);
}

#[test]
fn files_are_written_in_one_module_only() {
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
    only_in(&words, &["files"]);
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

#[test]
fn no_folder_is_a_crowd() {
    let mut folders = BTreeMap::<String, usize>::new();
    for source in sources() {
        let folder = source
            .path
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder);
        *folders.entry(folder.to_owned()).or_default() += 1;
    }
    // The crate's own folder holds the roots of the layers and nothing else.
    folders.remove("");
    folders.retain(|_, files| *files > MOST_FILES);
    assert!(folders.is_empty(), "which wing is missing? {folders:#?}");
}

/// Of a folder, its wings' own roots included.
const MOST_FILES: usize = 20;
