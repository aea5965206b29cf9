use super::*;
use crate::mixture::{Component, GaussianMixture};
use crate::shapes::{Points, Shape, ShapeKind};

fn draw(truth: &GaussianMixture, n: usize, seed: u64) -> Vec<Point> {
    let sample = truth.sample(n, &mut ChaCha8Rng::seed_from_u64(seed));
    sample.rows().into_iter().map(|x| [x[0], x[1]]).collect()
}

fn blobs(parts: &[(Point, f64)]) -> GaussianMixture {
    let round = |&(mean, std): &(Point, f64)| Component::round(mean, std, 1.0);
    GaussianMixture::new(parts.iter().map(round).collect()).unwrap()
}

/// How much likelihood a point that was held out loses, in nats, by the width that is chosen and not the
/// best one.
fn regret(table: &[Point], held_out: &[Point]) -> f64 {
    let likelihood = |h: f64| {
        let points = Points {
            at: table.to_vec(),
            std: h,
        };
        let density = GaussianMixture::new(points.to_components()).unwrap();
        held_out
            .iter()
            .map(|&x| density.log_density(x))
            .sum::<f64>()
            / held_out.len() as f64
    };
    let chosen = bandwidth(table);
    let best = (-12..=12)
        .map(|i| likelihood(chosen * 1.15f64.powi(i)))
        .fold(f64::NEG_INFINITY, f64::max);
    best - likelihood(chosen)
}

fn rounded(at: Vec<Point>, to: [f64; 2]) -> Vec<Point> {
    let round = |value: f64, to: f64| {
        if to > 0.0 {
            (value / to).round() * to
        } else {
            value
        }
    };
    at.into_iter()
        .map(|[x, y]| [round(x, to[0]), round(y, to[1])])
        .collect()
}

/// What happens to a sample on its way into a table.
type Change = fn(Vec<Point>) -> Vec<Point>;

#[test]
fn the_width_is_within_a_tenth_of_a_nat_of_the_best_for_every_kind_of_table() {
    let blob = || blobs(&[([3.0, -1.0], 1.0)]);
    let moons = || GaussianMixture::new(Shape::new(ShapeKind::Moons).to_components()).unwrap();
    let apart = || blobs(&[([-100.0, 0.0], 0.01), ([100.0, 50.0], 0.03)]);
    let kinds: [(&str, GaussianMixture, usize, Change); 14] = [
        ("one blob", blob(), 400, |at| at),
        ("moons", moons(), 400, |at| at),
        ("tight clusters far apart", apart(), 200, |at| at),
        ("small units", blobs(&[([0.0, 0.0], 1e-4)]), 200, |at| at),
        ("large units", blobs(&[([2e4, 1e4], 3e3)]), 200, |at| at),
        ("rounded to tenths", blob(), 400, |at| {
            rounded(at, [0.1, 0.1])
        }),
        ("rounded moons", moons(), 400, |at| rounded(at, [0.1, 0.1])),
        ("rounded to halves", blob(), 400, |at| {
            rounded(at, [0.5, 0.5])
        }),
        ("rounded to ones", blob(), 400, |at| rounded(at, [1.0, 1.0])),
        ("one axis rounded", blob(), 400, |at| {
            rounded(at, [0.5, 0.0])
        }),
        ("repeated", blob(), 100, |at| [&at[..]; 5].concat()),
        ("rounded and repeated", moons(), 130, |at| {
            [&rounded(at, [0.01, 0.01])[..]; 3].concat()
        }),
        ("sorted", moons(), 300, |mut at| {
            at.sort_by(|a, b| a[0].total_cmp(&b[0]));
            at
        }),
        ("outliers", moons(), 300, |mut at| {
            let far = |i: i32| [f64::from(i) * 700.0 - 2000.0, f64::from(i * i) * 91.0];
            at.extend((0..6).map(far));
            at
        }),
    ];
    let mut faults = Vec::new();
    for (name, truth, n, change) in &kinds {
        let held_out = draw(truth, 500, 1000);
        for seed in 0..2 {
            let table = change(draw(truth, *n, seed));
            let lost = regret(&table, &held_out);
            if lost > 0.1 {
                faults.push(format!("{name}, seed {seed}: {lost:.3} nats"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// Sets of a few points cannot know how narrow they happen to lie, so that they are judged together, and
/// the smallest by the middle one of forty.
#[test]
fn tiny_sets_lose_less_than_a_tenth_of_a_nat_in_the_middle() {
    let truth = blobs(&[([0.0, 0.0], 1.0)]);
    let held_out = draw(&truth, 200, 1000);
    let mut faults = Vec::new();
    for n in [3, 5, 10, 20] {
        let lost: Vec<f64> = (0..40)
            .map(|seed| regret(&draw(&truth, n, seed), &held_out))
            .collect();
        let lost = if n < 10 {
            median(lost)
        } else {
            lost.iter().sum::<f64>() / 40.0
        };
        if lost > 0.1 {
            faults.push(format!("{n} points: {lost:.3} nats"));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// No rule can have a mean within a tenth of a nat here. A width that follows the unit is a multiple of the
/// spread by the shape of the set alone; over 1,500 sets of a Gaussian the best multiple loses 0.31 nats of
/// three points, 0.19 of four and 0.135 of five, the best one for each of eight classes of shapes 0.307, 0.187 and
/// 0.132. Few points do not tell their spread: with the true one known 0.03 would be lost.
#[test]
fn tiny_sets_lose_on_average_hardly_more_than_any_rule_must() {
    let truth = blobs(&[([0.0, 0.0], 1.0)]);
    let held_out = draw(&truth, 100, 1000);
    for (n, least) in [(3, 0.307), (4, 0.187), (5, 0.132)] {
        let lost = (0..300).map(|seed| regret(&draw(&truth, n, seed), &held_out));
        let mean = lost.sum::<f64>() / 300.0;
        assert!(mean < 1.3 * least, "{n} points: {mean:.3} nats");
    }
}

#[test]
fn two_tight_pairs_far_apart_are_two_clusters() {
    let at = [[0.0, 0.0], [0.01, 0.02], [5.0, 4.0], [5.02, 4.01]];
    let width = bandwidth(&at);
    assert!(width < 0.1, "{width}");
}

#[test]
fn the_width_follows_the_unit_and_not_the_order_or_the_place() {
    let at = draw(&blobs(&[([0.0, 0.0], 1.0), ([4.0, 1.0], 0.2)]), 80, 3);
    let width = bandwidth(&at);
    let mut turned: Vec<Point> = at.clone();
    turned.reverse();
    assert_eq!(bandwidth(&turned), width);
    let scaled: Vec<Point> = at.iter().map(|p| p.map(|v| 1000.0 * v)).collect();
    assert!((bandwidth(&scaled) / width / 1000.0 - 1.0).abs() < 1e-6);
    let moved: Vec<Point> = at.iter().map(|p| [p[0] + 500.0, p[1] - 70.0]).collect();
    assert!((bandwidth(&moved) / width - 1.0).abs() < 1e-3);
}

#[test]
fn one_place_and_two_have_a_width() {
    assert_eq!(bandwidth(&[[2.0, 1.0]]), WITHOUT_SCALE);
    assert_eq!(bandwidth(&[[2.0, 1.0]; 7]), WITHOUT_SCALE);
    let two = bandwidth(&[[0.0, 0.0], [1.0, 0.0]]);
    assert!((0.1..1.0).contains(&two), "{two}");
    let copies = bandwidth(&[[[0.0, 0.0]; 5], [[1.0, 1.0]; 5]].concat());
    assert!((0.1..2.0).contains(&copies), "{copies}");
    for far in [1e5, 1e-7] {
        let at = bandwidth(&[[-far, 0.0], [far, far]]);
        assert!((LEAST..=MOST).contains(&at));
    }
}

#[test]
fn no_points_have_a_width_out_of_range() {
    const VALUES: [f64; 8] = [0.0, 1e-300, -1e-7, 1e-5, 0.1, 0.3, 1e5, -1e5];
    let mut rng = ChaCha8Rng::seed_from_u64(12);
    for _ in 0..2000 {
        let n = rng.random_range(1..8);
        let at: Vec<Point> = (0..n)
            .map(|_| [0; 2].map(|_| VALUES[rng.random_range(0..VALUES.len())]))
            .collect();
        let width = bandwidth(&at);
        assert!((LEAST..=MOST).contains(&width), "{at:?}: {width}");
    }
}
