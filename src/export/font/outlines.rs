//! The outlines of the bundled font's letters.

use crate::plane::Point;
use ttf_parser::{Face, OutlineBuilder};

/// Straight pieces of a curve between two of its points.
const PIECES: usize = 8;

/// The closed outlines of the letters of a line of text, in ems with y up, one letter beside the other.
///
/// # Errors
/// One sentence when there is no letter, or the font lacks one.
pub fn of_text(face: &Face<'_>, text: &str) -> Result<Vec<Vec<Point>>, String> {
    let scale = 1.0 / f64::from(face.units_per_em());
    let mut pen = Pen {
        scale,
        left: 0.0,
        outlines: Vec::new(),
    };
    for letter in text.chars().filter(|letter| !letter.is_control()) {
        let Some(glyph) = face.glyph_index(letter) else {
            if letter.is_whitespace() {
                continue;
            }
            return Err(format!(
                "could not draw {letter:?}: the font of the program has no such letter; write it without"
            ));
        };
        face.outline_glyph(glyph, &mut pen);
        let advance = face.glyph_hor_advance(glyph).unwrap_or_default();
        pen.left += scale * f64::from(advance);
    }
    if pen.outlines.is_empty() {
        return Err("there is no letter to draw; write one".to_owned());
    }
    Ok(pen.outlines)
}

/// Follows the outlines of one letter after the other.
struct Pen {
    scale: f64,
    left: f64,
    outlines: Vec<Vec<Point>>,
}

impl Pen {
    fn place(&self, x: f32, y: f32) -> Point {
        [
            self.left + self.scale * f64::from(x),
            self.scale * f64::from(y),
        ]
    }

    fn add(&mut self, point: Point) {
        if let Some(outline) = self.outlines.last_mut() {
            outline.push(point);
        }
    }

    fn here(&self) -> Point {
        let outline = self.outlines.last();
        let last = outline.and_then(|outline| outline.last());
        last.copied().unwrap_or_default()
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let start = self.place(x, y);
        self.outlines.push(vec![start]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.add(self.place(x, y));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (from, by, to) = (self.here(), self.place(x1, y1), self.place(x, y));
        for piece in 1..=PIECES {
            let t = piece as f64 / PIECES as f64;
            let [a, b, c] = [(1.0 - t) * (1.0 - t), 2.0 * t * (1.0 - t), t * t];
            self.add([0, 1].map(|i| a * from[i] + b * by[i] + c * to[i]));
        }
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (from, first) = (self.here(), self.place(x1, y1));
        let (second, to) = (self.place(x2, y2), self.place(x, y));
        for piece in 1..=PIECES {
            let t = piece as f64 / PIECES as f64;
            let s = 1.0 - t;
            let [a, b, c, d] = [s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t];
            self.add([0, 1].map(|i| a * from[i] + b * first[i] + c * second[i] + d * to[i]));
        }
    }

    fn close(&mut self) {}
}
