//! Why there is no link, or no scene in one.

use crate::scene::SceneError;
use crate::wording::count;

/// A link that cannot be made or read.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum LinkError {
    /// The scene cannot be run.
    #[error("could not make a link: {0}")]
    Unsound(#[from] SceneError),
    /// The scene does not fit into a link that arrives whole everywhere.
    #[error("could not make a link: this scene needs {} letters, and mail and messengers carry {}; save it as a file", count(*.length as u64), count(*.most as u64))]
    SceneTooLarge {
        /// Letters that it needs.
        length: usize,
        /// Letters that a link may have.
        most: usize,
    },
    /// Something is missing or was changed on the way.
    #[error("could not read the link: it is cut off or changed; copy it again as a whole")]
    Damaged,
    /// Nothing of this length was made by this program.
    #[error("could not read the link: it has {} letters; ask for the scene as a file", count(*.length as u64))]
    TooLong {
        /// Its letters.
        length: usize,
    },
    /// Made by a later version of the program.
    #[error(
        "could not read the link: it is of a later version; open it with the newest scorefield"
    )]
    Version,
    /// What it holds is no scene, with the reason.
    #[error("could not open the scene of the link: {0}")]
    Scene(String),
}
