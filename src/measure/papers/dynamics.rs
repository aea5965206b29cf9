//! Langevin dynamics: Song & Ermon's figure 3, and the bias of steps that are not adjusted.

use super::coordinates::of_the_papers;
use super::particles::{ends, first_mode_weight, song_ermon, variance, variance_around};
use super::{Claim, PapersError, Study};
use crate::mixture::{Component, GaussianMixture};
use crate::sampling::{Init, Sampler, SamplingSpec};

const FIGURE_3: &str = "Song & Ermon 2019, fig. 3";
const UNADJUSTED: &str = "Roberts & Tweedie 1996";

/// e of Song & Ermon, whose step is x <- x + (e/2) s + sqrt(e) z.
const E: f64 = 0.1;

/// Unadjusted Langevin dynamics widen what they sample; accepted or refused steps do not.
pub fn unadjusted(study: &mut Study) -> Result<(), PapersError> {
    for (std, step_size) in [(1.0, 0.5), (0.5, 0.1)] {
        let target = GaussianMixture::new(vec![Component::round([0.0, 0.0], std, 1.0)])?;
        let of = |study: &Study, sampler| {
            let spec = SamplingSpec {
                sampler,
                sigma: Some(0.0),
                step_size: Some(step_size),
                steps: 200,
                particles: study.amount(50_000, 10_000),
                // Uniform: neither variance at the start.
                init: Init::Box(-std, std),
                ..of_the_papers()
            };
            Ok::<_, PapersError>(variance(&ends(study, &spec, &target)?))
        };
        let clean = std * std;
        let widened = clean / (1.0 - step_size / (2.0 * clean));
        let found = of(study, Sampler::Langevin)?;
        let what = format!("variance of Langevin on N(0, {clean}), step {step_size}");
        study.enter(Claim::equal(what, UNADJUSTED, found, widened))?;
        let found = of(study, Sampler::Mala)?;
        let what = format!("... adjusted by Metropolis (MALA): {clean}");
        study.enter(Claim::equal(what, UNADJUSTED, found, clean))?;
    }
    Ok(())
}

/// Langevin against annealed Langevin dynamics on two far modes.
pub fn figure_3(study: &mut Study) -> Result<(), PapersError> {
    let widened = 1.0 / (1.0 - E / 4.0);
    let spec = SamplingSpec {
        sampler: Sampler::Langevin,
        sigma: Some(0.0),
        step_size: Some(E / 2.0),
        steps: 1000,
        particles: study.amount(20_000, 3000),
        init: Init::Box(-8.0, 8.0),
        ..of_the_papers()
    };
    let mixture = song_ermon(1.0)?;
    let langevin = ends(study, &spec, &mixture)?;
    // No chain crosses: each stays on its side of x + y = -ln(4)/10, where both posteriors are 1/2,
    // and the sum of two uniform coordinates has the density (16 - |x + y|)/256 there.
    let border = 4f64.ln() / 10.0;
    let stay = 0.5 + border * (16.0 - 0.5 * border) / 256.0;
    let weight = first_mode_weight(&mixture, &langevin);
    let what = "Langevin's weight of the mode at (5, 5), where no chain crosses";
    study.enter(Claim::equal(what, FIGURE_3, weight, stay))?;
    let what = "Langevin's weight misses the true 0.8";
    study.enter(Claim::equal(what, FIGURE_3, weight, 0.8).missing())?;
    let what = "Langevin's variance within that mode, 1/(1 - e/4)";
    let found = variance_around([5.0, 5.0], &langevin);
    study.enter(Claim::equal(what, FIGURE_3, found, widened))?;

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
    let annealed = ends(study, &ladder, &points)?;
    let what = "annealed Langevin's weight of the mode at (5, 5)";
    let found = first_mode_weight(&mixture, &annealed);
    study.enter(
        Claim::equal(what, FIGURE_3, found, 0.782)
            .with_reference_error(0.0015)
            .rounded_to(0.001),
    )?;
    let what = "annealed Langevin's variance within that mode";
    let found = variance_around([5.0, 5.0], &annealed);
    study.enter(Claim::equal(what, FIGURE_3, found, widened))
}
