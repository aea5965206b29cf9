//! The reader of the sources sees what it must see: each rule would miss its breaches otherwise.

use crate::imports::{Arrow, arrows, circles};
use crate::source::Source;

fn paths(files: &[(&str, &str)]) -> Vec<String> {
    let sources: Vec<Source> = files
        .iter()
        .map(|(path, text)| Source::new(path, text))
        .collect();
    let named = |&(from, to): &Arrow| format!("{} > {}", sources[from].path, sources[to].path);
    arrows(&sources).iter().map(named).collect()
}

#[test]
fn only_what_is_compiled_for_tests_is_left_out() {
    let text = r#"
        // egui in a comment, "egui" in a string
        use a::b;
        #[cfg(test)]
        use egui::x;
        struct S { #[cfg(test)] egui: u8, kept: u8 }
        impl S {
            #[cfg(test)]
            pub(super) fn moments(&self) -> Vec<f32> { egui() }
            fn after(&self) { kept_too("egui") }
        }
        #[cfg(test)]
        mod tests { use egui::y; }
        fn last() {}
    "#;
    let code = Source::new("x.rs", text).code;
    assert!(!code.contains("egui"), "{code}");
    for kept in ["kept", "after", "kept_too", "last"] {
        assert!(code.contains(kept), "{kept} is missing in {code}");
    }
}

#[test]
fn arrows_follow_lists_paths_macros_and_names_that_only_pass_through() {
    let files = [
        ("lib.rs", "pub mod a; pub mod b;"),
        (
            "a.rs",
            "mod one; mod two; pub use one::{One, Other as Third}; pub fn own() {}",
        ),
        ("a/one.rs", "pub struct One; pub struct Other;"),
        ("a/two.rs", "fn f() { vec![super::Third] }"),
        ("b.rs", "use crate::{a::{one, own, One as Two,}, b,};"),
        (
            "b/c.rs",
            "mod inner { use super::super::x; fn g() { crate::a::two::f() } }",
        ),
    ];
    assert_eq!(
        paths(&files),
        [
            "a/two.rs > a/one.rs",
            "b.rs > a.rs",
            "b.rs > a/one.rs",
            "b/c.rs > a/two.rs",
            "b/c.rs > b.rs"
        ]
    );
}

#[test]
fn a_circle_is_found_and_what_hangs_on_it_is_not() {
    let arrows = [(0, 1), (1, 2), (2, 1), (2, 3), (4, 0)];
    assert_eq!(circles(&arrows), [[1, 2]]);
    assert!(circles(&[(0, 1), (1, 2), (0, 2)]).is_empty());
}
