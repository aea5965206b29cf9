//! How much noise the betas of DDPM end in, and what too little of it does.

use super::claim::exactly;
use super::coordinates::of_the_papers;
use super::particles::{ends, first_mode_weight, song_ermon};
use super::{Claim, PapersError, Study};
use crate::noise::{Process, ProcessKind};
use crate::sampling::{Init, Sampler, SamplingSpec};

const SOURCE: &str = "Ho et al. 2020";

/// T, alpha-bar at T and the unit of its last digit.
const LAST: [(usize, f64, f64); 3] = [(50, 0.603, 1e-3), (250, 0.080, 1e-3), (1000, 4.0e-5, 1e-6)];

pub fn measure(study: &mut Study) -> Result<(), PapersError> {
    let mixture = song_ermon(1.0)?;
    for (steps, last, unit) in LAST {
        let alpha_bar = Process::ddpm(steps)?.alpha(steps as f64).powi(2);
        let what = format!("alpha-bar after T = {steps} steps");
        study.enter(Claim::equal(what, SOURCE, exactly(alpha_bar), last).rounded_to(unit))?;
    }
    for steps in [50, 1000] {
        let spec = SamplingSpec {
            sampler: Sampler::Ddpm,
            process: Some(ProcessKind::Ddpm),
            steps,
            particles: study.amount(20_000, 2000),
            init: Init::Prior,
            ..of_the_papers()
        };
        let weight = first_mode_weight(&mixture, &ends(study, &spec, &mixture)?);
        study.enter(if steps == 50 {
            let what = "weight of the mode at (5, 5), T = 50, misses 0.8";
            Claim::equal(what, SOURCE, weight, 0.8).missing()
        } else {
            let what = "weight of the mode at (5, 5), T = 1000";
            Claim::equal(what, SOURCE, weight, 0.8)
        })?;
    }
    Ok(())
}
