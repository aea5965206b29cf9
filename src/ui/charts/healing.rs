//! What is said beside the error of the last edit.

use crate::session::Healing;
use crate::ui::format::significant;
use crate::wording::counted;

/// How the error leapt at the last edit of the target, and how soon that was healed.
pub fn in_words(healing: Healing) -> String {
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
    fn an_edit_says_how_the_error_leapt_and_when_it_was_healed() {
        let mut healing = Healing {
            before: 0.005,
            spike: 0.84,
            edited_at: 4000,
            healed_in: None,
        };
        assert_eq!(in_words(healing), "edit: 0.005 → 0.84, heals …");
        healing.healed_in = Some(1234);
        let said = "edit: 0.005 → 0.84, healed in 1,234 steps";
        assert_eq!(in_words(healing), said);
    }
}
