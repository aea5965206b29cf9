//! A statement of a paper with a number in it, and whether it was found.

use crate::measure::Estimate;
use serde_json::{Value, json};

/// Standard errors within which a measured value meets its reference.
const STANDARD_ERRORS: f64 = 4.0;

/// One row of the table.
pub struct Claim {
    what: String,
    /// Where it is from.
    source: &'static str,
    measured: Estimate,
    reference: Estimate,
    /// What the reference is rounded or spread by.
    allowance: f64,
    /// Whether the claim is that the two are not the same.
    differs: bool,
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
            source,
            measured,
            reference: exactly(reference),
            allowance: 0.0,
            differs: false,
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

    /// The reference is a limit, from which the source's own numbers are this far away.
    pub fn with_spread(mut self, spread: f64) -> Self {
        self.allowance += spread;
        self
    }

    /// `measured` misses `reference`: it lies outside the tolerance.
    pub fn missing(mut self) -> Self {
        self.differs = true;
        self
    }

    fn tolerance(&self) -> f64 {
        STANDARD_ERRORS * self.measured.se.hypot(self.reference.se) + self.allowance
    }

    /// Whether it was found; never of what is not a number.
    pub fn holds(&self) -> bool {
        let distance = (self.measured.value - self.reference.value).abs();
        if self.differs {
            distance > self.tolerance()
        } else {
            distance <= self.tolerance()
        }
    }

    fn verdict(&self) -> &'static str {
        if self.holds() { "holds" } else { "FAILS" }
    }

    pub fn in_json(&self) -> Value {
        json!({
            "claim": self.what,
            "source": self.source,
            "measured": { "value": self.measured.value, "se": self.measured.se },
            "reference": self.reference.value,
            "relation": if self.differs { "differs" } else { "equals" },
            "tolerance": self.tolerance(),
            "verdict": self.verdict().to_lowercase(),
        })
    }
}

/// A number without error.
pub fn exactly(value: f64) -> Estimate {
    Estimate { value, se: 0.0 }
}

/// A line a claim, the verdict first.
pub fn table(claims: &[Claim]) -> String {
    let width = |of: fn(&Claim) -> &str| claims.iter().map(|c| of(c).chars().count()).max();
    let what = width(|claim| &claim.what).unwrap_or(0);
    let source = width(|claim| claim.source).unwrap_or(0);
    let heads = ["claim", "source", "measured", "reference", "tolerance"];
    let mut text = format!(
        "       {:<what$} {:<source$} {:>12} {:>12}   {:>11}\n",
        heads[0], heads[1], heads[2], heads[3], heads[4]
    );
    for claim in claims {
        let relation = if claim.differs { "≠" } else { " " };
        text += &format!(
            "{:<6} {:<what$} {:<source$} {:>12.7} {relation}{:>11.7} ± {:>11.7}\n",
            claim.verdict(),
            claim.what,
            claim.source,
            claim.measured.value,
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

    #[test]
    fn a_claim_holds_within_four_standard_errors_of_both_sides_and_the_last_digit() {
        let claim = |value| {
            let measured = Estimate { value, se: 0.03 };
            Claim::equal("", "", measured, 1.0)
                .with_reference_error(0.04)
                .rounded_to(0.02)
        };
        assert!(claim(1.209).holds() && !claim(1.211).holds());
        assert!(!claim(1.209).missing().holds() && claim(1.211).missing().holds());
        assert!(!claim(f64::NAN).holds() && !claim(f64::NAN).missing().holds());
    }
}
