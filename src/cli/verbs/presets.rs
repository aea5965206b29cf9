//! `scorefield presets`.

use crate::cli::{Failure, output};
use crate::scene::preset;
use clap::Args;
use serde_json::json;

/// List the scenes that come with the program
#[derive(Debug, Args)]
pub struct Presets {
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Presets {
    pub fn run(&self) -> Result<(), Failure> {
        let presets = preset::all();
        let list: Vec<_> = presets
            .iter()
            .map(|preset| {
                let scene = &preset.scene;
                json!({ "name": preset.name, "title": scene.title, "why": scene.why })
            })
            .collect();
        let lines: Vec<String> = presets
            .iter()
            .map(|preset| {
                format!(
                    "{:<17}{}\n    {}",
                    preset.name, preset.scene.title, preset.scene.why
                )
            })
            .collect();
        output::print(self.json, &json!({ "presets": list }), &lines.join("\n"))
    }
}
