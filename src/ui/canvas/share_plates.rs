//! The share of the particles that each Gaussian holds, beside its mean, with the truth.

use crate::document::Document;
use crate::session::{ModeShares, SwarmFrame};
use crate::ui::drawing::plate;
use crate::ui::drawing::projection::Projection;
use crate::ui::format::{share, share_in_words};
use crate::ui::theme::{self, Palette};
use egui::text::{LayoutJob, TextFormat};
use egui::{Id, Painter, Pos2, Rect, Role, Sense, TextStyle, Ui, Vec2, WidgetInfo, vec2};

/// More plates than this hide the picture.
const MOST: usize = 12;
/// From the mean to the plate, in points at the ordinary size: clear of the handle, and where there is
/// room beyond most particles of a narrow Gaussian.
const NEAREST: f32 = 18.0;
const FARTHEST: f32 = 60.0;
/// Standard deviations of the Gaussian that it stands off within those bounds.
const STDS: f64 = 2.2;
/// Inside a plate.
const PADDING: Vec2 = vec2(6.0, 3.0);

/// What plates are drawn with.
pub struct PlateTools<'a> {
    pub painter: &'a Painter,
    pub projection: &'a Projection,
    pub palette: &'a Palette,
    pub scale: f32,
    /// Where other things stand on the canvas.
    pub taken: &'a [Rect],
}

/// Shows the plates of `swarm` where `document` is made of few Gaussians; a lone particle has no shares.
pub fn ui(ui: &Ui, tools: &PlateTools<'_>, document: &Document, swarm: &SwarmFrame) {
    let components = document.components();
    let shares = swarm.shares.as_deref().filter(|shares| {
        let count = shares.found.len();
        let shown = count == components.len() && count <= MOST;
        shares.of_components && shown && swarm.len() > 1
    });
    let Some(shares) = shares else {
        return;
    };
    let means: Vec<Pos2> = components
        .iter()
        .map(|component| tools.projection.screen_from_data(component.mean))
        .collect();
    let middle = means
        .iter()
        .fold(Vec2::ZERO, |sum, mean| sum + mean.to_vec2());
    let middle = (middle / means.len() as f32).to_pos2();
    let mut taken: Vec<Rect> = tools.taken.to_vec();
    for (index, (component, &mean)) in components.iter().zip(&means).enumerate() {
        if !tools.projection.screen.contains(mean) {
            continue;
        }
        let galley = tools
            .painter
            .layout_job(text(ui, tools.palette, shares, index));
        let size = galley.size() + 2.0 * PADDING;
        let [std, _] = component.cov.stds();
        let off = (STDS * std * tools.projection.points_per_unit()) as f32;
        let off = off.clamp(NEAREST * tools.scale, FARTHEST * tools.scale);
        let screen = tools.projection.screen.shrink(4.0);
        let free = |plate: &Rect| {
            let others = means
                .iter()
                .all(|other| !plate.expand(8.0).contains(*other));
            others && taken.iter().all(|other| !other.intersects(*plate))
        };
        let plate = place(size, mean, outwards(mean, middle), off, screen, free);
        taken.push(plate);
        let (painter, palette) = (tools.painter, tools.palette);
        painter.add(theme::plate(plate, palette, palette.line));
        painter.galley(plate.min + PADDING, galley, palette.text);
        speak(ui, plate, shares, index);
    }
}

/// "0.50, true 0.80": what was found stands out where it is not the truth.
fn text(ui: &Ui, palette: &Palette, shares: &ModeShares, index: usize) -> LayoutJob {
    let font = TextStyle::Small.resolve(ui.style());
    let truth = shares.truth[index];
    let found = shares.found[index].weight.value;
    let ink = if shares.is_true(index) {
        palette.text
    } else {
        palette.strong
    };
    let mut job = LayoutJob::default();
    let mut add = |text: &str, color| {
        job.append(text, 0.0, TextFormat::simple(font.clone(), color));
    };
    add(&share(found, truth), ink);
    add(&format!(", true {}", share(truth, truth)), palette.weak);
    job
}

/// Painted text is silent: a label of the same place speaks.
fn speak(ui: &Ui, plate: Rect, shares: &ModeShares, index: usize) {
    let words = share_in_words(&shares.found[index], shares.truth[index]);
    let text = format!("Share of Gaussian {}: {words}", index + 1);
    let label = ui.interact(plate, Id::unique(("share", index)), Sense::hover());
    label.widget_info(|| WidgetInfo::labeled(Role::Label, true, text.as_str()));
    label.on_hover_text(text);
}

/// The way from the middle of all means out over `mean`; of the middle itself to the right.
fn outwards(mean: Pos2, middle: Pos2) -> Vec2 {
    let way = mean - middle;
    if way.length() > 1.0 {
        way.normalized()
    } else {
        vec2(1.0, 0.0)
    }
}

/// A plate beside `mean`, `off` away on the way outwards, or on another side where that is not free or
/// not on the screen.
fn place(
    size: Vec2,
    mean: Pos2,
    outwards: Vec2,
    off: f32,
    screen: Rect,
    free: impl Fn(&Rect) -> bool,
) -> Rect {
    let towards = |way: Vec2| {
        // From the mean to the middle of a plate whose nearest point is `off` away.
        let half = 0.5 * size;
        let middle = mean + way * off + vec2(way.x * half.x, way.y * half.y);
        Rect::from_center_size(middle, size)
    };
    let ways = [
        outwards,
        vec2(1.0, 0.0),
        vec2(-1.0, 0.0),
        vec2(0.0, -1.0),
        vec2(0.0, 1.0),
    ];
    let plates = ways.map(towards);
    let found = plates
        .iter()
        .find(|plate| screen.contains_rect(**plate) && free(plate));
    found
        .copied()
        .unwrap_or_else(|| plate::inside(plates[0], screen))
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    #[test]
    fn a_plate_stands_outside_of_the_target_and_on_the_canvas() {
        let screen = Rect::from_min_max(pos2(0.0, 0.0), pos2(400.0, 300.0));
        let size = vec2(90.0, 20.0);
        let mean = pos2(280.0, 150.0);
        let way = outwards(mean, pos2(200.0, 150.0));
        let plate = place(size, mean, way, 20.0, screen, |_| true);
        assert_eq!(plate.left(), 300.0);
        assert!(!plate.contains(mean) && screen.contains_rect(plate));
        // No room on the right: on the left.
        let mean = pos2(350.0, 150.0);
        let plate = place(size, mean, way, 20.0, screen, |_| true);
        assert_eq!(plate.right(), 330.0);
        // Where nothing is free it is on the canvas at least.
        let plate = place(size, pos2(395.0, 295.0), way, 20.0, screen, |_| false);
        assert!(screen.contains_rect(plate), "{plate:?}");
        assert_eq!(outwards(mean, mean), vec2(1.0, 0.0));
    }
}
