//! What score matching does not see: the weights of far modes, and the empty middle.

use super::Effort;
use super::claim::{Claim, exactly};
use super::particles::song_ermon;
use crate::cli::Failure;
use crate::measure::{Estimate, fisher_divergence, kl_divergence, normal_cdf};
use crate::mixture::{Component, GaussianMixture};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

const SOURCE: &str = "Wenliang & Kanagawa 2020";
const FIGURE_2: &str = "Song & Ermon 2019, fig. 2";

/// Separation, Fisher divergence, and the unit of its last digit.
const TABLE: [(f64, f64, f64); 5] = [
    (1.0, 6.38e-2, 1e-4),
    (2.0, 1.23e-1, 1e-3),
    (4.0, 6.37e-2, 1e-4),
    (6.0, 8.11e-3, 1e-5),
    (8.0, 3.31e-4, 1e-6),
];

pub fn claims(effort: &Effort) -> Result<Vec<Claim>, Failure> {
    let pair = |separation: f64, weight: f64| {
        GaussianMixture::new(vec![
            Component::round([0.5 * separation, 0.0], 1.0, weight),
            Component::round([-0.5 * separation, 0.0], 1.0, 1.0 - weight),
        ])
    };
    let mut claims = Vec::new();
    for (separation, divergence, unit) in TABLE {
        let found = fisher_divergence(&pair(separation, 0.8)?, &pair(separation, 0.5)?);
        let what = format!("Fisher divergence of weights 0.8 and 0.5, {separation} apart");
        claims.push(Claim::equal(what, SOURCE, exactly(found), divergence).rounded_to(unit));
    }
    let found = kl_divergence(&pair(8.0, 0.8)?, &pair(8.0, 0.5)?);
    let what = "KL divergence of weights 0.8 and 0.5, 8 apart, nats";
    claims.push(Claim::equal(what, SOURCE, exactly(found), 0.193).rounded_to(1e-3));
    claims.push(band(effort)?);
    Ok(claims)
}

/// The empty middle of figure 2.
fn band(effort: &Effort) -> Result<Claim, Failure> {
    let points = effort.of(2_000_000, 200_000);
    let mut rng = ChaCha8Rng::seed_from_u64(effort.seed);
    let x = song_ermon(1.0)?.sample(points, &mut rng);
    let inside = x.rows().into_iter().map(|p| {
        let within = (p[0] + p[1]).abs() < 6.0;
        f64::from(u8::from(within))
    });
    let found = Estimate::mean_of(&inside.collect::<Vec<f64>>());
    // x + y of either mode is N(+-10, 2).
    let width = 2f64.sqrt();
    let mass = normal_cdf(-4.0 / width) - normal_cdf(-16.0 / width);
    Ok(Claim::equal(
        "mass of the band |x + y| < 6, 0.234 %",
        FIGURE_2,
        found,
        mass,
    ))
}
