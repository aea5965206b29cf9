//! A sampler's run from a seed to its end, and its figure: the window and the command line make the
//! same bytes from the same scene, model and seed.

use crate::figure::{Figure, FigureError, FigureOptions, Subject, trajectory_figure};
use crate::sampling::{Run, SamplingError, Trajectory};

/// Positions that a command keeps of one run: 320 MB.
pub const MOST_POSITIONS: u64 = 20_000_000;
/// Positions that a window keeps of one run, with about 200 frames of any number of particles that it
/// shows: 800 MB.
pub const MOST_POSITIONS_OF_A_WINDOW: u64 = 50_000_000;

/// A run that is to be kept, and what it is about.
pub struct Recording<'a> {
    subject: Subject<'a>,
    run: Run,
    every: u64,
    positions: u64,
}

/// A run that cannot be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordingError {
    /// Frames were asked for every 0 steps.
    #[error("could not record the particles: every 0 steps keeps none; use 1 or more")]
    NoStep,
    /// The paths would hold more positions than allowed.
    #[error(
        "could not record {particles} particles: their paths do not fit into memory; use fewer"
    )]
    TooManyPositions {
        /// Frames of the run.
        frames: u64,
        /// Particles in each frame.
        particles: usize,
    },
}

impl<'a> Recording<'a> {
    /// A recording of `run` that keeps step 0, `every`, 2 `every`, ... and the last; without `every`
    /// the usual frames of the sampler.
    ///
    /// # Errors
    /// When `every` is 0, or the paths hold more than `most` positions.
    pub fn new(
        subject: Subject<'a>,
        run: Run,
        every: Option<u64>,
        most: u64,
    ) -> Result<Self, RecordingError> {
        let every = every.unwrap_or_else(|| run.default_every());
        if every == 0 {
            return Err(RecordingError::NoStep);
        }
        let (frames, particles) = (run.total_steps() / every + 2, run.particles());
        let positions = frames.saturating_mul(particles as u64);
        if positions > most {
            return Err(RecordingError::TooManyPositions { frames, particles });
        }
        Ok(Self {
            subject,
            run,
            every,
            positions,
        })
    }

    /// Positions that its paths hold at most.
    pub fn positions(&self) -> u64 {
        self.positions
    }

    /// The run as it was planned.
    pub fn run(&self) -> &Run {
        &self.run
    }

    /// Runs from the subject's seed to the end; `progress` is told the steps taken.
    ///
    /// # Errors
    /// When particles leave the finite numbers, or no step meets the tolerance.
    pub fn trajectory(&self, progress: &mut dyn FnMut(u64)) -> Result<Trajectory, SamplingError> {
        let walk = self.run.start(self.subject.mixture, self.subject.seed);
        walk.record(self.subject.score, self.every, &mut |taken, _| {
            progress(taken)
        })
    }

    /// The picture of what [`Recording::trajectory`] gave.
    ///
    /// # Errors
    /// As [`trajectory_figure`].
    pub fn figure(
        &self,
        trajectory: &Trajectory,
        options: &FigureOptions,
    ) -> Result<Figure, FigureError> {
        trajectory_figure(&self.subject, &self.run, trajectory, options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::{Component, GaussianMixture};
    use crate::noise::NoiseRange;
    use crate::sampling::SamplingSpec;
    use crate::score::ExactScore;

    /// What `check` is told about a recording of 10 particles in the usual way.
    fn with_recording(
        every: Option<u64>,
        most: u64,
        check: impl FnOnce(Result<Recording<'_>, RecordingError>),
    ) {
        let mixture = GaussianMixture::new(vec![Component::round([0.0, 0.0], 1.0, 1.0)]).unwrap();
        let score = ExactScore::new(mixture.clone());
        let sampling = SamplingSpec {
            particles: 10,
            ..SamplingSpec::default()
        };
        let range = NoiseRange::new(0.1, 2.0).unwrap();
        let run = sampling.run_for(&mixture, range, &score).unwrap();
        let subject = Subject {
            title: "One",
            mixture: &mixture,
            score: &score,
            score_name: "exact",
            seed: 4,
        };
        check(Recording::new(subject, run, every, most));
    }

    #[test]
    fn a_recording_fits_exactly_into_the_positions_that_it_announces() {
        let mut needed = 0;
        with_recording(None, 0, |refused| match refused.err() {
            Some(RecordingError::TooManyPositions { frames, particles }) => {
                needed = frames * particles as u64;
            }
            other => panic!("{other:?}"),
        });
        with_recording(None, needed - 1, |refused| assert!(refused.is_err()));
        with_recording(None, needed, |recording| {
            let mut last = 0;
            let recording = recording.unwrap();
            let kept = recording.trajectory(&mut |taken| last = taken).unwrap();
            assert!((kept.frames() * kept.particles()) as u64 <= needed);
            assert_eq!(last, recording.run().total_steps());
            assert_eq!(kept.step.last(), Some(&last));
        });
    }

    #[test]
    fn the_same_seed_gives_the_same_trajectory_and_figure() {
        let record = || {
            let mut made = None;
            with_recording(Some(7), MOST_POSITIONS, |recording| {
                let recording = recording.unwrap();
                let kept = recording.trajectory(&mut |_| ()).unwrap();
                let figure = recording.figure(&kept, &FigureOptions::default());
                made = Some((figure.unwrap(), kept));
            });
            made.unwrap()
        };
        let (figure, kept) = record();
        assert!(kept.step.starts_with(&[0, 7, 14]));
        assert_eq!((figure, kept), record());
    }

    #[test]
    fn every_zeroth_step_is_refused() {
        with_recording(Some(0), MOST_POSITIONS, |refused| {
            assert_eq!(refused.err(), Some(RecordingError::NoStep));
        });
    }
}
