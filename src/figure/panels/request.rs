//! What is asked for, and what it is about.

use super::choice::{ScoreChoice, Source};
use super::error::PlateError;
use super::factor::{Factor, FactorKind, MOST_PANELS};
use crate::figure::{Medium, PictureView, Theme};
use crate::mixture::GaussianMixture;
use crate::noise::NoiseRange;
use crate::plane::Bounds;
use crate::sampling::SamplingSpec;
use crate::score::ScoreFn;

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct PlateRequest {
    /// What every panel shows.
    pub view: PictureView,
    /// What distinguishes panels: none, one, or two (rows, then columns).
    pub factors: Vec<Factor>,
    /// The visible rectangle of planes; `None` follows the target and the particles.
    pub bounds: Option<Bounds>,
    /// The noise level of fields and maps, data units; `None` is a middle one of those that are known.
    pub sigma: Option<f64>,
    /// The time of the process at which fields and maps are drawn, in place of a level.
    pub t: Option<f64>,
    /// Arrows along the longer side; `None` is as many as a panel bears, 0 for none.
    pub arrows: Option<usize>,
    /// Whole paths of a panel, of a marginal of each kind; `None` is as many as it bears.
    pub paths: Option<usize>,
    /// Of maps and samples, whether the density is drawn.
    pub density: bool,
    /// Whether panels have their numbers.
    pub numbers: bool,
    /// Whether learned fields have frames where they agree with the truth.
    pub frames: bool,
    /// The direction of marginals, degrees counter-clockwise from x; `None` is that of the largest variance.
    pub angle: Option<f64>,
    /// What quality, weights and marginals compare; empty for the usual ones.
    pub samplers: Vec<Source>,
    /// How many panels stand beside each other; `None` leaves it to the page.
    pub columns: Option<usize>,
    /// Whether the scene's title stands above.
    pub show_title: bool,
    /// The colours of paper and ink.
    pub theme: Theme,
    /// What lines must stand up to.
    pub medium: Medium,
}

/// What a plate is about.
#[derive(Clone, Copy)]
pub struct PlateSubject<'a> {
    /// The scene's title.
    pub title: &'a str,
    /// The target.
    pub mixture: &'a GaussianMixture,
    /// The exact score.
    pub exact: &'a dyn ScoreFn,
    /// A network's, where there is one.
    pub learned: Option<&'a dyn ScoreFn>,
    /// That of the training points, where the scene has some.
    pub empirical: Option<&'a dyn ScoreFn>,
    /// Which one is followed when nobody says.
    pub usual: ScoreChoice,
    /// For the caption: "exact", or "learned, 2,000 steps".
    pub score_name: &'a str,
    /// The noise levels where nobody says: the network's, else the scene's.
    pub range: NoiseRange,
    /// How particles move where no factor says otherwise.
    pub sampling: SamplingSpec,
    /// The steps that were asked for, of every sampler.
    pub steps: Option<usize>,
    /// The seed of every run.
    pub seed: u64,
}

impl PlateRequest {
    /// One panel of `view`, as it is drawn when nobody says.
    pub fn of(view: PictureView) -> Self {
        Self {
            view,
            factors: Vec::new(),
            bounds: None,
            sigma: None,
            t: None,
            arrows: None,
            paths: None,
            density: true,
            numbers: false,
            frames: false,
            angle: None,
            samplers: Vec::new(),
            columns: None,
            show_title: true,
            theme: Theme::Light,
            medium: Medium::Screen,
        }
    }

    /// How many panels stand beside each other, as far as that is known before the page is.
    pub(super) fn across(&self) -> usize {
        let usual = || match self.panels() {
            count @ 1..=3 => count,
            count => (count as f64).sqrt().ceil() as usize,
        };
        match &self.factors[..] {
            [_, columns] => columns.values.len(),
            [] | [_] | [_, _, ..] => self.columns.unwrap_or_else(usual),
        }
    }

    /// Whether panels differ in their noise level.
    pub(super) fn differs_in_level(&self) -> bool {
        let varies = |factor: &Factor| matches!(factor.kind, FactorKind::Sigma | FactorKind::T);
        self.factors.iter().any(varies)
    }

    /// How many panels there are.
    pub fn panels(&self) -> usize {
        self.factors
            .iter()
            .map(|factor| factor.values.len())
            .product()
    }

    /// # Errors
    /// When there are too many panels or factors, or a factor means nothing to the view.
    pub fn validate(&self) -> Result<(), PlateError> {
        if self.factors.len() > 2 {
            return Err(PlateError::Factors(self.factors.len()));
        }
        if let [a, b] = &self.factors[..]
            && a.kind == b.kind
        {
            return Err(PlateError::Twice(a.kind.name()));
        }
        for factor in &self.factors {
            if !factor.kind.serves(self.view) {
                return Err(PlateError::Meaningless {
                    view: self.view.name(),
                    factor: factor.kind.name(),
                    known: FactorKind::names_for(self.view),
                });
            }
        }
        if self.panels() > MOST_PANELS {
            return Err(PlateError::TooMany(self.panels()));
        }
        Ok(())
    }
}
