//! The embedded pair on flows with a known end.

use super::*;
use ndarray::array;

/// A turn of the plane with speed 1 about the origin, and a decay.
fn spiral(_: f64, y: ArrayView2<f64>) -> Array2<f64> {
    array![[-0.1 * y[[0, 0]] - y[[0, 1]], y[[0, 0]] - 0.1 * y[[0, 1]]]]
}

fn solve(tol: f64, start: f64, end: f64) -> (Array2<f64>, u64) {
    let mut y = array![[1.0, 0.0]];
    let mut solver = DormandPrince::new(tol, 100_000);
    let (mut t, mut steps) = (start, 0);
    while t != end {
        t = solver.step(&mut spiral, &mut y, t, end).unwrap();
        steps += 1;
    }
    (y, steps)
}

#[test]
fn the_weights_of_a_stage_are_its_time_and_the_two_orders_agree_on_a_constant() {
    for (node, parts) in NODES.iter().zip(STAGES) {
        assert!((parts.iter().sum::<f64>() - node).abs() < 1e-14);
    }
    assert!(ERROR.iter().sum::<f64>().abs() < 1e-14);
}

#[test]
fn a_step_of_half_the_length_errs_a_sixty_fourth() {
    let error = |h: f64| {
        let y = array![[1.0, 0.0]];
        let (ahead, slopes) = stages(&mut spiral, &y, &spiral(0.0, y.view()), 0.0, h);
        assert_eq!(slopes.len(), 7);
        let size = (-0.1 * h).exp();
        (ahead[[0, 0]] - size * h.cos()).hypot(ahead[[0, 1]] - size * h.sin())
    };
    let order = (error(0.2) / error(0.1)).log2();
    assert!((order - 6.0).abs() < 0.15, "{order}");
}

#[test]
fn the_end_is_reached_exactly_within_about_the_tolerance_both_ways() {
    for (start, end) in [(0.0, 5.0), (5.0, 0.0)] {
        let time: f64 = end - start;
        let size = (-0.1 * time).exp();
        let mut before = 0;
        for tol in [1e-4, 1e-7, 1e-10] {
            let (y, steps) = solve(tol, start, end);
            let error = (y[[0, 0]] - size * time.cos()).hypot(y[[0, 1]] - size * time.sin());
            assert!(error < 20.0 * tol, "{error} at {tol}");
            assert!(steps > before, "a smaller tolerance takes more steps");
            before = steps;
        }
    }
}

#[test]
fn a_slope_that_is_no_number_and_too_few_steps_are_said() {
    let mut y = array![[1.0, 0.0]];
    let mut broken = |_: f64, y: ArrayView2<f64>| y.mapv(|_| f64::NAN);
    let stuck = DormandPrince::new(1e-5, 1000).step(&mut broken, &mut y, 0.0, 1.0);
    assert_eq!(stuck, Err(Stuck));
    assert_eq!(y, array![[1.0, 0.0]]);
    let mut few = DormandPrince::new(1e-9, 2);
    let (mut t, mut steps) = (0.0, 0);
    while let Ok(time) = few.step(&mut spiral, &mut y, t, 5.0) {
        (t, steps) = (time, steps + 1);
    }
    assert!(t < 5.0 && steps <= 2);
}
