//! A scene with the identity it got when it was opened.

use crate::scene::Scene;
use std::sync::Arc;

/// Which opening of a scene this is: edits keep it, another opening has another one, even of the same
/// file under the same title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SceneId(u64);

impl SceneId {
    /// Of the scene that a document begins with.
    pub const FIRST: Self = Self(0);

    /// Of the scene that is opened after this one.
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// A state of an opened scene.
#[derive(Clone, Debug)]
pub struct Version {
    pub id: SceneId,
    /// The scene as it was opened.
    pub opened: Arc<Scene>,
    pub scene: Scene,
}

impl Version {
    /// `scene` as it is opened under `id`.
    pub fn new(id: SceneId, scene: Scene) -> Self {
        Self {
            id,
            opened: Arc::new(scene.clone()),
            scene,
        }
    }
}

/// What was opened follows from the identity.
impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && self.scene == other.scene
    }
}
