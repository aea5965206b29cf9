//! The objectives of score matching: their floors, and that they are the same.

use super::particles::{levels, song_ermon};
use super::{Claim, PapersError, Study};
use crate::measure::{fisher_information, matching_gaps, stable_target_error};
use crate::score::{ExactScore, NetworkSpec, NoiseLevels, Objective, Trainer, TrainingSpec};
use crate::wording::counted;

const FLOOR: &str = "Vincent 2011";
const IMPLICIT: &str = "Hyvärinen 2005";
const STABLE: &str = "Xu et al. 2023";

/// sigma and `dsm_floor` of Song & Ermon's mixture.
const FLOORS: [(f64, f64); 7] = [
    (0.1, 1.980198),
    (0.5, 1.600000),
    (1.0, 1.000009),
    (2.0, 0.415129),
    (5.0, 0.412486),
    (10.0, 0.243968),
    (20.0, 0.078280),
];

/// Networks as they are before the first step, and the level at which they are asked.
const RANDOM: [(&str, NoiseLevels, f64); 4] = [
    ("random network of sigma 1", NoiseLevels::Fixed(1.0), 1.0),
    (
        "random network of all levels, at 0.3",
        NoiseLevels::All,
        0.3,
    ),
    ("random network of all levels, at 5", NoiseLevels::All, 5.0),
    ("random network of sigma 0", NoiseLevels::Fixed(0.0), 0.0),
];

/// Evaluations behind an expectation by quadrature.
const QUADRATURE: usize = 4_000_000;

/// The loss of the exact score is the floor, and between the losses of any network lie constants.
pub fn measure(study: &mut Study) -> Result<(), PapersError> {
    let mixture = song_ermon(1.0)?;
    let exact = ExactScore::new(mixture.clone());
    let points = study.amount(1_000_000, 100_000);
    let seed = study.effort.seed;
    for (sigma, floor) in FLOORS {
        let gaps = matching_gaps(&exact, &mixture, sigma, points, seed);
        let what = format!("denoising loss of the exact score at sigma {sigma}");
        study.enter(Claim::equal(what, FLOOR, gaps.dsm_loss, floor).rounded_to(1e-6))?;
    }
    let gaps = matching_gaps(&exact, &mixture, 0.0, points, seed);
    let what = "implicit loss of the exact score at sigma 0";
    study.enter(Claim::equal(what, IMPLICIT, gaps.implicit_objective, -1.0).rounded_to(1e-3))?;

    for (network, noise_levels, sigma) in RANDOM {
        let training = TrainingSpec {
            noise_levels,
            // Nothing is trained; but without noise denoising would be refused.
            objective: Objective::Explicit,
            ..TrainingSpec::default()
        };
        let shape = NetworkSpec::default();
        let workers = study.effort.workers.clone();
        let trainer = Trainer::new(&mixture, levels()?, &shape, &training, seed, workers)?;
        let gaps = matching_gaps(&trainer.frozen(), &mixture, sigma, points, seed);
        let information = fisher_information(&mixture.smoothed(sigma), QUADRATURE);
        if sigma > 0.0 {
            let what = format!("DSM - ESM = 2/sigma^2 - E|s|^2, {network}");
            let constant = 2.0 / (sigma * sigma) - information;
            study.enter(Claim::equal(what, FLOOR, gaps.denoising, constant))?;
        }
        let what = format!("ISM - ESM/2 = -E|s|^2/2, {network}");
        let constant = -0.5 * information;
        study.enter(Claim::equal(what, IMPLICIT, gaps.implicit, constant))?;
    }
    Ok(())
}

/// Targets averaged over a reference batch err less.
pub fn stable_targets(study: &mut Study) -> Result<(), PapersError> {
    let (mixture, sigma) = (song_ermon(1.0)?, 3.0);
    let seed = study.effort.seed;
    for (reference, error) in [(1, 0.0371), (4, 0.0149), (16, 0.0042), (64, 0.0011)] {
        let points = study.amount(400_000, 40_000) / reference.min(16);
        let found = stable_target_error(&mixture, sigma, reference, points, seed)?;
        let batch = counted(reference as u64, "point");
        let what = format!("error of stable targets from {batch} at sigma 3");
        study.enter(Claim::equal(what, STABLE, found, error).rounded_to(1e-4))?;
        if reference == 1 {
            let information = fisher_information(&mixture.smoothed(sigma), QUADRATURE);
            let what = "... of one point exactly 2/9 - E|s|^2";
            study.enter(Claim::equal(what, STABLE, found, 2.0 / 9.0 - information))?;
        }
    }
    Ok(())
}
