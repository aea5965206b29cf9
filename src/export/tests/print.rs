//! Printed pages, measured on their SVG: sizes of text, widths and contrasts of lines, the share of the plot.

use super::*;
use crate::figure::Medium;

pub fn sheet(width: f64, height: Option<f64>, font: f64, caption: CaptionPlace) -> Sheet {
    Sheet {
        width: Length::inches(width),
        height: height.map(Length::inches),
        font: Length::points(font),
        caption,
        transparent: false,
    }
}

pub fn column() -> Sheet {
    sheet(3.4, None, 8.0, CaptionPlace::None)
}

pub fn slide() -> Sheet {
    sheet(13.333, Some(7.5), 18.0, CaptionPlace::None)
}

fn options(theme: Theme) -> FigureOptions {
    FigureOptions {
        show_title: false,
        theme,
        medium: Medium::Print,
        ..FigureOptions::default()
    }
}

/// The figure that fills the sheet, as the command line makes it.
fn filling(sheet: &Sheet, theme: Theme) -> (Figure, FittedSheet) {
    let mut options = options(theme);
    let mut figure = figure_with("Two blobs", 40, &options);
    for _ in 0..2 {
        options.bounds = sheet.filled(&figure);
        figure = figure_with("Two blobs", 40, &options);
    }
    let fitted = sheet.fitted(&figure).unwrap();
    (figure, fitted)
}

/// The values of an attribute in the order in which they stand.
pub fn attributes<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
    let pattern = format!(" {name}=\"");
    let parts = text.split(&pattern).skip(1);
    parts.filter_map(|part| part.split('"').next()).collect()
}

pub fn numbers(text: &str, name: &str) -> Vec<f64> {
    attributes(text, name)
        .iter()
        .map(|value| value.parse().unwrap())
        .collect()
}

/// Points of a page unit, from what the SVG says of its page.
pub fn unit(text: &str) -> f64 {
    let width = attributes(text, "width")[0].strip_suffix("pt").unwrap();
    let view_box = attributes(text, "viewBox")[0].split(' ').nth(2).unwrap();
    width.parse::<f64>().unwrap() / view_box.parse::<f64>().unwrap()
}

#[test]
fn the_plot_fills_the_page() {
    for (sheet, least) in [(column(), 0.6), (slide(), 0.55)] {
        for theme in [Theme::Light, Theme::Dark] {
            let (figure, fitted) = filling(&sheet, theme);
            let text = svg(&figure, fitted);
            // By the SVG itself: the clip is the plot.
            let clip = text.split("<clipPath").nth(1).unwrap();
            let plot = numbers(clip, "width")[0] * numbers(clip, "height")[0];
            let view_box: Vec<f64> = attributes(&text, "viewBox")[0]
                .split(' ')
                .map(|side| side.parse().unwrap())
                .collect();
            let share = plot / (view_box[2] * view_box[3]);
            assert!(share >= least, "{share} of {sheet:?}");
            assert!((share - fitted.plot_share(&figure)).abs() < 1e-3);
        }
    }
}

#[test]
fn text_has_its_size_on_paper_whatever_the_page_and_lies_apart() {
    let pages = [
        column(),
        slide(),
        sheet(3.4, None, 8.0, CaptionPlace::Below),
        sheet(7.0, Some(3.4), 8.0, CaptionPlace::Beside),
        sheet(20.0, Some(16.0), 28.0, CaptionPlace::Below),
    ];
    for sheet in pages {
        let (figure, fitted) = filling(&sheet, Theme::Light);
        let text = svg(&figure, fitted);
        let unit = unit(&text);
        let font = sheet.font.in_points();
        for size in numbers(&text, "font-size") {
            let points = size * unit;
            assert!((0.89 * font..=1.26 * font).contains(&points), "{points} pt");
        }
        let [width, height] = fitted.points();
        assert!((width - sheet.width.in_points()).abs() < 0.01);
        if let Some(asked) = sheet.height {
            assert!((height - asked.in_points()).abs() < 0.01);
        }
        let mut found = Vec::new();
        texts(parsed(&text).root(), &mut found);
        // As usvg reads it, a point is 4/3 pixels.
        let [width, height] = [width, height].map(|side| (side / 0.75) as f32);
        for (index, (words, a)) in found.iter().enumerate() {
            let inside = a.left() >= -0.5
                && a.top() >= -0.5
                && a.right() <= width + 0.5
                && a.bottom() <= height + 0.5;
            assert!(inside, "\"{words}\" leaves the page of {sheet:?}: {a:?}");
            for (others, b) in &found[index + 1..] {
                let apart = a.right() <= b.left()
                    || b.right() <= a.left()
                    || a.bottom() <= b.top()
                    || b.bottom() <= a.top();
                assert!(apart, "\"{words}\" lies on \"{others}\" on {sheet:?}");
            }
        }
    }
}

/// Relative luminance (WCAG 2.2), written here a second time.
pub fn luminance(css: &str) -> f64 {
    let weight = [0.2126, 0.7152, 0.0722];
    (0..3)
        .map(|channel| {
            let at = 1 + 2 * channel;
            let value = f64::from(u8::from_str_radix(&css[at..at + 2], 16).unwrap()) / 255.0;
            let linear = if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            };
            weight[channel] * linear
        })
        .sum()
}

#[test]
fn every_line_is_at_least_half_a_point_wide_and_stands_out_from_its_ground() {
    for theme in [Theme::Light, Theme::Dark] {
        for sheet in [column(), slide()] {
            let (figure, fitted) = filling(&sheet, theme);
            let text = svg(&figure, fitted);
            let unit = unit(&text);
            let ground = luminance(attributes(&text, "fill").first().unwrap());
            let mut seen = 0;
            for element in text
                .lines()
                .filter(|line| line.contains(" stroke-width=\""))
            {
                let colour = attributes(element, "stroke")[0];
                let width = numbers(element, "stroke-width")[0] * unit;
                // Rims of dots are of paper: they part, and are not to be seen themselves.
                let ink = luminance(colour);
                if (ink - ground).abs() < 1e-9 {
                    continue;
                }
                assert!(
                    width >= 0.499,
                    "{width} pt: {}",
                    element.get(..80).unwrap_or(element)
                );
                if element.contains("stroke-linecap") {
                    // Dots, mixed with what they lie on.
                    continue;
                }
                assert!(
                    !element.contains("stroke-opacity"),
                    "{}",
                    element.get(..80).unwrap_or(element)
                );
                let ratio = (ink.max(ground) + 0.05) / (ink.min(ground) + 0.05);
                assert!(
                    ratio >= 2.0,
                    "{ratio}: {}",
                    element.get(..80).unwrap_or(element)
                );
                seen += 1;
            }
            assert!(seen > 10, "{seen} lines");
        }
    }
}

#[test]
fn paths_arrows_and_contours_differ_in_width_where_colours_are_gone() {
    let (figure, fitted) = filling(&column(), Theme::Light);
    let text = svg(&figure, fitted);
    let lines = |colour: &str| {
        let element = text
            .lines()
            .find(|line| line.contains(&format!(" stroke=\"{colour}\"")));
        numbers(element.unwrap(), "stroke-width")[0]
    };
    let (contour, arrow) = (lines("#75818f"), lines("#5f6875"));
    let path = text
        .lines()
        .filter(|line| line.contains("fill=\"none\" stroke=\"#") && !line.contains("dasharray"))
        .map(|line| numbers(line, "stroke-width")[0])
        .fold(0.0, f64::max);
    assert!(
        path >= 1.1 * arrow && path >= 1.1 * contour,
        "{path} {arrow} {contour}"
    );
    // And arrows are darker than contours.
    assert!(luminance("#5f6875") + 0.05 < luminance("#75818f"));
}

#[test]
fn what_is_too_small_is_refused_with_the_smallest_that_works() {
    let figure = figure_with("Two blobs", 40, &options(Theme::Light));
    let fine = sheet(3.4, None, 4.0, CaptionPlace::None);
    let said = fine.fitted(&figure).unwrap_err().to_string();
    assert_eq!(
        said,
        "letters of 4pt are too small to read; use at least 5.5pt"
    );
    let least: Length = "5.5pt".parse().unwrap();
    assert!(
        Sheet {
            font: least,
            ..fine
        }
        .fitted(&figure)
        .is_ok()
    );

    let narrow = sheet(1.2, None, 8.0, CaptionPlace::None);
    let said = narrow.fitted(&figure).unwrap_err().to_string();
    assert!(said.contains("a page of 1.2in width has no room"), "{said}");
    let word = said.split("at least ").nth(1).unwrap();
    let least: Length = word.split(' ').next().unwrap().parse().unwrap();
    assert!(
        Sheet {
            width: least,
            ..narrow
        }
        .fitted(&figure)
        .is_ok(),
        "{said}"
    );
    let low = sheet(3.4, Some(0.8), 8.0, CaptionPlace::None);
    let said = low.fitted(&figure).unwrap_err().to_string();
    let word = said.split("at least ").nth(1).unwrap();
    assert!(word.contains(" high, or take"), "{said}");
    let least: Length = word.split(' ').next().unwrap().parse().unwrap();
    assert!(
        Sheet {
            height: Some(least),
            ..low
        }
        .fitted(&figure)
        .is_ok()
    );
}

#[test]
fn pictures_and_pages_have_the_size_that_was_asked_for() {
    let (figure, fitted) = filling(&slide(), Theme::Light);
    let bytes = figure_bytes(&figure, Format::Png, fitted, Some(150)).unwrap();
    let reader = ::png::Decoder::new(Cursor::new(&bytes))
        .read_info()
        .unwrap();
    let info = reader.info();
    assert_eq!((info.width, info.height), (2000, 1125));
    let dims = info.pixel_dims.unwrap();
    assert_eq!(
        (dims.xppu, dims.yppu, dims.unit),
        (5906, 5906, ::png::Unit::Meter)
    );

    let bytes = figure_bytes(&figure, Format::Pdf, fitted, None).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    let media = text.split("/MediaBox[").nth(1).unwrap();
    let sides: Vec<f64> = media
        .split(']')
        .next()
        .unwrap()
        .split(' ')
        .map(|side| side.parse().unwrap())
        .collect();
    assert!((sides[2] - 13.333 * 72.0).abs() < 0.01 && (sides[3] - 540.0).abs() < 0.01);
}

#[test]
fn a_transparent_figure_has_no_ground() {
    let blank = Sheet {
        transparent: true,
        ..column()
    };
    let (figure, fitted) = filling(&blank, Theme::Light);
    let bytes = figure_bytes(&figure, Format::Png, fitted, Some(96)).unwrap();
    let pixels = tiny_skia::Pixmap::decode_png(&bytes).unwrap();
    assert_eq!(pixels.pixels()[0].alpha(), 0);
    let (figure, fitted) = filling(&column(), Theme::Light);
    let bytes = figure_bytes(&figure, Format::Png, fitted, Some(96)).unwrap();
    let pixels = tiny_skia::Pixmap::decode_png(&bytes).unwrap();
    assert_eq!(pixels.pixels()[0].alpha(), 255);
}

#[test]
fn a_caption_says_what_dashes_are() {
    let figure = figure_with("Two blobs", 40, &options(Theme::Light));
    let leaps = figure.layers.iter().any(|layer| match layer {
        Layer::Paths(paths) => paths.stretches.iter().any(|stretch| stretch.leaps),
        Layer::Arrows(_) | Layer::Contours(_) => false,
    });
    let text = svg(&figure, column().fitted(&figure).unwrap());
    let says = figure
        .caption
        .iter()
        .any(|line| line.starts_with("Dashed:"));
    assert_eq!(leaps, says);
    assert_eq!(leaps, text.contains("stroke-dasharray"));
}
