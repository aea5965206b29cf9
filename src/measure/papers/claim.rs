//! A statement of a paper with a number in it, and whether it was found.

use crate::measure::Estimate;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Standard errors within which a measured value meets its reference.
pub const STANDARD_ERRORS: f64 = 4.0;

/// How the measured value stands to the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Relation {
    /// Within the tolerance.
    Equals,
    /// Outside the tolerance, on whichever side.
    Differs,
    /// Above the reference by more than the tolerance.
    Exceeds,
}

/// One row of the table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    what: String,
    /// Where it is from.
    source: Cow<'static, str>,
    measured: Estimate,
    reference: Estimate,
    /// What the reference is rounded by.
    allowance: f64,
    relation: Relation,
}

impl Claim {
    /// `measured` is `reference`.
    pub fn equal(
        what: impl Into<String>,
        source: &'static str,
        measured: Estimate,
        reference: f64,
    ) -> Self {
        Self {
            what: what.into(),
            source: Cow::Borrowed(source),
            measured,
            reference: exactly(reference),
            allowance: 0.0,
            relation: Relation::Equals,
        }
    }

    /// The reference was measured too, with this standard error.
    pub fn with_reference_error(mut self, se: f64) -> Self {
        self.reference.se = se;
        self
    }

    /// The reference is rounded to a last digit of this unit.
    pub fn rounded_to(mut self, unit: f64) -> Self {
        self.allowance += 0.5 * unit;
        self
    }

    /// `measured` misses `reference`: it lies outside the tolerance.
    pub fn missing(mut self) -> Self {
        self.relation = Relation::Differs;
        self
    }

    /// `measured` is more than `reference`, by more than the tolerance.
    pub fn above(mut self) -> Self {
        self.relation = Relation::Exceeds;
        self
    }

    /// The statement.
    pub fn what(&self) -> &str {
        &self.what
    }

    /// Where it is from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What was measured, with its standard error.
    pub fn measured(&self) -> Estimate {
        self.measured
    }

    /// What it is compared with.
    pub fn reference(&self) -> f64 {
        self.reference.value
    }

    /// How the two must lie.
    pub fn relation(&self) -> Relation {
        self.relation
    }

    /// Four standard errors of both sides, and what the reference is rounded by.
    pub fn tolerance(&self) -> f64 {
        STANDARD_ERRORS * self.measured.se.hypot(self.reference.se) + self.allowance
    }

    /// Whether it was found; never of what is not a number.
    pub fn holds(&self) -> bool {
        let excess = self.measured.value - self.reference.value;
        match self.relation {
            Relation::Equals => excess.abs() <= self.tolerance(),
            Relation::Differs => excess.abs() > self.tolerance(),
            Relation::Exceeds => excess > self.tolerance(),
        }
    }

    /// "holds" or "FAILS".
    pub fn verdict(&self) -> &'static str {
        if self.holds() { "holds" } else { "FAILS" }
    }
}

impl Relation {
    /// Between the measured value and the reference; nothing where they are the same.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Equals => " ",
            Self::Differs => "≠",
            Self::Exceeds => ">",
        }
    }
}

/// A number without error.
pub(super) fn exactly(value: f64) -> Estimate {
    Estimate { value, se: 0.0 }
}

/// A line a claim, the verdict first, and a last one that counts them.
pub fn table(claims: &[Claim]) -> String {
    let width = |of: fn(&Claim) -> &str| claims.iter().map(|c| of(c).chars().count()).max();
    let what = width(|claim| &claim.what).unwrap_or(0);
    let source = width(|claim| &claim.source).unwrap_or(0);
    let heads = ["claim", "source", "measured", "reference", "tolerance"];
    let mut text = format!(
        "       {:<what$} {:<source$} {:>12} {:>12}   {:>11}\n",
        heads[0], heads[1], heads[2], heads[3], heads[4]
    );
    for claim in claims {
        text += &format!(
            "{:<6} {:<what$} {:<source$} {:>12.7} {}{:>11.7} ± {:>11.7}\n",
            claim.verdict(),
            claim.what,
            claim.source,
            claim.measured.value,
            claim.relation.sign(),
            claim.reference.value,
            claim.tolerance()
        );
    }
    let failed = claims.iter().filter(|claim| !claim.holds()).count();
    text + &match failed {
        0 => format!("\nall {} claims hold", claims.len()),
        failed => format!("\n{failed} of {} claims fail", claims.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(value: f64) -> Claim {
        let measured = Estimate { value, se: 0.03 };
        Claim::equal("", "", measured, 1.0)
            .with_reference_error(0.04)
            .rounded_to(0.02)
    }

    #[test]
    fn a_claim_holds_within_four_standard_errors_of_both_sides_and_the_last_digit() {
        assert!(claim(1.209).holds() && !claim(1.211).holds());
        assert!(!claim(1.209).missing().holds() && claim(1.211).missing().holds());
        assert!(!claim(f64::NAN).holds() && !claim(f64::NAN).missing().holds());
    }

    #[test]
    fn what_is_to_exceed_must_do_so_clearly_and_upwards() {
        assert!(claim(1.211).above().holds() && !claim(1.209).above().holds());
        assert!(!claim(0.5).above().holds() && claim(0.5).missing().holds());
        assert!(!claim(f64::NAN).above().holds());
    }
}
