//! What one panel is about, with every factor in force.

use super::choice::{ScoreChoice, Source, Way};
use super::error::PlateError;
use super::factor::{Factor, Value};
use super::request::{PlateRequest, PlateSubject};
use crate::figure::PictureView;
use crate::noise::{Noising, ProcessKind, ProcessSpec};
use crate::sampling::SamplingSpec;
use crate::score::ScoreFn;

/// One panel.
#[derive(Clone)]
pub struct Setting<'a> {
    /// Which score it draws or follows.
    pub choice: ScoreChoice,
    /// That score; of [`ScoreChoice::Error`] and [`ScoreChoice::Difference`] the network's.
    pub score: &'a dyn ScoreFn,
    /// Where its points come from.
    pub source: Source,
    /// How they move.
    pub sampling: SamplingSpec,
    /// The moment at which planes are drawn.
    pub moment: Moment,
    /// Which way along the process.
    pub way: Way,
}

/// A noise level or a time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Moment {
    /// A level, data units.
    Level(f64),
    /// A time of the process.
    Time(f64),
}

impl<'a> Setting<'a> {
    /// One for every panel, row by row.
    ///
    /// # Errors
    /// When a panel needs a score that there is not.
    pub fn all(
        subject: &PlateSubject<'a>,
        request: &PlateRequest,
    ) -> Result<Vec<Self>, PlateError> {
        let mut combinations: Vec<Vec<Value>> = vec![Vec::new()];
        for Factor { values, .. } in &request.factors {
            let longer = |before: &Vec<Value>| -> Vec<Vec<Value>> {
                let with = |value: &Value| [&before[..], &[*value]].concat();
                values.iter().map(with).collect()
            };
            combinations = combinations.iter().flat_map(longer).collect();
        }
        let setting = |values: &Vec<Value>| Self::of(subject, request, values);
        combinations.iter().map(setting).collect()
    }

    fn of(
        subject: &PlateSubject<'a>,
        request: &PlateRequest,
        values: &[Value],
    ) -> Result<Self, PlateError> {
        let mut choice = match request.view {
            PictureView::Map(quantity) if quantity.is_learned() => ScoreChoice::Learned,
            PictureView::Loss => ScoreChoice::Learned,
            PictureView::Map(_)
            | PictureView::Field(_)
            | PictureView::Samples
            | PictureView::Paths
            | PictureView::Marginal
            | PictureView::Quality
            | PictureView::Weights => subject.usual,
        };
        let mut source = Source::Sampler(subject.sampling.sampler);
        let mut moment = match (request.t, request.sigma) {
            (Some(t), _) => Moment::Time(t),
            (None, sigma) => Moment::Level(sigma.unwrap_or_else(|| usual_level(subject))),
        };
        let mut sampling = subject.sampling;
        let mut way = Way::default();
        // A sampler comes before its steps and its process, which it would take back.
        for value in values {
            if let Value::Source(chosen) = value {
                source = *chosen;
                if let Source::Sampler(sampler) = chosen {
                    sampling = with_sampler(subject, *sampler);
                }
            }
        }
        for value in values {
            match value {
                Value::Source(_) => {}
                Value::Score(chosen) => choice = *chosen,
                Value::Sigma(sigma) => moment = Moment::Level(*sigma),
                Value::T(t) => moment = Moment::Time(*t),
                Value::Steps(steps) => sampling.steps = *steps,
                Value::Process(process) => sampling = sampling.with_process(*process),
                Value::Way(chosen) => way = *chosen,
            }
        }
        let score = match choice {
            ScoreChoice::Exact => subject.exact,
            ScoreChoice::Learned | ScoreChoice::Error | ScoreChoice::Difference => subject
                .learned
                .ok_or(PlateError::NoModel(request.view.name()))?,
            ScoreChoice::Empirical => subject.empirical.ok_or(PlateError::NoPoints)?,
        };
        Ok(Self {
            choice,
            score,
            source,
            sampling,
            moment,
            way,
        })
    }

    /// What noise has done to the data at the moment of this panel.
    ///
    /// # Errors
    /// When the time is none of the process.
    pub fn noising(&self, subject: &PlateSubject) -> Result<Noising, PlateError> {
        match self.moment {
            Moment::Level(sigma) => Ok(Noising::exploding(sigma)),
            Moment::Time(t) => {
                let kind = self.sampling.process_kind();
                let spec = ProcessSpec {
                    center: self.sampling.center,
                    sigma_min: self.sampling.sigma_min,
                    sigma_max: self.sampling.sigma_max,
                    rho: self.sampling.rho,
                    ddpm_steps: self.sampling.ddpm_steps,
                    scale: self.sampling.scale,
                    ..ProcessSpec::of(kind.unwrap_or(ProcessKind::VpLinear))
                };
                let process = spec.build(subject.range, subject.mixture);
                let process =
                    process.map_err(|error| PlateError::Run(format!("t = {t}"), error.into()))?;
                process.require(t)?;
                Ok(process.noising(t))
            }
        }
    }
}

/// The subject's sampling by another sampler, with the steps that were asked for.
pub fn with_sampler(subject: &PlateSubject, sampler: crate::sampling::Sampler) -> SamplingSpec {
    let mut sampling = subject.sampling.with_sampler(sampler);
    sampling.steps = subject.steps.unwrap_or(sampling.steps);
    sampling
}

/// The only level that is known, else a middle one.
fn usual_level(subject: &PlateSubject) -> f64 {
    let only = subject.learned.and_then(ScoreFn::only_level);
    only.unwrap_or_else(|| subject.range.at(0.4))
}
