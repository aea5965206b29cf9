//! How the score error leaps when the target is edited, and how many steps heal it.

use crate::session::history::Healing;

/// What follows the measurements since the last edit.
#[derive(Default)]
pub struct HealingWatch {
    /// What was found; none before the first edit of a run whose error was known.
    found: Option<Healing>,
}

impl HealingWatch {
    /// The target was edited after `train_step` steps, when the error was `error`. While an edit is not healed, as
    /// under a drag, the next one goes on with it.
    pub fn edited(&mut self, train_step: u64, error: Option<f64>) {
        match (&mut self.found, error) {
            (Some(open), _) if open.healed_in.is_none() => open.edited_at = train_step,
            (found, Some(before)) => {
                *found = Some(Healing {
                    before,
                    spike: before,
                    edited_at: train_step,
                    healed_in: None,
                });
            }
            (_, None) => {}
        }
    }

    /// The error after `train_step` steps is `error`, against the target as it is now.
    pub fn measured(&mut self, train_step: u64, error: f64) {
        let Some(open) = self.found.as_mut().filter(|open| open.healed_in.is_none()) else {
            return;
        };
        open.spike = open.spike.max(error);
        if error <= Healing::HEALED * open.before {
            open.healed_in = Some(train_step.saturating_sub(open.edited_at));
        }
    }

    /// Of the last edit, if that made the error leap.
    pub fn found(&self) -> Option<Healing> {
        self.found.filter(Healing::has_leapt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spike_is_the_largest_error_since_the_edit_and_healing_is_counted_from_its_end() {
        let mut watch = HealingWatch::default();
        watch.edited(5, None);
        assert_eq!(watch.found(), None);
        watch.edited(100, Some(0.1));
        assert_eq!(watch.found(), None, "nothing has leapt yet");
        watch.measured(100, 0.9);
        watch.measured(110, 0.5);
        // The drag goes on.
        watch.edited(120, Some(0.5));
        watch.measured(121, 0.7);
        let open = watch.found().unwrap();
        assert_eq!((open.before, open.spike, open.healed_in), (0.1, 0.9, None));
        watch.measured(180, 0.13);
        assert_eq!(watch.found().unwrap().healed_in, None);
        watch.measured(200, 0.12);
        assert_eq!(watch.found().unwrap().healed_in, Some(80));
        // What comes later is another edit.
        watch.measured(300, 0.2);
        assert_eq!(watch.found().unwrap().spike, 0.9);
        watch.edited(400, Some(0.08));
        watch.measured(401, 0.085);
        assert_eq!(watch.found(), None, "too small to be seen");
    }
}
