//! What is written of its making into what the window saves: the command that makes the same bytes without
//! a window, where there is one.

use super::export::{Export, What};
use super::plate::factor;
use super::shown::Shown;
use crate::figure::{FigureOptions, ScoreChoice, Theme};
use crate::mixture::GaussianMixture;
use crate::plane::Bounds;
use crate::scene::provenance::{MODEL, Model, Provenance, SCENE};
use serde_json::json;

/// Of `what` is saved of `export`, as JSON.
///
/// # Errors
/// One sentence when the scene cannot be written.
pub fn made_by(export: &Export, what: What, mixture: &GaussianMixture) -> Result<String, String> {
    let made = Provenance::new(&export.scene, mixture, command(export, what))
        .map_err(|error| error.to_string())?;
    // As the file beside it says, see `model_bytes`.
    let network = || {
        let network = (*export.snapshot.network).clone();
        Model::of(&network.trained_on(&made.scene.toml))
    };
    let model = export.follows_network().then(network);
    let sampling = &export.scene.sampling;
    let parameters = match what {
        What::Figure | What::View => {
            let drawn = export.view().map_or_else(
                || options(export),
                |shown| super::plate::options(export, shown),
            );
            json!({ "sampling": sampling, "noise": export.snapshot.noise, "drawn": drawn })
        }
        What::Trajectories | What::Screenshot => {
            json!({ "sampling": sampling, "noise": export.snapshot.noise })
        }
        What::Scene | What::Model => serde_json::Value::Null,
    };
    let made = made.with_model(model).with_parameters(parameters);
    // A network's file has its scene elsewhere.
    let made = match what {
        What::Model => made.without_scene_text(),
        What::Scene | What::Figure | What::View | What::Trajectories | What::Screenshot => made,
    };
    Ok(made.to_json())
}

/// What is drawn, before the page has its say.
fn options(export: &Export) -> FigureOptions {
    let theme = if export.dark {
        Theme::Dark
    } else {
        Theme::Light
    };
    let usual = FigureOptions {
        theme,
        ..FigureOptions::default()
    };
    export.page.map_or(usual, |page| page.options())
}

/// The words that make it again: of live particles and of a network under training there are none.
fn command(export: &Export, what: What) -> Option<Vec<String>> {
    let verb = match what {
        What::Figure => "figure",
        What::Trajectories => "sample",
        What::Scene | What::View | What::Model | What::Screenshot => return None,
    };
    let mut words = ["scorefield", verb, SCENE].map(str::to_owned).to_vec();
    if export.follows_network() {
        words.extend(["--model", MODEL].map(str::to_owned));
    }
    if what == What::Figure {
        match export.shows {
            Some(shown) => words.extend(view(export, shown)),
            None => words.extend(look(export)),
        }
    }
    Some(words)
}

/// The options of a view, in the order of the manual.
fn view(export: &Export, shown: Shown) -> Vec<String> {
    let choice = shown.score(export.exact);
    let mut words = Vec::new();
    if choice == ScoreChoice::Empirical {
        words.extend(option("score", choice.name()));
    }
    words.extend(pixels(export));
    words.extend(option("view", shown.view.name()));
    if factor(choice).is_some() {
        words.extend(option("panels", &format!("score={}", choice.name())));
    }
    words.extend(page(export));
    let options = super::plate::options(export, shown);
    if let Some(Bounds { min, max }) = options.bounds {
        let [[x0, y0], [x1, y1]] = [min, max];
        words.push(format!("--bounds={x0},{x1},{y0},{y1}"));
    }
    if let Some(sigma) = options.sigma {
        words.extend(option("level", &sigma.to_string()));
    }
    words.extend(theme(export));
    words
}

/// The options of a figure of paths.
fn look(export: &Export) -> Vec<String> {
    [pixels(export), page(export), theme(export)].concat()
}

fn option(name: &str, value: &str) -> Vec<String> {
    vec![format!("--{name}"), value.to_owned()]
}

/// How many, where there is no page of paper.
fn pixels(export: &Export) -> Vec<String> {
    let size = export.size.filter(|_| export.page.is_none());
    size.map_or_else(Vec::new, |[width, height]| {
        option("size", &format!("{width}x{height}"))
    })
}

fn page(export: &Export) -> Vec<String> {
    let Some(page) = export.page else {
        return Vec::new();
    };
    let mut words = option("style", page.name());
    if export.caption {
        words.extend(option("caption", "below"));
    }
    words
}

/// A page of paper has its own.
fn theme(export: &Export) -> Vec<String> {
    if export.dark && export.page.is_none() {
        option("theme", "dark")
    } else {
        Vec::new()
    }
}
