//! The document around what is drawn, and what plots and pages of panels are given alike: title, caption, and the
//! scale of colours beside them.

use super::layout::TextLine;
use super::measures::{CAPTION, FRAME_LINE, LEADING, Rect, TICK, TITLE};
use super::palette::Palette;
use super::paper::Paper;
use super::pen::{Anchor, Pen, escaped, rounded};
use crate::export::font::STACK;
use std::fmt::Write;

/// One SVG file.
pub struct Document<'a> {
    /// The page, and its sides in page units.
    pub paper: Paper,
    pub sides: [f64; 2],
    pub title: &'a str,
    pub caption: &'a [String],
    /// What made it, as JSON.
    pub made_by: Option<&'a str>,
    /// Its style sheet, elements.
    pub style: &'a str,
    /// What stands before the ground, and on it: elements.
    pub clips: &'a str,
    pub drawn: &'a str,
}

impl Document<'_> {
    /// The text of the file.
    pub fn text(&self, palette: &Palette) -> String {
        let [width, height] = self.sides.map(rounded);
        let [page_width, page_height] = self.paper.sides_in_svg();
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{page_width}\" height=\"{page_height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"{STACK}\">\n\
             <title>{}</title>\n<desc>{}</desc>\n",
            escaped(self.title),
            escaped(&self.caption.join(" ")),
        );
        if let Some(json) = self.made_by {
            // Writing to a string cannot fail.
            let _ = writeln!(svg, "<metadata>{}</metadata>", escaped(json));
        }
        svg.push_str(self.style);
        svg.push_str(self.clips);
        if !self.paper.is_transparent() {
            let colour = &palette.paper;
            let _ = writeln!(
                svg,
                "<rect width=\"{width}\" height=\"{height}\" fill=\"{colour}\"/>"
            );
        }
        svg.push_str(self.drawn);
        svg.push_str("</svg>\n");
        svg
    }
}

/// The clip of the plot `rect`, and `marks` within it; `id` is theirs in the whole page that a figure may become a
/// part of.
pub fn clipped(id: &str, rect: Rect, marks: &str) -> [String; 2] {
    let [x, y] = [rect.left, rect.top].map(rounded);
    let [width, height] = [rect.width, rect.height].map(rounded);
    [
        format!(
            "<clipPath id=\"{id}\"><rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/></clipPath>\n"
        ),
        format!("<g clip-path=\"url(#{id})\">\n{marks}</g>\n"),
    ]
}

/// A name for ids that depends on the content alone (FNV-1a): two figures inlined into one page keep their own.
pub fn fingerprint(text: &str) -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, mix)
}

/// The lines of the title and of the caption.
pub fn texts(title: &[TextLine], caption: &[TextLine], palette: &Palette, pen: &mut Pen) {
    for line in title {
        pen.text(line.at, TITLE, palette.ink, Anchor::Start, &line.text);
    }
    for line in caption {
        let ink = palette.faint_ink;
        pen.text(line.at, CAPTION, ink, Anchor::Start, &line.text);
    }
}

/// So many slices of a scale of colours from the bottom to the top, in a frame.
pub fn slices(
    rect: Rect,
    count: usize,
    colour: impl Fn(usize) -> String,
    palette: &Palette,
    pen: &mut Pen,
) {
    for slice in 0..count {
        // Every slice reaches to the top and is covered by the next: no seams between them.
        let share = slice as f64 / count as f64;
        let whole = Rect {
            height: rect.height * (1.0 - share),
            ..rect
        };
        pen.fill_rect(whole, &colour(slice));
    }
    pen.frame(rect, palette.frame, FRAME_LINE);
}

/// Which of `count` labels beside a scale have room: every so many.
pub fn stride(count: usize, rect: Rect) -> usize {
    let lines = (rect.height / (LEADING * TICK)).max(1.0);
    (count as f64 / lines).ceil().max(1.0) as usize
}
