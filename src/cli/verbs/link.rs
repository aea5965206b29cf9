//! `scorefield link`.

use crate::cli::{Failure, output};
use crate::files::{self, Opened};
use crate::link::Link;
use clap::Args;
use serde_json::json;
use std::ffi::OsString;
use std::path::Path;

/// Print a scene as a link, which a page of scorefield and `scorefield 'LINK'` open
#[derive(Debug, Args)]
pub struct PrintLink {
    /// A preset's name, a scene file, a file of points, or a link
    scene: OsString,
    /// The address of a page, to be put before what stands for the scene
    #[arg(long, value_name = "URL")]
    page: Option<String>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl PrintLink {
    /// # Errors
    /// When there is no such scene, it is too large for a link, or the address holds something behind a #
    /// already.
    pub fn run(&self) -> Result<(), Failure> {
        let page = self.page.as_deref().unwrap_or_default();
        if page.contains('#') {
            return Err(Failure::usage(
                "the address of a page ends before its #; leave out what follows",
            ));
        }
        let Opened { scene, notices } = files::open_scene(&self.scene)?;
        output::note(Path::new(&self.scene), &notices);
        let view = String::new();
        let fragment = Link { scene, view }
            .to_fragment()
            .map_err(|error| Failure::Failed(error.to_string()))?;
        let link = format!("{page}{fragment}");
        output::print(self.json, &json!({ "link": link }), &link)
    }
}
