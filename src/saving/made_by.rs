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
    let shown = export.shows.filter(|_| what == What::Figure);
    let follows = match what {
        What::Model => true,
        What::Figure => export.follows_network(),
        What::Scene | What::View | What::Trajectories | What::Screenshot => !export.exact,
    };
    // As the file beside it says, see `model_bytes`.
    let network = || {
        let network = (*export.snapshot.network).clone();
        Model::of(&network.trained_on(&made.scene.toml))
    };
    let model = follows.then(network);
    let sampling = &export.scene.sampling;
    let parameters = match what {
        What::Figure | What::View => {
            let drawn = shown.map_or_else(
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
    let follows = match what {
        What::Figure => export.follows_network(),
        What::Trajectories | What::Scene | What::View | What::Model | What::Screenshot => {
            !export.exact
        }
    };
    if follows {
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
        words.extend(["--score", choice.name()].map(str::to_owned));
    }
    let mut look = look(export);
    // The theme comes last, behind what is shown of the plane.
    let theme = look.iter().position(|word| word == "--theme");
    let theme = theme.map_or_else(Vec::new, |at| look.split_off(at));
    // Pixels come before the view, a page behind it.
    let size = look.iter().position(|word| word == "--size");
    let page = size.map_or_else(|| std::mem::take(&mut look), |_| Vec::new());
    words.extend(look);
    words.extend(["--view".to_owned(), shown.view.name().to_owned()]);
    if factor(choice).is_some() {
        words.extend(["--panels".to_owned(), format!("score={}", choice.name())]);
    }
    words.extend(page);
    let options = super::plate::options(export, shown);
    if let Some(Bounds { min, max }) = options.bounds {
        let [[x0, y0], [x1, y1]] = [min, max];
        words.push(format!("--bounds={x0},{x1},{y0},{y1}"));
    }
    if let Some(sigma) = options.sigma {
        words.extend(["--level".to_owned(), sigma.to_string()]);
    }
    words.extend(theme);
    words
}

/// The options of a figure.
fn look(export: &Export) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut option = |name: &str, value: String| words.extend([format!("--{name}"), value]);
    match export.page {
        Some(page) => {
            option("style", page.name().to_owned());
            if export.caption {
                option("caption", "below".to_owned());
            }
        }
        None => {
            if let Some([width, height]) = export.size {
                option("size", format!("{width}x{height}"));
            }
            if export.dark {
                option("theme", "dark".to_owned());
            }
        }
    }
    words
}
