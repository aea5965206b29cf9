//! Figures as SVG: one self-contained document, text as text, coordinates to a hundredth.
//!
//! The page is laid out in a unit of its own (a page is at least [`layout::PAGE_WIDTH`] wide) and
//! then scaled to the asked size, so every size shows the same picture.

mod layers;
mod layout;
mod legend;
mod page;
mod palette;
mod pen;

use super::font::{BOX, FAMILY, STACK, database, style_sheet, undrawable};
use super::{ExportError, Size};
use crate::figure::{ColourBar, Figure};
pub(super) use layout::{Axis, Layout};
use palette::Palette;
use pen::{Anchor, Pen, escaped, rounded};
use resvg::usvg;

/// `figure` as the text of an SVG file.
pub fn svg(figure: &Figure, size: Size) -> String {
    let aspect = f64::from(size.height()) / f64::from(size.width());
    let layout = Layout::new(figure, aspect);
    let palette = Palette::of(figure.theme);
    let layers = layers::drawn(figure, &layout, &palette);
    let around = surroundings(figure, &layout, &palette);

    let style = style_sheet(&around);

    let (width, height) = (rounded(layout.width), rounded(layout.height));
    let plot = layout.plot;
    // The id depends on the content alone: two figures inlined into one page keep their own clip.
    let clip = format!("plot-{:016x}", fingerprint(&layers));
    let (plot_x, plot_y) = (rounded(plot.left), rounded(plot.top));
    let (plot_width, plot_height) = (rounded(plot.width), rounded(plot.height));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"{STACK}\">\n\
         <title>{}</title>\n<desc>{}</desc>\n{style}\
         <clipPath id=\"{clip}\"><rect x=\"{plot_x}\" y=\"{plot_y}\" width=\"{plot_width}\" \
         height=\"{plot_height}\"/></clipPath>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n\
         <g clip-path=\"url(#{clip})\">\n{}</g>\n{around}</svg>\n",
        size.width(),
        size.height(),
        escaped(&figure.title),
        escaped(&figure.caption.join(" ")),
        palette.paper,
        layers,
    )
}

/// The height of a page that `figure` fills, divided by its width.
pub fn natural_ratio(figure: &Figure) -> f64 {
    let layout = Layout::natural(figure);
    layout.height / layout.width
}

/// Everything that is written on the page of `figure` besides numbers.
pub fn words(figure: &Figure) -> String {
    let labels = [&figure.title, &figure.x_label, &figure.y_label];
    let words = labels.into_iter().chain(&figure.caption);
    words.map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// The document as resvg and krilla draw it.
pub fn tree(figure: &Figure, size: Size) -> Result<usvg::Tree, ExportError> {
    let options = usvg::Options {
        font_family: FAMILY.to_owned(),
        fontdb: database(&words(figure)),
        ..usvg::Options::default()
    };
    // The search for fonts ends at the first character that no font has.
    let lost = undrawable(&words(figure)).into_iter();
    let text = lost.fold(svg(figure, size), |text, lost| text.replace(lost, BOX));
    usvg::Tree::from_str(&text, &options).map_err(|error| ExportError::Drawing(error.to_string()))
}

/// Frame, ticks, labels, colour bar, legend, title and caption.
fn surroundings(figure: &Figure, layout: &Layout, palette: &Palette) -> String {
    let mut pen = Pen::new();
    axes(figure, layout, palette, &mut pen);
    if let Some(bar) = &figure.colour_bar {
        colour_bar(bar, layout, palette, &mut pen);
    }
    legend::draw(&layout.legend, palette, &mut pen);
    for line in &layout.title {
        pen.text(
            line.at,
            layout::TITLE,
            palette.ink,
            Anchor::Start,
            &line.text,
        );
    }
    for line in &layout.caption {
        pen.text(
            line.at,
            layout::CAPTION,
            palette.faint_ink,
            Anchor::Start,
            &line.text,
        );
    }
    pen.finish()
}

fn axes(figure: &Figure, layout: &Layout, palette: &Palette, pen: &mut Pen) {
    let plot = layout.plot;
    pen.frame(plot, palette.frame, layout::FRAME_LINE);
    let mut marks = pen::Trace::new();
    for tick in layout.ticks(Axis::X) {
        let x = layout.x(tick.value);
        marks.line(&[[x, plot.bottom()], [x, plot.bottom() + layout::TICK_LENGTH]]);
        let at = [x, plot.bottom() + layout::TICK_LENGTH + 1.15 * layout::TICK];
        pen.text(at, layout::TICK, palette.ink, Anchor::Middle, &tick.label);
    }
    for tick in layout.ticks(Axis::Y) {
        let y = layout.y(tick.value);
        marks.line(&[[plot.left - layout::TICK_LENGTH, y], [plot.left, y]]);
        let at = [
            plot.left - layout::TICK_LENGTH - layout::GAP,
            y + layout::CENTRED * layout::TICK,
        ];
        pen.text(at, layout::TICK, palette.ink, Anchor::End, &tick.label);
    }
    pen.stroke(marks, palette.frame, layout::FRAME_LINE, 1.0);
    let middle = plot.left + 0.5 * plot.width;
    let below = [middle, layout.x_label_base];
    pen.text(
        below,
        layout::LABEL,
        palette.ink,
        Anchor::Middle,
        &figure.x_label,
    );
    let beside = [layout.y_label_base, plot.top + 0.5 * plot.height];
    pen.upright_text(beside, layout::LABEL, palette.ink, &figure.y_label);
}

/// Slices of colour from the bottom (begin) to the top (end), with columns of labels.
fn colour_bar(bar: &ColourBar, layout: &Layout, palette: &Palette, pen: &mut Pen) {
    let Some(place) = &layout.bar else {
        return;
    };
    const SLICES: usize = 64;
    for slice in 0..SLICES {
        // Every slice reaches to the top and is covered by the next: no seams between them.
        let share = slice as f64 / SLICES as f64;
        let height = place.rect.height * (1.0 - share);
        let rect = layout::Rect {
            height,
            ..place.rect
        };
        pen.fill_rect(rect, &palette.time_on_paper(share + 0.5 / SLICES as f64));
    }
    pen.frame(place.rect, palette.frame, layout::FRAME_LINE);
    let mut marks = pen::Trace::new();
    // On a low plot only every second or third label has room.
    let lines = (place.rect.height / (layout::LEADING * layout::TICK)).max(1.0);
    let stride = (bar.ticks.len() as f64 / lines).ceil().max(1.0) as usize;
    for tick in bar.ticks.iter().step_by(stride) {
        let y = place.rect.bottom() - tick.fraction * place.rect.height;
        let right = place.rect.left + place.rect.width;
        marks.line(&[[right, y], [right + layout::TICK_LENGTH, y]]);
        for (label, column) in tick.labels.iter().zip(&place.columns) {
            let at = [*column, y + layout::CENTRED * layout::TICK];
            pen.text(at, layout::TICK, palette.ink, Anchor::End, label);
        }
    }
    pen.stroke(marks, palette.frame, layout::FRAME_LINE, 1.0);
    for (head, column) in bar.heads.iter().zip(&place.columns) {
        let at = [*column, place.head_base];
        pen.text(at, layout::TICK, palette.faint_ink, Anchor::End, head);
    }
}

/// FNV-1a.
fn fingerprint(text: &str) -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, mix)
}
