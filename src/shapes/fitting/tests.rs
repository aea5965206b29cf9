//! Fits against the mixtures that the points were drawn from, and against the mixture's own density.

use super::*;
use crate::mixture::GaussianMixture;
use rand::RngExt;

fn drawn(components: Vec<Component>, n: usize, seed: u64) -> Vec<Point> {
    let mixture = GaussianMixture::new(components).unwrap();
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let x = mixture.sample(n, &mut rng);
    x.rows().into_iter().map(|x| [x[0], x[1]]).collect()
}

fn three() -> Vec<Component> {
    vec![
        Component::from_axes([-3.0, 0.0], [0.8, 0.3], 0.5, 0.5),
        Component::from_axes([2.0, 1.0], [0.6, 0.2], -1.0, 0.3),
        Component::round([0.5, -3.0], 0.4, 0.2),
    ]
}

/// The fitted component nearest to the `true` one.
fn nearest<'f>(fit: &'f Fit, of: &Component) -> &'f Component {
    let distance = |c: &Component| (c.mean[0] - of.mean[0]).hypot(c.mean[1] - of.mean[1]);
    let by = |a: &&Component, b: &&Component| distance(a).total_cmp(&distance(b));
    fit.components().iter().min_by(by).unwrap()
}

#[test]
fn the_parameters_of_a_mixture_come_back_within_their_standard_errors() {
    let n = 4000;
    let fit = Fit::new(&drawn(three(), n, 5), 3, 1).unwrap();
    // Apart as they are, each is estimated as if its own points were known; 18 numbers within 4 errors.
    for truth in three() {
        let found = nearest(&fit, &truth);
        let own = n as f64 * truth.weight;
        let weight_error = (truth.weight * (1.0 - truth.weight) / n as f64).sqrt();
        assert!((found.weight - truth.weight).abs() < 4.0 * weight_error);
        for axis in 0..2 {
            let error = (truth.cov[axis][axis] / own).sqrt();
            let off = (found.mean[axis] - truth.mean[axis]).abs();
            assert!(off < 4.0 * error, "{off} against {error}");
        }
        for (i, j) in [(0, 0), (0, 1), (1, 1)] {
            let (s, t) = (&truth.cov, &found.cov);
            let error = ((s[i][i] * s[j][j] + s[i][j] * s[i][j]) / own).sqrt();
            let off = (t[i][j] - s[i][j]).abs();
            assert!(off < 4.0 * error, "{i}{j}: {off} against {error}");
        }
    }
    let total: f64 = fit.components().iter().map(|c| c.weight).sum();
    assert!((total - 1.0).abs() < 1e-12);
    assert!(fit.components().is_sorted_by(|a, b| a.weight >= b.weight));
}

#[test]
fn the_log_likelihood_is_that_of_the_mixture_and_of_one_gaussian_the_closed_form() {
    let at = drawn(three(), 500, 2);
    let fit = Fit::new(&at, 3, 1).unwrap();
    let mixture = fit.mixture.clone();
    let sum: f64 = at.iter().map(|x| mixture.log_density(*x)).sum();
    assert!((fit.log_likelihood - sum).abs() < 1e-8, "{sum}");

    let one = Fit::new(&at, 1, 1).unwrap();
    let n = at.len() as f64;
    let mean = [0, 1].map(|axis| at.iter().map(|x| x[axis]).sum::<f64>() / n);
    let second = |i: usize, j: usize| {
        at.iter()
            .map(|x| (x[i] - mean[i]) * (x[j] - mean[j]))
            .sum::<f64>()
            / n
    };
    let det = second(0, 0) * second(1, 1) - second(0, 1).powi(2);
    let closed = -0.5 * n * ((std::f64::consts::TAU.powi(2) * det).ln() + 2.0);
    assert!((one.log_likelihood - closed).abs() < 1e-8 * closed.abs());
    let found = &one.components()[0];
    assert!(
        (found.mean[0] - mean[0]).abs() < 1e-10 && (found.cov[0][1] - second(0, 1)).abs() < 1e-10
    );
    assert!((one.bic() - (5.0 * n.ln() - 2.0 * closed)).abs() < 1e-6);
}

#[test]
fn the_log_likelihood_never_falls() {
    for seed in 0..8 {
        // Overlapping clouds, rounded numbers with copies, a line: the floor of the widths takes part.
        let mut at = drawn(three(), 150, seed);
        if seed % 2 == 0 {
            at.iter_mut()
                .for_each(|x| *x = x.map(|v| (2.0 * v).round() / 2.0));
        }
        if seed % 3 == 0 {
            at.iter_mut().for_each(|x| x[1] = 0.5 * x[0]);
        }
        let fit = Fit::new(&at, 2 + seed as usize, seed).unwrap();
        assert!(fit.ascent.len() > 2, "it has moved");
        for pair in fit.ascent.windows(2) {
            let rounding = 1e-9 * pair[0].abs().max(1.0);
            assert!(pair[1] >= pair[0] - rounding, "{pair:?} of seed {seed}");
        }
        let least = fit.mixture.narrowest_std();
        assert!(least >= 0.999e-5, "{least}");
    }
}

#[test]
fn a_step_leads_where_no_small_change_of_a_number_is_likelier() {
    let at = drawn(three(), 300, 9);
    let fit = Fit::new(&at, 3, 1).unwrap();
    let likelihood = |components: Vec<Component>| {
        let mixture = GaussianMixture::new(components).unwrap();
        at.iter().map(|x| mixture.log_density(*x)).sum::<f64>()
    };
    for k in 0..3 {
        for (number, h) in (0..6).flat_map(|number| [(number, 1e-3), (number, -1e-3)]) {
            let mut components = fit.components().to_vec();
            let component = &mut components[k];
            let [[xx, xy], [_, yy]] = component.cov.matrix();
            match number {
                0 => component.mean[0] += h,
                1 => component.mean[1] += h,
                2 => component.weight += h,
                3 => component.cov = [[xx + h, xy], [xy, yy]].into(),
                4 => component.cov = [[xx, xy + 0.2 * h], [xy + 0.2 * h, yy]].into(),
                _ => component.cov = [[xx, xy], [xy, yy + h]].into(),
            }
            let changed = likelihood(components);
            assert!(changed < fit.log_likelihood, "number {number} of {k}");
        }
    }
}

#[test]
fn the_criterion_finds_how_many_there_are_where_that_is_clear() {
    for (number, seed) in [(1, 3), (2, 4), (4, 5), (6, 6)] {
        let components: Vec<Component> = (0..number)
            .map(|k| {
                let angle = std::f64::consts::TAU * k as f64 / number as f64;
                let mean = [4.0 * angle.cos(), 4.0 * angle.sin()];
                Component::from_axes(mean, [0.7, 0.3], 2.0 * angle, 1.0)
            })
            .collect();
        let at = drawn(components, 120 * number, seed);
        let (fit, criteria) = Fit::with_chosen_number(&at, 10, 1).unwrap();
        assert_eq!(fit.components().len(), number, "{criteria:?}");
        let best = criteria.iter().copied().fold(f64::INFINITY, f64::min);
        assert_eq!(best, criteria[number - 1]);
        assert_eq!(best, fit.bic());
    }
}

#[test]
fn tight_clusters_far_apart_keep_their_width_and_rounded_numbers_make_no_needles() {
    let components = vec![
        Component::round([-50.0, 0.0], 0.01, 1.0),
        Component::round([50.0, 0.0], 0.02, 1.0),
    ];
    let at = drawn(components, 400, 3);
    let fit = Fit::new(&at, 2, 1).unwrap();
    let mut stds: Vec<f64> = fit.components().iter().map(|c| c.axes().0[0]).collect();
    stds.sort_by(f64::total_cmp);
    assert!((stds[0] / 0.01 - 1.0).abs() < 0.2 && (stds[1] / 0.02 - 1.0).abs() < 0.2);

    let mut rng = ChaCha8Rng::seed_from_u64(4);
    let tenths: Vec<Point> = drawn(
        vec![Component::round([0.0, 0.0], 1.0, 1.0)],
        500,
        rng.random(),
    )
    .iter()
    .map(|x| x.map(|v| (10.0 * v).round() / 10.0))
    .collect();
    let (fit, criteria) = Fit::with_chosen_number(&tenths, 8, 1).unwrap();
    assert_eq!(fit.components().len(), 1, "{criteria:?}");
}

#[test]
fn what_cannot_be_fitted_is_said_in_a_sentence() {
    let at = vec![[0.0, 0.0], [1.0, 0.0], [1.0, 0.0]];
    let refused = |at: &[Point], k: usize| Fit::new(at, k, 1).unwrap_err().to_string();
    assert_eq!(
        refused(&at, 3),
        "could not fit 3 Gaussians: there are only 2 different points; use at most as many Gaussians, or more points"
    );
    assert!(refused(&[], 1).contains("no point"));
    assert!(refused(&[[f64::NAN, 0.0]], 1).contains("out of range"));
    assert!(refused(&at, 0).contains("use 1 to 100"));
    let same = Fit::new(&[[2.0, 1.0]; 5], 1, 1).unwrap();
    assert_eq!(same.components(), [Component::round([2.0, 1.0], 0.1, 1.0)]);
    assert_eq!(
        Fit::with_chosen_number(&at, 10, 1)
            .unwrap()
            .0
            .components()
            .len(),
        1
    );
    assert!(Fit::new(&at, 2, 1).is_ok());
}

#[test]
fn the_same_points_and_seed_give_the_same_bits_wherever_they_lie() {
    let at = drawn(three(), 200, 7);
    assert_eq!(Fit::new(&at, 3, 1), Fit::new(&at, 3, 1));
    // Half a turn and 2^10 away nothing is lost but the last digits.
    let away: Vec<Point> = at.iter().map(|x| [1024.0 - x[0], 1024.0 - x[1]]).collect();
    let (near, far) = (Fit::new(&at, 3, 1).unwrap(), Fit::new(&away, 3, 1).unwrap());
    assert!((near.log_likelihood - far.log_likelihood).abs() < 1e-6);
}
