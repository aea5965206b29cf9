//! Pages of panels as SVG.

mod around;
mod grid;
mod keys;
pub mod layout;
mod marks;

use super::document::{Document, clipped, fingerprint};
use super::palette::Palette;
use super::paper::Paper;
use crate::export::font::style_sheet;
use crate::figure::Plate;

/// `plate` as the text of an SVG file.
pub fn plate_svg(plate: &Plate, paper: impl Into<Paper>) -> String {
    let paper = paper.into();
    let layout = paper.plate_layout(plate);
    let palette = Palette::new(plate.theme, plate.medium);
    let thinnest = paper.thinnest();
    let panels = plate.panels.iter().zip(&layout.panels);
    let drawn = panels.map(|(panel, place)| marks::drawn(panel, place, &palette, thinnest));
    let drawn: Vec<String> = drawn.collect();
    let around = around::drawn(plate, &layout, &palette, thinnest);
    let style = style_sheet(&format!("{around}{}", drawn.concat()));
    let name = fingerprint(&drawn.concat());
    let plots = drawn.iter().zip(&layout.panels).enumerate();
    let plots = plots.flat_map(|(index, (marks, place))| {
        clipped(&format!("plot-{name:016x}-{index}"), place.plot, marks)
    });
    let document = Document {
        paper,
        sides: [layout.width, layout.height],
        title: &plate.title,
        caption: &plate.caption,
        made_by: plate.made_by.as_deref(),
        style: &style,
        clips: "",
        drawn: &(plots.collect::<String>() + &around),
    };
    document.text(&palette)
}
