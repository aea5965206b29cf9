//! The maps that stand in place of the density, in the plane and in its twin, from the wish to the plate that says
//! what they mean.

use super::map_legend;
use crate::measure::Quantity;
use crate::score::ScoreFn;
use crate::session::{Command, Snapshot};
use crate::ui::drawing::maps::picture::MapPicture;
use crate::ui::drawing::maps::request::MapRequests;
use crate::ui::drawing::projection::Projection;
use crate::ui::theme;
use egui::{Rect, Ui};

/// The pictures, and what was asked for.
#[derive(Default)]
pub struct Maps {
    pictures: [MapPicture; 2],
    requests: MapRequests,
}

impl Maps {
    /// That of the plane, 0, or of its twin, 1.
    pub fn picture(&self, of: usize) -> &MapPicture {
        &self.pictures[of]
    }

    /// Asks anew when it is shown again.
    pub fn step_aside(&mut self) {
        self.requests = MapRequests::default();
    }

    /// Takes the newest of the maps that are wanted at the level `sigma`, and asks for them.
    pub fn follow(
        &mut self,
        ui: &Ui,
        wanted: [Option<Quantity>; 2],
        snapshot: &Snapshot,
        (projection, sigma): (&Projection, f64),
        commands: &mut Vec<Command>,
    ) {
        let mut quantities: Vec<Quantity> = wanted.into_iter().flatten().collect();
        quantities.dedup();
        (self.requests).ask(&quantities, projection, sigma, commands);
        let is_beyond =
            |quantity: &Quantity| quantity.is_learned() && !snapshot.network.trained_at(sigma);
        for (picture, wanted) in self.pictures.iter_mut().zip(wanted) {
            let Some(quantity) = wanted.filter(|quantity| !is_beyond(quantity)) else {
                picture.clear();
                continue;
            };
            let newest = snapshot.maps.iter().find(|map| map.quantity == quantity);
            let palette = theme::palette(ui.visuals());
            picture.follow(ui.ctx(), quantity, newest, palette);
        }
    }

    /// Says what the colours of one of them mean, above what stands `below`; where.
    pub fn say(&self, ui: &Ui, of: usize, plane: Rect, below: Option<Rect>) -> Option<Rect> {
        map_legend::ui(ui, plane, below, &self.pictures[of])
    }
}
