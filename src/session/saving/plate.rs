//! A view of the table as a page of one panel: what `scorefield figure --view` draws of the same scene and network.

use super::export::Export;
use super::shown::Shown;
use crate::export::{CaptionPlace, Paper, Sheet, Size};
use crate::figure::{
    Factor, FactorKind, FigureOptions, Medium, Plate, PlateRequest, PlateSubject, ScoreChoice,
    Theme, Value, plate,
};
use crate::mixture::GaussianMixture;
use crate::score::{EmpiricalScore, ExactScore, ScoreFn};
use std::sync::Arc;

/// The noise level and the part of the plane that `shown` is drawn at, as the canvas has them; whatever shows
/// neither chooses its own.
pub fn options(export: &Export, shown: Shown) -> FigureOptions {
    let usual = FigureOptions {
        theme: if export.dark {
            Theme::Dark
        } else {
            Theme::Light
        },
        ..FigureOptions::default()
    };
    let usual = export.page.map_or(usual, |page| page.options());
    if !shown.view.is_of_one_level() {
        return usual;
    }
    let field = export.snapshot.field.as_ref();
    FigureOptions {
        bounds: export.bounds,
        sigma: field.map(|field| field.sigma),
        ..usual
    }
}

/// The page with what it is drawn on.
///
/// # Errors
/// One sentence when it cannot be drawn.
pub fn draw(
    export: &Export,
    shown: Shown,
    mixture: &GaussianMixture,
) -> Result<(Plate, Paper), String> {
    let text = |error: &dyn std::fmt::Display| error.to_string();
    let scene = &export.scene;
    let choice = shown.score(export.exact);
    let exact = ExactScore::new(mixture.clone());
    let empirical = match choice {
        ScoreChoice::Empirical => {
            let data = scene.training_data(&Arc::new(mixture.clone()));
            let points = data
                .points
                .ok_or("the scene trains on fresh draws: there are no training points to show")?;
            Some(EmpiricalScore::new(&points))
        }
        ScoreChoice::Exact
        | ScoreChoice::Learned
        | ScoreChoice::Error
        | ScoreChoice::Difference => None,
    };
    let follows = export.follows_network();
    let network: &dyn ScoreFn = &*export.snapshot.network;
    let usual = match choice {
        ScoreChoice::Exact => ScoreChoice::Exact,
        ScoreChoice::Empirical => ScoreChoice::Empirical,
        ScoreChoice::Learned | ScoreChoice::Error | ScoreChoice::Difference => ScoreChoice::Learned,
    };
    let name = match usual {
        ScoreChoice::Learned => scene.data.learned_in_words(),
        ScoreChoice::Empirical => scene
            .data
            .in_words()
            .map_or_else(String::new, |words| format!("that of {words}")),
        ScoreChoice::Exact | ScoreChoice::Error | ScoreChoice::Difference => "exact".to_owned(),
    };
    let subject = PlateSubject {
        title: &scene.title,
        mixture,
        exact: &exact,
        learned: follows.then_some(network),
        empirical: empirical.as_ref().map(|score| score as &dyn ScoreFn),
        usual,
        score_name: &name,
        range: if follows {
            export.snapshot.noise
        } else {
            scene.noise_range(mixture)
        },
        sampling: scene.sampling,
        steps: None,
        seed: scene.seed,
    };
    let options = options(export, shown);
    let request = PlateRequest {
        factors: factor(choice).into_iter().collect(),
        bounds: options.bounds,
        sigma: options.sigma,
        density: options.show_contours,
        show_title: options.show_title,
        theme: options.theme,
        medium: Medium::Print,
        ..PlateRequest::of(shown.view)
    };
    let plate = plate(&subject, &request).map_err(|error| text(&error))?;
    let size = match export.size {
        Some([width, height]) => Some(Size::new(width, height).map_err(|error| text(&error))?),
        None => None,
    };
    let sheet = match export.page {
        None => Sheet::of_pixels(size, CaptionPlace::Below),
        Some(page) if export.caption => Sheet {
            caption: CaptionPlace::Below,
            ..page.sheet()
        },
        Some(page) => page.sheet(),
    };
    let fitted = sheet.fitted_plate(&plate).map_err(|error| text(&error))?;
    Ok((plate, fitted.into()))
}

/// What makes a panel of another score than its subject follows.
pub fn factor(choice: ScoreChoice) -> Option<Factor> {
    (choice == ScoreChoice::Difference).then(|| Factor {
        kind: FactorKind::Score,
        values: vec![Value::Score(choice)],
    })
}
