//! Which maps the workers are asked for: what is in view, at the level on show.

use crate::measure::Quantity;
use crate::session::{Command, MapRequest};
use crate::ui::drawing::projection::Projection;

/// Points of a map along the longer side of the view: the picture is smooth between them.
const POINTS: f64 = 128.0;
/// Cells along it in which particles are counted: more of them hold too few.
const CELLS: f64 = 26.0;
const FEWEST: f64 = 8.0;

/// The last request, so that a still picture asks for nothing.
#[derive(Default)]
pub struct MapRequests {
    asked: Vec<MapRequest>,
}

impl MapRequests {
    /// Asks for what is in view of each of `quantities` when that has changed.
    pub fn ask(
        &mut self,
        quantities: &[Quantity],
        projection: &Projection,
        sigma: f64,
        commands: &mut Vec<Command>,
    ) {
        let screen = projection.screen;
        if !(screen.width() > 8.0 && screen.height() > 8.0) {
            return;
        }
        let longer = f64::from(screen.width().max(screen.height()));
        let wanted = |quantity: &Quantity| {
            let most = if quantity.is_counted() { CELLS } else { POINTS };
            let points = |side: f32| (most * f64::from(side) / longer).max(FEWEST) as usize;
            MapRequest {
                quantity: *quantity,
                bounds: projection.visible(),
                sigma,
                size: [points(screen.width()), points(screen.height())],
            }
        };
        let wanted: Vec<MapRequest> = quantities.iter().map(wanted).collect();
        if wanted != self.asked {
            self.asked.clone_from(&wanted);
            commands.push(Command::Maps(wanted));
        }
    }
}
