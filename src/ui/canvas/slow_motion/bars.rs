//! The losses of the draws that are shown, one bar each, and the mean of the whole batch across them.

use crate::score::StepAccount;
use crate::ui::format::significant;
use crate::ui::theme;
use crate::wording::count;
use egui::{Align2, Rect, Role, Sense, Shape, Stroke, TextStyle, Ui, WidgetInfo, pos2, vec2};

/// The height of the bars, at the ordinary size, in points.
const HEIGHT: f32 = 76.0;
/// Between two bars, as a part of their distance.
const GAP: f32 = 0.3;

/// Shows the bars as wide as there is room, that of draw `lit` strong; the draw whose bar was clicked.
pub fn ui(ui: &mut Ui, account: &StepAccount, lit: usize) -> Option<usize> {
    let (palette, scale) = (theme::palette(ui.visuals()), theme::scale(ui));
    let size = vec2(ui.available_width(), HEIGHT * scale);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let mean = account.batch_loss;
    let draws = &account.draws;
    let all = count(account.batch as u64);
    let spoken = format!(
        "The losses of {} draws as bars; the mean of all {all} is {}",
        draws.len(),
        significant(mean)
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, spoken.as_str()));
    let losses = || draws.iter().map(|draw| draw.loss).chain([mean, 0.0]);
    let (low, high) = losses()
        .filter(|loss| loss.is_finite())
        .fold((0.0_f64, 0.0_f64), |(low, high), loss| {
            (low.min(loss), high.max(loss))
        });
    let span = (high - low).max(1e-12);
    let font = TextStyle::Small.resolve(ui.style());
    let letter = font.size;
    let plot = Rect::from_min_max(
        rect.min + vec2(0.0, 0.3 * letter),
        rect.max - vec2(0.0, 1.3 * letter),
    );
    let height = |loss: f64| plot.bottom() - ((loss - low) / span) as f32 * plot.height();
    let each = plot.width() / draws.len().max(1) as f32;
    let painter = ui.painter();
    for (index, draw) in draws
        .iter()
        .enumerate()
        .filter(|(_, draw)| draw.loss.is_finite())
    {
        let left = plot.left() + (index as f32 + 0.5 * GAP) * each;
        let bar = Rect::from_two_pos(
            pos2(left, height(0.0)),
            pos2(left + (1.0 - GAP) * each, height(draw.loss)),
        );
        let ink = if index == lit {
            palette.difference
        } else {
            palette.difference.gamma_multiply(0.5)
        };
        painter.rect_filled(bar, 1.0, ink);
    }
    painter.hline(plot.x_range(), height(0.0), Stroke::new(1.0, palette.edge));
    let line = [
        pos2(plot.left(), height(mean)),
        pos2(plot.right(), height(mean)),
    ];
    let dashes = Stroke::new(1.6 * scale, palette.accent);
    painter.extend(Shape::dashed_line(&line, dashes, 5.0 * scale, 3.0 * scale));
    let below = rect.bottom();
    let ends = match (draws.first(), draws.last()) {
        (Some(first), Some(last)) if first.sigma < last.sigma => {
            [first.sigma, last.sigma].map(|sigma| format!("σ = {}", significant(sigma)))
        }
        _ => [String::new(), String::new()],
    };
    let corners = [
        (pos2(rect.left(), below), Align2::LEFT_BOTTOM),
        (pos2(rect.right(), below), Align2::RIGHT_BOTTOM),
    ];
    for ((at, align), text) in corners.into_iter().zip(ends) {
        painter.text(at, align, text, font.clone(), palette.weak);
    }
    let clicked = response
        .clicked()
        .then(|| response.interact_pointer_pos())
        .flatten();
    let help = format!(
        "One bar for each draw that is shown, by rising σ; the dashed line is the mean of all {all} draws. Click a bar to look at its draw."
    );
    response.on_hover_text(help);
    let index = ((clicked?.x - plot.left()) / each) as usize;
    (index < draws.len()).then_some(index)
}
