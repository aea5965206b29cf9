//! How lines of charts look, and the readings that stand beside a piece of them.

use crate::ui::theme;
use egui::{Align, Color32, Layout, RichText, Role, Sense, Stroke, TextStyle, Ui, WidgetInfo};

/// How a line looks, in the chart and beside its value.
#[derive(Clone, Copy)]
pub struct Pen {
    pub color: Color32,
    pub dashed: bool,
    pub width: f32,
}

impl Pen {
    pub fn solid(color: Color32) -> Self {
        Self {
            color,
            dashed: false,
            width: 2.0,
        }
    }

    pub fn dashed(color: Color32) -> Self {
        Self {
            dashed: true,
            ..Self::solid(color)
        }
    }

    /// A short piece of the line and what it stands for; in a narrow column the words go on below.
    fn reading(self, ui: &mut Ui, text: &str) {
        let scale = theme::scale(ui);
        let (sample, gap) = (16.0 * scale, ui.spacing().item_spacing.x);
        let font = TextStyle::Small.resolve(ui.style());
        let color = ui.visuals().text_color();
        let room = (ui.max_rect().width() - sample - gap).max(1.0);
        let words = ui.painter().layout(text.to_owned(), font, color, room);
        let row = ui.text_style_height(&TextStyle::Small);
        let size = egui::vec2(
            sample + gap + words.size().x,
            words.size().y.max(ui.spacing().interact_size.y),
        );
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
        let corner = rect.right_center() - egui::vec2(words.size().x, 0.5 * words.size().y);
        let middle = corner.y + 0.5 * row;
        let ends = [
            egui::pos2(rect.left(), middle),
            egui::pos2(rect.left() + sample, middle),
        ];
        ui.painter().galley(corner, words, color);
        let stroke = Stroke::new(self.width * scale, self.color);
        if self.dashed {
            let (dash, gap) = (4.0 * scale, 2.0 * scale);
            ui.painter()
                .extend(egui::Shape::dashed_line(&ends, stroke, dash, gap));
        } else {
            ui.painter().line_segment(ends, stroke);
        }
    }
}

/// A title, and beside or below it values or names, each with a piece of its line.
pub fn heading(ui: &mut Ui, title: &str, help: &str, readings: &[(Pen, String)], below: bool) {
    let title = RichText::new(title).strong();
    if below {
        ui.label(title).on_hover_text(help);
        legend(ui, readings);
        return;
    }
    ui.horizontal(|ui| {
        ui.label(title).on_hover_text(help);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for (pen, text) in readings.iter().rev() {
                pen.reading(ui, text);
            }
        });
    });
}

/// Values, each with a piece of its line, one below the other: they must not jump when numbers get longer.
pub fn column(ui: &mut Ui, readings: &[(Pen, String)]) {
    ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = ui.text_style_height(&TextStyle::Small);
        for (pen, text) in readings {
            pen.reading(ui, text);
        }
    });
}

/// Values or names, each with a piece of its line, as many beside each other as there is room for.
fn legend(ui: &mut Ui, readings: &[(Pen, String)]) {
    ui.scope(|ui| {
        let row = ui.text_style_height(&TextStyle::Small);
        ui.spacing_mut().interact_size.y = row;
        ui.horizontal_wrapped(|ui| {
            ui.set_min_height(row);
            for (pen, text) in readings {
                pen.reading(ui, text);
            }
        });
    });
}
