//! Langevin dynamics: Song & Ermon's figure 3, and the bias of steps that are not adjusted.

use super::Effort;
use super::claim::Claim;
use super::particles::{ends, first_mode_weight, song_ermon, variance, variance_around};
use crate::cli::Failure;
use crate::mixture::{Component, GaussianMixture};
use crate::sampling::{Init, Sampler, SamplingSpec};

const FIGURE_3: &str = "Song & Ermon 2019, fig. 3";
const UNADJUSTED: &str = "Roberts & Tweedie 1996";

/// e of Song & Ermon, whose step is x <- x + (e/2) s + sqrt(e) z.
const E: f64 = 0.1;

pub fn claims(effort: &Effort) -> Result<Vec<Claim>, Failure> {
    let mut claims = figure_3(effort)?;
    for (std, step_size) in [(1.0, 0.5), (0.5, 0.1)] {
        let target = GaussianMixture::new(vec![Component::round([0.0, 0.0], std, 1.0)])?;
        let of = |sampler| {
            let spec = SamplingSpec {
                sampler,
                sigma: Some(0.0),
                step_size: Some(step_size),
                steps: 200,
                particles: effort.of(50_000, 10_000),
                // Uniform: neither variance at the start.
                init: Init::Box(-std, std),
                ..SamplingSpec::default()
            };
            Ok::<_, Failure>(variance(&ends(&spec, &target, effort.seed)?))
        };
        let clean = std * std;
        let widened = clean / (1.0 - step_size / (2.0 * clean));
        claims.push(Claim::equal(
            format!("variance of Langevin on N(0, {clean}), step {step_size}"),
            UNADJUSTED,
            of(Sampler::Langevin)?,
            widened,
        ));
        claims.push(Claim::equal(
            format!("... adjusted by Metropolis (MALA): {clean}"),
            UNADJUSTED,
            of(Sampler::Mala)?,
            clean,
        ));
    }
    Ok(claims)
}

fn figure_3(effort: &Effort) -> Result<Vec<Claim>, Failure> {
    let widened = 1.0 / (1.0 - E / 4.0);
    let spec = SamplingSpec {
        sampler: Sampler::Langevin,
        sigma: Some(0.0),
        step_size: Some(E / 2.0),
        steps: 1000,
        particles: effort.of(20_000, 3000),
        init: Init::Box(-8.0, 8.0),
        ..SamplingSpec::default()
    };
    let mixture = song_ermon(1.0)?;
    let langevin = ends(&spec, &mixture, effort.seed)?;
    // No chain crosses: each stays on its side of x + y = -ln(4)/10, where both posteriors are 1/2,
    // and the sum of two uniform coordinates has the density (16 - |x + y|)/256 there.
    let border = 4f64.ln() / 10.0;
    let stay = 0.5 + border * (16.0 - 0.5 * border) / 256.0;
    // The ladder's component has std sigma: points widened by the levels.
    let points = song_ermon(1e-3)?;
    let ladder = SamplingSpec {
        sampler: Sampler::Annealed,
        sigma: None,
        sigma_min: Some(1.0),
        sigma_max: Some(20.0),
        levels: 10,
        steps: 100,
        ..spec
    };
    let annealed = ends(&ladder, &points, effort.seed)?;
    Ok(vec![
        Claim::equal(
            "Langevin's weight of the mode at (5, 5), where no chain crosses",
            FIGURE_3,
            first_mode_weight(&mixture, &langevin),
            stay,
        ),
        Claim::equal(
            "Langevin's weight misses the true 0.8",
            FIGURE_3,
            first_mode_weight(&mixture, &langevin),
            0.8,
        )
        .missing(),
        Claim::equal(
            "Langevin's variance within that mode, 1/(1 - e/4)",
            FIGURE_3,
            variance_around([5.0, 5.0], &langevin),
            widened,
        ),
        Claim::equal(
            "annealed Langevin's weight of the mode at (5, 5)",
            FIGURE_3,
            first_mode_weight(&mixture, &annealed),
            0.782,
        )
        .with_reference_error(0.0015)
        .rounded_to(0.001),
        Claim::equal(
            "annealed Langevin's variance within that mode",
            FIGURE_3,
            variance_around([5.0, 5.0], &annealed),
            widened,
        ),
    ])
}
