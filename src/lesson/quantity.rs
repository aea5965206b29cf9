//! What can be measured for a question: one row a quantity, each measured in independent blocks, so that every
//! answer has a standard error. Who lives here: the list, and the measurements in a file for each part of the
//! course.

mod draws;
mod field;
mod losses;
mod particles;
mod process;
mod setting;

pub use setting::Setting;

use crate::plane::Point;
use crate::wording::choices;
use rand_chacha::ChaCha8Rng;

/// Whether a number or a point is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A number.
    Number,
    /// A point of the plane.
    Point,
}

/// Something that is measured for a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// By how much the arrows change when p is multiplied by c, at most, as a part of their length.
    ArrowChange,
    /// Where log p rises fastest from x.
    Uphill,
    /// |grad log p| at x, by finite differences, 1/unit.
    ScoreLength,
    /// E|s|^2, what the naive loss is for a network that answers zero, 1/unit^2.
    NaiveLossOfZero,
    /// How wrong a score is that is guessed from points alone, by kernels: E|s^ - s|^2/E|s|^2.
    GuessedScoreError,
    /// Where the density of x given x_0 rises fastest from x.
    ConditionalUphill,
    /// The average length of -eps/sigma, 1/unit.
    ConditionalLength,
    /// By which factor that grows when sigma is halved.
    HalfNoiseRatio,
    /// The average of clean points that could have made x.
    AverageClean,
    /// How long the average of the conditional scores at x is, as a part of their average length.
    AverageShrink,
    /// The DSM loss of a network that answers zero.
    LossOfZero,
    /// The DSM loss of the exact score.
    LossOfTruth,
    /// DSM loss minus explicit loss of a network that answers zero.
    LossGap,
    /// By how much that differs for a network that answers half of the exact score.
    LossGapChange,
    /// E[|s|^2/2 + div s] of the exact score, 1/unit^2.
    ImplicitOfTruth,
    /// How much more the sliced loss of one point scatters than the implicit one: a ratio of standard deviations.
    SlicedScatter,
    /// The variance of particles along one axis, unit^2.
    ParticleVariance,
    /// The share of particles that end nearest to the first Gaussian.
    FirstShare,
    /// The Fisher divergence between the target and the same Gaussians of equal weights, 1/unit^2.
    Blindness,
    /// The correlation of x_T and x_0.
    SignalLeft,
    /// The standard deviation of x_T along one axis, data units.
    EndSpread,
    /// The mean of |log p by the flow - log p|, nats.
    LikelihoodMiss,
    /// By which factor the error of the end points falls when the steps are doubled.
    DoublingGain,
    /// The share of samples by the score of the training points that are copies of one.
    Copies,
    /// The share of fresh draws that count as copies by chance.
    ChanceCopies,
    /// The training loss of late on the canvas.
    TrainedLoss,
    /// The score error of the network on the canvas.
    TrainedError,
}

choices!(
    Quantity: ArrowChange, Uphill, ScoreLength, NaiveLossOfZero, GuessedScoreError, ConditionalUphill,
    ConditionalLength, HalfNoiseRatio, AverageClean, AverageShrink, LossOfZero, LossOfTruth, LossGap,
    LossGapChange, ImplicitOfTruth, SlicedScatter, ParticleVariance, FirstShare, Blindness, SignalLeft,
    EndSpread, LikelihoodMiss, DoublingGain, Copies, ChanceCopies, TrainedLoss, TrainedError
);

impl Quantity {
    /// As lessons write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::ArrowChange => "arrow-change",
            Self::Uphill => "uphill",
            Self::ScoreLength => "score-length",
            Self::NaiveLossOfZero => "naive-loss-of-zero",
            Self::GuessedScoreError => "guessed-score-error",
            Self::ConditionalUphill => "conditional-uphill",
            Self::ConditionalLength => "conditional-length",
            Self::HalfNoiseRatio => "half-noise-ratio",
            Self::AverageClean => "average-clean",
            Self::AverageShrink => "average-shrink",
            Self::LossOfZero => "loss-of-zero",
            Self::LossOfTruth => "loss-of-truth",
            Self::LossGap => "loss-gap",
            Self::LossGapChange => "loss-gap-change",
            Self::ImplicitOfTruth => "implicit-of-truth",
            Self::SlicedScatter => "sliced-scatter",
            Self::ParticleVariance => "particle-variance",
            Self::FirstShare => "first-share",
            Self::Blindness => "blindness",
            Self::SignalLeft => "signal-left",
            Self::EndSpread => "end-spread",
            Self::LikelihoodMiss => "likelihood-miss",
            Self::DoublingGain => "doubling-gain",
            Self::Copies => "copies",
            Self::ChanceCopies => "chance-copies",
            Self::TrainedLoss => "trained-loss",
            Self::TrainedError => "trained-error",
        }
    }

    /// What was measured, at the beginning of a sentence.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::ArrowChange => "Largest change of an arrow, as a part of it",
            Self::Uphill | Self::ConditionalUphill => "Steepest rise",
            Self::ScoreLength => "Length of the arrow",
            Self::NaiveLossOfZero => "Naive loss of the answer zero",
            Self::GuessedScoreError => "Error of the guess, as a part of the score",
            Self::ConditionalLength => "Average length",
            Self::HalfNoiseRatio => "Longer by the factor",
            Self::AverageClean => "Average clean point",
            Self::AverageShrink => "Length of the average, as a part of the average length",
            Self::LossOfZero => "Loss of the answer zero",
            Self::LossOfTruth => "Loss of the exact score",
            Self::LossGap => "DSM loss minus explicit loss",
            Self::LossGapChange => "Change of the gap",
            Self::ImplicitOfTruth => "Implicit loss of the exact score",
            Self::SlicedScatter => "More scatter by the factor",
            Self::ParticleVariance => "Variance of the particles",
            Self::FirstShare => "Share at the larger Gaussian",
            Self::Blindness => "Fisher divergence",
            Self::SignalLeft => "Correlation of x_T and x₀",
            Self::EndSpread => "Standard deviation at the end",
            Self::LikelihoodMiss => "Average miss",
            Self::DoublingGain => "Smaller by the factor",
            Self::Copies => "Share of copies",
            Self::ChanceCopies => "Share that looks copied",
            Self::TrainedLoss => "Training loss of late",
            Self::TrainedError => "Score error of the network",
        }
    }

    /// What it is counted in; empty for a pure number.
    pub fn unit(self) -> &'static str {
        match self {
            Self::ScoreLength | Self::ConditionalLength => "1/unit",
            Self::NaiveLossOfZero | Self::ImplicitOfTruth | Self::Blindness => "1/unit²",
            Self::ParticleVariance => "unit²",
            Self::EndSpread => "units",
            Self::LikelihoodMiss => "nats",
            Self::ArrowChange
            | Self::Uphill
            | Self::GuessedScoreError
            | Self::ConditionalUphill
            | Self::HalfNoiseRatio
            | Self::AverageClean
            | Self::AverageShrink
            | Self::LossOfZero
            | Self::LossOfTruth
            | Self::LossGap
            | Self::LossGapChange
            | Self::SlicedScatter
            | Self::FirstShare
            | Self::SignalLeft
            | Self::DoublingGain
            | Self::Copies
            | Self::ChanceCopies
            | Self::TrainedLoss
            | Self::TrainedError => "",
        }
    }

    /// Whether a number or a point is measured.
    pub fn kind(self) -> Kind {
        if matches!(
            self,
            Self::Uphill | Self::ConditionalUphill | Self::AverageClean
        ) {
            Kind::Point
        } else {
            Kind::Number
        }
    }

    /// Whether it is read from the network that learns on the canvas.
    pub fn is_live(self) -> bool {
        matches!(self, Self::TrainedLoss | Self::TrainedError)
    }

    /// Whether it is measured in more than one block.
    pub fn blocks_are_many(self) -> bool {
        self.kind() == Kind::Number && self.blocks() > 1
    }

    /// How many independent blocks are measured; one of what has no chance in it.
    pub(super) fn blocks(self) -> usize {
        match self {
            Self::ArrowChange | Self::Uphill | Self::ConditionalUphill | Self::ScoreLength => 1,
            Self::DoublingGain | Self::LikelihoodMiss => 12,
            Self::ParticleVariance | Self::FirstShare | Self::Copies | Self::GuessedScoreError => {
                20
            }
            Self::NaiveLossOfZero
            | Self::ConditionalLength
            | Self::HalfNoiseRatio
            | Self::AverageClean
            | Self::AverageShrink
            | Self::LossOfZero
            | Self::LossOfTruth
            | Self::LossGap
            | Self::LossGapChange
            | Self::ImplicitOfTruth
            | Self::SlicedScatter
            | Self::Blindness
            | Self::SignalLeft
            | Self::EndSpread
            | Self::ChanceCopies
            | Self::TrainedLoss
            | Self::TrainedError => 40,
        }
    }

    /// What it lacks to be measured by `setting`, with what to write.
    pub(super) fn lacks(self, setting: &Setting) -> Option<String> {
        let at = matches!(
            self,
            Self::Uphill | Self::ScoreLength | Self::AverageClean | Self::AverageShrink
        );
        let noise = matches!(
            self,
            Self::ConditionalUphill
                | Self::ConditionalLength
                | Self::HalfNoiseRatio
                | Self::AverageShrink
                | Self::LossOfTruth
                | Self::LossGap
                | Self::LossGapChange
                | Self::TrainedLoss
        );
        let lack = if at && setting.at.is_none() {
            "a point; add point = [x, y] to the scene"
        } else if self == Self::ConditionalUphill && setting.noised.is_none() {
            "a noisy point; add noised = { x0 = [x, y], eps = [x, y] } to the scene"
        } else if noise && setting.sigma == 0.0 {
            "noise; give a sigma above 0"
        } else if matches!(self, Self::Copies | Self::ChanceCopies)
            && setting.scene.data.train_points.is_none()
        {
            "training points; add train_points under [change.data]"
        } else if matches!(
            self,
            Self::SignalLeft | Self::EndSpread | Self::LikelihoodMiss
        ) && setting.scene.sampling.process_kind().is_none()
        {
            "a process; choose a sampler that has one under [change.sampling]"
        } else {
            return None;
        };
        Some(format!("{} needs {lack}", self.name()))
    }

    /// One independent measurement; of a number the first coordinate counts.
    ///
    /// # Errors
    /// One sentence when the scene cannot be sampled.
    pub(super) fn block(self, setting: &Setting, rng: &mut ChaCha8Rng) -> Result<Point, String> {
        let number = |value: f64| Ok([value, 0.0]);
        match self {
            Self::ArrowChange => number(field::arrow_change(setting)),
            Self::Uphill => Ok(field::uphill(setting)),
            Self::ScoreLength => number(field::score_length(setting)),
            Self::NaiveLossOfZero => number(losses::mean_square(setting, rng)),
            Self::GuessedScoreError => number(losses::guessed_error(setting, rng)),
            Self::ConditionalUphill => Ok(field::conditional_uphill(setting)),
            Self::ConditionalLength => {
                number(draws::conditional_length(setting.sigma, setting, rng))
            }
            Self::HalfNoiseRatio => number(draws::half_noise_ratio(setting, rng)),
            Self::AverageClean => Ok(draws::average_clean(setting, rng)),
            Self::AverageShrink => number(draws::average_shrink(setting, rng)),
            Self::LossOfZero => number(losses::dsm(0.0, setting, rng)),
            Self::LossOfTruth => number(losses::dsm(1.0, setting, rng)),
            Self::LossGap => number(losses::gap(0.0, setting, rng)),
            Self::LossGapChange => number(losses::gap_change(setting, rng)),
            Self::ImplicitOfTruth => number(losses::implicit(setting, rng)),
            Self::SlicedScatter => number(losses::sliced_scatter(setting, rng)),
            Self::ParticleVariance => particles::variance(setting, rng).and_then(number),
            Self::FirstShare => particles::first_share(setting, rng).and_then(number),
            Self::Blindness => number(losses::blindness(setting, rng)),
            Self::SignalLeft => process::signal_left(setting, rng).and_then(number),
            Self::EndSpread => process::end_spread(setting, rng).and_then(number),
            Self::LikelihoodMiss => process::likelihood_miss(setting, rng).and_then(number),
            Self::DoublingGain => particles::doubling_gain(setting, rng).and_then(number),
            Self::Copies => particles::copies(setting, rng).and_then(number),
            Self::ChanceCopies => number(particles::chance_copies(setting, rng)),
            Self::TrainedLoss | Self::TrainedError => {
                Err("this is read from the network on the canvas".to_owned())
            }
        }
    }
}
