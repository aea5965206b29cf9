//! A text that becomes a target of points.

use super::form;
use crate::export::letters;
use crate::plane::{Bounds, Point};
use crate::shapes::{Points, Silhouette};
use crate::ui::theme;
use egui::{Context, Id, Key, Modal, Pos2, RichText, Shape, TextEdit, Ui, vec2};

/// More letters than this have too few points each to be read.
const MOST_LETTERS: usize = 40;
/// The text takes this part of the view.
const PART: f64 = 0.75;
const NUMBER: &str = "How many points are drawn inside the letters, as evenly as they go.";
/// The width of the dialog, and the height of what it shows, at the ordinary size, in points.
const WIDTH: f32 = 360.0;
const PREVIEW: f32 = 110.0;

/// The text while it is asked for; kept for the next time.
pub struct Lettering {
    open: bool,
    focused: bool,
    text: String,
    number: usize,
    fault: Option<String>,
    /// What was drawn last, with what it was drawn for.
    drawn: Option<((String, usize), Vec<Point>)>,
}

impl Default for Lettering {
    fn default() -> Self {
        Self {
            open: false,
            focused: false,
            text: String::new(),
            number: 400,
            fault: None,
            drawn: None,
        }
    }
}

impl Lettering {
    /// Asks for a text.
    pub fn open(&mut self) {
        (self.open, self.focused, self.fault) = (true, false, None);
    }

    /// Whether it has the keyboard.
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// Shows the dialog while it is open; the points, when the text is to be drawn within `view`.
    pub fn ui(&mut self, ctx: &Context, view: &Bounds, seed: u64) -> Option<Points> {
        if !self.open {
            return None;
        }
        let mut points = None;
        let shown = Modal::new(Id::unique("a text as points")).show(ctx, |ui| {
            let width = WIDTH * theme::scale(ui);
            ui.set_width(width.min(ctx.content_rect().width() - 40.0));
            ui.heading("Draw a text as points");
            ui.add_space(4.0);
            let line = TextEdit::singleline(&mut self.text)
                .hint_text("A word")
                .char_limit(MOST_LETTERS)
                .desired_width(f32::INFINITY);
            let name = ui.label("Text");
            let line = ui.add(line).labelled_by(name.id);
            if !std::mem::replace(&mut self.focused, true) {
                line.request_focus();
            }
            if line.changed() {
                self.fault = None;
            }
            let entered = line.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            form::count(ui, ["Points", NUMBER], &mut self.number, 50..=Points::MAX);
            self.preview(ui, seed);
            if let Some(fault) = &self.fault {
                let color = theme::palette(ui.visuals()).error;
                ui.label(RichText::new(fault).color(color));
            }
            ui.add_space(6.0);
            ui.horizontal(|ui| {
                let draw = ui.button("Draw").on_hover_text(
                    "Makes the points the target; undo brings the present one back.",
                );
                if draw.clicked() || entered {
                    match drawn(&self.text, self.number, view, seed) {
                        Ok(found) => points = Some(found),
                        Err(fault) => {
                            self.fault = Some(fault);
                            self.focused = false;
                        }
                    }
                }
                if ui.button("Cancel").clicked() {
                    self.open = false;
                }
            });
        });
        if points.is_some() || shown.should_close() {
            self.open = false;
        }
        points
    }

    /// Shows the points small.
    fn preview(&mut self, ui: &mut Ui, seed: u64) {
        let size = vec2(ui.available_width(), PREVIEW * theme::scale(ui));
        let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
        let palette = theme::palette(ui.visuals());
        let painter = ui.painter_at(rect);
        painter.rect_filled(rect, 6.0, palette.canvas);
        let of = (self.text.clone(), self.number);
        if self.drawn.as_ref().is_none_or(|(known, _)| *known != of) {
            let [x, y] = [0.46 * f64::from(size.x), 0.42 * f64::from(size.y)];
            let room = Bounds {
                min: [-x, -y],
                max: [x, y],
            };
            let points = drawn(&of.0, of.1, &room, seed);
            self.drawn = Some((of, points.map(|points| points.at).unwrap_or_default()));
        }
        if let Some((_, at)) = &self.drawn {
            let middle = rect.center();
            painter.extend(at.iter().map(|[x, y]| {
                let pos = middle + vec2(*x as f32, -*y as f32);
                Shape::circle_filled(Pos2::new(pos.x, pos.y), 1.4, palette.accent)
            }));
        }
    }
}

/// The points of a text within a part of `view`.
fn drawn(text: &str, number: usize, view: &Bounds, seed: u64) -> Result<Points, String> {
    let outlines = letters(text.trim())?;
    let silhouette = Silhouette::of_outlines(&outlines)
        .map_err(|error| format!("could not draw the text: {error}"))?;
    let ([x, y], half) = (
        view.center(),
        [0.5 * PART * view.width(), 0.5 * PART * view.height()],
    );
    let room = Bounds {
        min: [x - half[0], y - half[1]],
        max: [x + half[0], y + half[1]],
    };
    Ok(silhouette.points(number, &room, seed))
}
