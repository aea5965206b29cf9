//! The legend of a page of panels.

use crate::figure::paths::Spacing;
use crate::figure::plate::{Ink, Key, KeySign, Mark, Panel, Stroke};
use crate::wording::three_figures;

/// A sign with its meaning.
pub fn key(sign: KeySign, label: impl Into<String>) -> Key {
    Key {
        sign,
        label: label.into(),
    }
}

/// The outlines of the true density.
pub fn density() -> Key {
    key(KeySign::Contour, "true density")
}

/// Dots of samples.
pub fn dots() -> Key {
    key(KeySign::Dot(Ink::Series(0)), "samples")
}

/// Of fields whose arrows are on one scale.
pub fn of_field(panels: &[Panel], shared: bool) -> Vec<Key> {
    let marks = panels.iter().flat_map(|panel| &panel.marks);
    let arrows = marks.filter_map(|mark| {
        if let Mark::Arrows(arrows) = mark {
            Some(arrows)
        } else {
            None
        }
    });
    let mut arrows = arrows.filter(|_| shared);
    let known = arrows.find_map(|arrows| arrows.key.map(|size| (size, arrows.length(size))));
    let words = |(size, length): (f64, f64)| {
        key(
            KeySign::Arrow(length),
            format!("|s| = {} per unit", three_figures(size)),
        )
    };
    known.map(words).into_iter().collect()
}

/// Of paths.
pub fn of_paths(panels: &[Panel]) -> Vec<Key> {
    let marks = panels.iter().flat_map(|panel| &panel.marks);
    let paths: Vec<_> = marks
        .filter_map(|mark| {
            if let Mark::Paths(paths) = mark {
                Some(paths)
            } else {
                None
            }
        })
        .collect();
    let mut keys = Vec::new();
    if paths.iter().any(|paths| !paths.starts.is_empty()) {
        let levels = paths.iter().any(|paths| paths.spacing == Spacing::Level);
        let begins = if levels { "path starts" } else { "start" };
        keys.push(key(KeySign::Start, begins));
    }
    if paths.iter().any(|paths| !paths.ends.is_empty()) {
        keys.push(key(KeySign::End, "end"));
    }
    if paths.iter().any(|paths| !paths.other_ends.is_empty()) {
        keys.push(key(KeySign::OtherEnd, "ends of the others"));
    }
    keys
}

/// A line of one of several.
pub fn series(index: usize, label: impl Into<String>) -> Key {
    key(KeySign::Value(Ink::Series(index)), label)
}

/// What even the truth does not fall below.
pub fn truth(label: impl Into<String>) -> Key {
    key(KeySign::Line(Ink::Plain, Stroke::Dashed), label)
}
