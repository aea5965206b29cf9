//! Formulas in the window: letters slanted, what follows `_` and `^` lowered and raised.

use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Color32, FontId, Label, Response, Ui};

/// Words that stand upright among letters that are slanted.
const UPRIGHT: [&str; 4] = ["log", "div", "for", "and"];
/// The size of an index, as a part of the letters that it belongs to.
const INDEX: f32 = 0.68;

/// Where a piece of a formula stands.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Height {
    Line,
    Below,
    Above,
}

/// Shows `text` in letters of `size` points, broken where it is wider than there is room.
pub fn show(ui: &mut Ui, text: &str, size: f32, ink: Color32) -> Response {
    ui.add(Label::new(layout(text, size, ink)).wrap())
}

/// `text` as it is set. `x_i`, `p_{i+1}` and `σ^2` have indices; letters are slanted, words such as log
/// are not.
pub fn layout(text: &str, size: f32, ink: Color32) -> LayoutJob {
    let mut job = LayoutJob::default();
    for (piece, height) in pieces(text) {
        let size = match height {
            Height::Line => size,
            Height::Below | Height::Above => INDEX * size,
        };
        let valign = match height {
            Height::Above => Align::TOP,
            Height::Line | Height::Below => Align::BOTTOM,
        };
        for (run, slanted) in runs(piece) {
            let format = TextFormat {
                italics: slanted,
                valign,
                ..TextFormat::simple(FontId::proportional(size), ink)
            };
            job.append(run, 0.0, format);
        }
    }
    job
}

/// The pieces of a formula, indices apart and without their marks.
fn pieces(text: &str) -> Vec<(&str, Height)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['_', '^']) {
        let (before, from) = rest.split_at(at);
        let height = if from.starts_with('_') {
            Height::Below
        } else {
            Height::Above
        };
        let from = &from[1..];
        let (index, after) = match from
            .strip_prefix('{')
            .and_then(|inner| inner.split_once('}'))
        {
            Some(both) => both,
            None => from.split_at(from.chars().next().map_or(0, char::len_utf8)),
        };
        if !before.is_empty() {
            found.push((before, Height::Line));
        }
        found.push((index, height));
        rest = after;
    }
    if !rest.is_empty() {
        found.push((rest, Height::Line));
    }
    found
}

/// Runs of letters and of everything else, and whether they are slanted.
fn runs(piece: &str) -> Vec<(&str, bool)> {
    let mut found: Vec<(&str, bool)> = Vec::new();
    let mut start = 0;
    let mut letters = None;
    for (at, sign) in piece.char_indices() {
        let is_letter = sign.is_alphabetic();
        if letters.is_some_and(|letters| letters != is_letter) {
            found.push((&piece[start..at], false));
            start = at;
        }
        letters = Some(is_letter);
    }
    if start < piece.len() {
        found.push((&piece[start..], false));
    }
    for (run, slanted) in &mut found {
        let is_word = run.starts_with(char::is_alphabetic);
        *slanted = is_word && !UPRIGHT.contains(run);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indices_are_set_apart_from_their_letters() {
        assert_eq!(
            pieces("p_σ(x_{i+1}) σ^2"),
            [
                ("p", Height::Line),
                ("σ", Height::Below),
                ("(x", Height::Line),
                ("i+1", Height::Below),
                (") σ", Height::Line),
                ("2", Height::Above),
            ]
        );
    }

    #[test]
    fn letters_are_slanted_and_words_and_signs_are_not() {
        let found = runs("∇ log p(x)");
        let slanted: Vec<&str> = found.iter().filter(|run| run.1).map(|run| run.0).collect();
        assert_eq!(slanted, ["p", "x"]);
        let all: String = found.iter().map(|run| run.0).collect();
        assert_eq!(all, "∇ log p(x)");
    }

    #[test]
    fn what_is_set_is_what_is_written_without_the_marks() {
        let job = layout("s_θ(x, σ) ≈ ∇ log p_σ(x)", 20.0, Color32::WHITE);
        assert_eq!(job.text, "sθ(x, σ) ≈ ∇ log pσ(x)");
    }
}
