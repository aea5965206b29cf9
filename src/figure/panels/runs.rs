//! The runs behind panels.

use super::choice::Source;
use super::error::PlateError;
use super::request::PlateSubject;
use super::setting::Setting;
use crate::noise::Noising;
use crate::sampling::{Run, SamplingError, SamplingSpec, Trajectory};
use crate::score::ScoreFn;
use ndarray::{Array2, Axis};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// Streams of exact draws, far above those of runs and measures.
const EXACT_DRAWS: u64 = 1 << 41;

/// Points of a panel.
#[derive(Clone, Debug)]
pub struct Cloud {
    /// Where they are, `[n, 2]`, data units.
    pub points: Array2<f64>,
    /// What noise has done to the data there.
    pub noising: Noising,
    /// Evaluations of the score, one a batch; 0 of exact draws.
    pub evaluations: u64,
}

/// A run with its paths.
pub struct Recorded {
    pub run: Run,
    pub trajectory: Trajectory,
}

impl Recorded {
    /// What noise has done to the data where the paths end.
    pub fn last(&self) -> Noising {
        let last = |values: &[f64]| values.last().copied().unwrap_or_default();
        match &self.run {
            Run::Diffusion(route) => route.process.noising(last(&self.trajectory.t)),
            Run::Langevin(_) => Noising::exploding(last(&self.trajectory.sigma)),
        }
    }
}

/// The run of `sampling` along `score`, with a frame every `every` steps or the usual ones.
///
/// # Errors
/// When it cannot be made or does not arrive.
pub fn recorded(
    subject: &PlateSubject,
    sampling: &SamplingSpec,
    score: &dyn ScoreFn,
    every: Option<u64>,
) -> Result<Recorded, SamplingError> {
    let run = sampling.run_for(subject.mixture, subject.range, score)?;
    let every = every.unwrap_or_else(|| run.default_every());
    let walk = run.start(subject.mixture, subject.seed);
    let trajectory = walk.record(score, every, &mut |_, _| ())?;
    Ok(Recorded { run, trajectory })
}

/// Where the points of a panel end.
///
/// # Errors
/// When their run cannot be made or does not arrive.
pub fn ends(subject: &PlateSubject, setting: &Setting) -> Result<Cloud, PlateError> {
    let of = |sampling| cloud(subject, setting.source, sampling, setting.score);
    of(&setting.sampling).map_err(|error| PlateError::Run(setting.source.name().to_owned(), error))
}

/// Where points of `source` end.
///
/// # Errors
/// When their run cannot be made or does not arrive.
pub fn cloud(
    subject: &PlateSubject,
    source: Source,
    sampling: &SamplingSpec,
    score: &dyn ScoreFn,
) -> Result<Cloud, SamplingError> {
    if source == Source::Exact {
        let mut rng = ChaCha8Rng::seed_from_u64(subject.seed);
        rng.set_stream(EXACT_DRAWS);
        return Ok(Cloud {
            points: subject.mixture.sample(sampling.particles, &mut rng),
            noising: Noising::exploding(0.0),
            evaluations: 0,
        });
    }
    let recorded = recorded(subject, sampling, score, Some(u64::MAX))?;
    let frames = recorded.trajectory.frames();
    Ok(Cloud {
        points: recorded
            .trajectory
            .x
            .index_axis(Axis(0), frames - 1)
            .to_owned(),
        noising: recorded.last(),
        evaluations: recorded.trajectory.nfe.last().copied().unwrap_or_default(),
    })
}
