//! Quantities over the plane, surveyed beside everything else.

use super::{Live, scene};
use crate::measure::{Quantity, Truth, quantity_values};
use crate::plane::Bounds;
use crate::session::{Command, MapRequest, Motion};

pub(super) fn request(quantity: Quantity, sigma: f64) -> MapRequest {
    MapRequest {
        quantity,
        bounds: Bounds::square([0.0, 0.0], 3.0),
        sigma,
        size: [70, 50],
    }
}

pub fn a_map_is_coarse_at_once_and_fine_soon_after<L: Live>() {
    let mut session = L::start_with(&scene(), vec![Command::Train(Motion::Pause)]);
    let wanted = request(Quantity::Error, 0.5);
    session.send(Command::Maps(vec![wanted]));
    let first = session.wait_for(|s| !s.maps.is_empty());
    assert!(first.maps[0].grid.nx <= 70);
    let snapshot = session.wait_for(|s| s.maps[0].grid == wanted.grid());
    let map = &snapshot.maps[0];
    let (points, p) = (map.grid.points(), snapshot.mixture.smoothed(0.5));
    let truth = Truth::at(points.view(), &p);
    let network = &*snapshot.network;
    let expected = quantity_values(Quantity::Error, points.view(), 0.5, (&p, &truth), network);
    let found = map.values.iter().map(|value| f64::from(*value));
    for (found, expected) in found.zip(expected) {
        assert!(
            (found - expected).abs() < 1e-5 * (1.0 + expected),
            "{found} {expected}"
        );
    }
}

pub fn maps_follow_the_training_the_target_and_the_particles<L: Live>() {
    let mut session = L::start(&scene());
    let wanted = vec![
        request(Quantity::WeightedExcess, 0.5),
        request(Quantity::Surplus, 0.5),
    ];
    session.send(Command::Maps(wanted));
    let young = session.wait_for(|s| s.maps.len() == 2 && s.maps[0].grid.nx == 70);
    let older = session.wait_for(|s| s.maps.len() == 2 && s.maps[0] != young.maps[0]);
    assert!(older.train_step > young.train_step);
    assert_eq!(older.maps[1].quantity, Quantity::Surplus);
    let moved = crate::session::tests::bursts::target(1.0);
    session.send(Command::Retarget(moved.clone()));
    session.wait_for(|s| {
        s.mixture == moved && s.maps.len() == 2 && (s.maps[0].mass - 0.9953).abs() < 1e-3
    });
    session.send(Command::Maps(Vec::new()));
    session.wait_for(|s| s.maps.is_empty());
}

pub fn a_level_that_was_not_trained_has_no_map_of_the_network<L: Live>() {
    let mut session = L::start(&scene());
    let wanted = vec![
        request(Quantity::Curl, 1e4),
        request(Quantity::LogDensity, 1e4),
    ];
    session.send(Command::Maps(wanted));
    let snapshot = session.wait_for(|s| s.maps.first().is_some_and(|map| map.grid.nx == 70));
    assert_eq!(snapshot.maps.len(), 1);
    assert_eq!(snapshot.maps[0].quantity, Quantity::LogDensity);
}
