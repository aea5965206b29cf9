//! What becomes a picture: a figure, or a page of panels.

use super::svg::{Paper, plate_svg, svg};
use crate::figure::{Figure, Plate};

/// A picture that is known as SVG.
pub trait Drawing {
    /// The text of an SVG file on `paper`.
    fn svg(&self, paper: Paper) -> String;

    /// What a PDF is called.
    fn title(&self) -> &str;

    /// What made it, as JSON.
    fn made_by(&self) -> Option<&str>;

    /// Everything that is written on the page besides numbers.
    fn words(&self) -> String;
}

impl Drawing for Figure {
    fn svg(&self, paper: Paper) -> String {
        svg(self, paper)
    }

    fn title(&self) -> &str {
        &self.title
    }

    fn made_by(&self) -> Option<&str> {
        self.made_by.as_deref()
    }

    fn words(&self) -> String {
        let labels = [&self.title, &self.x_label, &self.y_label];
        let words = labels.into_iter().chain(&self.caption);
        words.map(String::as_str).collect::<Vec<_>>().join(" ")
    }
}

impl Drawing for Plate {
    fn svg(&self, paper: Paper) -> String {
        plate_svg(self, paper)
    }

    fn title(&self) -> &str {
        &self.title
    }

    fn made_by(&self) -> Option<&str> {
        self.made_by.as_deref()
    }

    fn words(&self) -> String {
        let heads = self.panels.iter().map(|panel| &panel.head);
        let names = self.panels.iter().flat_map(|panel| &panel.axes);
        let words = heads
            .chain(names.map(|axis| &axis.label))
            .chain(self.keys.iter().map(|key| &key.label))
            .chain(&self.caption)
            .chain(&self.row_heads)
            .chain([&self.title]);
        words.map(String::as_str).collect::<Vec<_>>().join(" ")
    }
}
