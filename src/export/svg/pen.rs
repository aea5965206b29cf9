//! Writes SVG elements; every number is rounded to a hundredth of a page unit.

use super::measures::Rect;
use std::fmt::Write;

/// Which end of a text stands at its point.
#[derive(Clone, Copy)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// Up to so many dots are circles: krilla leaves out a path without extent, such as a lone dot.
const FEW_DOTS: usize = 50;

/// A growing piece of an SVG document.
pub struct Pen {
    text: String,
    /// No line is thinner, page units.
    thinnest: f64,
}

impl Pen {
    pub fn new(thinnest: f64) -> Self {
        Self {
            text: String::new(),
            thinnest,
        }
    }

    pub fn finish(self) -> String {
        self.text
    }

    /// One line of text with its baseline at `at`.
    pub fn text(&mut self, at: [f64; 2], size: f64, colour: &str, anchor: Anchor, text: &str) {
        let [x, y] = at.map(rounded);
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let (size, text) = (rounded(size), escaped(text));
        self.element(format_args!(
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" fill=\"{colour}\"{anchor}>{text}</text>"
        ));
    }

    /// One line that reads upwards, centred on `at`, which lies on its baseline.
    pub fn upright_text(&mut self, at: [f64; 2], size: f64, colour: &str, text: &str) {
        let [x, y] = at.map(rounded);
        let (size, text) = (rounded(size), escaped(text));
        self.element(format_args!(
            "<text transform=\"translate({x} {y}) rotate(-90)\" font-size=\"{size}\" \
             fill=\"{colour}\" text-anchor=\"middle\">{text}</text>"
        ));
    }

    pub fn stroke(&mut self, trace: Trace, colour: &str, width: f64, opacity: f64) {
        self.path(
            trace,
            format_args!(
                "fill=\"none\" stroke=\"{colour}\" stroke-width=\"{}\" stroke-linejoin=\"round\"{}",
                rounded(width.max(self.thinnest)),
                Opacity("stroke-opacity", opacity)
            ),
        );
    }

    /// As [`Pen::stroke`], in dashes.
    pub fn dashes(&mut self, trace: Trace, colour: &str, width: f64, [on, off]: [f64; 2]) {
        let (on, off) = (rounded(on), rounded(off));
        self.path(
            trace,
            format_args!(
                "fill=\"none\" stroke=\"{colour}\" stroke-width=\"{}\" stroke-dasharray=\"{on} {off}\"",
                rounded(width.max(self.thinnest)),
            ),
        );
    }

    pub fn fill(&mut self, trace: Trace, colour: &str, opacity: f64) {
        self.path(
            trace,
            format_args!(
                "fill=\"{colour}\" fill-rule=\"evenodd\"{}",
                Opacity("fill-opacity", opacity)
            ),
        );
    }

    /// Circles filled and outlined.
    pub fn circles(&mut self, centres: &[[f64; 2]], radius: f64, style: CircleStyle) {
        if centres.is_empty() {
            return;
        }
        let line_width = if style.line_width > 0.0 {
            style.line_width.max(self.thinnest)
        } else {
            0.0
        };
        self.element(format_args!(
            "<g fill=\"{}\" stroke=\"{}\" stroke-width=\"{}\"{}>",
            style.fill,
            style.line,
            rounded(line_width),
            Opacity("opacity", style.opacity)
        ));
        let radius = rounded(radius);
        for centre in centres {
            let [x, y] = centre.map(rounded);
            self.element(format_args!(
                "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>"
            ));
        }
        self.element(format_args!("</g>"));
    }

    /// Round dots; many of them in one path, a third of the bytes of circles.
    pub fn dots(&mut self, centres: &[[f64; 2]], radius: f64, colour: &str, opacity: f64) {
        if centres.len() <= FEW_DOTS {
            let style = CircleStyle {
                fill: colour,
                line: "none",
                line_width: 0.0,
                opacity,
            };
            return self.circles(centres, radius, style);
        }
        let mut trace = Trace::new();
        for centre in centres {
            trace.dot(*centre);
        }
        self.path(
            trace,
            format_args!(
                "fill=\"none\" stroke=\"{colour}\" stroke-width=\"{}\" stroke-linecap=\"round\"{}",
                rounded(2.0 * radius),
                Opacity("stroke-opacity", opacity)
            ),
        );
    }

    pub fn frame(&mut self, rect: Rect, colour: &str, width: f64) {
        let (size, width) = (RectAttributes(rect), rounded(width.max(self.thinnest)));
        self.element(format_args!(
            "<rect {size} fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"/>"
        ));
    }

    pub fn fill_rect(&mut self, rect: Rect, colour: &str) {
        let size = RectAttributes(rect);
        self.element(format_args!("<rect {size} fill=\"{colour}\"/>"));
    }

    fn path(&mut self, trace: Trace, style: std::fmt::Arguments) {
        if !trace.data.is_empty() {
            self.element(format_args!("<path {style} d=\"{}\"/>", trace.data));
        }
    }

    fn element(&mut self, element: std::fmt::Arguments) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{element}");
    }
}

/// How circles are painted.
#[derive(Clone, Copy)]
pub struct CircleStyle<'a> {
    pub fill: &'a str,
    pub line: &'a str,
    pub line_width: f64,
    pub opacity: f64,
}

/// The data of a path: relative steps between points that were rounded first, so that errors do
/// not add up.
#[derive(Default)]
pub struct Trace {
    data: String,
}

impl Trace {
    pub fn new() -> Self {
        Self::default()
    }

    /// An open line through `points`.
    pub fn line(&mut self, points: &[[f64; 2]]) {
        self.moves(points);
    }

    /// A closed line through `points`.
    pub fn polygon(&mut self, points: &[[f64; 2]]) {
        if self.moves(points) {
            self.data.push('z');
        }
    }

    /// A line without length: its round caps make a dot.
    pub fn dot(&mut self, centre: [f64; 2]) {
        let [x, y] = centre.map(hundredths);
        let _ = write!(self.data, "M{} {}h0", Hundredths(x), Hundredths(y));
    }

    /// Whether there was anything to draw.
    fn moves(&mut self, points: &[[f64; 2]]) -> bool {
        let mut rounded = points.iter().map(|point| point.map(hundredths));
        let Some(first) = rounded.next() else {
            return false;
        };
        let start = self.data.len();
        let _ = write!(
            self.data,
            "M{} {}",
            Hundredths(first[0]),
            Hundredths(first[1])
        );
        let mut last = first;
        let mut letter = "l";
        for point in rounded {
            let (dx, dy) = (point[0] - last[0], point[1] - last[1]);
            if (dx, dy) != (0, 0) {
                // A minus sign parts numbers by itself.
                let gap = if letter.is_empty() && dx >= 0 {
                    " "
                } else {
                    ""
                };
                let between = if dy >= 0 { " " } else { "" };
                let _ = write!(
                    self.data,
                    "{letter}{gap}{}{between}{}",
                    Hundredths(dx),
                    Hundredths(dy)
                );
                letter = "";
                last = point;
            }
        }
        let drawn = letter.is_empty();
        if !drawn {
            self.data.truncate(start);
        }
        drawn
    }
}

/// A length in hundredths of a unit. Coordinates are clipped to the page long before this saturates.
fn hundredths(value: f64) -> i64 {
    (100.0 * value).round() as i64
}

/// Writes hundredths as a decimal number without trailing zeros.
struct Hundredths(i64);

impl std::fmt::Display for Hundredths {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let size = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (size / 100, size % 100);
        match (whole, part) {
            (_, 0) => write!(out, "{sign}{whole}"),
            (0, _) if part % 10 == 0 => write!(out, "{sign}.{}", part / 10),
            (0, _) => write!(out, "{sign}.{part:02}"),
            (_, _) if part % 10 == 0 => write!(out, "{sign}{whole}.{}", part / 10),
            (_, _) => write!(out, "{sign}{whole}.{part:02}"),
        }
    }
}

/// `value` to a hundredth, as short as possible.
pub fn rounded(value: f64) -> String {
    Hundredths(hundredths(value)).to_string()
}

struct RectAttributes(Rect);

impl std::fmt::Display for RectAttributes {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [x, y] = [self.0.left, self.0.top].map(rounded);
        let [width, height] = [self.0.width, self.0.height].map(rounded);
        write!(
            out,
            "x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\""
        )
    }
}

/// An attribute that is left out when it is 1.
struct Opacity(&'static str, f64);

impl std::fmt::Display for Opacity {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.1 < 1.0 {
            write!(out, " {}=\"{}\"", self.0, rounded(self.1))
        } else {
            Ok(())
        }
    }
}

/// `text` inside an element: markup escaped, characters that XML forbids replaced by spaces.
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}
