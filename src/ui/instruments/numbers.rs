//! The numbers of a reading, in words that can be copied.

use super::readings::{Network, Probed};
use crate::plane::Point;
use crate::ui::format::{resolving, significant};

/// A number and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    pub name: &'static str,
    pub value: String,
}

/// What is told of `probed`; points of the plane are told apart by steps of `step`.
pub fn of(probed: &Probed, step: f64) -> Vec<Number> {
    let reading = &probed.reading;
    let place = |at: Point| {
        let [x, y] = at.map(|value| resolving(value, step));
        format!("({x}, {y})")
    };
    let number = |name, value| Number { name, value };
    let mut numbers = vec![
        number("x", place(reading.at)),
        number("σ", significant(reading.noising.std)),
        number("p(x)", significant(reading.density())),
        number("log p(x)", significant(reading.log_density)),
        number("exact score", polar(reading.score)),
    ];
    match (reading.learned, probed.network) {
        (Some(learned), _) => numbers.push(number("learned score", polar(learned))),
        (None, Network::Answered) => {
            numbers.push(number("learned score", "not trained here".into()));
        }
        (None, Network::Asked) => numbers.push(number("learned score", "…".into())),
        (None, Network::Silent) => {}
    }
    if let Some(angle) = reading.angle() {
        numbers.push(number("angle between", degrees(angle)));
    }
    if let Some(error) = reading.error() {
        numbers.push(number("|sθ − s|", significant(error)));
    }
    numbers.push(number("D(x)", place(reading.denoised)));
    if let Some(believed) = reading.learned_denoised() {
        numbers.push(number("network's D(x)", place(believed)));
    }
    numbers
}

/// As a table for other programs: a name, a tab and a number a line.
pub fn table(numbers: &[Number]) -> String {
    let line = |number: &Number| format!("{}\t{}\n", number.name, number.value);
    numbers.iter().map(line).collect()
}

/// Length and direction, counter-clockwise from x.
fn polar(vector: Point) -> String {
    let length = vector[0].hypot(vector[1]);
    if length == 0.0 {
        return "0".into();
    }
    let turn = vector[1].atan2(vector[0]).to_degrees();
    let turn = turn.round().rem_euclid(360.0) + 0.0;
    format!("{} at {turn}°", significant(length))
}

/// An angle: whole degrees, finer where it is small.
fn degrees(angle: f64) -> String {
    let degrees = angle.to_degrees();
    if degrees < 9.95 {
        format!("{degrees:.1}°")
    } else {
        format!("{degrees:.0}°")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_are_counted_from_x_counter_clockwise() {
        assert_eq!(polar([0.0, 2.0]), "2 at 90°");
        assert_eq!(polar([-1.0, -1.0]), "1.41 at 225°");
        assert_eq!(polar([3.0, -1e-9]), "3 at 0°");
        assert_eq!(polar([0.0, 0.0]), "0");
        assert_eq!(
            (degrees(0.01), degrees(3.0)),
            ("0.6°".into(), "172°".into())
        );
    }
}
