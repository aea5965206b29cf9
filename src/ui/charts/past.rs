//! The network of the past that is on show, in charts over the training steps.

use super::pen::Pen;
use crate::session::{RecallFrame, Snapshot};
use crate::ui::format::significant;
use crate::ui::theme::Palette;
use crate::wording::count;

/// Where it stands on the axis.
pub fn step(snapshot: &Snapshot) -> Option<f64> {
    let recall = snapshot.recall.as_ref()?;
    Some(recall.train_step as f64)
}

/// Whether there is a past to drag to.
pub fn is_there(snapshot: &Snapshot) -> bool {
    snapshot.checkpoints.len() > 1
}

/// How its line looks.
pub fn pen(palette: &Palette) -> Pen {
    Pen {
        width: 1.5,
        ..Pen::solid(palette.truth)
    }
}

/// Its error, and against which target where the one of then is not kept.
pub fn in_words(recall: &RecallFrame) -> String {
    let (step, error) = (count(recall.train_step), significant(recall.error));
    if recall.is_of_another_target {
        format!("step {step}, on the target of now {error}")
    } else {
        format!("step {step}: {error}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_of_another_target_says_against_which_it_is_measured() {
        let mut recall = RecallFrame {
            train_step: 1234,
            is_of_another_target: false,
            error: 0.0513,
            error_per_sigma: Vec::new(),
        };
        assert_eq!(in_words(&recall), "step 1,234: 0.0513");
        recall.is_of_another_target = true;
        let said = "step 1,234, on the target of now 0.0513";
        assert_eq!(in_words(&recall), said);
    }
}
