//! What the window asks its shell to do with files, and what it hears of it.

use crate::files::Opened;
use crate::plane::Bounds;
use crate::scene::Scene;
use crate::score::ScoreNet;
use crate::session::Snapshot;
use std::path::PathBuf;
use std::sync::Arc;

/// What is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Scene,
    Model,
    /// The sampler, run again from the scene's seed on the present network.
    Figure,
    /// The live particles as they are.
    View,
    Trajectories,
}

/// Everything a file is made of.
pub struct Export {
    pub what: What,
    pub path: PathBuf,
    pub scene: Scene,
    pub snapshot: Arc<Snapshot>,
    /// The visible part of the plane.
    pub bounds: Option<Bounds>,
    pub exact: bool,
    /// Pixels; `None` is as high as the figure needs.
    pub size: Option<[u32; 2]>,
    pub dark: bool,
    /// Saves the network beside the figure, so that it can be made again.
    pub with_model: bool,
}

/// A network with the name of its file.
pub struct OpenedModel {
    pub name: String,
    pub network: ScoreNet,
}

/// Something to do away from the window.
pub enum Job {
    Open(PathBuf),
    Save(Box<Export>),
}

/// What has become of it.
pub enum Outcome {
    Opened(Box<Opened>),
    OpenedModel(Box<OpenedModel>),
    NotOpened(String),
    Saved(String),
    NotSaved(String),
}
