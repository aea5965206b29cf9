//! Marks in a chart: a thin dashed line where something was changed, and what it was.

use crate::session::Change;
use crate::ui::format::significant;
use crate::ui::theme::{self, Palette};
use crate::wording::count;
use egui::{Align2, Rangef, Rect, Shape, Stroke, TextStyle, Ui, pos2, vec2};

/// Lines closer to a newer one than this, in points, are not drawn.
const APART: f32 = 3.0;
/// Between a line and its text, and between two texts, in points.
const GAP: f32 = 3.0;
/// Rows of texts, one below the other.
const ROWS: usize = 2;

/// What a change is called in a chart.
pub fn in_words(change: Change) -> String {
    match change {
        Change::Restarted => "restart".into(),
        Change::OpenedModel => "opened a model".into(),
        Change::WentBack => "went on from here".into(),
        Change::Moved => "moved a Gaussian".into(),
        Change::Reshaped => "reshaped a Gaussian".into(),
        Change::Reweighted => "changed a weight".into(),
        Change::Added => "added a Gaussian".into(),
        Change::Removed => "removed a Gaussian".into(),
        Change::Target => "changed the target".into(),
        Change::TrainPoints(Some(points)) => format!("{} training points", count(points as u64)),
        Change::TrainPoints(None) => "fresh draws".into(),
        Change::Objective(objective) => format!("objective: {}", objective.label().to_lowercase()),
        Change::LearningRate(rate) => format!("learning rate {}", significant(rate)),
        Change::Batch(batch) => format!("batch {}", count(batch as u64)),
    }
}

/// Draws marks, (place on the screen from the left, text) from the oldest to the newest, into a chart
/// that fills `plot`.
pub fn paint(ui: &Ui, plot: Rect, marks: &[(f32, &str)], palette: &Palette) {
    let scale = theme::scale(ui);
    let painter = ui.painter().with_clip_rect(plot);
    let font = TextStyle::Small.resolve(ui.style());
    let inside = marks.iter().rev();
    let inside = inside.filter(|(x, _)| plot.x_range().contains(*x));
    let newest_first: Vec<_> = inside
        .map(|(x, text)| {
            let words = painter.layout_no_wrap((*text).to_owned(), font.clone(), palette.weak);
            (*x, words)
        })
        .collect();
    let widths: Vec<(f32, f32)> = newest_first.iter().map(|(x, w)| (*x, w.size().x)).collect();
    let stroke = Stroke::new(scale, palette.edge);
    for x in lines(&widths) {
        let ends = [pos2(x, plot.top()), pos2(x, plot.bottom())];
        painter.extend(Shape::dashed_line(&ends, stroke, 3.0 * scale, 3.0 * scale));
    }
    let places = places(&widths, plot.x_range(), GAP * scale);
    for ((_, words), place) in newest_first.into_iter().zip(places) {
        let Some((row, left)) = place else { continue };
        let top = plot.top() + row as f32 * words.size().y;
        let rect = Align2::LEFT_TOP.anchor_size(pos2(left, top), words.size());
        // The curve behind must not cross the words.
        let ground = palette.canvas.gamma_multiply(0.8);
        painter.rect_filled(rect.expand2(vec2(1.0, 0.0)), 2.0, ground);
        painter.galley(rect.min, words, palette.weak);
    }
}

/// Where lines are drawn, of (line, width of its text) from the newest to the oldest.
fn lines(newest_first: &[(f32, f32)]) -> Vec<f32> {
    let mut drawn: Vec<f32> = Vec::new();
    for (x, _) in newest_first {
        if drawn.iter().all(|other| (other - x).abs() >= APART) {
            drawn.push(*x);
        }
    }
    drawn
}

/// The row and the left end of every text, of (line, width of its text) from the newest to the oldest:
/// right of its line or left of it, inside `room` and clear of all newer texts; `None` where there is no
/// such place.
fn places(newest_first: &[(f32, f32)], room: Rangef, gap: f32) -> Vec<Option<(usize, f32)>> {
    let mut taken: [Vec<Rangef>; ROWS] = Default::default();
    let mut place = |line: f32, width: f32| {
        for (row, taken) in taken.iter_mut().enumerate() {
            for left in [line + gap, line - gap - width] {
                let span = Rangef::new(left, left + width);
                let inside = span.min >= room.min && span.max <= room.max;
                let clear =
                    |other: &Rangef| span.max + gap <= other.min || other.max + gap <= span.min;
                if inside && taken.iter().all(clear) {
                    taken.push(span);
                    return Some((row, left));
                }
            }
        }
        None
    };
    newest_first
        .iter()
        .map(|(line, width)| place(*line, *width))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn texts_stay_inside_and_never_overlap_and_the_newest_is_there(
            marks in prop::collection::vec((0.0f32..300.0, 10.0f32..140.0), 1..40),
        ) {
            let room = Rangef::new(0.0, 300.0);
            let found = places(&marks, room, GAP);
            prop_assert!(found[0].is_some(), "140 points fit on one side of every line");
            let spans: Vec<(usize, Rangef)> = found
                .iter()
                .zip(&marks)
                .filter_map(|(place, (_, width))| {
                    let (row, left) = (*place)?;
                    Some((row, Rangef::new(left, left + width)))
                })
                .collect();
            for (index, (row, span)) in spans.iter().enumerate() {
                prop_assert!(span.min >= 0.0 && span.max <= 300.0);
                for (other_row, other) in &spans[..index] {
                    let apart = span.max < other.min || other.max < span.min;
                    prop_assert!(row != other_row || apart, "{span:?} {other:?}");
                }
            }
        }
    }

    #[test]
    fn a_text_that_fits_nowhere_is_left_out_and_its_line_stays() {
        assert_eq!(
            places(&[(50.0, 90.0)], Rangef::new(0.0, 100.0), GAP),
            [None]
        );
        assert_eq!(
            lines(&[(50.0, 90.0), (51.0, 9.0), (90.0, 9.0)]),
            [50.0, 90.0]
        );
    }
}
