//! A page of panels: plots beside and below each other, with shared axes, one legend and one colour bar.
//!
//! As a [`Figure`](super::Figure), a plate knows no page: `export` finds the room for every panel.

mod axis;
mod bands;

pub use axis::PanelAxis;
pub use bands::{Band, Bands, Tint};

use super::{Arrows, Contours, Medium, Paths, Theme};
use crate::plane::{Bounds, Point};

/// A page of panels, complete and independent of its size on paper.
#[derive(Clone, Debug, PartialEq)]
pub struct Plate {
    /// Above the panels; empty for none.
    pub title: String,
    /// Below the panels, a paragraph an entry.
    pub caption: Vec<String>,
    /// How many panels stand beside each other; `None` leaves it to the page.
    pub columns: Option<usize>,
    /// Row by row from the top.
    pub panels: Vec<Panel>,
    /// What all panels of a row have in common, one a row; empty for none.
    pub row_heads: Vec<String>,
    /// What the colours of all maps mean.
    pub bar: Option<PlateBar>,
    /// The legend, in reading order.
    pub keys: Vec<Key>,
    /// The colours of paper and ink.
    pub theme: Theme,
    /// What lines must stand up to.
    pub medium: Medium,
    /// What made it, as JSON, for the description of the file; see `provenance`.
    pub made_by: Option<String>,
}

/// One plot of a plate.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// What distinguishes it, behind its letter; empty for none.
    pub head: String,
    /// From left to right and from bottom to top.
    pub axes: [PanelAxis; 2],
    /// Whether a unit is as long on both axes.
    pub equal: bool,
    /// The lowest first.
    pub marks: Vec<Mark>,
    /// Numbers in its corner, a line an entry.
    pub notes: Vec<String>,
}

/// What is drawn in a panel, in the units of its axes.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A map.
    Bands(Bands),
    /// The density as outlines.
    Contours(Contours),
    /// A field.
    Arrows(Arrows),
    /// The ways of particles.
    Paths(Paths),
    /// Lines of one colour.
    Lines(Lines),
    /// Small dots of one colour.
    Dots(Ink, Vec<Point>),
    /// Larger dots of one colour, as values of a chart.
    Values(Ink, Vec<Point>),
    /// Upright intervals: where, and from where to where.
    Whiskers(Ink, Vec<(f64, [f64; 2])>),
    /// Filled rectangles.
    Bars(Ink, Vec<Bounds>),
    /// Outlined rectangles.
    Frames(Ink, Vec<Bounds>),
    /// Words beside things, kept within the panel.
    Labels(Vec<Label>),
}

/// Words beside something, where they hide nothing else that has a label.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// What they belong to.
    pub around: Bounds,
    /// What is said.
    pub words: String,
}

/// Lines that look the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Lines {
    /// Their colour.
    pub ink: Ink,
    /// How they are drawn.
    pub stroke: Stroke,
    /// Each through points in the units of the axes.
    pub lines: Vec<Vec<Point>>,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// Of fields, paths and other many.
    Thin,
    /// Of charts.
    Bold,
    /// Of what is known beside what was found.
    Dashed,
}

/// A colour by its part in the picture; every one stands out from the ground and from [`Tint::Ground`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Of letters and of the truth.
    Plain,
    /// Of fields.
    Field,
    /// One of several, counted from 0; they repeat after [`Ink::SERIES`].
    Series(usize),
}

impl Ink {
    /// So many colours can be told apart.
    pub const SERIES: usize = 6;
}

/// The scale of colours beside the panels.
#[derive(Clone, Debug, PartialEq)]
pub struct PlateBar {
    /// What the colours mean, with the unit.
    pub label: String,
    /// The colours.
    pub tint: Tint,
    /// How many of them, from the bottom to the top.
    pub bands: usize,
    /// Numbers or words beside it: where from 0 to 1, and what.
    pub ticks: Vec<(f64, String)>,
}

/// A sign of the legend and what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// What is drawn.
    pub sign: KeySign,
    /// What it means.
    pub label: String,
}

/// A sign of the legend.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum KeySign {
    /// A piece of a line.
    Line(Ink, Stroke),
    /// A small dot.
    Dot(Ink),
    /// A value of a chart with its line.
    Value(Ink),
    /// A filled rectangle.
    Bar(Ink),
    /// An outlined rectangle.
    Frame(Ink),
    /// An outline of the density.
    Contour,
    /// An arrow this long, in units of the first panel.
    Arrow(f64),
    /// Where a path begins.
    Start,
    /// Where a path ends.
    End,
    /// Where a particle without a path ends.
    OtherEnd,
}

impl Plate {
    /// `panels` with a title and nothing around them yet.
    pub fn new(title: String, panels: Vec<Panel>) -> Self {
        Self {
            title,
            caption: Vec::new(),
            columns: None,
            panels,
            row_heads: Vec::new(),
            bar: None,
            keys: Vec::new(),
            theme: Theme::Light,
            medium: Medium::Screen,
            made_by: None,
        }
    }

    /// "(a)", the letters of the panel `index`; a single panel has none.
    pub fn letters(&self, index: usize) -> String {
        if self.panels.len() == 1 {
            return String::new();
        }
        let letter = |at: usize| char::from(b'a' + (at % 26) as u8);
        match index / 26 {
            0 => format!("({})", letter(index)),
            round => format!("({}{})", letter(round - 1), letter(index)),
        }
    }

    /// "(a) head" of the panel `index`.
    pub fn head(&self, index: usize) -> String {
        let parts = [self.letters(index), self.panels[index].head.clone()];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panels_are_lettered_like_columns_of_a_table_and_a_single_one_is_not() {
        let axis = PanelAxis::linear("x", [0.0, 1.0]);
        let panel = Panel {
            head: "exact".to_owned(),
            axes: [axis.clone(), axis],
            equal: true,
            marks: Vec::new(),
            notes: Vec::new(),
        };
        let one = Plate::new(String::new(), vec![panel.clone()]);
        assert_eq!(one.head(0), "exact");
        let many = Plate::new(String::new(), vec![panel; 64]);
        let heads = [0, 25, 26, 63].map(|index| many.head(index));
        assert_eq!(
            heads,
            ["(a) exact", "(z) exact", "(aa) exact", "(bl) exact"]
        );
    }
}
