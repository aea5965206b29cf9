//! What is written of its making into what the window saves: the command that makes the same bytes without
//! a window, where there is one.

use super::export::{Export, What};
use crate::figure::{FigureOptions, Theme};
use crate::mixture::GaussianMixture;
use crate::scene::provenance::{MODEL, Model, Provenance, SCENE};
use serde_json::json;

/// Of `what` is saved of `export`, as JSON.
///
/// # Errors
/// One sentence when the scene cannot be written.
pub fn made_by(export: &Export, what: What, mixture: &GaussianMixture) -> Result<String, String> {
    let made = Provenance::new(&export.scene, mixture, command(export, what))
        .map_err(|error| error.to_string())?;
    let follows = what == What::Model || !export.exact;
    let model = follows.then(|| Model::of(&export.snapshot.network));
    let sampling = &export.scene.sampling;
    let parameters = match what {
        What::Figure | What::View => json!({
            "sampling": sampling, "noise": export.snapshot.noise, "drawn": options(export),
        }),
        What::Trajectories => json!({ "sampling": sampling, "noise": export.snapshot.noise }),
        What::Scene | What::Model => serde_json::Value::Null,
    };
    let made = made.with_model(model).with_parameters(parameters);
    // A network's file has its scene elsewhere.
    let made = match what {
        What::Model => made.without_scene_text(),
        What::Scene | What::Figure | What::View | What::Trajectories => made,
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
        What::Scene | What::View | What::Model => return None,
    };
    let mut words = ["scorefield", verb, SCENE].map(str::to_owned).to_vec();
    if !export.exact {
        words.extend(["--model", MODEL].map(str::to_owned));
    }
    if what == What::Figure {
        words.extend(look(export));
    }
    Some(words)
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
