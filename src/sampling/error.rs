//! Sampling runs that cannot be, or that went wrong.

use super::{Explosion, Sampler};
use crate::noise::{ProcessError, ProcessKind, ProcessSpecError};
use crate::wording::{Number, Within, count, counted, either};

/// Why there is no run, or no end of it.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SamplingError {
    /// How many particles were asked for.
    #[error("{} particles cannot be simulated; use 1 to 1,000,000", count(*.0 as u64))]
    Particles(usize),
    /// The step size, not positive or not finite.
    #[error("step size {} is out of range; use a finite number above 0", Number(*.0))]
    StepSize(f64),
    /// The temperature, negative or not finite.
    #[error("temperature {} is out of range; use a number from 0 to 1000", Number(*.0))]
    Temperature(f64),
    /// A temperature for a sampler that has none.
    #[error(
        "temperature {} means nothing to {sampler}; leave it at 1, or use langevin, mala or annealed",
        Number(*.temperature),
        sampler = .sampler.name()
    )]
    NoTemperature {
        /// The sampler.
        sampler: Sampler,
        /// The temperature.
        temperature: f64,
    },
    /// `mala` at temperature 0.
    #[error("at temperature 0 mala would accept no move; use langevin, or a temperature above 0")]
    FrozenMala,
    /// The noise level, negative or not finite.
    #[error("noise level {} is out of range; use 0 to 1e6", Number(*.0))]
    Sigma(f64),
    /// How many steps were asked for.
    #[error("{} steps cannot be taken; use 1 to 10,000,000", count(*.0 as u64))]
    Steps(usize),
    /// The lowest level of the ladder, which is not above 0.
    #[error("ladder end {} is out of range; use 1e-9 to 1e9", Number(*.0))]
    LadderEnd(f64),
    /// How many levels were asked for.
    #[error("a ladder of {} levels cannot be climbed down; use 1 to 10,000", count(*.0 as u64))]
    Levels(usize),
    /// The ends of a ladder in the wrong order, data units.
    #[error("ladder ends {} to {} are turned over; give 0 < sigma-min < sigma-max", Number(*.0), Number(*.1))]
    Ladder(f64, f64),
    /// The tolerance, out of range.
    #[error("tolerance {} is out of range; use a number from 1e-12 to 0.1", Number(*.0))]
    Tolerance(f64),
    /// A constant of a process that is no number.
    #[error("{key} {value} is not finite; give a number or leave it out")]
    NotFinite {
        /// Its key in a scene.
        key: &'static str,
        /// NaN or an infinity.
        value: f64,
    },
    /// The center, far away or not finite.
    #[error("center {},{} is out of range; use \"data\" or finite numbers of at most 1e6 in size", Number(*.0), Number(*.1))]
    Center(f64, f64),
    /// A constant of the churn that is out of range.
    #[error("{what} {} is out of range; use 0 to 1e6", Number(*.value))]
    Churn {
        /// Which one.
        what: &'static str,
        /// Its value.
        value: f64,
    },
    /// The smallest and the largest level of the churn in the wrong order, data units.
    #[error("s-tmin {} is above s-tmax {}, so that no noise is ever added; turn them over", Number(*.0), Number(*.1))]
    ChurnTimes(f64, f64),
    /// The process cannot be built.
    #[error(transparent)]
    Process(#[from] ProcessSpecError),
    /// A sampler that is not defined on the process.
    #[error("{}", pair_in_words(*.sampler, *.process))]
    Pair {
        /// The sampler.
        sampler: Sampler,
        /// The process.
        process: ProcessKind,
    },
    /// A level that the network was not trained on.
    #[error(
        "noise level {} was not trained; choose one from {}, or take the exact score",
        Number(*.sigma),
        Within(*.min, *.max)
    )]
    Untrained {
        /// The level, data units.
        sigma: f64,
        /// The smallest trained level.
        min: f64,
        /// The largest trained level.
        max: f64,
    },
    /// Another level than the only one that the network knows.
    #[error("noise level {} was not trained; {} is the only one, or take the exact score", Number(*.sigma), Number(*.only))]
    OtherLevel {
        /// The level, data units.
        sigma: f64,
        /// The level that the network knows.
        only: f64,
    },
    /// A way back that leaves the levels of the network.
    #[error(
        "{process} visits noise levels {low} to {high} and the network was trained from {}; {way}train with [noise] min = {low} and max = {high}, or take the exact score",
        Within(*.min, *.max), low = Number(*.low), high = Number(*.high)
    )]
    UntrainedProcess {
        /// The process.
        process: &'static str,
        /// The smallest level of the way, data units.
        low: f64,
        /// The largest level of the way, data units.
        high: f64,
        /// The smallest trained level, data units.
        min: f64,
        /// The largest trained level, data units.
        max: f64,
        /// "add --t-min 0.01 --t-max 0.7, " where that helps.
        way: String,
    },
    /// Something that needs many levels, of a network that knows one.
    #[error(
        "{what} needs every noise level and this network knows {} only; train with noise_levels = \"all\", or take the exact score",
        Number(*.only)
    )]
    OneLevel {
        /// What needs them.
        what: &'static str,
        /// The level that the network knows, data units.
        only: f64,
    },
    /// `mala` with a network, which knows no density.
    #[error(
        "mala needs the density, which a network does not know; take the exact score, or use langevin"
    )]
    NoDensity,
    /// The ends of the box of starting points, which enclose nothing.
    #[error("box {},{} is empty; give two finite numbers, the smaller first", Number(*.0), Number(*.1))]
    Box(f64, f64),
    /// The ends of a box too far away, data units.
    #[error("box {},{} reaches too far; give numbers of at most 1e6 in size", Number(*.0), Number(*.1))]
    FarBox(f64, f64),
    /// Particles left the finite numbers.
    #[error("particles left the finite numbers before step {}; {advice}", count(*.step))]
    Escaped {
        /// Before this step.
        step: u64,
        /// What to do.
        advice: &'static str,
    },
    /// Langevin particles have flown apart.
    #[error("{0}")]
    Exploded(Explosion),
    /// No step met the tolerance.
    #[error(
        "ode-rk45 did not arrive: after {} it stands at t = {}; use a larger tolerance or more steps",
        counted(*.steps, "step"), Number(*.t)
    )]
    Stuck {
        /// Steps that were tried.
        steps: u64,
        /// The time at which the way ends.
        t: f64,
    },
}

impl SamplingError {
    /// The key of a scene's sampling that is to be changed.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Particles(_) => "particles",
            Self::StepSize(_) => "step_size",
            Self::Temperature(_) | Self::NoTemperature { .. } | Self::FrozenMala => "temperature",
            Self::Sigma(_) => "sigma",
            Self::Steps(_) => "steps",
            Self::Levels(_) => "levels",
            Self::Ladder(..) | Self::LadderEnd(_) => "sigma_min",
            Self::Box(..) | Self::FarBox(..) => "init",
            Self::Tolerance(_) => "tol",
            Self::NotFinite { key, .. } => key,
            Self::Center(..) => "center",
            Self::Churn { .. } | Self::ChurnTimes(..) => "churn",
            Self::Process(ProcessSpecError::Process(error)) => match error {
                ProcessError::Rho(_) => "rho",
                ProcessError::DdpmSteps(_) => "ddpm_steps",
                ProcessError::Scale(_) | ProcessError::ScaleOfVe(_) => "scale",
                ProcessError::Steps(_)
                | ProcessError::TooManySteps { .. }
                | ProcessError::Times { .. }
                | ProcessError::Whole(_)
                | ProcessError::Time { .. } => "t_min",
            },
            Self::Pair { .. } | Self::Process(ProcessSpecError::Levels(_)) => "process",
            // What only a run can find out.
            Self::Untrained { .. }
            | Self::OtherLevel { .. }
            | Self::UntrainedProcess { .. }
            | Self::OneLevel { .. }
            | Self::NoDensity
            | Self::Escaped { .. }
            | Self::Exploded(_)
            | Self::Stuck { .. } => "sampler",
        }
    }
}

/// "ddpm is not defined on ve; it runs on ddpm, vp-linear or vp-cosine".
fn pair_in_words(sampler: Sampler, process: ProcessKind) -> String {
    let (name, process_name) = (sampler.name(), process.name());
    let others = either(
        Sampler::ALL
            .into_iter()
            .filter(|other| other.runs_on(process))
            .map(Sampler::name),
    );
    if sampler.stays_at_one_level() {
        return format!(
            "{name} stays at one VE level and follows no process; leave {process_name} out and give sigma, or use {others}"
        );
    }
    format!(
        "{name} is not defined on {process_name}; it runs on {}, and {process_name} goes with {others}",
        sampler.processes_in_words()
    )
}
