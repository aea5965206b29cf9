//! Everything a file is made of.

use super::picture::Picture;
use super::shown::Shown;
use crate::export::PageStyle;
use crate::figure::ScoreChoice;
use crate::plane::Bounds;
use crate::scene::Scene;
use crate::session::Snapshot;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::sync::Arc;

/// What is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// The scene as a TOML file.
    Scene,
    /// The network as it is.
    Model,
    /// The sampler, run again from the scene's seed on the present network.
    Figure,
    /// The live particles as they are.
    View,
    /// The sampler's paths, run again from the scene's seed.
    Trajectories,
    /// A part of the window as it is on the screen.
    Screenshot,
}

/// Everything a file is made of.
#[derive(Serialize, Deserialize)]
pub struct Export {
    /// What of it is saved.
    pub what: What,
    /// Where to; its ending is the format.
    pub path: PathBuf,
    /// The scene under edit.
    pub scene: Scene,
    /// The newest state of the experiment.
    pub snapshot: Arc<Snapshot>,
    /// Of a figure, a view in place of the sampler's paths.
    pub shows: Option<Shown>,
    /// The visible part of the plane.
    pub bounds: Option<Bounds>,
    /// Whether particles follow the exact score.
    pub exact: bool,
    /// Pixels; `None` is as high as the figure needs.
    pub size: Option<[u32; 2]>,
    /// Light ink on a dark ground.
    pub dark: bool,
    /// A page of paper instead of pixels and ground.
    pub page: Option<PageStyle>,
    /// Whether the caption stands on that page.
    pub caption: bool,
    /// A screenshot's pixels.
    pub picture: Option<Arc<Picture>>,
    /// Saves the network beside the figure, so that it can be made again.
    pub with_model: bool,
}

/// Pixels an inch of a page that is printed, of one for the clipboard, and of a screen.
const PRINT_DPI: u32 = 300;
const COPY_DPI: u32 = 150;
const SCREEN_DPI: u32 = 96;

impl Export {
    /// Pixels an inch of a file of pixels.
    pub(super) fn dpi(&self) -> u32 {
        self.page.map_or(SCREEN_DPI, |_| PRINT_DPI)
    }

    /// Pixels an inch of a picture for the clipboard.
    pub(super) fn copy_dpi(&self) -> u32 {
        self.page.map_or(SCREEN_DPI, |_| COPY_DPI)
    }

    /// The view of the table that a figure is asked for.
    pub(super) fn view(&self) -> Option<Shown> {
        self.shows.filter(|_| self.what == What::Figure)
    }

    /// Whether the network has a part in what is saved.
    pub fn follows_network(&self) -> bool {
        let Some(shown) = self.view() else {
            return self.what == What::Model || !self.exact;
        };
        match shown.score(self.exact) {
            ScoreChoice::Learned | ScoreChoice::Error | ScoreChoice::Difference => true,
            ScoreChoice::Exact | ScoreChoice::Empirical => false,
        }
    }

    /// Where the network goes that is saved beside a figure.
    pub fn model_beside(&self) -> Option<PathBuf> {
        let wanted = self.with_model && self.what == What::Figure && self.follows_network();
        wanted.then(|| self.path.with_extension("safetensors"))
    }
}
