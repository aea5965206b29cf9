//! The scene under edit: panes change it freely, and once a frame the difference becomes commands.

mod arrangement;
mod changes;
mod components;
mod group;
mod history;
mod selection;
mod version;

pub use arrangement::Arrangement;
pub use version::SceneId;

use crate::mixture::{Component, GaussianMixture};
use crate::plane::Point;
use crate::scene::{Scene, SceneError, Target};
use crate::session::Command;
use changes::difference;
use history::History;
use selection::Selection;
use std::borrow::Cow;
use std::sync::Arc;
use version::Version;

/// Changes closer together than this, in seconds, are one step: a turn of the wheel, a slider's ride.
const SETTLE_SECONDS: f64 = 0.5;

/// After the title of a scene whose target or data were changed.
const EDITED: &str = ", edited";

/// A scene, what the workers know of it, and its past.
pub struct Document {
    now: Version,
    sent: Version,
    history: History,
    mixture: Arc<GaussianMixture>,
    /// The newest identity that was given.
    newest: SceneId,
    changed_at: f64,
    selection: Selection,
}

impl Document {
    /// # Errors
    /// When the scene cannot be run.
    pub fn new(scene: Scene) -> Result<Self, SceneError> {
        scene.validate()?;
        let mixture = Arc::new(scene.mixture()?);
        let newest = SceneId::FIRST;
        let first = Version::new(newest, scene);
        Ok(Self {
            sent: first.clone(),
            history: History::new(first.clone()),
            now: first,
            mixture,
            newest,
            changed_at: f64::NEG_INFINITY,
            selection: Selection::default(),
        })
    }

    pub fn scene(&self) -> &Scene {
        &self.now.scene
    }

    /// What the scene is called: by its title, with a note once its target or its training points are
    /// no longer those that were opened under it.
    pub fn title(&self) -> Cow<'_, str> {
        let (scene, opened) = (&self.now.scene, &*self.now.opened);
        let noted = scene.title != opened.title
            || scene.title.ends_with(EDITED)
            || (scene.target == opened.target && scene.data == opened.data)
            || scene.title.chars().count() + EDITED.len() > Scene::LONGEST_TITLE;
        if noted {
            Cow::Borrowed(&scene.title)
        } else {
            Cow::Owned(format!("{}{EDITED}", scene.title))
        }
    }

    /// Which opening of a scene this is. Edits keep it; undo and redo bring it back with its scene.
    pub fn id(&self) -> SceneId {
        self.now.id
    }

    /// The scene as it was opened, before any edit.
    pub fn opened(&self) -> &Scene {
        &self.now.opened
    }

    /// The scene to edit; [`Document::sync`] sends what has become of it.
    pub fn scene_mut(&mut self) -> &mut Scene {
        &mut self.now.scene
    }

    /// The target as last sent.
    pub fn mixture(&self) -> &Arc<GaussianMixture> {
        &self.mixture
    }

    /// The components that can be edited one by one; none for a curve or points.
    pub fn components(&self) -> &[Component] {
        components::components(&self.now.scene.target)
    }

    /// The share of the mass that a component holds, from 0 to 1.
    pub fn share(&self, index: usize) -> f64 {
        components::share(&self.now.scene.target, index)
    }

    /// Changes the share of a component by so many points of the wheel, unless it is locked.
    pub fn weigh(&mut self, index: usize, wheel: f32) {
        if !self.is_locked(index) {
            components::weigh(&mut self.now.scene.target, index, wheel);
        }
    }

    /// Gives a component this share of the mass, keeping the others in proportion, unless it is locked.
    pub fn set_share(&mut self, index: usize, share: f64) {
        if !self.is_locked(index) {
            components::set_share(&mut self.now.scene.target, index, share);
        }
    }

    /// Puts another target in the place of this one, of which nothing is locked.
    pub fn replace_target(&mut self, target: Target) {
        self.settle();
        self.now.scene.target = target;
        self.now.scene.locked.clear();
        self.selection = Selection::default();
    }

    /// The selected component that was picked last, if it still exists.
    pub fn selected(&self) -> Option<usize> {
        self.selection().last().copied()
    }

    /// Selects one component and no other, or none.
    pub fn select(&mut self, index: Option<usize>) {
        self.selection.replace(index);
    }

    /// Replaces one component, unless it is locked.
    pub fn set_component(&mut self, index: usize, component: Component) {
        if !self.is_locked(index) {
            components::set(&mut self.now.scene.target, index, component);
        }
    }

    /// Adds a round component at `mean` with the average weight and selects it.
    ///
    /// # Errors
    /// One sentence when the target is a curve or points.
    pub fn add_component(&mut self, mean: Point, std: f64) -> Result<(), String> {
        let added = components::add(&mut self.now.scene.target, mean, std)?;
        self.select(Some(added));
        Ok(())
    }

    /// Shows another scene under an identity of its own; the present one can be had back by undo.
    ///
    /// # Errors
    /// When the scene cannot be run; nothing changes then.
    pub fn open(&mut self, scene: Scene) -> Result<(), SceneError> {
        scene.validate()?;
        self.settle();
        self.newest = self.newest.next();
        self.now = Version::new(self.newest, scene);
        self.selection = Selection::default();
        Ok(())
    }

    /// Turns what has changed since the last call into commands. `at_rest` says that no pointer
    /// holds anything; `time` is the window's clock in seconds.
    ///
    /// # Errors
    /// One sentence when the edit cannot be run; the scene goes back to what it was.
    pub fn sync(
        &mut self,
        time: f64,
        at_rest: bool,
        commands: &mut Vec<Command>,
    ) -> Result<(), String> {
        let mut outcome = Ok(());
        if self.now != self.sent {
            match self.mixture_of_edit() {
                Ok(mixture) => {
                    self.mixture = mixture;
                    difference(&self.sent, &self.now, &self.mixture, commands);
                    self.sent = self.now.clone();
                    self.changed_at = time;
                }
                Err(error) => {
                    self.now = self.sent.clone();
                    outcome = Err(error.to_string());
                }
            }
        }
        if at_rest && time - self.changed_at > SETTLE_SECONDS {
            self.settle();
        }
        outcome
    }

    fn mixture_of_edit(&self) -> Result<Arc<GaussianMixture>, SceneError> {
        self.now.scene.validate()?;
        if self.now.scene.target == self.sent.scene.target {
            Ok(self.mixture.clone())
        } else {
            Ok(Arc::new(self.now.scene.mixture()?))
        }
    }

    /// Ends the present step: the next change begins another.
    pub fn settle(&mut self) {
        self.history.settle(&self.now);
    }

    pub fn can_undo(&self) -> bool {
        self.history.can_undo(&self.now)
    }

    pub fn can_redo(&self) -> bool {
        self.history.can_redo(&self.now)
    }

    /// Goes back one step; whether there was one.
    pub fn undo(&mut self) -> bool {
        let before = self.history.undo(&self.now);
        self.go_to(before)
    }

    /// Goes forward one step; whether there was one.
    pub fn redo(&mut self) -> bool {
        let after = self.history.redo(&self.now);
        self.go_to(after)
    }

    fn go_to(&mut self, version: Option<Version>) -> bool {
        let found = version.is_some();
        if let Some(version) = version {
            self.now = version;
        }
        found
    }
}

#[cfg(test)]
mod tests;
