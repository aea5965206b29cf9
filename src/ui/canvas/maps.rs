//! The map that stands in place of the density, from the wish to the plate that says what it means.

use super::map_legend;
use crate::measure::Quantity;
use crate::score::ScoreFn;
use crate::session::{Command, Snapshot};
use crate::ui::drawing::map_picture::MapPicture;
use crate::ui::drawing::map_request::MapRequests;
use crate::ui::drawing::projection::Projection;
use crate::ui::theme;
use crate::ui::view::View;
use egui::{Rect, Ui};

/// The picture, and what was asked for.
#[derive(Default)]
pub struct Maps {
    picture: MapPicture,
    requests: MapRequests,
}

impl Maps {
    pub fn picture(&self) -> &MapPicture {
        &self.picture
    }

    /// Asks anew when it is shown again.
    pub fn step_aside(&mut self) {
        self.requests = MapRequests::default();
    }

    /// Takes the newest of the map that is wanted at the level `sigma`, and asks for it.
    pub fn follow(
        &mut self,
        ui: &Ui,
        view: &View,
        snapshot: &Snapshot,
        (projection, sigma): (&Projection, f64),
        commands: &mut Vec<Command>,
    ) {
        let wanted = view.shown_map();
        (self.requests).ask(wanted.as_slice(), projection, sigma, commands);
        let is_beyond =
            |quantity: &Quantity| quantity.is_learned() && !snapshot.network.trained_at(sigma);
        let Some(quantity) = wanted.filter(|quantity| !is_beyond(quantity)) else {
            self.picture.clear();
            return;
        };
        let newest = snapshot.maps.iter().find(|map| map.quantity == quantity);
        let palette = theme::palette(ui.visuals());
        self.picture.follow(ui.ctx(), quantity, newest, palette);
    }

    /// Says what its colours mean, above what stands `below`; where.
    pub fn say(&self, ui: &Ui, plane: Rect, below: Option<Rect>) -> Option<Rect> {
        map_legend::ui(ui, plane, below, &self.picture)
    }
}
