//! `scorefield link`.

use crate::cli::{Failure, output};
use crate::files::{self, Opened};
use crate::scene::link::Link;
use crate::wording::count;
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
    #[arg(long, value_name = "URL", value_parser = page)]
    page: Option<String>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl PrintLink {
    /// # Errors
    /// When there is no such scene, or it is too large for a link.
    pub fn run(&self) -> Result<(), Failure> {
        let page = self.page.as_deref().unwrap_or_default();
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

/// Characters that an address has at most.
const LONGEST: usize = 1000;

/// The address of a page to which a fragment can be added.
fn page(typed: &str) -> Result<String, String> {
    if typed.contains('#') {
        return Err("the address of a page ends before its #; leave out what follows".to_owned());
    }
    let place = ["https://", "http://", "file:///"]
        .iter()
        .find_map(|scheme| typed.strip_prefix(scheme));
    if place.is_none_or(|place| place.trim_start_matches('/').is_empty()) {
        return Err(
            "that is no address of a page; give one that begins with https://, http:// or file:///"
                .to_owned(),
        );
    }
    // What a mail or a table would end the link at.
    if let Some(odd) = typed
        .chars()
        .find(|c| c.is_whitespace() || c.is_control() || "<>\"".contains(*c))
    {
        let bytes = odd.to_string().into_bytes();
        let written: String = bytes.iter().map(|byte| format!("%{byte:02X}")).collect();
        return Err(format!("an address has no {odd:?}; write it as {written}"));
    }
    if typed.len() > LONGEST {
        return Err(format!(
            "an address has at most {} characters",
            count(LONGEST as u64)
        ));
    }
    Ok(typed.to_owned())
}
