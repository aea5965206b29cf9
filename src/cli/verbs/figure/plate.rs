//! Pages of panels behind `scorefield figure --view` and `--panels`.

use super::{Drawn, DrawnPage, Figure, Picture};
use crate::cli::Failure;
use crate::cli::opened_scene::OpenedScene;
use crate::cli::options::score::{NamedScore, empirical};
use crate::cli::progress;
use crate::export::{CaptionPlace, Format, Sheet, figure_bytes};
use crate::figure::{
    FactorKind, Medium, PlateError, PlateRequest, PlateSubject, ScoreChoice, Value, plate,
};
use crate::score::ExactScore;

/// Pixels an inch of a page of pixels.
const SCREEN_DPI: u32 = 96;

impl From<PlateError> for Failure {
    fn from(error: PlateError) -> Self {
        match error {
            PlateError::Figure(_) | PlateError::Run(..) | PlateError::Quality(_) => {
                Self::Failed(error.to_string())
            }
            PlateError::Factors(_)
            | PlateError::Twice(_)
            | PlateError::Meaningless { .. }
            | PlateError::TooMany(_)
            | PlateError::NoModel(_)
            | PlateError::NoPoints
            | PlateError::Time(_)
            | PlateError::NoPath
            | PlateError::NoTime(_) => Self::usage(error),
        }
    }
}

impl Figure {
    /// The page of panels as it was asked for, as bytes of `format`.
    pub(super) fn drawn_plate(
        &self,
        request: PlateRequest,
        (opened, score): (&OpenedScene, &NamedScore),
        format: Format,
        made_by: &str,
    ) -> Result<Drawn, Failure> {
        let options = self.page.options(&self.look)?;
        let caption = if self.page.hides_caption() {
            CaptionPlace::None
        } else {
            CaptionPlace::Below
        };
        let of_pixels = || Sheet::of_pixels(self.size, caption);
        let sheet = self.page.sheet().unwrap_or_else(of_pixels);
        let request = PlateRequest {
            bounds: options.bounds,
            sigma: self.look.level(),
            arrows: self.look.arrows(),
            paths: self.look.paths(),
            density: options.show_contours,
            show_title: options.show_title,
            theme: options.theme,
            medium: Medium::Print,
            ..request
        };
        let exact = ExactScore::new(opened.mixture.clone());
        let of_points = |value: &Value| *value == Value::Score(ScoreChoice::Empirical);
        let scores = request
            .factors
            .iter()
            .filter(|factor| factor.kind == FactorKind::Score);
        let needs_points = scores.flat_map(|factor| &factor.values).any(of_points);
        let empirical = (needs_points || score.name == "empirical")
            .then(|| empirical(opened))
            .transpose()?;
        let subject = PlateSubject {
            title: &opened.scene.title,
            mixture: &opened.mixture,
            exact: &exact,
            learned: (score.name == "learned").then_some(&*score.score),
            empirical: empirical.as_ref().map(|named| &*named.score),
            usual: match score.name {
                "learned" => ScoreChoice::Learned,
                "empirical" => ScoreChoice::Empirical,
                _ => ScoreChoice::Exact,
            },
            score_name: &score.caption,
            range: score.levels.map_or(opened.range, |levels| levels.range),
            sampling: self.run.spec(opened.scene.sampling)?,
            steps: self.run.steps(),
            seed: opened.scene.seed,
        };
        let mut figure = progress::during("drawing", || {
            opened.workers.install(|| plate(&subject, &request))
        })?;
        if let (Some(title), true) = (self.look.title(), options.show_title) {
            title.clone_into(&mut figure.title);
        }
        figure.made_by = Some(made_by.to_owned());
        let fitted = sheet.fitted_plate(&figure)?;
        let dpi = if self.page.sheet().is_some() {
            self.page.dpi()
        } else {
            SCREEN_DPI
        };
        self.require_pixels(fitted, dpi, format)?;
        let bytes = figure_bytes(&figure, format, fitted, Some(dpi))?;
        let page = DrawnPage::Sheet {
            share: fitted.panels_share(&figure),
            sheet: fitted,
        };
        Ok(Drawn {
            picture: Picture::Plate(figure),
            page,
            bytes,
        })
    }
}
