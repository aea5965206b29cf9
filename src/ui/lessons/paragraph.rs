//! Paragraphs: words, strong and slanted ones, and small formulas in the line.

use crate::lesson::Span;
use crate::lesson::formula::{Meaning, Piece};
use crate::ui::theme::Palette;
use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Color32, FontId, Label, Response, TextStyle, Ui};
use std::ops::Range;

/// The size of an index, as a part of the letters that it belongs to.
const INDEX: f32 = 0.72;
/// Running text is so much larger than the letters of controls, and its lines so high.
const SIZE: f32 = 1.1;
const LINE: f32 = 1.45;

/// A paragraph while it is laid out.
struct Draft {
    job: LayoutJob,
    font: FontId,
    /// Where letters stand that stand for something, in bytes.
    marks: Vec<(Meaning, Range<usize>)>,
    lit: Option<(Meaning, Color32)>,
}

/// Shows `spans`; the letter under the pointer. What stands for `pointed` is lit.
pub fn ui(
    ui: &mut Ui,
    spans: &[Span],
    palette: &Palette,
    pointed: Option<Meaning>,
) -> (Response, Option<Meaning>) {
    let mut font = TextStyle::Body.resolve(ui.style());
    font.size = (SIZE * font.size).round();
    let mut draft = Draft {
        job: LayoutJob::default(),
        font,
        marks: Vec::new(),
        lit: pointed.map(|meaning| (meaning, palette.accent)),
    };
    draft.job.wrap.max_width = ui.available_width();
    for span in spans {
        match span {
            Span::Plain(text) => draft.push(text, palette.text, false, None),
            Span::Strong(text) => draft.push(text, palette.strong, false, None),
            Span::Slanted(text) => draft.push(text, palette.text, true, None),
            Span::Formula(formula) => draft.formula(&formula.piece, palette.strong, None, None),
        }
    }
    let marks = draft.marks;
    let galley = ui.painter().layout_job(draft.job);
    let text = galley.clone();
    let response = ui.add(Label::new(galley));
    let hovered = response.hover_pos().and_then(|pos| {
        let at = pos - response.rect.min;
        let index = text.cursor_from_pos(at).index;
        let letters = text.job.text.char_indices();
        let byte = letters.map(|(byte, _)| byte).nth(index.0)?;
        let found = marks.iter().find(|(_, range)| {
            // The pointer may be on either half of the letter.
            range.contains(&byte) || range.end == byte
        });
        found.map(|(meaning, _)| *meaning)
    });
    (response, hovered)
}

impl Draft {
    fn push(&mut self, text: &str, ink: Color32, slanted: bool, index: Option<Align>) {
        let size = match index {
            Some(_) => INDEX * self.font.size,
            None => self.font.size,
        };
        let format = TextFormat {
            italics: slanted,
            valign: index.unwrap_or(Align::BOTTOM),
            line_height: index.is_none().then_some((LINE * size).round()),
            ..TextFormat::simple(FontId::new(size, self.font.family.clone()), ink)
        };
        self.job.append(text, 0.0, format);
    }

    /// A formula in the line: fractions lie on their side.
    fn formula(&mut self, piece: &Piece, ink: Color32, index: Option<Align>, of: Option<Meaning>) {
        match piece {
            Piece::Sign(sign) => {
                let lit = self.lit.filter(|(meaning, _)| Some(*meaning) == of);
                let ink = lit.map_or(ink, |(_, color)| color);
                let text = match sign.class {
                    crate::lesson::formula::Class::Ordinary => sign.text.clone(),
                    crate::lesson::formula::Class::Relation => format!(" {} ", sign.text),
                    crate::lesson::formula::Class::Spaced => format!("{} ", sign.text),
                };
                self.push(&text, ink, sign.slanted, index);
            }
            Piece::Row(pieces) => {
                for piece in pieces {
                    self.formula(piece, ink, index, of);
                }
            }
            Piece::Fraction(above, below) => {
                self.formula(above, ink, index, of);
                self.push("/", ink, false, index);
                self.formula(below, ink, index, of);
            }
            Piece::Script { base, below, above } => {
                self.formula(base, ink, index, of);
                for (part, align) in [(below, Align::BOTTOM), (above, Align::TOP)] {
                    if let Some(part) = part {
                        self.formula(part, ink, Some(align), of);
                    }
                }
            }
            Piece::Root(inside) => {
                self.push("√", ink, false, index);
                self.formula(inside, ink, index, of);
            }
            Piece::Accent(_, inside) => self.formula(inside, ink, index, of),
            Piece::Marked(meaning, inside) => {
                let begin = self.job.text.len();
                self.formula(inside, ink, index, Some(*meaning));
                self.marks.push((*meaning, begin..self.job.text.len()));
            }
            Piece::Space(_) => self.push(" ", ink, false, index),
        }
    }
}
