use super::*;
use crate::figure::plate::{Bands, Ink, Mark, Panel, Tint};
use crate::figure::{FieldStyle, PictureView};
use crate::measure::{Quantity, density_along};
use crate::mixture::{Component, GaussianMixture};
use crate::noise::{NoiseRange, ProcessKind, ProcessSpec};
use crate::sampling::{Init, Sampler, SamplingSpec};
use crate::score::ExactScore;

/// Two Gaussians, four fifths of the mass at the right.
fn pair() -> GaussianMixture {
    GaussianMixture::new(vec![
        Component::round([4.0, 0.0], 0.6, 0.8),
        Component::round([-4.0, 0.0], 0.6, 0.2),
    ])
    .unwrap()
}

fn drawn_with(
    learned: Option<&GaussianMixture>,
    request: &PlateRequest,
) -> Result<crate::figure::Plate, PlateError> {
    drawn_of(pair(), learned, request)
}

fn drawn_of(
    mixture: GaussianMixture,
    learned: Option<&GaussianMixture>,
    request: &PlateRequest,
) -> Result<crate::figure::Plate, PlateError> {
    let exact = ExactScore::new(mixture.clone());
    let learned = learned.map(|mixture| ExactScore::new(mixture.clone()));
    let subject = PlateSubject {
        title: "Pair",
        mixture: &mixture,
        exact: &exact,
        learned: learned
            .as_ref()
            .map(|score| score as &dyn crate::score::ScoreFn),
        empirical: None,
        usual: ScoreChoice::Exact,
        score_name: "exact",
        range: NoiseRange::new(0.1, 12.0).unwrap(),
        sampling: SamplingSpec {
            particles: 300,
            steps: 30,
            init: Init::Box(-6.0, 6.0),
            ..SamplingSpec::default()
        },
        steps: None,
        seed: 5,
    };
    plate(&subject, request)
}

fn drawn(view: PictureView, factors: &[&str]) -> Result<crate::figure::Plate, PlateError> {
    let factors = factors.iter().map(|text| Factor::parse(text).unwrap());
    let request = PlateRequest {
        factors: factors.collect(),
        ..PlateRequest::of(view)
    };
    drawn_with(None, &request)
}

fn error(view: PictureView, factors: &[&str]) -> String {
    drawn(view, factors).unwrap_err().to_string()
}

fn dots(panel: &Panel) -> usize {
    let count = |mark: &Mark| {
        if let Mark::Dots(_, points) = mark {
            points.len()
        } else {
            0
        }
    };
    panel.marks.iter().map(count).sum()
}

#[test]
fn rows_and_columns_are_the_values_of_two_factors() {
    let factors = ["sampler=exact,ode-heun", "steps=2,4,8"];
    let plate = drawn(PictureView::Samples, &factors).unwrap();
    assert_eq!(plate.panels.len(), 6);
    assert_eq!(plate.columns, Some(3));
    assert_eq!(plate.row_heads, ["exact draws", "ode-heun"]);
    let heads: Vec<String> = (0..3).map(|index| plate.head(index)).collect();
    assert_eq!(heads, ["(a) 2 steps", "(b) 4 steps", "(c) 8 steps"]);
    // Exact draws need no step: the row shows the same points thrice.
    let row: Vec<usize> = plate.panels[..3].iter().map(dots).collect();
    assert!(row[0] > 290 && row.iter().all(|dots| *dots == row[0]));
    // All panels show the same part of the plane.
    assert!(
        plate
            .panels
            .iter()
            .all(|panel| panel.axes == plate.panels[0].axes)
    );
}

#[test]
fn a_page_that_cannot_be_is_refused_with_what_can() {
    let field = PictureView::Field(FieldStyle::Arrows);
    assert_eq!(
        error(field, &["sampler=exact,ode-heun"]),
        "sampler changes nothing in the view field; its panels can be score, sigma or t"
    );
    let many = "steps=1,2,...,33";
    assert_eq!(
        error(PictureView::Samples, &["sampler=exact,ode-heun", many]),
        "66 panels are too many to be read; give factors with at most 64 panels in all"
    );
    let twice = error(field, &["sigma=1,2", "sigma=3"]);
    assert!(twice.contains("both the rows and the columns"), "{twice}");
    let three = error(field, &["sigma=1", "score=exact", "t=1"]);
    assert!(three.contains("there are 3 factors"), "{three}");
    let model = error(PictureView::Map(Quantity::Error), &[]);
    assert!(model.contains("add --model FILE"), "{model}");
    let time = error(field, &["t=7"]);
    assert!(time.contains('7'), "{time}");
    let path = error(PictureView::Paths, &["sampler=exact"]);
    assert!(path.contains("exact draws have no paths"), "{path}");
    let points = error(field, &["score=empirical"]);
    assert!(points.contains("train_points"), "{points}");
}

#[test]
fn numbers_say_the_true_weight_and_the_share_of_the_samples() {
    let request = PlateRequest {
        factors: vec![Factor::parse("sampler=exact,langevin").unwrap()],
        numbers: true,
        ..PlateRequest::of(PictureView::Samples)
    };
    let plate = drawn_with(None, &request).unwrap();
    let shares = |panel: &Panel| -> Vec<(f64, f64)> {
        let labels = panel.marks.iter().filter_map(|mark| {
            if let Mark::Labels(labels) = mark {
                Some(labels)
            } else {
                None
            }
        });
        let read = |words: &str| {
            let (truth, share) = words.split_once(" / ").unwrap();
            (truth.parse().unwrap(), share.parse().unwrap())
        };
        labels.flatten().map(|label| read(&label.words)).collect()
    };
    let exact = shares(&plate.panels[0]);
    // 300 draws with p = 0.8: a standard error of 0.023, and rounding.
    assert_eq!(exact[0].0, 0.8);
    assert!((exact[0].1 - 0.8).abs() < 4.0 * 0.0231 + 0.005, "{exact:?}");
    // Langevin particles from a box stay on their side: half each, whatever the weights.
    let stuck = shares(&plate.panels[1]);
    assert!((stuck[0].1 - 0.5).abs() < 4.0 * 0.0289 + 0.005, "{stuck:?}");
}

#[test]
fn marginals_reach_as_far_as_the_process_and_time_runs_to_the_right() {
    let request = PlateRequest {
        factors: vec![Factor::parse("way=forward,back").unwrap()],
        angle: Some(0.0),
        paths: Some(2),
        ..PlateRequest::of(PictureView::Marginal)
    };
    let plate = drawn_with(None, &request).unwrap();
    let [forward, back] = &plate.panels[..] else {
        panic!("two panels");
    };
    assert_eq!(forward.axes[0].ends, [1e-3, 1.0]);
    assert_eq!(back.axes[0].ends, [1.0, 1e-3]);
    for panel in [forward, back] {
        let lines: Vec<_> = panel
            .marks
            .iter()
            .filter_map(|mark| {
                if let Mark::Lines(lines) = mark {
                    Some(lines)
                } else {
                    None
                }
            })
            .collect();
        assert_eq!(lines.len(), 2);
        assert_eq!((lines[0].ink, lines[1].ink), (Ink::Series(1), Ink::Plain));
        assert!(lines.iter().all(|lines| lines.lines.len() == 2));
        // The flow ends where there are data: within five standard deviations of a mean.
        for line in &lines[1].lines {
            let end = line[line.len() - 1];
            assert!((end[0] - 1e-3).abs() < 1e-12);
            assert!((end[1].abs() - 4.0).abs() < 3.0, "{end:?}");
        }
    }
    // The top band at t = 0 lies around the heavier mode, where the density is largest.
    let [Mark::Bands(Bands { bands, tint, .. }), ..] = &forward.marks[..] else {
        panic!("bands lie below");
    };
    assert_eq!(*tint, Tint::Ground);
    let first: Vec<f64> = bands[bands.len() - 1]
        .lines
        .iter()
        .flatten()
        .filter(|point| point[0] < 0.01)
        .map(|point| point[1])
        .collect();
    let process = ProcessSpec::of(ProcessKind::VpLinear)
        .build(NoiseRange::new(0.1, 12.0).unwrap(), &pair())
        .unwrap();
    let p = process.marginal(&pair(), 1e-3);
    assert!(!first.is_empty());
    for u in first {
        let share = density_along(&p, 0.0, u) / density_along(&p, 0.0, 4.0);
        assert!((0.8..=1.01).contains(&share), "{u}: {share}");
    }
}

#[test]
fn frames_stand_around_modes_where_the_learned_score_is_right() {
    let request = PlateRequest {
        factors: vec![Factor::parse("score=exact,learned,error").unwrap()],
        sigma: Some(0.2),
        frames: true,
        ..PlateRequest::of(PictureView::Field(FieldStyle::Arrows))
    };
    // A network that has only heard of the right mode: it is right around it.
    let half = GaussianMixture::new(vec![Component::round([4.0, 0.0], 0.6, 1.0)]).unwrap();
    let plate = drawn_with(Some(&half), &request).unwrap();
    let frames = |panel: &Panel| -> Vec<crate::plane::Bounds> {
        let all = panel.marks.iter().filter_map(|mark| {
            if let Mark::Frames(_, frames) = mark {
                Some(frames)
            } else {
                None
            }
        });
        all.flatten().copied().collect()
    };
    assert!(frames(&plate.panels[0]).is_empty());
    let found = frames(&plate.panels[1]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!((found[0].center()[0] - 4.0).abs() < 1e-9);
    // The third panel is a map, on the only scale of colours.
    assert!(matches!(plate.panels[2].marks[..], [Mark::Bands(_)]));
    assert_eq!(plate.bar.as_ref().map(|bar| bar.tint), Some(Tint::Error));
}

#[test]
fn a_chart_of_quality_falls_to_what_exact_draws_have() {
    let request = PlateRequest {
        samplers: vec![Source::Sampler(Sampler::OdeEuler)],
        ..PlateRequest::of(PictureView::Quality)
    };
    // Of one Gaussian the chance of a finite sample is small beside the error of four steps.
    let one = GaussianMixture::new(vec![Component::round([1.0, 2.0], 1.0, 1.0)]).unwrap();
    let plate = drawn_of(one, None, &request).unwrap();
    let values: Vec<_> = plate.panels[0]
        .marks
        .iter()
        .filter_map(|mark| {
            if let Mark::Values(_, values) = mark {
                Some(values)
            } else {
                None
            }
        })
        .flatten()
        .collect();
    // Euler's method evaluates once a step.
    let nfe: Vec<f64> = values.iter().map(|value| value[0]).collect();
    assert_eq!(nfe, [4.0, 8.0, 16.0, 32.0, 64.0, 128.0]);
    assert!(values[0][1] > 2.0 * values[5][1], "{values:?}");
}

#[test]
fn the_same_request_gives_the_same_plate() {
    let make = || drawn(PictureView::Samples, &["sampler=reverse-sde,annealed"]).unwrap();
    assert_eq!(make(), make());
}
