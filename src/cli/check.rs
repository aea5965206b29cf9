//! `scorefield check`.

use super::{Failure, output};
use crate::preset;
use clap::Args;
use serde_json::Value;
use std::path::PathBuf;

/// Check scene files
#[derive(Debug, Args)]
pub struct Check {
    /// The files, each a scene in TOML
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

impl Check {
    pub fn run(&self) -> Result<(), Failure> {
        let mut faults = 0;
        for path in &self.files {
            match preset::read_file(path) {
                Ok(scene) => {
                    let components = scene.target.components().len();
                    let shown = path.display();
                    let line = format!("{shown}: good, {:?}, {components} components", scene.title);
                    output::print(false, &Value::Null, &line)?;
                }
                Err(error) => {
                    faults += 1;
                    eprintln!("error: {error}");
                }
            }
        }
        if faults == 0 {
            Ok(())
        } else {
            Err(Failure::Said)
        }
    }
}
