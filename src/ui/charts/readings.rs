//! What is read beside the curves of a run.

use crate::session::Healing;
use crate::ui::format::significant;
use crate::wording::counted;

/// The lowest loss that there can be, and what it is.
pub fn floor_in_words(floor: f64, se: Option<f64>) -> String {
    let value = match se.filter(|se| *se > 0.0) {
        Some(se) => {
            // As many decimals as the first digit of the error asks for.
            let decimals = (-se.log10()).ceil().clamp(0.0, 6.0) as usize;
            format!("{floor:.decimals$} ± {se:.decimals$}")
        }
        None => significant(floor),
    };
    format!("floor {value}: even the truth scores this")
}

/// How the error leapt at the last edit of the target, and how soon that was healed.
pub fn healing_in_words(healing: Healing) -> String {
    let [before, spike] = [healing.before, healing.spike].map(significant);
    let rose = format!("edit: {before} → {spike}");
    match healing.healed_in {
        Some(steps) => format!("{rose}, healed in {}", counted(steps, "step")),
        None => format!("{rose}, heals …"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_floor_says_what_it_is_with_the_digits_that_are_known() {
        let said = "floor 0.935: even the truth scores this";
        assert_eq!(floor_in_words(0.9351, Some(0.0)), said);
        let said = "floor 0.935 ± 0.003: even the truth scores this";
        assert_eq!(floor_in_words(0.9351, Some(0.003)), said);
    }

    #[test]
    fn an_edit_says_how_the_error_leapt_and_when_it_was_healed() {
        let mut healing = Healing {
            before: 0.005,
            spike: 0.84,
            edited_at: 4000,
            healed_in: None,
        };
        assert_eq!(healing_in_words(healing), "edit: 0.005 → 0.84, heals …");
        healing.healed_in = Some(1234);
        let said = "edit: 0.005 → 0.84, healed in 1,234 steps";
        assert_eq!(healing_in_words(healing), said);
    }
}
