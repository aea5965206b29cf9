//! Numbers in a sentence.

use std::fmt;

/// A number as it is written best: 0.05 and 1000000, but 1e300 instead of three hundred zeros.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number(pub f64);

impl fmt::Display for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.abs();
        if !size.is_finite() || size == 0.0 || (1e-6..1e15).contains(&size) {
            write!(out, "{}", self.0)
        } else {
            write!(out, "{:e}", self.0)
        }
    }
}

/// `value` above 0 to four digits, rounded by `round`: `f64::floor` or `f64::ceil`, so that a range that
/// is to end there holds what it must. What is short already stays as it is.
pub fn four_digits(value: f64, round: fn(f64) -> f64) -> f64 {
    let decimals = (3.0 - value.log10().floor()).max(0.0);
    let unit = 10f64.powf(decimals);
    let (scaled, nearest) = (value * unit, (value * unit).round());
    if (scaled - nearest).abs() <= 1e-9 * scaled {
        nearest / unit
    } else {
        round(scaled) / unit
    }
}

/// "0.05 to 8.123": a range above 0 in short numbers that lie inside it, so that either can be chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Within(pub f64, pub f64);

impl fmt::Display for Within {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(min, max) = *self;
        let (low, high) = (four_digits(min, f64::ceil), four_digits(max, f64::floor));
        let (low, high) = if low < high { (low, high) } else { (min, max) };
        write!(out, "{} to {}", Number(low), Number(high))
    }
}

/// A whole number with commas between thousands: 1,000.
pub fn count(value: u64) -> String {
    let digits = value.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// "1 point", "1,000 points": so many of what `noun` names, whose plural ends in s.
pub fn counted(value: u64, noun: &str) -> String {
    let plural = if value == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", count(value))
}

/// `value` to read, not to type: three significant figures without trailing zeros, a true minus sign
/// and thousands set apart: 0.05, 1.25, 6,500, 4.3e−5.
pub fn three_figures(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return with_minus(&format!("{}", value + 0.0));
    }
    // Rounding first settles which power of ten 999.9 belongs to.
    let scientific = format!("{value:.2e}");
    let rounded: f64 = scientific.parse().unwrap_or(value);
    let size = rounded.abs();
    if (1e3..1e5).contains(&size) {
        let sign = if rounded < 0.0 { "-" } else { "" };
        with_minus(&format!("{sign}{}", count(size as u64)))
    } else if (1e-3..1e3).contains(&size) {
        with_minus(&format!("{rounded}"))
    } else {
        let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
        let digits = digits.trim_end_matches('0').trim_end_matches('.');
        with_minus(&format!("{digits}e{exponent}"))
    }
}

/// The minus sign, as wide as a plus.
const MINUS: &str = "\u{2212}";

/// `text` with true minus signs for its hyphens.
pub fn with_minus(text: &str) -> String {
    text.replace('-', MINUS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_without_end_are_written_with_an_exponent() {
        let shown = |number| Number(number).to_string();
        assert_eq!(shown(-1.0), "-1");
        assert_eq!(shown(0.05), "0.05");
        assert_eq!(shown(1e9), "1000000000");
        assert_eq!(shown(1e300), "1e300");
        assert_eq!(shown(-2.5e-300), "-2.5e-300");
        assert_eq!(shown(f64::NAN), "NaN");
        assert_eq!(shown(0.0), "0");
    }

    #[test]
    fn a_range_is_said_in_short_numbers_that_lie_in_it() {
        let said = |min, max| Within(min, max).to_string();
        assert_eq!(said(0.05, 8.0), "0.05 to 8");
        assert_eq!(said(0.047_312_345_678, 5.987_654_321), "0.04732 to 5.987");
        assert_eq!(said(0.3, 123_456.789), "0.3 to 123456");
        assert_eq!(said(1.234_51, 1.234_59), "1.23451 to 1.23459", "too near");
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(count(22_779), "22,779");
        assert_eq!(count(999), "999");
    }

    #[test]
    fn one_thing_is_no_plural() {
        assert_eq!(counted(1, "point"), "1 point");
        assert_eq!(counted(0, "point"), "0 points");
        assert_eq!(counted(1000, "step"), "1,000 steps");
    }

    #[test]
    fn numbers_keep_three_figures_and_a_true_minus_sign() {
        assert_eq!(three_figures(0.05), "0.05");
        assert_eq!(three_figures(1.0), "1");
        assert_eq!(three_figures(-6500.0), "\u{2212}6,500");
        assert_eq!(three_figures(999.96), "1,000");
        assert_eq!(three_figures(-2.3456), "\u{2212}2.35");
        assert_eq!(three_figures(0.000_043_21), "4.32e\u{2212}5");
        assert_eq!(three_figures(2e7), "2e7");
        assert_eq!(three_figures(-0.0), "0");
    }
}
