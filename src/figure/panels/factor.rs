//! What distinguishes the panels of a page: `sampler=langevin,annealed`, `sigma=10,1,0.1`, `steps=1,2,4,...,512`.

use super::choice::{ScoreChoice, Source, Way};
use crate::figure::PictureView;
use crate::noise::ProcessKind;
use crate::sampling::Sampler;
use crate::wording::{Choice, Number, count, either, every, quote, three_figures};

/// Most panels of a page: more are too small to be read.
pub const MOST_PANELS: usize = 64;

impl Source {
    /// # Errors
    /// When there is no such sampler; the sentence lists all.
    pub fn of_name(name: &str) -> Result<Self, FactorError> {
        let known = || std::iter::once("exact").chain(Sampler::ALL.into_iter().map(Sampler::name));
        match name {
            "exact" => Ok(Self::Exact),
            _ => Sampler::of_name(name)
                .map(Self::Sampler)
                .ok_or_else(|| FactorError::unknown(FactorKind::Sampler, name, either(known()))),
        }
    }
}

/// What can differ between panels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactorKind {
    /// Where points come from.
    Sampler,
    /// Which score is drawn or followed.
    Score,
    /// The noise level.
    Sigma,
    /// The steps of a run.
    Steps,
    /// The time of the process.
    T,
    /// The process.
    Process,
    /// The direction along it.
    Way,
}

every!(FactorKind: Sampler, Score, Sigma, Steps, T, Process, Way);

/// One of the values of a factor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// Of [`FactorKind::Sampler`].
    Source(Source),
    /// Of [`FactorKind::Score`].
    Score(ScoreChoice),
    /// Of [`FactorKind::Sigma`], data units.
    Sigma(f64),
    /// Of [`FactorKind::Steps`].
    Steps(usize),
    /// Of [`FactorKind::T`].
    T(f64),
    /// Of [`FactorKind::Process`].
    Process(ProcessKind),
    /// Of [`FactorKind::Way`].
    Way(Way),
}

/// A factor with its values.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    /// What differs.
    pub kind: FactorKind,
    /// In the order of the panels; at least one.
    pub values: Vec<Value>,
}

/// A factor that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FactorError {
    /// Not `name=values`.
    #[error("{:?} is no factor of panels; write one like {}", quote(.0), examples())]
    Form(String),
    /// A name that is none.
    #[error("panels cannot differ by {:?}; use {}", quote(.0), either(FactorKind::ALL.into_iter().map(FactorKind::name)))]
    Kind(String),
    /// A value that is none.
    #[error("{factor} cannot be {:?}; use {known}", quote(value))]
    Value {
        /// The factor.
        factor: &'static str,
        /// What was written.
        value: String,
        /// What is possible.
        known: String,
    },
    /// An ellipsis that leads nowhere.
    #[error("{:?} does not say how it goes on; write two numbers or three before ..., and the last after it, like 1,2,4,...,512", quote(.0))]
    Ellipsis(String),
}

impl FactorError {
    fn unknown(factor: FactorKind, value: &str, known: String) -> Self {
        Self::Value {
            factor: factor.name(),
            value: value.to_owned(),
            known,
        }
    }
}

fn examples() -> &'static str {
    "sampler=langevin,annealed or sigma=10,1,0.1"
}

impl FactorKind {
    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sampler => "sampler",
            Self::Score => "score",
            Self::Sigma => "sigma",
            Self::Steps => "steps",
            Self::T => "t",
            Self::Process => "process",
            Self::Way => "way",
        }
    }

    /// Whether panels of `view` can differ by it.
    pub fn serves(self, view: PictureView) -> bool {
        let of_runs = match view {
            PictureView::Samples | PictureView::Paths => true,
            PictureView::Map(quantity) => quantity.is_counted(),
            PictureView::Field(_)
            | PictureView::Marginal
            | PictureView::Loss
            | PictureView::Quality
            | PictureView::Weights => false,
        };
        let of_planes = matches!(view, PictureView::Field(_) | PictureView::Map(_));
        match self {
            Self::Score => view != PictureView::Loss,
            Self::Sigma | Self::T => of_planes && !of_runs,
            Self::Sampler => of_runs,
            Self::Steps => of_runs || view == PictureView::Weights,
            Self::Process => {
                of_runs || matches!(view, PictureView::Marginal | PictureView::Quality)
            }
            Self::Way => view == PictureView::Marginal,
        }
    }

    /// "score, sigma or t"; for those of which there is none, what to do.
    pub fn names_for(view: PictureView) -> String {
        let served = Self::ALL.into_iter().filter(|kind| kind.serves(view));
        let names = either(served.map(Self::name));
        if names.is_empty() {
            return "of no factor: leave --panels out".to_owned();
        }
        names
    }
}

impl Factor {
    /// Reads `name=value,value,...`.
    ///
    /// # Errors
    /// When there is no such factor or value; the sentence says what is possible.
    pub fn parse(text: &str) -> Result<Self, FactorError> {
        let (name, values) = text
            .split_once('=')
            .ok_or_else(|| FactorError::Form(text.to_owned()))?;
        let name = name.trim();
        let kind = FactorKind::ALL.into_iter().find(|kind| kind.name() == name);
        let kind = kind.ok_or_else(|| FactorError::Kind(name.to_owned()))?;
        let words: Vec<&str> = values.split(',').map(str::trim).collect();
        let words = filled_in(&words, values)?;
        let values: Result<Vec<Value>, FactorError> =
            words.iter().map(|word| Value::parse(kind, word)).collect();
        Ok(Self {
            kind,
            values: values?,
        })
    }
}

/// The words with numbers in place of `...`.
fn filled_in(words: &[&str], whole: &str) -> Result<Vec<String>, FactorError> {
    let is_gap = |word: &&str| matches!(*word, "..." | "…");
    let Some(gap) = words.iter().position(is_gap) else {
        return Ok(words.iter().map(|word| (*word).to_owned()).collect());
    };
    let unclear = || FactorError::Ellipsis(whole.to_owned());
    let number = |word: &&str| word.parse::<f64>().ok().filter(|v| v.is_finite());
    let before: Option<Vec<f64>> = words[..gap].iter().map(number).collect();
    let before = before
        .filter(|before| before.len() >= 2)
        .ok_or_else(unclear)?;
    let [last] = words[gap + 1..] else {
        return Err(unclear());
    };
    let last = number(&last).ok_or_else(unclear)?;
    let [.., a, b] = before[..] else {
        return Err(unclear());
    };
    // Two numbers go on by their difference; of three the middle one decides.
    let by_factor = match before[..] {
        [.., z, _, _] => ((b / a) / (a / z) - 1.0).abs() < 1e-9 && z != 0.0,
        _ => false,
    };
    let next = |value: f64| {
        if by_factor {
            value * b / a
        } else {
            value + b - a
        }
    };
    let mut values = before.clone();
    let mut value = next(b);
    let rises = b > a;
    let reached = |value: f64| {
        if rises {
            value >= last * (1.0 - 1e-9)
        } else {
            value <= last * (1.0 + 1e-9)
        }
    };
    while !reached(value) {
        values.push(value);
        value = next(value);
        if values.len() > MOST_PANELS || value == *values.last().unwrap_or(&value) {
            break;
        }
    }
    values.push(last);
    Ok(values
        .into_iter()
        .map(|value| Number(value).to_string())
        .collect())
}

impl Value {
    fn parse(kind: FactorKind, word: &str) -> Result<Self, FactorError> {
        let unknown = |known: String| FactorError::unknown(kind, word, known);
        let number = |known: &str| -> Result<f64, FactorError> {
            let number = word.parse::<f64>().ok();
            let number = number.filter(|value| value.is_finite() && *value >= 0.0);
            number.ok_or_else(|| unknown(known.to_owned()))
        };
        match kind {
            FactorKind::Sampler => Source::of_name(word).map(Self::Source),
            FactorKind::Score => chosen::<ScoreChoice>(word)
                .map(Self::Score)
                .map_err(unknown),
            FactorKind::Process => chosen::<ProcessKind>(word)
                .map(Self::Process)
                .map_err(unknown),
            FactorKind::Way => chosen::<Way>(word).map(Self::Way).map_err(unknown),
            FactorKind::Sigma => {
                number("noise levels in data units, like 10,1,0.1").map(Self::Sigma)
            }
            FactorKind::T => number("times of the process, like 0,0.25,0.5,1").map(Self::T),
            FactorKind::Steps => {
                let known = "whole numbers, like 1,2,4,...,512";
                let steps = word.parse::<usize>().ok().filter(|steps| *steps > 0);
                steps
                    .map(Self::Steps)
                    .ok_or_else(|| unknown(known.to_owned()))
            }
        }
    }

    /// What stands above its panel.
    pub fn label(&self) -> String {
        match self {
            Self::Source(Source::Exact) => "exact draws".to_owned(),
            Self::Source(source) => source.name().to_owned(),
            Self::Score(ScoreChoice::Error) => "|sθ − s|".to_owned(),
            Self::Score(ScoreChoice::Difference) => "sθ − s".to_owned(),
            Self::Score(score) => score.name().to_owned(),
            Self::Sigma(sigma) => format!("σ = {}", three_figures(*sigma)),
            Self::Steps(1) => "1 step".to_owned(),
            Self::Steps(steps) => format!("{} steps", count(*steps as u64)),
            Self::T(t) => format!("t = {}", three_figures(*t)),
            Self::Process(process) => process.name().to_owned(),
            Self::Way(Way::Forward) => "data to noise".to_owned(),
            Self::Way(Way::Back) => "noise to data".to_owned(),
        }
    }
}

/// The choice of this name, else all names.
fn chosen<T: Choice>(word: &str) -> Result<T, String> {
    T::of_name(word).ok_or_else(|| either(T::all().iter().map(|choice| choice.name())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(text: &str) -> Vec<usize> {
        let values = Factor::parse(&format!("steps={text}")).unwrap().values;
        let steps = |value: &Value| {
            let Value::Steps(steps) = value else {
                panic!("{value:?}");
            };
            *steps
        };
        values.iter().map(steps).collect()
    }

    #[test]
    fn an_ellipsis_goes_on_as_the_numbers_before_it() {
        assert_eq!(
            steps("1,2,4,...,512"),
            [1, 2, 4, 8, 16, 32, 64, 128, 256, 512]
        );
        assert_eq!(steps("10,20,...,50"), [10, 20, 30, 40, 50]);
        assert_eq!(steps("1,2,3,…,5"), [1, 2, 3, 4, 5]);
        assert_eq!(steps("8,4,2,...,1"), [8, 4, 2, 1]);
        let sigma = Factor::parse("sigma=10,1,0.1,...,0.001").unwrap();
        let labels: Vec<String> = sigma.values.iter().map(Value::label).collect();
        assert_eq!(labels.len(), 5);
        assert_eq!(labels[3].replace('\u{a0}', " "), "σ = 0.01");
    }

    #[test]
    fn what_cannot_be_read_is_answered_with_what_is_possible() {
        let error = |text: &str| Factor::parse(text).unwrap_err().to_string();
        assert_eq!(
            error("colour=red"),
            "panels cannot differ by \"colour\"; use sampler, score, sigma, steps, t, process or way"
        );
        assert!(error("sampler").contains("like sampler=langevin,annealed"));
        assert!(error("sampler=magic").contains("use exact, langevin, mala, annealed"));
        assert!(error("score=").contains("use exact, learned, error"));
        assert!(error("sigma=-1").contains("data units"));
        assert!(error("steps=0.5").contains("whole numbers"));
        assert!(error("steps=1,...,5").contains("how it goes on"));
        assert!(error("steps=1,2,...").contains("how it goes on"));
        assert!(error("way=up").contains("use forward or back"));
    }
}
