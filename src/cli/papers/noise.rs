//! The likelihood of the truth, and the noise that DDPM ends in.

use super::Effort;
use super::claim::{Claim, exactly};
use super::particles::{ends, first_mode_weight, song_ermon};
use crate::cli::Failure;
use crate::measure::Estimate;
use crate::noise::{Process, ProcessKind};
use crate::sampling::{Init, Sampler, SamplingSpec};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

const ENTROPY: &str = "quadrature";
const DDPM: &str = "Ho et al. 2020";

/// T, alpha-bar at T and the unit of its last digit.
const LAST: [(usize, f64, f64); 3] = [(50, 0.603, 1e-3), (250, 0.080, 1e-3), (1000, 4.0e-5, 1e-6)];

pub fn claims(effort: &Effort) -> Result<Vec<Claim>, Failure> {
    let mixture = song_ermon(1.0)?;
    let mut rng = ChaCha8Rng::seed_from_u64(effort.seed);
    let x = mixture.sample(effort.of(1_000_000, 100_000), &mut rng);
    let nll = mixture.log_density_batch(x.view()).mapv(|log_p| -log_p);
    let found = Estimate::mean_of(&nll.to_vec());
    let what = "negative log-likelihood of exact points, nats";
    let mut claims = vec![Claim::equal(what, ENTROPY, found, 3.338279).rounded_to(1e-6)];
    for (steps, last, unit) in LAST {
        let process = Process::ddpm(steps).map_err(Failure::usage)?;
        let alpha_bar = process.alpha(steps as f64).powi(2);
        let what = format!("alpha-bar after T = {steps} steps");
        claims.push(Claim::equal(what, DDPM, exactly(alpha_bar), last).rounded_to(unit));
    }
    for steps in [50, 1000] {
        let spec = SamplingSpec {
            sampler: Sampler::Ddpm,
            process: Some(ProcessKind::Ddpm),
            steps,
            particles: effort.of(20_000, 2000),
            init: Init::Prior,
            ..SamplingSpec::default()
        };
        let weight = first_mode_weight(&mixture, &ends(&spec, &mixture, effort.seed)?);
        claims.push(if steps == 50 {
            let what = "weight of the mode at (5, 5), T = 50, misses 0.8";
            Claim::equal(what, DDPM, weight, 0.8).missing()
        } else {
            Claim::equal("weight of the mode at (5, 5), T = 1000", DDPM, weight, 0.8)
        });
    }
    Ok(claims)
}
