//! `scorefield check`.

mod lesson;

use crate::cli::Failure;
use crate::cli::output::{self, complain};
use crate::files::{self, Opened};
use crate::scene::Target;
use crate::score::ExactScore;
use crate::wording::{count, quote, quote_path};
use clap::Args;
use serde_json::{Value, json};
use std::ffi::{OsStr, OsString};
use std::path::Path;

/// Check scene files and lessons
#[derive(Debug, Args)]
pub struct Check {
    /// The files, each a scene in TOML, points in a table, or a lesson in Markdown whose claims are measured; presets' names too
    #[arg(required = true, value_name = "FILE")]
    scenes: Vec<OsString>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Check {
    pub fn run(&self) -> Result<(), Failure> {
        let mut faults = 0;
        let mut results = Vec::new();
        for asked in &self.scenes {
            if lesson::is_lesson(Path::new(asked)) {
                match lesson::check(Path::new(asked)) {
                    Ok((lesson, line)) => {
                        results.push(json!({
                            "lesson": shown(asked), "good": true, "title": lesson.title, "steps": lesson.steps.len(),
                        }));
                        if !self.json {
                            output::print(false, &Value::Null, &output::one_line(&line))?;
                        }
                    }
                    Err(error) => {
                        faults += 1;
                        complain(&error);
                        results
                            .push(json!({ "lesson": shown(asked), "good": false, "error": error }));
                    }
                }
                continue;
            }
            match find_usable(asked) {
                Ok(Opened { scene, notices }) => {
                    output::note(Path::new(asked), &notices);
                    let components = scene.target.components().len();
                    let title = &scene.title;
                    let mut result = json!({
                        "scene": shown(asked), "good": true, "title": title, "components": components,
                        "notices": notices,
                    });
                    if let Target::Points(points) = &scene.target {
                        output::extend(&mut result, json!({ "kernel_width": points.std }));
                    }
                    results.push(result);
                    let target = in_words(&scene.target);
                    let (name, title) = (quote_path(Path::new(asked)), quote(title));
                    let line = format!("{name}: good, {title:?}, {target}");
                    let line = output::one_line(&line);
                    if !self.json {
                        output::print(false, &Value::Null, &line)?;
                    }
                }
                Err(error) => {
                    faults += 1;
                    complain(&error);
                    results.push(json!({
                        "scene": shown(asked), "good": false, "error": error,
                    }));
                }
            }
        }
        if self.json {
            output::print(true, &json!({ "scenes": results }), "")?;
        }
        if faults == 0 {
            Ok(())
        } else {
            Err(Failure::Said)
        }
    }
}

/// What was asked for, for programs, also where it is no text.
fn shown(asked: &OsStr) -> String {
    asked.to_string_lossy().into_owned()
}

/// "8 components", or the points with their kernel width.
fn in_words(target: &Target) -> String {
    match target {
        Target::Points(points) => points.in_words(),
        Target::Components(_) | Target::Shape(_) => {
            let components = target.components().len();
            let plural = if components == 1 { "" } else { "s" };
            format!("{} component{plural}", count(components as u64))
        }
    }
}

/// The scene of a name or a path, one that can be sampled with the levels of its target.
fn find_usable(asked: &OsStr) -> Result<Opened, String> {
    let opened = files::open_scene(asked).map_err(|error| error.to_string())?;
    let scene = &opened.scene;
    let mixture = scene.mixture().map_err(|error| error.to_string())?;
    let exact = ExactScore::new(mixture.clone());
    let range = scene.noise_range(&mixture);
    match scene.sampling.run_for(&mixture, range, &exact) {
        Ok(_) => Ok(opened),
        Err(error) => Err(format!(
            "{}: [sampling] cannot be run: {error}",
            quote_path(Path::new(asked))
        )),
    }
}
