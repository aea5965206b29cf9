//! Pages of panels as SVG.

mod around;
mod grid;
mod keys;
pub mod layout;
mod marks;

use super::palette::Palette;
use super::paper::Paper;
use super::pen::{escaped, rounded};
use crate::export::font::{STACK, style_sheet};
use crate::figure::Plate;
use std::fmt::Write;

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
    // The ids depend on the content alone: two figures inlined into one page keep their own clips.
    let name = super::fingerprint(&drawn.concat());
    let mut plots = String::new();
    for (index, (marks, place)) in drawn.iter().zip(&layout.panels).enumerate() {
        let [x, y] = [place.plot.left, place.plot.top].map(rounded);
        let [w, h] = [place.plot.width, place.plot.height].map(rounded);
        // Writing to a string cannot fail.
        let _ = write!(
            plots,
            "<clipPath id=\"plot-{name:016x}-{index}\"><rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\"/></clipPath>\n\
             <g clip-path=\"url(#plot-{name:016x}-{index})\">\n{marks}</g>\n"
        );
    }
    let made_by = super::made_by(plate.made_by.as_deref());
    let (width, height) = (rounded(layout.width), rounded(layout.height));
    let [page_width, page_height] = paper.sides_in_svg();
    let ground = if paper.is_transparent() {
        String::new()
    } else {
        let colour = &palette.paper;
        format!("<rect width=\"{width}\" height=\"{height}\" fill=\"{colour}\"/>\n")
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{page_width}\" height=\"{page_height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"{STACK}\">\n\
         <title>{}</title>\n<desc>{}</desc>\n{made_by}{style}{ground}{plots}{around}</svg>\n",
        escaped(&plate.title),
        escaped(&plate.caption.join(" ")),
    )
}
