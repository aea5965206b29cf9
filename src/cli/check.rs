//! `scorefield check`.

use super::{Failure, output};
use crate::preset;
use clap::Args;
use serde_json::{Value, json};

/// Check scene files
#[derive(Debug, Args)]
pub struct Check {
    /// The files, each a scene in TOML or points in CSV; presets' names too
    #[arg(required = true, value_name = "FILE")]
    scenes: Vec<String>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Check {
    pub fn run(&self) -> Result<(), Failure> {
        let mut faults = 0;
        let mut results = Vec::new();
        for asked in &self.scenes {
            match preset::find(asked) {
                Ok(scene) => {
                    let components = scene.target.components().len();
                    let title = &scene.title;
                    results.push(json!({
                        "scene": asked, "good": true, "title": title, "components": components,
                    }));
                    let line = format!("{asked}: good, {title:?}, {components} components");
                    if !self.json {
                        output::print(false, &Value::Null, &line)?;
                    }
                }
                Err(error) => {
                    faults += 1;
                    eprintln!("error: {error}");
                    results.push(json!({
                        "scene": asked, "good": false, "error": error.to_string(),
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
