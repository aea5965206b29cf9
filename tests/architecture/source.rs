//! The files of `src` as tokens, without comments and without what only tests compile.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// A source file of the program.
pub struct Source {
    /// Relative to `src`, with slashes.
    pub path: String,
    /// What the program is made of, without spaces, comments and what literals say: all of the file
    /// but the items under `#[cfg(test)]`. It is still Rust.
    pub code: String,
    pub lines: usize,
}

impl Source {
    /// # Panics
    /// When `text` is not Rust.
    pub fn new(path: &str, text: &str) -> Self {
        let tokens: TokenStream = text.parse().unwrap_or_else(|e| panic!("{path}: {e}"));
        let is_test = path.ends_with("tests.rs") || path.contains("/tests/");
        let mut code = String::new();
        if !is_test {
            write(&without_tests(tokens), &mut code);
        }
        Self {
            path: path.to_owned(),
            code,
            lines: text.lines().count(),
        }
    }

    /// The names of the module that this file is: none for the crate's root.
    pub fn module(&self) -> Vec<&str> {
        let names = self.path.trim_end_matches(".rs").split('/');
        names.filter(|name| *name != "lib").collect()
    }

    /// The first name of its module.
    pub fn layer(&self) -> &str {
        self.module().first().copied().unwrap_or("lib")
    }

    /// Whether this file is one of `places`, or in one: layers, wings ("score/engine") or files.
    pub fn is_in(&self, places: &[&str]) -> bool {
        places.iter().any(|place| {
            let rest = self.path.strip_prefix(place);
            rest.is_some_and(|rest| rest.is_empty() || rest == ".rs" || rest.starts_with('/'))
        })
    }
}

/// Every file of `src`, by path.
pub fn sources() -> &'static [Source] {
    static SOURCES: OnceLock<Vec<Source>> = OnceLock::new();
    SOURCES.get_or_init(read)
}

fn read() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let relative = path.strip_prefix(&root).unwrap().to_str().unwrap();
                let text = fs::read_to_string(&path).unwrap();
                found.push(Source::new(&relative.replace('\\', "/"), &text));
            }
        }
    }
    assert!(found.len() > 20, "the sources are not where they should be");
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// The tokens but for items, statements and fields that stand under `#[cfg(test)]`.
fn without_tests(tokens: TokenStream) -> Vec<TokenTree> {
    let mut kept = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_mark = matches!(&token, TokenTree::Punct(p) if p.as_char() == '#');
        if is_mark && tokens.peek().is_some_and(asks_for_tests) {
            // An item ends with its body or with a semicolon, a field with a comma.
            for skipped in tokens.by_ref() {
                match skipped {
                    TokenTree::Group(body) if body.delimiter() == Delimiter::Brace => break,
                    TokenTree::Punct(p) if matches!(p.as_char(), ';' | ',') => break,
                    TokenTree::Group(_)
                    | TokenTree::Ident(_)
                    | TokenTree::Punct(_)
                    | TokenTree::Literal(_) => {}
                }
            }
            continue;
        }
        kept.push(match token {
            TokenTree::Group(group) => {
                let inside = without_tests(group.stream()).into_iter().collect();
                TokenTree::Group(Group::new(group.delimiter(), inside))
            }
            other @ (TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_)) => other,
        });
    }
    kept
}

/// Whether a bracketed group is `[cfg(test)]` or asks for tests among other things.
fn asks_for_tests(token: &TokenTree) -> bool {
    let TokenTree::Group(group) = token else {
        return false;
    };
    let text = group.stream().to_string().replace(' ', "");
    text == "cfg(test)" || text.starts_with("cfg(all(test")
}

fn write(tokens: &[TokenTree], code: &mut String) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                code.push_str(open);
                write(&group.stream().into_iter().collect::<Vec<_>>(), code);
                code.push_str(close);
            }
            TokenTree::Ident(word) => {
                if code.ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                    code.push(' ');
                }
                code.push_str(&word.to_string());
            }
            TokenTree::Punct(mark) => code.push(mark.as_char()),
            TokenTree::Literal(_) => code.push_str("\"\""),
        }
    }
}
