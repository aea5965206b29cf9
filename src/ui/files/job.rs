//! What the window asks its shell to do with files, and what it hears of it.

use crate::files::{Opened, Store};
use crate::plane::{Bounds, Point};
use crate::scene::Scene;
use crate::score::ScoreNet;
use crate::session::Snapshot;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

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
    /// Writes what the next start begins with.
    Keep(Arc<Mutex<Store>>, String),
    /// Finds the width of the kernels that suits these points.
    ChooseWidth(Vec<Point>),
}

impl Job {
    /// Whether it is done in a moment, and does not wait for a long one.
    pub fn is_short(&self) -> bool {
        match self {
            Self::Open(_) | Self::Save(_) => false,
            Self::Keep(..) | Self::ChooseWidth(_) => true,
        }
    }
}

/// What has become of it.
pub enum Outcome {
    Opened(Box<Opened>),
    OpenedModel(Box<OpenedModel>),
    NotOpened(String),
    Saved(String),
    NotSaved(String),
    Kept,
    NotKept(String),
    Width { of: Vec<Point>, std: f64 },
}
