//! Figures as files: what is drawn, where it stands, and what other programs read of it.

mod data;
mod made_by;
mod plates;
mod print;

use super::*;
use crate::figure::{Figure, FigureOptions, Layer, Subject, Theme, trajectory_figure};
use crate::mixture::{Component, GaussianMixture};
use crate::noise::Prior;
use crate::plane::Bounds;
use crate::sampling::{Dynamics, Init, Plan, Run, Rung, Trajectory};
use crate::score::ExactScore;
use ndarray::Array3;
use resvg::{tiny_skia, usvg};
use std::io::Cursor;

/// What is written, in memory.
fn bytes_of(
    write: impl FnOnce(&mut Cursor<Vec<u8>>) -> Result<(), ExportError>,
) -> Result<Vec<u8>, ExportError> {
    let mut out = Cursor::new(Vec::new());
    write(&mut out).map(|()| out.into_inner())
}

/// Two blobs and particles on straight ways to them, down two noise levels.
fn sample() -> Figure {
    figure_with("Two blobs", 40, &FigureOptions::default())
}

fn trajectory(particles: usize) -> Trajectory {
    let x = Array3::from_shape_fn((21, particles, 2), |(frame, particle, axis)| {
        let time = frame as f64 / 20.0;
        let angle = particle as f64 * 2.4;
        let start = [3.0 * angle.cos(), 3.0 * angle.sin()];
        let end = if particle % 3 == 0 {
            [2.0, -1.0]
        } else {
            [-1.5, 0.5]
        };
        (1.0 - time) * start[axis] + time * (end[axis] + 0.1 * start[axis])
    });
    Trajectory {
        x,
        step: (0..21).map(|frame| 10 * frame).collect(),
        sigma: (0..21)
            .map(|frame| if frame <= 10 { 2.0 } else { 0.5 })
            .collect(),
        t: (0..21).map(|frame| 0.05 * (20 - frame) as f64).collect(),
        nfe: (0..21).map(|frame| 20 * frame).collect(),
        accepted: None,
        led_away: 0,
        center: [0.0, 0.0],
        scale: 1.0,
    }
}

fn figure_with(title: &str, particles: usize, options: &FigureOptions) -> Figure {
    let mixture = GaussianMixture::new(vec![
        Component {
            mean: [-1.5, 0.5],
            cov: [[0.3, 0.1], [0.1, 0.2]].into(),
            weight: 0.7,
        },
        Component::round([2.0, -1.0], 0.4, 0.3),
    ])
    .unwrap();
    let rung = |sigma: f64| Rung {
        sigma,
        step_size: 0.01 * sigma * sigma,
        steps: 100,
    };
    let plan = Plan {
        dynamics: Dynamics::Annealed,
        process: None,
        rungs: vec![rung(2.0), rung(0.5)],
        particles,
        temperature: 1.0,
        init: Init::Prior,
        prior: Prior::round([0.0, 0.0], 2.0),
    };
    let score = ExactScore::new(mixture.clone());
    let subject = Subject {
        title,
        mixture: &mixture,
        score: &score,
        score_name: "exact",
        seed: 3,
    };
    trajectory_figure(
        &subject,
        &Run::Langevin(plan),
        &trajectory(particles),
        options,
    )
    .unwrap()
}

fn parsed(text: &str) -> usvg::Tree {
    let options = usvg::Options {
        font_family: font::FAMILY.to_owned(),
        fontdb: raster::fonts::database(""),
        ..usvg::Options::default()
    };
    usvg::Tree::from_str(text, &options).unwrap()
}

/// Every text on the page: what it says and the rectangle of its letters.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "of a parsed page only groups and texts are looked at"
)]
fn texts(group: &usvg::Group, found: &mut Vec<(String, usvg::Rect)>) {
    for node in group.children() {
        match node {
            usvg::Node::Group(group) => texts(group, found),
            usvg::Node::Text(text) => {
                let words: String = text.chunks().iter().map(|chunk| chunk.text()).collect();
                found.push((words, text.abs_bounding_box()));
            }
            _ => {}
        }
    }
}

fn assert_texts_are_apart_and_on_the_page(figure: &Figure, size: Size) {
    let tree = parsed(&svg(figure, size));
    let mut found = Vec::new();
    texts(tree.root(), &mut found);
    assert!(found.len() > 5);
    let (width, height) = (size.width() as f32, size.height() as f32);
    for (words, rect) in &found {
        let inside = rect.left() >= 0.0
            && rect.top() >= 0.0
            && rect.right() <= width
            && rect.bottom() <= height;
        assert!(inside, "\"{words}\" leaves the page at {rect:?}, {size:?}");
    }
    for (index, (words, a)) in found.iter().enumerate() {
        for (others, b) in &found[index + 1..] {
            let apart = a.right() <= b.left()
                || b.right() <= a.left()
                || a.bottom() <= b.top()
                || b.bottom() <= a.top();
            assert!(apart, "\"{words}\" lies on \"{others}\" at {size:?}");
        }
    }
}

#[test]
fn no_text_overlaps_another_or_leaves_the_page_at_any_size() {
    let long = "A title that goes on and on about what the particles do, and ".repeat(4);
    for title in ["Two blobs", long.as_str()] {
        let figure = figure_with(title, 40, &FigureOptions::default());
        let natural = Size::for_figure(&figure);
        let sizes = [
            (800, 600),
            (1600, 500),
            (500, 1600),
            (300, 300),
            (4000, 3000),
        ];
        let sizes = sizes.map(|(width, height)| Size::new(width, height).unwrap());
        for size in sizes.into_iter().chain([natural]) {
            assert_texts_are_apart_and_on_the_page(&figure, size);
        }
    }
}

#[test]
fn any_bounds_give_a_page_with_text_apart() {
    let corners = [
        [-1e-5, 1e-5, -1e-5, 1e-5],
        [999_999.0, 1_000_000.0, -1e6, -999_999.2],
        [1e17, 1.000_1e17, 0.0, 1e13],
        [-1e300, 1e300, -1e300, 1e300],
        [0.0, 100.0, 0.0, 12.6],
        [0.0, 0.7, 0.0, 5.0],
    ];
    for [x0, x1, y0, y1] in corners {
        let options = FigureOptions {
            bounds: Bounds::new(x0, x1, y0, y1).ok(),
            ..FigureOptions::default()
        };
        let figure = figure_with("Two blobs", 10, &options);
        assert_texts_are_apart_and_on_the_page(&figure, Size::new(800, 700).unwrap());
        let natural = Size::for_figure(&figure);
        assert!(natural.height() <= 2 * natural.width() + 1, "{natural:?}");
    }
}

#[test]
fn short_axes_have_labelled_ticks_too() {
    // From a third of the longer side on there is room for three lines of numbers.
    for part in [0.34, 0.45, 0.6, 1.0] {
        for shift in 0..40 {
            let low = -1.3 + 0.07 * f64::from(shift);
            for upright in [false, true] {
                let (long, short) = ([-5.2, 4.9], [low, low + part * 10.1]);
                let ([x0, x1], [y0, y1]) = if upright {
                    (short, long)
                } else {
                    (long, short)
                };
                let options = FigureOptions {
                    bounds: Bounds::new(x0, x1, y0, y1).ok(),
                    ..FigureOptions::default()
                };
                let figure = figure_with("Two blobs", 4, &options);
                let layout = svg::Layout::new(&figure, if upright { 3.0 } else { 1.0 / 3.0 });
                for axis in [svg::Axis::X, svg::Axis::Y] {
                    let ticks = layout.ticks(axis).len();
                    assert!(ticks >= 2, "{ticks} at {low}, {part}, {upright}");
                }
            }
        }
    }
}

#[test]
fn the_plot_keeps_equal_axes_at_every_size() {
    let options = FigureOptions {
        show_paths: false,
        ..FigureOptions::default()
    };
    let figure = figure_with("Two blobs", 4, &options);
    let expected = figure.bounds.width() / figure.bounds.height();
    for (width, height) in [(800, 600), (1600, 500), (500, 1600), (16_384, 64)] {
        let text = svg(&figure, Size::new(width, height).unwrap());
        let clip = text.split("<clipPath").nth(1).unwrap();
        let number = |name: &str| -> f64 {
            let start = clip.split(&format!("{name}=\"")).nth(1).unwrap();
            start.split('"').next().unwrap().parse().unwrap()
        };
        let ratio = number("width") / number("height");
        assert!(
            (ratio / expected - 1.0).abs() < 1e-3,
            "{ratio} at {width} x {height}"
        );
    }
}

#[test]
fn the_same_figure_gives_the_same_bytes() {
    for format in Format::FIGURE {
        let size = Size::new(400, 420).unwrap();
        let first = figure_bytes(&sample(), format, size, None).unwrap();
        let second = figure_bytes(&sample(), format, size, None).unwrap();
        assert!(first == second, "{format} differs");
    }
    for format in Format::DATA {
        let bytes = || bytes_of(|out| write_trajectory(&trajectory(5), format, None, out)).unwrap();
        assert!(bytes() == bytes(), "{format} differs");
    }
}

#[test]
fn a_png_has_the_size_asked_and_shows_something() {
    let bytes = png(&sample(), Size::new(613, 477).unwrap(), None).unwrap();
    let pixels = tiny_skia::Pixmap::decode_png(&bytes).unwrap();
    assert_eq!((pixels.width(), pixels.height()), (613, 477));
    let mut colours: Vec<u32> = pixels
        .pixels()
        .iter()
        .map(|p| u32::from_le_bytes([p.red(), p.green(), p.blue(), p.alpha()]))
        .collect();
    assert!(
        colours.iter().all(|colour| colour >> 24 == 255),
        "a hole in the paper"
    );
    colours.sort_unstable();
    colours.dedup();
    assert!(colours.len() > 500, "{} colours", colours.len());
}

#[test]
fn paths_show_in_the_colours_of_time() {
    // Fewer colours without the particles, and the deepest violet of the ends is gone.
    let dark_violet = |options: &FigureOptions| {
        let figure = figure_with("Two blobs", 40, options);
        let bytes = png(&figure, Size::new(500, 500).unwrap(), None).unwrap();
        let pixels = tiny_skia::Pixmap::decode_png(&bytes).unwrap();
        let violet = |p: &&tiny_skia::PremultipliedColorU8| {
            (p.red(), p.green(), p.blue()) == (0x44, 0x01, 0x54)
        };
        pixels.pixels().iter().filter(violet).count()
    };
    let all = FigureOptions::default();
    let bare = FigureOptions {
        show_paths: false,
        ..all
    };
    assert!(dark_violet(&all) > 100);
    assert_eq!(dark_violet(&bare), 0);
}

#[test]
fn a_pdf_has_one_page_of_three_quarters_of_the_pixels() {
    let bytes = pdf(&sample(), Size::new(800, 600).unwrap()).unwrap();
    assert!(bytes.starts_with(b"%PDF"));
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("/Count 1"), "not one page");
    assert!(text.contains("/MediaBox[0 0 600 450]"));
    assert!(text.contains("LiberationSans"), "the font is not embedded");
    assert!(!text.contains("CreationDate"));
}

#[test]
fn titles_may_hold_anything() {
    let title = "a < b & \"c\" > \u{0}\u{7}d' \u{ffff} 数 Σ 😀";
    let figure = figure_with(title, 3, &FigureOptions::default());
    let tree = parsed(&svg(&figure, Size::for_figure(&figure)));
    let mut found = Vec::new();
    texts(tree.root(), &mut found);
    assert!(
        found
            .iter()
            .any(|(words, _)| words.starts_with("a < b & \"c\" >"))
    );
}

#[test]
fn the_dark_theme_changes_the_paper_and_titles_can_be_left_out() {
    let options = FigureOptions {
        theme: Theme::Dark,
        show_title: false,
        show_caption: false,
        ..FigureOptions::default()
    };
    let figure = figure_with("Two blobs", 3, &options);
    let text = svg(&figure, Size::for_figure(&figure));
    assert!(text.contains("fill=\"#15181d\""));
    assert!(!text.contains("Two blobs</text>") && !text.contains("Langevin"));
    let with = Size::for_figure(&sample());
    assert!(Size::for_figure(&figure).height() < with.height());
}

#[test]
fn thousands_of_particles_stay_a_small_file() {
    let figure = figure_with("Crowd", 20_000, &FigureOptions::default());
    let Some(Layer::Paths(paths)) = figure.layers.last() else {
        panic!("paths are the uppermost layer");
    };
    assert!(paths.other_ends.len() <= 10_000);
    let text = svg(&figure, Size::for_figure(&figure));
    assert!(text.len() < 600_000, "{} bytes", text.len());
}

#[test]
fn a_format_that_cannot_hold_the_thing_is_refused() {
    let size = Size::new(100, 100).unwrap();
    let error = figure_bytes(&sample(), Format::Csv, size, None).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a .csv file cannot hold this; use .svg, .png or .pdf"
    );
    assert!(bytes_of(|out| write_trajectory(&trajectory(1), Format::Png, None, out)).is_err());
}
