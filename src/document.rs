//! The scene under edit: panes change it freely, and once a frame the difference becomes commands.

use crate::mixture::{Component, GaussianMixture};
use crate::plane::Point;
use crate::scene::{Scene, SceneError, Target};
use crate::session::Command;
use std::sync::Arc;

/// Steps that can be undone.
const MAX_UNDO: usize = 200;
/// How much a point of the wheel changes the logarithm of a weight's odds.
const WEIGHT_PER_POINT: f64 = 0.004;
/// Changes closer together than this, in seconds, are one step: a turn of the wheel, a slider's ride.
const SETTLE_SECONDS: f64 = 0.5;

/// A scene, what the workers know of it, and its past.
pub struct Document {
    scene: Scene,
    sent: Scene,
    settled: Scene,
    mixture: Arc<GaussianMixture>,
    past: Vec<Scene>,
    future: Vec<Scene>,
    changed_at: f64,
    selected: Option<usize>,
}

impl Document {
    /// # Errors
    /// When the scene cannot be run.
    pub fn new(scene: Scene) -> Result<Self, SceneError> {
        scene.validate()?;
        let mixture = Arc::new(scene.mixture()?);
        Ok(Self {
            sent: scene.clone(),
            settled: scene.clone(),
            scene,
            mixture,
            past: Vec::new(),
            future: Vec::new(),
            changed_at: f64::NEG_INFINITY,
            selected: None,
        })
    }

    pub fn scene(&self) -> &Scene {
        &self.scene
    }

    /// The scene to edit; [`Document::sync`] sends what has become of it.
    pub fn scene_mut(&mut self) -> &mut Scene {
        &mut self.scene
    }

    /// The target as last sent.
    pub fn mixture(&self) -> &Arc<GaussianMixture> {
        &self.mixture
    }

    /// The components that can be edited one by one; none for a curve.
    pub fn components(&self) -> &[Component] {
        match &self.scene.target {
            Target::Components(components) => components,
            _ => &[],
        }
    }

    /// The share of the mass that a component holds, from 0 to 1.
    pub fn share(&self, index: usize) -> f64 {
        let components = self.components();
        let total: f64 = components.iter().map(|c| c.weight).sum();
        components.get(index).map_or(0.0, |c| c.weight / total)
    }

    /// Changes the share of a component by so many points of the wheel. In odds, one notch up and one
    /// down are where one began, near 1 too.
    pub fn weigh(&mut self, index: usize, wheel: f32) {
        let share = self.share(index);
        let odds = share / (1.0 - share).max(1e-9);
        let odds = odds * (WEIGHT_PER_POINT * f64::from(wheel)).exp();
        self.set_share(index, odds / (1.0 + odds));
    }

    /// Gives a component this share of the mass, keeping the others in proportion.
    pub fn set_share(&mut self, index: usize, share: f64) {
        let Target::Components(components) = &mut self.scene.target else {
            return;
        };
        let others: f64 = components
            .iter()
            .enumerate()
            .filter(|(i, _)| *i != index)
            .map(|(_, c)| c.weight)
            .sum();
        let share = share.clamp(0.001, 0.999);
        if others > 0.0
            && let Some(component) = components.get_mut(index)
        {
            component.weight = others * share / (1.0 - share);
        }
    }

    /// The selected component, if it still exists.
    pub fn selected(&self) -> Option<usize> {
        self.selected.filter(|&i| i < self.components().len())
    }

    pub fn select(&mut self, index: Option<usize>) {
        self.selected = index;
    }

    /// Replaces one component.
    pub fn set_component(&mut self, index: usize, component: Component) {
        if let Target::Components(components) = &mut self.scene.target
            && let Some(slot) = components.get_mut(index)
        {
            *slot = component;
        }
    }

    /// Adds a round component at `mean` with the average weight and selects it.
    ///
    /// # Errors
    /// One sentence when the target is a curve.
    pub fn add_component(&mut self, mean: Point, std: f64) -> Result<(), String> {
        let Target::Components(components) = &mut self.scene.target else {
            return Err("could not add a Gaussian to a curve; open a scene made of separate Gaussians first".into());
        };
        let total: f64 = components.iter().map(|c| c.weight).sum();
        let weight = total / components.len().max(1) as f64;
        components.push(Component::round(mean, std, weight));
        self.selected = Some(components.len() - 1);
        Ok(())
    }

    /// Removes the selected component.
    ///
    /// # Errors
    /// One sentence when nothing is selected or it is the last one.
    pub fn remove_selected(&mut self) -> Result<(), String> {
        let index = self
            .selected()
            .ok_or("could not remove a Gaussian: none is selected; click one first")?;
        let Target::Components(components) = &mut self.scene.target else {
            return Ok(());
        };
        if components.len() == 1 {
            return Err("could not remove the last Gaussian: a target needs at least one; add another first".into());
        }
        components.remove(index);
        self.selected = None;
        Ok(())
    }

    /// Shows another scene; the present one can be had back by undo.
    ///
    /// # Errors
    /// When the scene cannot be run; nothing changes then.
    pub fn open(&mut self, scene: Scene) -> Result<(), SceneError> {
        scene.validate()?;
        self.settle();
        self.scene = scene;
        self.selected = None;
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
        if self.scene != self.sent {
            match self.mixture_of_edit() {
                Ok(mixture) => {
                    self.mixture = mixture;
                    difference(&self.sent, &self.scene, &self.mixture, commands);
                    self.sent = self.scene.clone();
                    self.changed_at = time;
                }
                Err(error) => {
                    self.scene = self.sent.clone();
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
        self.scene.validate()?;
        if self.scene.target == self.sent.target {
            Ok(self.mixture.clone())
        } else {
            Ok(Arc::new(self.scene.mixture()?))
        }
    }

    /// Ends the present step: the next change begins another.
    pub fn settle(&mut self) {
        if self.scene != self.settled {
            let before = std::mem::replace(&mut self.settled, self.scene.clone());
            self.past.push(before);
            self.future.clear();
            if self.past.len() > MAX_UNDO {
                self.past.remove(0);
            }
        }
    }

    pub fn can_undo(&self) -> bool {
        !self.past.is_empty() || self.scene != self.settled
    }

    pub fn can_redo(&self) -> bool {
        !self.future.is_empty() && self.scene == self.settled
    }

    /// Goes back one step; whether there was one.
    pub fn undo(&mut self) -> bool {
        self.settle();
        let Some(before) = self.past.pop() else {
            return false;
        };
        let now = std::mem::replace(&mut self.settled, before.clone());
        self.future.push(now);
        self.scene = before;
        true
    }

    /// Goes forward one step; whether there was one.
    pub fn redo(&mut self) -> bool {
        self.settle();
        let Some(after) = self.future.pop() else {
            return false;
        };
        let now = std::mem::replace(&mut self.settled, after.clone());
        self.past.push(now);
        self.scene = after;
        true
    }
}

/// What the workers must be told to get from one scene to the other.
fn difference(
    old: &Scene,
    new: &Scene,
    mixture: &Arc<GaussianMixture>,
    commands: &mut Vec<Command>,
) {
    let other_kind = std::mem::discriminant(&old.target) != std::mem::discriminant(&new.target);
    let from_scratch = old.title != new.title
        || old.network != new.network
        || old.noise != new.noise
        || old.seed != new.seed
        || old.training.noise_levels != new.training.noise_levels
        || other_kind;
    if from_scratch {
        commands.push(Command::Load(Box::new(new.clone())));
        return;
    }
    if old.target != new.target {
        commands.push(Command::Retarget(mixture.clone()));
    }
    if old.training != new.training {
        commands.push(Command::Tune(new.training));
    }
    if old.sampling != new.sampling {
        commands.push(Command::Sampling(new.sampling));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::{NoiseLevels, Objective, Parameterization};

    fn document() -> Document {
        let components = vec![
            Component::round([-1.0, 0.0], 0.5, 1.0),
            Component::round([1.0, 0.0], 0.5, 3.0),
        ];
        Document::new(Scene::new("Two", Target::Components(components))).unwrap()
    }

    fn move_first(document: &mut Document, x: f64) {
        let mut component = document.components()[0].clone();
        component.mean[0] = x;
        document.set_component(0, component);
    }

    #[test]
    fn a_drag_of_many_frames_is_one_step_of_undo() {
        let mut document = document();
        let mut commands = Vec::new();
        for frame in 0..20 {
            move_first(&mut document, -1.0 - 0.1 * frame as f64);
            document.sync(frame as f64, false, &mut commands).unwrap();
        }
        assert_eq!(commands.len(), 19, "the first frame changed nothing");
        document.sync(30.0, true, &mut commands).unwrap();
        assert!(document.undo());
        assert_eq!(document.components()[0].mean[0], -1.0);
        assert!(!document.can_undo());
        assert!(document.redo());
        assert!((document.components()[0].mean[0] + 2.9).abs() < 1e-12);
    }

    #[test]
    fn an_edit_that_cannot_be_run_is_taken_back_and_said() {
        let mut document = document();
        let mut commands = Vec::new();
        move_first(&mut document, f64::NAN);
        let message = document.sync(0.0, true, &mut commands).unwrap_err();
        assert!(message.contains("component 1"), "{message}");
        assert!(commands.is_empty());
        assert_eq!(document.components()[0].mean[0], -1.0);
    }

    #[test]
    fn a_drag_retargets_and_another_network_loads() {
        let mut document = document();
        let mut commands = Vec::new();
        move_first(&mut document, 0.5);
        document.sync(0.0, true, &mut commands).unwrap();
        assert!(matches!(commands.pop(), Some(Command::Retarget(_))));
        document.scene_mut().network.width = 128;
        document.sync(1.0, true, &mut commands).unwrap();
        assert!(matches!(commands.pop(), Some(Command::Load(_))));
    }

    #[test]
    fn another_objective_tunes_and_other_levels_or_another_meaning_of_the_output_load() {
        let mut document = document();
        let mut commands = Vec::new();
        document.scene_mut().training.objective = Objective::SlicedVr;
        document.sync(0.0, true, &mut commands).unwrap();
        assert!(matches!(commands.pop(), Some(Command::Tune(_))));
        document.scene_mut().training.noise_levels = NoiseLevels::Fixed(0.5);
        document.sync(0.5, true, &mut commands).unwrap();
        assert!(matches!(commands.pop(), Some(Command::Load(_))));
        document.scene_mut().training.noise_levels = NoiseLevels::All;
        document.sync(0.7, true, &mut commands).unwrap();
        assert!(matches!(commands.pop(), Some(Command::Load(_))));
        document.scene_mut().network.parameterization = Parameterization::X0;
        document.sync(1.0, true, &mut commands).unwrap();
        assert!(matches!(commands.pop(), Some(Command::Load(_))));
        document.scene_mut().training.noise_levels = NoiseLevels::Fixed(0.0);
        let refusal = document.sync(2.0, true, &mut commands).unwrap_err();
        assert!(
            refusal.contains("\"x0\" divides by the noise level"),
            "{refusal}"
        );
        assert_eq!(document.scene().training.noise_levels, NoiseLevels::All);
    }

    #[test]
    fn shares_keep_the_others_in_proportion() {
        let mut document = document();
        document.set_share(0, 0.4);
        assert!((document.share(0) - 0.4).abs() < 1e-12);
        assert!((document.share(1) - 0.6).abs() < 1e-12);
    }

    #[test]
    fn the_last_component_stays() {
        let mut document = document();
        document.select(Some(0));
        document.remove_selected().unwrap();
        document.select(Some(0));
        assert!(document.remove_selected().is_err());
        assert_eq!(document.components().len(), 1);
    }
}
