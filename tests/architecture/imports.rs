//! Which file takes from which: every path of a file, followed through re-exports to where the name is
//! defined.

use crate::source::Source;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};

/// An arrow from a file to one that it takes something from, both by their index.
pub type Arrow = (usize, usize);

/// A name that a file brings in, with the path that it stands for.
struct Import {
    name: String,
    path: Vec<String>,
    /// Whether others may see it: such a name only passes through.
    is_public: bool,
}

/// What one file says of others.
struct Outline {
    module: Vec<String>,
    imports: Vec<Import>,
    /// Paths in code, outside of imports.
    paths: Vec<Vec<String>>,
}

/// Every arrow between two different files, once.
pub fn arrows(sources: &[Source]) -> Vec<Arrow> {
    let outlines: Vec<Outline> = sources.iter().map(outline).collect();
    let modules: BTreeMap<&[String], usize> = outlines
        .iter()
        .enumerate()
        .map(|(index, outline)| (&outline.module[..], index))
        .collect();
    let mut found = BTreeSet::new();
    for (index, outline) in outlines.iter().enumerate() {
        let taken = outline.imports.iter().filter(|import| !import.is_public);
        for path in taken.map(|import| &import.path).chain(&outline.paths) {
            let path = absolute(path, &outline.module, &modules);
            if let Some(target) = path.and_then(|path| definer(&path, &outlines, &modules, 0))
                && target != index
            {
                found.insert((index, target));
            }
        }
    }
    found.into_iter().collect()
}

/// The circles of `arrows`: groups of files that all reach each other.
pub fn circles(arrows: &[Arrow]) -> Vec<Vec<usize>> {
    let reached_from = |start: usize| {
        let mut reached = BTreeSet::new();
        let mut waiting = vec![start];
        while let Some(file) = waiting.pop() {
            let next = arrows.iter().filter(|(from, _)| *from == file);
            waiting.extend(next.map(|(_, to)| *to).filter(|to| reached.insert(*to)));
        }
        reached
    };
    let files: BTreeSet<usize> = arrows.iter().map(|(from, _)| *from).collect();
    let reached: BTreeMap<usize, BTreeSet<usize>> = files
        .iter()
        .map(|&file| (file, reached_from(file)))
        .collect();
    let mut found = BTreeSet::new();
    for file in &files {
        let with = |other: &&usize| reached.get(*other).is_some_and(|back| back.contains(file));
        let circle: Vec<usize> = reached[file].iter().filter(with).copied().collect();
        if !circle.is_empty() {
            found.insert(circle);
        }
    }
    found.into_iter().collect()
}

/// The path from the crate's root; `None` for what is not of this crate.
fn absolute(
    path: &[String],
    module: &[String],
    modules: &BTreeMap<&[String], usize>,
) -> Option<Vec<String>> {
    let first = path.first()?.as_str();
    if first == "crate" || first == "scorefield" {
        return Some(path[1..].to_vec());
    }
    let mut whole = module.to_vec();
    let mut rest = path;
    if first == "self" {
        rest = &path[1..];
    }
    while rest.first().is_some_and(|name| name == "super") {
        whole.pop()?;
        rest = &rest[1..];
    }
    // A path that begins with a child's name.
    if rest.len() == path.len() {
        let child = [&whole[..], &rest[..1]].concat();
        modules.get(&child[..])?;
    }
    whole.extend_from_slice(rest);
    Some(whole)
}

/// The file that defines what the path from the crate's root names.
fn definer(
    path: &[String],
    outlines: &[Outline],
    modules: &BTreeMap<&[String], usize>,
    depth: usize,
) -> Option<usize> {
    let holder = (0..=path.len())
        .rev()
        .find(|&n| modules.contains_key(&path[..n]))?;
    let file = modules[&path[..holder]];
    let Some(name) = path.get(holder) else {
        return Some(file);
    };
    let outline = &outlines[file];
    let passed = outline.imports.iter().find(|import| import.name == *name);
    let onward = passed.and_then(|import| absolute(&import.path, &outline.module, modules));
    match onward {
        Some(onward) if depth < 8 => definer(&onward, outlines, modules, depth + 1),
        // A crate's name, or an item of this file.
        _ => Some(file),
    }
}

fn outline(source: &Source) -> Outline {
    let module = source
        .module()
        .iter()
        .map(|name| (*name).to_owned())
        .collect();
    let mut outline = Outline {
        module,
        imports: Vec::new(),
        paths: Vec::new(),
    };
    let code: TokenStream = source.code.parse().expect("it was Rust");
    read(&listed(code), 0, &mut outline);
    outline
}

/// Reads the imports and paths of `tokens`, which stand `depth` modules inside the file.
fn read(tokens: &[TokenTree], depth: usize, outline: &mut Outline) {
    let mut at = 0;
    let mut is_public = false;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Ident(word) if *word == "use" => {
                let end = tokens[at..].iter().position(|t| is_mark(t, ';'));
                let end = at + end.unwrap_or(tokens.len() - at);
                tree(&tokens[at + 1..end], &[], depth, is_public, outline);
                is_public = false;
                at = end;
            }
            TokenTree::Ident(word) if *word == "pub" => is_public = true,
            TokenTree::Ident(word) if *word == "mod" => {
                if let Some(TokenTree::Group(body)) = tokens.get(at + 2) {
                    read(&listed(body.stream()), depth + 1, outline);
                    at += 2;
                }
                is_public = false;
            }
            TokenTree::Ident(_) => {
                let (path, length) = path(&tokens[at..]);
                if path.len() > 1 {
                    outline.paths.extend(lifted(path, depth));
                }
                at += length - 1;
                is_public = false;
            }
            TokenTree::Group(group) => {
                read(&listed(group.stream()), depth, outline);
                // `pub(crate)` is still public.
                is_public &= group.delimiter() == Delimiter::Parenthesis;
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => is_public = false,
        }
        at += 1;
    }
}

/// The names and paths of the tree behind `use`.
fn tree(
    tokens: &[TokenTree],
    before: &[String],
    depth: usize,
    is_public: bool,
    outline: &mut Outline,
) {
    // Behind the last comma stands nothing.
    let branches = tokens.split(|token| is_mark(token, ','));
    for branch in branches.filter(|branch| !branch.is_empty()) {
        let (rest, length) = path(branch);
        let whole = [before, &rest[..]].concat();
        match &branch[length..] {
            [.., TokenTree::Group(list)] => {
                tree(&listed(list.stream()), &whole, depth, is_public, outline);
            }
            end => {
                let named = match end {
                    [TokenTree::Ident(_), TokenTree::Ident(name)] => Some(name.to_string()),
                    _ => whole.last().cloned(),
                };
                let mut whole = whole;
                if whole.last().is_some_and(|name| name == "self") {
                    whole.pop();
                }
                let name = match named {
                    Some(name) if name == "self" => whole.last().cloned(),
                    named => named,
                };
                if let (Some(name), Some(path)) = (name, lifted(whole, depth)) {
                    outline.imports.push(Import {
                        name,
                        path,
                        is_public,
                    });
                }
            }
        }
    }
}

/// The names at the beginning of `tokens` that are joined by `::`, and how many tokens they are.
fn path(tokens: &[TokenTree]) -> (Vec<String>, usize) {
    let mut names = Vec::new();
    let mut at = 0;
    while let Some(TokenTree::Ident(name)) = tokens.get(at) {
        names.push(name.to_string());
        at += 1;
        match &tokens[at..] {
            [a, b, TokenTree::Ident(_), ..] if is_mark(a, ':') && is_mark(b, ':') => at += 2,
            _ => break,
        }
    }
    (names, at)
}

/// A path inside `depth` inline modules as the file itself would write it; `None` where it stays inside.
fn lifted(path: Vec<String>, depth: usize) -> Option<Vec<String>> {
    let supers = path.iter().take_while(|name| *name == "super").count();
    if supers == 0 {
        return Some(path);
    }
    if supers < depth {
        return None;
    }
    let mut lifted = path[depth..].to_vec();
    if supers == depth {
        lifted.insert(0, "self".to_owned());
    }
    Some(lifted)
}

fn listed(stream: TokenStream) -> Vec<TokenTree> {
    stream.into_iter().collect()
}

fn is_mark(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(p) if p.as_char() == mark)
}
