//! Says on the canvas why there are no arrows.

use crate::score::NoiseLevels;
use crate::session::{FieldFrame, Snapshot};
use crate::ui::canvas::layer::{Layer, Painting};
use crate::ui::canvas::legend::Entry;
use crate::ui::drawing::plate;
use crate::ui::format;
use crate::ui::theme;
use egui::{Align2, Id, Painter, Rect, Role, Sense, TextStyle, Ui, Vec2, WidgetInfo, vec2};

/// From the top of the canvas, and inside the plate, in points.
const MARGIN: f32 = 8.0;
const PADDING: Vec2 = vec2(10.0, 5.0);

/// The note, where the network has no answer.
pub struct UntrainedLayer;

impl Layer for UntrainedLayer {
    fn draw(&mut self, painting: &Painting<'_>, _: &mut Vec<Entry>) {
        let Painting {
            ui,
            painter,
            snapshot,
            sigma,
            ..
        } = *painting;
        let untrained = |field: &FieldFrame| field.learned.is_empty();
        if painter.opacity() > 0.0 && snapshot.field.as_deref().is_some_and(untrained) {
            let mut free = painting.projection.screen;
            // Below the switch of fields.
            *free.top_mut() += 3.4 * TextStyle::Body.resolve(ui.style()).size;
            note(ui, painter, free, snapshot, sigma);
        }
    }
}

/// A line at the top of `canvas`: the network was not trained at `sigma`, and what it knows.
fn note(ui: &Ui, painter: &Painter, canvas: Rect, snapshot: &Snapshot, sigma: f64) {
    let palette = theme::palette(ui.visuals());
    let known = match snapshot.network.noise_levels() {
        NoiseLevels::Fixed(level) => format!("only {}", format::sigma(level)),
        NoiseLevels::All => format!(
            "σ from {} to {}",
            format::significant(snapshot.noise.min()),
            format::significant(snapshot.noise.max())
        ),
    };
    let text = format!(
        "The network was not trained at {}; it knows {known}",
        format::sigma(sigma)
    );
    let font = TextStyle::Body.resolve(ui.style());
    let width = canvas.width() - 24.0;
    let galley = painter.layout(text.clone(), font, palette.warning, width.max(40.0));
    let place = galley.size() + 2.0 * PADDING;
    let place = Align2::CENTER_TOP.align_size_within_rect(place, canvas.shrink(MARGIN));
    let place = plate::inside(place, canvas);
    painter.add(theme::plate(place, palette, palette.line));
    painter.galley(place.min + PADDING, galley, palette.warning);
    // Painted text is silent: a label of the same place speaks.
    let spoken = ui.interact(place, Id::unique("untrained"), Sense::hover());
    spoken.widget_info(|| WidgetInfo::labeled(Role::Label, true, text.as_str()));
}
