//! What the window opens with.

use crate::scene::Scene;
use crate::scene::link::{Link, LinkError};

/// What was asked for at the start. By default the window opens as it was left the last time.
#[derive(Clone, Default)]
pub struct Opening {
    /// The scene to open.
    pub(in crate::ui) scene: Option<Scene>,
    /// How it is shown, as a link says it.
    pub(in crate::ui) view: String,
    /// Why what was asked for cannot be opened: then the first scene is.
    pub(in crate::ui) fault: Option<String>,
}

impl From<Option<Scene>> for Opening {
    fn from(scene: Option<Scene>) -> Self {
        Self {
            scene,
            ..Self::default()
        }
    }
}

impl From<Link> for Opening {
    fn from(link: Link) -> Self {
        Self {
            scene: Some(link.scene),
            view: link.view,
            fault: None,
        }
    }
}

impl From<Result<Link, LinkError>> for Opening {
    fn from(read: Result<Link, LinkError>) -> Self {
        match read {
            Ok(link) => link.into(),
            Err(error) => Self {
                fault: Some(error.to_string()),
                ..Self::default()
            },
        }
    }
}
