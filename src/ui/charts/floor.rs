//! The floor under a loss: where it bends, and what it is in words.

use crate::session::LossPoint;
use crate::ui::format::significant;

/// The lowest loss that there can be, and what it is; on finite data that of the training points.
pub fn in_words(floor: f64, se: Option<f64>, finite: bool) -> String {
    let value = match se.filter(|se| *se > 0.0) {
        Some(se) => {
            // As many decimals as the first digit of the error asks for.
            let decimals = (-se.log10()).ceil().clamp(0.0, 6.0) as usize;
            format!("{floor:.decimals$} ± {se:.decimals$}")
        }
        None => significant(floor),
    };
    let whose = if finite {
        "its points' own score gets this"
    } else {
        "even the truth scores this"
    };
    format!("floor {value}: {whose}")
}

/// Where the floor bends, and its ends: a long straight line of few pieces has regular dashes.
pub fn corners(points: &[LossPoint]) -> impl Iterator<Item = &LossPoint> {
    let at = |index: usize| points.get(index).map(|point| point.floor);
    points.iter().enumerate().filter_map(move |(index, point)| {
        let before = index.checked_sub(1).and_then(at);
        let inner = before == at(index) && at(index + 1) == at(index);
        (!inner).then_some(point)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_floor_says_what_it_is_with_the_digits_that_are_known() {
        let said = "floor 0.935: even the truth scores this";
        assert_eq!(in_words(0.9351, Some(0.0), false), said);
        let said = "floor 0.935 ± 0.003: even the truth scores this";
        assert_eq!(in_words(0.9351, Some(0.003), false), said);
        let said = "floor 0.935: its points' own score gets this";
        assert_eq!(in_words(0.9351, None, true), said);
    }
}
