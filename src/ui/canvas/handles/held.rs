//! The component under the hand, as it was when it was taken hold of.

use crate::document::Document;
use crate::mixture::Component;
use crate::plane::Point;
use egui::Response;

/// Which part of a component is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Mean,
    /// The first (longer) or second principal axis.
    Axis(usize),
}

/// A component as it was when it was taken hold of.
struct Held {
    index: usize,
    part: Part,
    component: Component,
    /// Its axes under the hand: they may swap length while they are dragged.
    axes: ([f64; 2], f64),
    /// What is moved with it, itself included: where the means were.
    group: Vec<(usize, Point)>,
}

/// What is held of the target's components, if anything is.
#[derive(Default)]
pub struct Hold {
    held: Option<Held>,
}

impl Hold {
    /// Nothing is held any more.
    pub fn release(&mut self) {
        self.held = None;
    }

    /// The held component as it was.
    pub fn component(&self) -> Option<&Component> {
        self.held.as_ref().map(|held| &held.component)
    }

    /// What is moved, and where the means were; nothing when what is held is locked.
    pub fn group(&self) -> &[(usize, Point)] {
        self.held.as_ref().map_or(&[], |held| &held.group)
    }

    /// Notes where a drag has brought the axes of the held component.
    pub fn turn_to(&mut self, stds: [f64; 2], angle: f64) {
        if let Some(held) = &mut self.held {
            held.axes = (stds, angle);
        }
    }

    pub fn holds(&self, index: usize, part: Part) -> bool {
        self.held
            .as_ref()
            .is_some_and(|held| held.index == index && held.part == part)
    }

    /// Remembers a component at the moment it is taken hold of.
    /// Without others it is selected alone, unless it is one of several that are selected, or `more` are picked.
    pub fn take(
        &mut self,
        response: &Response,
        document: &mut Document,
        (index, part): (usize, Part),
        more: bool,
    ) {
        if response.drag_started() {
            document.settle();
            match (document.is_selected(index), more) {
                (true, _) => {}
                (false, true) => document.toggle_selected(index),
                (false, false) => document.select(Some(index)),
            }
            let locked = document.is_locked(index);
            let group = if locked {
                Vec::new()
            } else {
                document.movable()
            };
            let component = document.components()[index].clone();
            self.held = Some(Held {
                index,
                part,
                axes: component.axes(),
                component,
                group,
            });
        }
    }

    /// The axes to draw: those under the hand while one is held.
    pub fn axes(&self, index: usize, component: &Component) -> ([f64; 2], f64) {
        match &self.held {
            Some(held) if held.index == index && held.part != Part::Mean => held.axes,
            _ => component.axes(),
        }
    }
}
