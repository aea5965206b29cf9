//! Langevin particles that fly apart: a step that is too large for the narrowest width throws them further
//! out each time, and long before they leave the finite numbers their places mean nothing.

use crate::wording::{count, counted, three_figures};
use std::fmt;

/// Particles that have flown apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Explosion {
    /// At this step.
    pub step: u64,
    /// eps_L as it was chosen, which is that of the smallest level.
    pub chosen: f64,
    /// eps_L of the step.
    pub step_size: f64,
    /// The narrowest variance at the level of the step, square data units.
    pub variance: f64,
    /// The eps_L to choose that makes the step as large as the variance.
    pub largest: f64,
}

impl fmt::Display for Explosion {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let step = count(self.step);
        let [chosen, here, variance, largest] =
            [self.chosen, self.step_size, self.variance, self.largest].map(three_figures);
        let size = if self.chosen == self.step_size {
            chosen
        } else {
            format!("{chosen} ({here} at this noise level)")
        };
        write!(out, "particles flew apart at step {step}: ")?;
        if self.step_size > self.variance {
            write!(
                out,
                "the step size {size} is too large for the narrowest width squared, {variance}; use a step size of at most {largest}"
            )
        } else {
            write!(
                out,
                "the score led them away, though the step size {size} fits the narrowest width squared, {variance}; use a smaller step size, train further or take the exact score"
            )
        }
    }
}

/// What is to be said of the few that the score has led away, [`Swarm::led_away`], while the others go on.
///
/// [`Swarm::led_away`]: super::Swarm::led_away
pub fn few_led_away(few: usize, particles: usize) -> Option<String> {
    let them = match few {
        0 => return None,
        1 => "was led away by the score, which is wrong far outside, and rests where it last was",
        _ => {
            "were led away by the score, which is wrong far outside, and rest where they last were"
        }
    };
    Some(format!(
        "{} of {} {them}",
        count(few as u64),
        counted(particles as u64, "particle")
    ))
}
