//! Edits of several Gaussians at once. What is locked stays as it is.

use super::{Arrangement, Document};
use crate::plane::{Bounds, Point};
use crate::scene::Target;
use std::collections::BTreeSet;

impl Document {
    /// The numbers of the selected components that exist, in the order in which they were picked.
    pub fn selection(&self) -> Vec<usize> {
        self.selection.among(self.components().len())
    }

    /// Selects these and no other.
    pub fn select_all_of(&mut self, indices: impl IntoIterator<Item = usize>) {
        self.selection.replace(indices);
    }

    /// Selects the components whose means lie in `area`, beside those that are selected where `more` says so.
    pub fn select_within(&mut self, area: &Bounds, more: bool) {
        let inside = |mean: Point| {
            (0..2).all(|axis| (area.min[axis]..=area.max[axis]).contains(&mean[axis]))
        };
        let means = self.components().iter().enumerate();
        let found: Vec<usize> = means
            .filter_map(|(index, component)| inside(component.mean).then_some(index))
            .collect();
        if more {
            self.selection.add(found);
        } else {
            self.selection.replace(found);
        }
    }

    /// Takes a component into the selection or leaves it out.
    pub fn toggle_selected(&mut self, index: usize) {
        self.selection.toggle(index);
    }

    pub fn is_selected(&self, index: usize) -> bool {
        index < self.components().len() && self.selection.contains(index)
    }

    /// The component that alone is selected.
    pub fn alone(&self) -> Option<usize> {
        match self.selection()[..] {
            [index] => Some(index),
            _ => None,
        }
    }

    /// Whether hands leave a component alone.
    pub fn is_locked(&self, index: usize) -> bool {
        self.scene().locked.contains(&index)
    }

    /// Locks a component, or sets it free.
    pub fn lock(&mut self, index: usize, locked: bool) {
        let of_scene = &mut self.scene_mut().locked;
        if locked {
            of_scene.insert(index);
        } else {
            of_scene.remove(&index);
        }
    }

    /// Whether everything that is selected is locked.
    pub fn selection_is_locked(&self) -> bool {
        let selected = self.selection();
        !selected.is_empty() && selected.iter().all(|index| self.is_locked(*index))
    }

    /// Locks what is selected, or where all of that is locked sets it free.
    ///
    /// # Errors
    /// One sentence when nothing is selected.
    pub fn toggle_lock(&mut self) -> Result<(), String> {
        let selected = self.chosen("lock a Gaussian")?;
        let locked = !self.selection_is_locked();
        self.settle();
        for index in selected {
            self.lock(index, locked);
        }
        Ok(())
    }

    /// Where the means of the selected components that can be moved are, with their numbers.
    pub fn movable(&self) -> Vec<(usize, Point)> {
        let free = |index: &usize| !self.is_locked(*index);
        let selected = self.selection().into_iter().filter(free);
        let components = self.components();
        selected.map(|i| (i, components[i].mean)).collect()
    }

    /// Puts components `by` beside where they were.
    pub fn move_from(&mut self, starts: &[(usize, Point)], by: Point) {
        for &(index, start) in starts {
            if let Some(component) = self.components().get(index) {
                let mut moved = component.clone();
                moved.mean = [0, 1].map(|axis| start[axis] + by[axis]);
                self.set_component(index, moved);
            }
        }
    }

    /// Puts a copy of every selected component `by` beside it and selects the copies.
    ///
    /// # Errors
    /// One sentence when nothing is selected.
    pub fn duplicate_selected(&mut self, by: Point) -> Result<(), String> {
        let selected = self.chosen("duplicate a Gaussian")?;
        self.settle();
        let first = self.components().len();
        if let Target::Components(components) = &mut self.scene_mut().target {
            for index in selected {
                let mut copy = components[index].clone();
                copy.mean = [0, 1].map(|axis| copy.mean[axis] + by[axis]);
                components.push(copy);
            }
        }
        self.selection.replace(first..self.components().len());
        Ok(())
    }

    /// Removes the selected components but the locked ones.
    ///
    /// # Errors
    /// One sentence when nothing is selected, all of it is locked, or nothing would be left.
    pub fn remove_selected(&mut self) -> Result<(), String> {
        self.chosen("remove a Gaussian")?;
        let going: BTreeSet<usize> = self.movable().into_iter().map(|(index, _)| index).collect();
        if going.is_empty() {
            return Err("could not remove what is locked: unlock it first".into());
        }
        match (going.len(), self.components().len()) {
            (1, 1) => return Err("could not remove the last Gaussian: a target needs at least one; add another first".into()),
            (gone, all) if gone == all => return Err("could not remove all Gaussians: a target needs at least one; leave one out of the selection".into()),
            _ => {}
        }
        self.settle();
        self.take_out(&going);
        self.selection.replace([]);
        Ok(())
    }

    /// Brings the selected components into an order.
    ///
    /// # Errors
    /// One sentence when too few are selected, or none can be moved.
    pub fn arrange(&mut self, how: Arrangement) -> Result<(), String> {
        let selected = self.selection();
        if selected.len() < how.least() {
            let number = ["two", "three"][how.least() - 2];
            return Err(format!(
                "could not align Gaussians: fewer than {number} are selected; hold Shift and click some, or drag a rectangle around them"
            ));
        }
        let locked: Vec<bool> = selected.iter().map(|i| self.is_locked(*i)).collect();
        if locked.iter().all(|locked| *locked) {
            return Err("could not align what is locked: unlock it first".into());
        }
        let all = self.components();
        let chosen: Vec<_> = selected.iter().map(|index| &all[*index]).collect();
        let places = how.places(&chosen, &locked);
        self.settle();
        for (index, place) in selected.into_iter().zip(places) {
            let mut moved = self.components()[index].clone();
            moved.mean[how.axis()] = place;
            self.set_component(index, moved);
        }
        Ok(())
    }

    /// Takes out the components whose means are less than `radius` from `at`, but the locked ones and the last one.
    pub fn erase_components(&mut self, at: Point, radius: f64) {
        let near = |mean: Point| (mean[0] - at[0]).hypot(mean[1] - at[1]) < radius;
        let mut going: BTreeSet<usize> = (self.components().iter().enumerate())
            .filter(|(index, c)| near(c.mean) && !self.is_locked(*index))
            .map(|(index, _)| index)
            .collect();
        if going.len() == self.components().len() {
            going.pop_first();
        }
        if !going.is_empty() {
            self.take_out(&going);
            self.selection.replace([]);
        }
    }

    /// Takes components out; those behind them count anew, the locked ones, too.
    fn take_out(&mut self, going: &BTreeSet<usize>) {
        let scene = self.scene_mut();
        if let Target::Components(components) = &mut scene.target {
            let mut index = 0;
            components.retain(|_| {
                index += 1;
                !going.contains(&(index - 1))
            });
        }
        let stays = scene.locked.iter().filter(|index| !going.contains(index));
        scene.locked = stays
            .map(|index| index - going.range(..index).count())
            .collect();
    }

    /// # Errors
    /// One sentence when nothing is selected for what is to be done.
    fn chosen(&self, what: &str) -> Result<Vec<usize>, String> {
        let selected = self.selection();
        if selected.is_empty() {
            return Err(format!(
                "could not {what}: none is selected; click one first"
            ));
        }
        Ok(selected)
    }
}
