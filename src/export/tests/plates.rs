//! Pages of panels, measured on their SVG: sizes and places of text, contrasts, the share of the panels.

use super::print::{attributes, column, luminance, numbers, sheet, slide, unit};
use super::*;
use crate::figure::{
    Factor, FieldStyle, Medium, PictureView, Plate, PlateRequest, PlateSubject, ScoreChoice, plate,
};
use crate::measure::Quantity;
use crate::noise::NoiseRange;
use crate::sampling::SamplingSpec;
use crate::score::ExactScore;

/// A page about two Gaussians and a network that has heard of one alone.
fn page(view: PictureView, factors: &[&str], theme: Theme) -> Plate {
    let component = |x: f64, weight| Component::round([x, 0.0], 0.6, weight);
    let mixture = GaussianMixture::new(vec![component(4.0, 0.8), component(-4.0, 0.2)]).unwrap();
    let exact = ExactScore::new(mixture.clone());
    let learned = ExactScore::new(GaussianMixture::new(vec![component(4.0, 1.0)]).unwrap());
    let factors = factors.iter().map(|text| Factor::parse(text).unwrap());
    let request = PlateRequest {
        factors: factors.collect(),
        numbers: true,
        frames: true,
        show_title: false,
        theme,
        medium: Medium::Print,
        ..PlateRequest::of(view)
    };
    let subject = PlateSubject {
        title: "Pair",
        mixture: &mixture,
        exact: &exact,
        learned: Some(&learned),
        empirical: None,
        usual: ScoreChoice::Exact,
        score_name: "exact",
        range: NoiseRange::new(0.1, 12.0).unwrap(),
        sampling: SamplingSpec {
            particles: 100,
            ..SamplingSpec::default()
        },
        steps: Some(12),
        seed: 5,
    };
    plate(&subject, &request).unwrap()
}

/// Pages of every kind.
fn pages(theme: Theme) -> Vec<Plate> {
    let field = PictureView::Field(FieldStyle::Arrows);
    let lines = PictureView::Field(FieldStyle::Streamlines);
    vec![
        page(field, &["score=exact,learned,error"], theme),
        page(lines, &["sigma=2,1,0.5,0.2"], theme),
        page(PictureView::Map(Quantity::Cosine), &[], theme),
        page(
            PictureView::Map(Quantity::Surplus),
            &["sampler=exact,ode-heun"],
            theme,
        ),
        page(
            PictureView::Samples,
            &["sampler=exact,ddim", "steps=2,4,8"],
            theme,
        ),
        page(PictureView::Paths, &["sampler=ode-heun,annealed"], theme),
        page(PictureView::Marginal, &["way=forward,back"], theme),
        page(PictureView::Loss, &[], theme),
        page(PictureView::Quality, &["process=ve-rho,vp-linear"], theme),
        page(PictureView::Weights, &[], theme),
    ]
}

#[test]
fn words_of_panels_have_their_size_and_lie_apart_on_the_page() {
    let sheets = [
        column(),
        slide(),
        sheet(7.0, Some(3.4), 8.0, CaptionPlace::None),
        sheet(7.0, None, 8.0, CaptionPlace::Below),
    ];
    for plate in pages(Theme::Light) {
        for sheet in sheets {
            let fitted = sheet.fitted_plate(&plate).unwrap();
            let text = plate_svg(&plate, fitted);
            let (unit, font) = (unit(&text), sheet.font.in_points());
            for size in numbers(&text, "font-size") {
                let points = size * unit;
                assert!((0.89 * font..=1.26 * font).contains(&points), "{points} pt");
            }
            let mut found = Vec::new();
            texts(parsed(&text).root(), &mut found);
            let [width, height] = fitted.points().map(|side| (side / 0.75) as f32);
            let head = &plate.panels[0].head;
            for (index, (words, a)) in found.iter().enumerate() {
                let inside = a.left() >= -0.5
                    && a.top() >= -0.5
                    && a.right() <= width + 0.5
                    && a.bottom() <= height + 0.5;
                assert!(
                    inside,
                    "\"{words}\" leaves the page of {head}, {sheet:?}: {a:?}"
                );
                for (others, b) in &found[index + 1..] {
                    let apart = a.right() <= b.left()
                        || b.right() <= a.left()
                        || a.bottom() <= b.top()
                        || b.bottom() <= a.top();
                    assert!(
                        apart,
                        "\"{words}\" lies on \"{others}\" of {head}, {sheet:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn lines_of_panels_are_wide_enough_and_stand_out_from_the_ground() {
    for theme in [Theme::Light, Theme::Dark] {
        for plate in pages(theme) {
            let text = plate_svg(&plate, column().fitted_plate(&plate).unwrap());
            let unit = unit(&text);
            let ground = luminance(attributes(&text, "fill")[0]);
            let strokes = text
                .lines()
                .filter(|line| line.contains(" stroke-width=\""));
            for element in strokes {
                let shown = element.get(..90).unwrap_or(element);
                let colour = attributes(element, "stroke")[0];
                if colour == "none" || element.contains("stroke-linecap") {
                    // Dots: a mark, not a line.
                    continue;
                }
                let ink = luminance(colour);
                if (ink - ground).abs() < 1e-9 {
                    // Rims of paper part dots, and are not to be seen themselves.
                    continue;
                }
                assert!(
                    numbers(element, "stroke-width")[0] * unit >= 0.499,
                    "{shown}"
                );
                let ratio = (ink.max(ground) + 0.05) / (ink.min(ground) + 0.05);
                assert!(ratio >= 2.0, "{ratio}: {shown}");
            }
        }
    }
}

#[test]
fn panels_of_a_square_page_take_most_of_it_and_share_their_numbers() {
    let factor = "sampler=exact,ode-heun,ddim,ode-euler,reverse-sde,karras,pc,annealed,langevin";
    for count in [1, 4, 9] {
        let names: Vec<&str> = factor.split(',').take(count).collect();
        let plate = page(PictureView::Samples, &[&names.join(",")], Theme::Light);
        let fitted = column().fitted_plate(&plate).unwrap();
        let text = plate_svg(&plate, fitted);
        // By the SVG itself: clips are panels.
        let clips: Vec<&str> = text.split("<clipPath").skip(1).collect();
        assert_eq!(clips.len(), count);
        let area: f64 = clips
            .iter()
            .map(|clip| numbers(clip, "width")[0] * numbers(clip, "height")[0])
            .sum();
        let view_box: Vec<f64> = attributes(&text, "viewBox")[0]
            .split(' ')
            .map(|side| side.parse().unwrap())
            .collect();
        let share = area / (view_box[2] * view_box[3]);
        assert!((share - fitted.panels_share(&plate)).abs() < 2e-3);
        assert!(share >= 0.58, "{count}: {share}");
        // The name of an axis stands once, and every head has its letter.
        assert_eq!(text.matches(">x</text>").count(), 1);
        assert_eq!(text.contains(">(a) exact draws</text>"), count > 1);
        let last = char::from(b'a' + count as u8 - 1);
        assert_eq!(text.contains(&format!(">({last}) ")), count > 1);
    }
}

#[test]
fn a_page_without_room_for_its_panels_says_how_wide_it_must_be() {
    let many = "steps=1,2,...,30";
    let plate = page(
        PictureView::Samples,
        &["sampler=ode-heun", many],
        Theme::Light,
    );
    let said = column().fitted_plate(&plate).unwrap_err().to_string();
    let word = said.split("at least ").nth(1).unwrap();
    assert!(word.contains(" wide, or take smaller letters"), "{said}");
    let width: Length = word.split(' ').next().unwrap().parse().unwrap();
    let wide = Sheet { width, ..column() };
    assert!(wide.fitted_plate(&plate).is_ok(), "{said}");
}

#[test]
fn the_same_page_is_the_same_bytes_as_svg_png_and_pdf() {
    let make = || {
        page(
            PictureView::Samples,
            &["sampler=exact,ode-heun"],
            Theme::Dark,
        )
    };
    let fitted = column().fitted_plate(&make()).unwrap();
    for format in Format::FIGURE {
        let bytes = || figure_bytes(&make(), format, fitted, Some(96)).unwrap();
        assert_eq!(bytes(), bytes(), "{format}");
    }
    let text = plate_svg(&make(), fitted);
    assert!(text.contains("<desc>") && text.contains("seed\u{a0}5"));
}
