//! A target of points: how many they are, and the width of the kernels around them.

use super::context::ControlContext;
use super::form;
use crate::plane::Point;
use crate::scene::Target;
use crate::shapes::Points;
use crate::ui::shortcuts::Action;
use crate::wording::count;
use egui::{RichText, Ui};

const WIDTH: &str = "Every point is the middle of a round Gaussian, the kernel; this is its standard deviation, in data units. Narrow kernels are single dots, wide ones blur the data.";
const CHOOSE: &str = "The width that suits the data: the one for which points that are left out are most likely, between the distance of neighbours and Scott's rule.";
/// The slider goes from this part of how far the points reach to all of it.
const NARROWEST: f64 = 1e-3;

pub fn ui(ui: &mut Ui, context: &mut ControlContext<'_>) {
    let Target::Points(points) = &context.document.scene().target else {
        return;
    };
    let number = points.at.len();
    let text = match number {
        1 => "A single point, the middle of a Gaussian: drag it on the canvas.".to_owned(),
        _ => format!(
            "{} points, each the middle of a Gaussian: drag their middle, their angle or their size on the canvas.",
            count(number as u64)
        ),
    };
    ui.label(RichText::new(text).weak());
    let offered = offered(&points.at);
    let mut width = points.std;
    let mut chosen = None;
    if form::logarithmic(
        ui,
        ["Kernel width", WIDTH],
        &mut width,
        offered,
        Points::WIDTHS,
    ) {
        chosen = Some(width);
    }
    let button = ui.button("Choose from the data").on_hover_text(CHOOSE);
    if button.clicked() {
        context.actions.push(Action::ChooseWidth);
    }
    if let (Some(std), Target::Points(points)) = (chosen, &mut context.document.scene_mut().target)
    {
        points.std = std;
    }
}

/// Widths from single dots to one blob.
fn offered(at: &[Point]) -> std::ops::RangeInclusive<f64> {
    let ends = |axis: usize| {
        let values = at.iter().map(|point| point[axis]);
        values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        })
    };
    let reach = [0, 1]
        .map(ends)
        .map(|(low, high)| high - low)
        .into_iter()
        .fold(0.0, f64::max);
    let (least, most) = (*Points::WIDTHS.start(), *Points::WIDTHS.end());
    // All in one place: nothing says what is narrow.
    let reach = if reach > 0.0 { reach } else { 1.0 };
    let low = (NARROWEST * reach).clamp(least, 0.5 * most);
    low..=reach.clamp(2.0 * low, most)
}
