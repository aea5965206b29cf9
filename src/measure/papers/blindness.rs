//! What score matching does not see: the weights of far modes.

use super::claim::exactly;
use super::{Claim, PapersError, Study};
use crate::measure::{fisher_divergence, kl_divergence};
use crate::mixture::{Component, GaussianMixture};

const SOURCE: &str = "Wenliang & Kanagawa 2020";

/// Separation, Fisher divergence, and the unit of its last digit.
const TABLE: [(f64, f64, f64); 5] = [
    (1.0, 6.38e-2, 1e-4),
    (2.0, 1.23e-1, 1e-3),
    (4.0, 6.37e-2, 1e-4),
    (6.0, 8.11e-3, 1e-5),
    (8.0, 3.31e-4, 1e-6),
];

/// Between the weights (0.8, 0.2) and (0.5, 0.5), by quadrature.
pub fn measure(study: &mut Study) -> Result<(), PapersError> {
    let pair = |separation: f64, weight: f64| {
        GaussianMixture::new(vec![
            Component::round([0.5 * separation, 0.0], 1.0, weight),
            Component::round([-0.5 * separation, 0.0], 1.0, 1.0 - weight),
        ])
    };
    for (separation, divergence, unit) in TABLE {
        let found = fisher_divergence(&pair(separation, 0.8)?, &pair(separation, 0.5)?);
        let what = format!("Fisher divergence of weights 0.8 and 0.5, {separation} apart");
        study.enter(Claim::equal(what, SOURCE, exactly(found), divergence).rounded_to(unit))?;
    }
    let found = kl_divergence(&pair(8.0, 0.8)?, &pair(8.0, 0.5)?);
    let what = "KL divergence of weights 0.8 and 0.5, 8 apart, nats";
    study.enter(Claim::equal(what, SOURCE, exactly(found), 0.193).rounded_to(1e-3))
}
