//! What the colours of a map say, on a plate above the legend: its name, its scale with numbers, and what it comes to.

use crate::measure::{QuantityMap, Scale};
use crate::ui::drawing::color_ramp::Ramp;
use crate::ui::drawing::maps::picture::MapPicture;
use crate::ui::format::{round_to_two, significant};
use crate::ui::theme;
use egui::epaint::{Mesh, Vertex};
use egui::{
    Align2, Rect, Role, Sense, Shape, Stroke, StrokeKind, TextStyle, Ui, WidgetInfo, pos2, vec2,
};

/// Between the plate and what is around it, in points.
const MARGIN: f32 = 10.0;
const NEAR: f32 = 6.0;
/// The bar, at the ordinary size, in points.
const LEAST: f32 = 190.0;
const BAR: f32 = 9.0;
/// Pieces of the bar: finer than the eye.
const PIECES: usize = 48;

/// Shows the plate of what `picture` shows in the lower left corner of `plane`, above `below`; where it is.
pub fn ui(ui: &Ui, plane: Rect, below: Option<Rect>, picture: &MapPicture) -> Option<Rect> {
    let (map, (ramp, ends)) = (picture.map()?, picture.scale()?);
    let (palette, scale) = (theme::palette(ui.visuals()), theme::scale(ui));
    let painter = ui.painter().with_clip_rect(plane);
    let font = TextStyle::Small.resolve(ui.style());
    let facts = map.quantity.facts();
    let unit = if facts.unit.is_empty() {
        String::new()
    } else {
        format!(", {}", facts.unit)
    };
    let title = format!("{}: {}{unit}", facts.name, facts.formula);
    let total = total(map);
    let line = |text: &str, ink| painter.layout_no_wrap(text.to_owned(), font.clone(), ink);
    let head = line(&title, palette.strong);
    let tail = total.as_deref().map(|text| line(text, palette.text));
    let wide = tail.as_ref().map_or(0.0, |tail| tail.size().x);
    let row = font.size * 1.35;
    let frame = theme::card(palette);
    let inner = frame.total_margin();
    let width = (LEAST * scale).max(head.size().x).max(wide);
    let rows = 2.0 + f32::from(u8::from(tail.is_some()));
    let size = vec2(width, rows * row + (BAR + 5.0) * scale) + inner.sum();
    let floor = below.map_or(plane.bottom() - MARGIN, |below| below.top() - NEAR);
    let corner = pos2(plane.left() + MARGIN, floor - size.y);
    if corner.y < plane.top() || corner.x + size.x > plane.right() {
        return None;
    }
    let plate = Rect::from_min_size(corner, size);
    painter.add(frame.paint(plate - inner));
    let from = corner + inner.left_top();
    painter.galley(from, head, palette.strong);
    let bar = Rect::from_min_size(from + vec2(0.0, row), vec2(width, BAR * scale));
    painter.add(gradient(bar, ramp));
    painter.rect_stroke(
        bar,
        1.0,
        Stroke::new(1.0, palette.line),
        StrokeKind::Outside,
    );
    let ticks = ticks(map, ends);
    for (i, text) in ticks.iter().enumerate() {
        let t = i as f32 / (ticks.len() - 1) as f32;
        let x = bar.left() + t * bar.width();
        let feet = [pos2(x, bar.bottom()), pos2(x, bar.bottom() + 3.0 * scale)];
        painter.line_segment(feet, Stroke::new(1.0, palette.edge));
        let align = match i {
            0 => Align2::LEFT_TOP,
            _ if i + 1 == ticks.len() => Align2::RIGHT_TOP,
            _ => Align2::CENTER_TOP,
        };
        painter.text(feet[1], align, text, font.clone(), palette.text);
    }
    if let Some(tail) = tail {
        let at = pos2(from.x, bar.bottom() + 4.0 * scale + row);
        painter.galley(at, tail, palette.text);
    }
    let place = ui.interact(plate, ui.scope_id().with("map legend"), Sense::hover());
    place.widget_info(|| {
        let total = total.as_deref().unwrap_or_default();
        let text = format!(
            "{title}: {}. {total}. {}",
            ticks.join(" to "),
            facts.explanation
        );
        WidgetInfo::labeled(Role::Label, true, text)
    });
    if place.hovered() {
        let clipped = clipped(map);
        let average = " E is the average under p, in view.";
        let average = facts.total.map_or("", |_| average);
        place.on_hover_text(format!("{}{average}{clipped}", facts.explanation));
    }
    Some(plate)
}

/// The numbers along the bar, evenly.
fn ticks(map: &QuantityMap, [low, high]: [f64; 2]) -> Vec<String> {
    let middle = 0.5 * (low + high);
    let mut ticks = [low, middle, high].map(significant);
    let past = |beyond: fn(f64, f64) -> bool, end: f64| {
        map.values
            .iter()
            .any(|value| beyond(f64::from(*value), end))
    };
    if past(|value, end| value > end || value.is_nan(), high) {
        ticks[2] = format!("≥ {}", ticks[2]);
    }
    if past(|value, end| value < end, low) {
        ticks[0] = format!("≤ {}", ticks[0]);
    }
    ticks.to_vec()
}

/// What the map comes to, in symbols.
fn total(map: &QuantityMap) -> Option<String> {
    let name = map.quantity.facts().total?;
    let Some(total) = map.total() else {
        return Some(format!("{name}: zoom in, p is too fine here"));
    };
    // Of cosines near 1 two digits say nothing.
    let total = match map.quantity.facts().scale {
        Scale::Cosine => significant(total),
        Scale::FromZero | Scale::FromTop | Scale::BothWays => {
            significant(total.signum() * round_to_two(total.abs()))
        }
    };
    let mass = map.mass.min(1.0);
    Some(if mass > 0.995 {
        format!("{name} = {total}")
    } else {
        format!(
            "{name} = {total} here, with {} % of p",
            (100.0 * mass).floor()
        )
    })
}

/// Why some of it has the last colour.
fn clipped(map: &QuantityMap) -> &'static str {
    let quantity = map.quantity;
    match quantity.facts().scale {
        Scale::FromZero | Scale::BothWays if !quantity.is_weighted() && !quantity.is_counted() => {
            " The scale suits the places that hold 99 % of p; beyond its end all has the last colour."
        }
        Scale::FromTop => " Twelve nats down from the top all has the last colour.",
        Scale::FromZero | Scale::BothWays | Scale::Cosine => "",
    }
}

fn gradient(rect: Rect, ramp: &Ramp) -> Shape {
    let mut mesh = Mesh::default();
    for i in 0..=PIECES {
        let t = i as f32 / PIECES as f32;
        let x = rect.left() + t * rect.width();
        for y in [rect.top(), rect.bottom()] {
            mesh.vertices
                .push(Vertex::untextured(pos2(x, y), ramp.at(t)));
        }
        if i > 0 {
            let a = 2 * i as u32 - 2;
            mesh.indices.extend([a, a + 1, a + 2, a + 1, a + 3, a + 2]);
        }
    }
    Shape::mesh(mesh)
}
