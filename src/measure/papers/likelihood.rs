//! The likelihood of the data by the probability-flow ODE, against their entropy.
//!
//! The flow carries p_0 to p_T and its own q_0 to the prior, one to one. Such a map changes no
//! divergence, so that the mean negative log-likelihood is known without a flow:
//!
//! ```text
//! -E log q_0 = entropy of p_0 + KL(p_0 | q_0) = entropy of p_0 + KL(p_T | prior)
//! ```

use super::particles::song_ermon;
use super::{Claim, PapersError, Study};
use crate::measure::{Estimate, Likelihood, kl_divergence};
use crate::mixture::{Component, GaussianMixture};
use crate::noise::{NoiseRange, Process};
use crate::score::ExactScore;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

const QUADRATURE: &str = "quadrature";
const FLOW: &str = "Song et al. 2021, sec. 4.3";

/// Of Song & Ermon's mixture, nats.
const ENTROPY: f64 = 3.338279;
/// Of the flow's positions and log-densities, far below the standard errors.
const TOLERANCE: f64 = 1e-7;
/// The level that stands for clean data.
const SMALLEST: f64 = 0.002;

pub fn measure(study: &mut Study) -> Result<(), PapersError> {
    let mixture = song_ermon(1.0)?;
    let mut rng = ChaCha8Rng::seed_from_u64(study.effort.seed);
    let x = mixture.sample(study.amount(1_000_000, 100_000), &mut rng);
    let nll = mixture.log_density_batch(x.view()).mapv(|log_p| -log_p);
    let found = Estimate::mean_of(&nll.to_vec());
    let what = "negative log-likelihood of exact points, nats";
    study.enter(Claim::equal(what, QUADRATURE, found, ENTROPY).rounded_to(1e-6))?;

    let far = Process::ve(NoiseRange::new(SMALLEST, 80.0)?);
    let near = Process::ve(NoiseRange::new(SMALLEST, 5.0)?);
    let found = flow(study, &mixture, &far)?;
    let nll: Vec<f64> = found.log_density.iter().map(|log_q| -log_q).collect();
    let mismatch = mismatch_of(&far, &mixture)?;
    let what = "... by the ODE from N(0, 80^2 I): entropy + KL(p_T | prior)";
    let claim = Claim::equal(what, FLOW, Estimate::mean_of(&nll), ENTROPY + mismatch);
    study.enter(claim.rounded_to(1e-6))?;
    study.enter(beyond(&found, "N(0, 80^2 I)", mismatch))?;
    for (prior, process) in [
        ("N(0, 5^2 I)", near),
        ("N(0, I) of VP", Process::vp_linear()),
    ] {
        let found = flow(study, &mixture, &process)?;
        study.enter(beyond(&found, prior, mismatch_of(&process, &mixture)?))?;
    }
    Ok(())
}

/// On the same points the entropy falls out, and with it nearly all of the scatter.
fn beyond(found: &Likelihood, prior: &str, mismatch: f64) -> Claim {
    let excess = &found.exact - &found.log_density;
    let excess = Estimate::mean_of(&excess.to_vec());
    let what = format!("... beyond that of the true density, from {prior}: KL(p_T | prior)");
    Claim::equal(what, FLOW, excess, mismatch)
}

/// Exact points of the smallest level, followed to the prior.
fn flow(
    study: &Study,
    mixture: &GaussianMixture,
    process: &Process,
) -> Result<Likelihood, PapersError> {
    let mut rng = ChaCha8Rng::seed_from_u64(study.effort.seed);
    let first = process.marginal(mixture, process.first_noisy());
    let x = first.sample(study.amount(20_000, 2000), &mut rng);
    let exact = ExactScore::new(mixture.clone());
    Likelihood::measure(x, process, &exact, mixture, TOLERANCE)
        .map_err(|_| PapersError::Flow(TOLERANCE))
}

/// KL(p_T | prior), nats.
fn mismatch_of(process: &Process, mixture: &GaussianMixture) -> Result<f64, PapersError> {
    let prior = process.prior(mixture);
    let one = Component {
        mean: prior.mean(),
        cov: prior.cov().into(),
        weight: 1.0,
    };
    let prior = GaussianMixture::new(vec![one])?;
    let last = process.marginal(mixture, process.last());
    Ok(kl_divergence(&last, &prior))
}
