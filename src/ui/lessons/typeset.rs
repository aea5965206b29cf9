//! Formulas as they are set: fractions, roots and indices from glyphs and lines, and the places of letters that
//! stand for something.

use crate::lesson::formula::{Class, Meaning, Piece, Sign};
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontId, Galley, Painter, Pos2, Rect, Stroke, Vec2, pos2, vec2};
use std::sync::Arc;

/// Sizes of the parts of a formula, in sizes of its letters.
const INDEX: f32 = 0.70;
const RAISE: f32 = 0.38;
const LOWER: f32 = 0.20;
const ASCENT: f32 = 0.74;
const DESCENT: f32 = 0.22;
/// Where fraction lines stand above the base line.
const AXIS: f32 = 0.26;
const GAP: f32 = 0.12;
const LARGE: f32 = 1.35;
/// Indices of indices are no smaller than this, in points.
const SMALLEST: f32 = 8.0;

/// A set formula; its origin is on the base line, at the left.
#[derive(Clone, Default)]
pub struct Setting {
    pub width: f32,
    pub ascent: f32,
    pub descent: f32,
    glyphs: Vec<(Vec2, Arc<Galley>)>,
    lines: Vec<[Vec2; 2]>,
    /// What stands where.
    pub marks: Vec<(Meaning, Rect)>,
}

impl Setting {
    /// Sets `piece` in letters of `size` points.
    pub fn of(painter: &Painter, piece: &Piece, size: f32) -> Self {
        Setter { painter }.set(piece, size)
    }

    pub fn size(&self) -> Vec2 {
        vec2(self.width, self.ascent + self.descent)
    }

    /// Paints it with its upper left corner at `corner`; what stands for `pointed` is `lit`.
    pub fn paint(
        &self,
        painter: &Painter,
        corner: Pos2,
        ink: Color32,
        lit: Option<(Meaning, Color32)>,
    ) {
        let origin = corner + vec2(0.0, self.ascent);
        let lit_at = |place: Rect| {
            let (meaning, color) = lit?;
            let inside = |mark: &Rect| mark.expand(0.5).contains_rect(place);
            let found = self.innermost(place.center());
            (found == Some(meaning)
                && self
                    .marks
                    .iter()
                    .any(|(of, mark)| *of == meaning && inside(mark)))
            .then_some(color)
        };
        for (at, galley) in &self.glyphs {
            let (base, _) = measure(galley);
            let place = Rect::from_min_size(
                pos2(at.x, at.y - base * 0.5),
                vec2(galley.size().x, base * 0.5),
            );
            let ink = lit_at(place).unwrap_or(ink);
            painter.galley_with_override_text_color(
                origin + vec2(at.x, at.y - base),
                galley.clone(),
                ink,
            );
        }
        let stroke = Stroke::new((self.size().y / 40.0).clamp(1.0, 2.0), ink);
        for [from, to] in &self.lines {
            painter.line_segment([origin + *from, origin + *to], stroke);
        }
    }

    /// What stands at `pos`, when the upper left corner is at `corner`.
    pub fn at(&self, corner: Pos2, pos: Pos2) -> Option<Meaning> {
        let at = pos - (corner + vec2(0.0, self.ascent));
        self.innermost(at.to_pos2())
    }

    /// The smallest mark around a place.
    fn innermost(&self, at: Pos2) -> Option<Meaning> {
        let around = self
            .marks
            .iter()
            .filter(|(_, mark)| mark.expand(1.5).contains(at));
        let smallest = around.min_by(|a, b| a.1.area().total_cmp(&b.1.area()));
        smallest.map(|(meaning, _)| *meaning)
    }

    /// Takes in `other` with its origin at `at`.
    fn take(&mut self, other: Self, at: Vec2) {
        let moved = |(place, galley): (Vec2, Arc<Galley>)| (place + at, galley);
        self.glyphs.extend(other.glyphs.into_iter().map(moved));
        let moved = other.lines.into_iter().map(|line| line.map(|end| end + at));
        self.lines.extend(moved);
        let moved = other
            .marks
            .into_iter()
            .map(|(of, mark)| (of, mark.translate(at)));
        self.marks.extend(moved);
        self.width = self.width.max(at.x + other.width);
        self.ascent = self.ascent.max(other.ascent - at.y);
        self.descent = self.descent.max(other.descent + at.y);
    }
}

/// The height of the base line below the top of a galley of one row, and its width.
fn measure(galley: &Galley) -> (f32, f32) {
    let row = galley.rows.first();
    let base = row.and_then(|row| Some(row.pos.y + row.row.glyphs.first()?.pos.y));
    (base.unwrap_or(0.8 * galley.size().y), galley.size().x)
}

struct Setter<'a> {
    painter: &'a Painter,
}

impl Setter<'_> {
    fn set(&self, piece: &Piece, size: f32) -> Setting {
        match piece {
            Piece::Sign(sign) => self.sign(sign, size),
            Piece::Row(pieces) => self.row(pieces, size),
            Piece::Fraction(above, below) => self.fraction(above, below, size),
            Piece::Script { base, below, above } => {
                self.script(base, below.as_deref(), above.as_deref(), size)
            }
            Piece::Root(inside) => self.root(inside, size),
            Piece::Accent(sign, inside) => self.accent(*sign, inside, size),
            Piece::Marked(meaning, inside) => {
                let mut set = self.set(inside, size);
                let place =
                    Rect::from_min_max(pos2(0.0, -set.ascent), pos2(set.width, set.descent));
                set.marks.push((*meaning, place));
                set
            }
            Piece::Space(width) => Setting {
                width: f32::from(*width) / 18.0 * size,
                ..Setting::default()
            },
        }
    }

    fn letters(&self, text: &str, slanted: bool, size: f32) -> Setting {
        let format = TextFormat {
            italics: slanted,
            ..TextFormat::simple(FontId::proportional(size), Color32::PLACEHOLDER)
        };
        let job = LayoutJob::single_section(text.to_owned(), format);
        let galley = self.painter.layout_job(job);
        Setting {
            // Slanted letters lean over their right edge.
            width: galley.size().x + if slanted { 0.06 * size } else { 0.0 },
            ascent: ASCENT * size,
            descent: DESCENT * size,
            glyphs: vec![(Vec2::ZERO, galley)],
            ..Setting::default()
        }
    }

    fn sign(&self, sign: &Sign, size: f32) -> Setting {
        let large = if sign.is_large { LARGE } else { 1.0 };
        let mut set = self.letters(&sign.text, sign.slanted, large * size);
        let (before, after) = match sign.class {
            Class::Ordinary => (0.0, 0.0),
            Class::Relation => (0.24, 0.24),
            Class::Spaced => (0.0, 0.2),
        };
        for (at, _) in &mut set.glyphs {
            at.x += before * size;
        }
        set.width += (before + after) * size;
        set
    }

    fn row(&self, pieces: &[Piece], size: f32) -> Setting {
        let mut row = Setting::default();
        for piece in pieces {
            let set = self.set(piece, size);
            let at = row.width;
            row.take(set, vec2(at, 0.0));
        }
        row
    }

    fn fraction(&self, above: &Piece, below: &Piece, size: f32) -> Setting {
        let inner = (0.92 * size).max(SMALLEST);
        let [above, below] = [above, below].map(|part| self.set(part, inner));
        let width = above.width.max(below.width) + 2.0 * GAP * size;
        let axis = AXIS * size;
        let mut set = Setting {
            width: width + 2.0 * GAP * size,
            ..Setting::default()
        };
        let left = |part: &Setting| GAP * size + 0.5 * (width - part.width);
        let raise = -(axis + GAP * size + above.descent);
        let lower = -axis + GAP * size + below.ascent;
        let (at_above, at_below) = (vec2(left(&above), raise), vec2(left(&below), lower));
        set.take(above, at_above);
        set.take(below, at_below);
        set.lines
            .push([vec2(GAP * size, -axis), vec2(GAP * size + width, -axis)]);
        set
    }

    fn script(
        &self,
        base: &Piece,
        below: Option<&Piece>,
        above: Option<&Piece>,
        size: f32,
    ) -> Setting {
        let mut set = self.set(base, size);
        let inner = (INDEX * size).max(SMALLEST);
        let at = set.width;
        // Under a tall base indices go to its corners.
        let tall = (set.ascent - ASCENT * size).max(0.0);
        if let Some(below) = below {
            let index = self.set(below, inner);
            set.take(index, vec2(at, LOWER * size));
        }
        if let Some(above) = above {
            let index = self.set(above, inner);
            set.take(index, vec2(at, -RAISE * size - tall));
        }
        set.width += 0.04 * size;
        set
    }

    fn root(&self, inside: &Piece, size: f32) -> Setting {
        let inner = self.set(inside, size);
        let (top, bottom) = (-(inner.ascent + 0.1 * size), inner.descent);
        let (hook, left) = (0.42 * size, 0.5 * size);
        let width = inner.width + 0.1 * size;
        let mut set = Setting::default();
        set.lines.extend([
            [
                vec2(0.05 * size, -0.30 * size),
                vec2(0.16 * size, -0.36 * size),
            ],
            [vec2(0.16 * size, -0.36 * size), vec2(0.28 * size, bottom)],
            [vec2(0.28 * size, bottom), vec2(hook, top)],
            [vec2(hook, top), vec2(left + width, top)],
        ]);
        set.take(inner, vec2(left, 0.0));
        set.width = left + width + 0.06 * size;
        set.ascent = set.ascent.max(0.1 * size - top);
        set
    }

    fn accent(&self, sign: char, inside: &Piece, size: f32) -> Setting {
        let mut set = self.set(inside, size);
        let (middle, top) = (0.5 * set.width, -set.ascent);
        let half = (0.5 * set.width).min(0.22 * size);
        let at = |x: f32, y: f32| vec2(middle + x * half, top + y * size);
        match sign {
            '^' => set.lines.extend([
                [at(-1.0, 0.0), at(0.0, -0.12)],
                [at(0.0, -0.12), at(1.0, 0.0)],
            ]),
            '~' => set.lines.extend([
                [at(-1.0, -0.02), at(-0.4, -0.08)],
                [at(-0.4, -0.08), at(0.4, -0.02)],
                [at(0.4, -0.02), at(1.0, -0.08)],
            ]),
            _ => set.lines.push([at(-1.0, -0.05), at(1.0, -0.05)]),
        }
        set.ascent += 0.16 * size;
        set
    }
}
