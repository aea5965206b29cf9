//! Lengths on paper, with their units.

use crate::wording::{Number, every, quote};
use std::fmt;
use std::str::FromStr;

/// A length on paper, as it was given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Length {
    value: f64,
    unit: Unit,
}

/// What a length is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Inch,
    Millimetre,
    Centimetre,
    Point,
    Pixel,
}

every!(Unit: Inch, Millimetre, Centimetre, Point, Pixel);

/// A length that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LengthError {
    /// What was written.
    #[error("\"{}\" is no length; give a number with its unit: 3.4in, 86mm, 8.6cm, 245pt or 640px", quote(.0))]
    Unreadable(String),
    /// Not between a point and two metres.
    #[error("{0} is no length of a page; use 1pt to 2000mm")]
    OutOfRange(String),
}

impl Length {
    /// `value` points (1/72 inch).
    pub const fn points(value: f64) -> Self {
        Self {
            value,
            unit: Unit::Point,
        }
    }

    /// `value` inches.
    pub const fn inches(value: f64) -> Self {
        Self {
            value,
            unit: Unit::Inch,
        }
    }

    /// In points (1/72 inch).
    pub fn in_points(self) -> f64 {
        self.value * self.unit.points()
    }

    /// The same unit, at least so many points, rounded up to two digits behind the point.
    pub fn of_points(self, points: f64) -> Self {
        let value = (100.0 * points / self.unit.points()).ceil() / 100.0;
        Self { value, ..self }
    }
}

impl Unit {
    fn name(self) -> &'static str {
        match self {
            Self::Inch => "in",
            Self::Millimetre => "mm",
            Self::Centimetre => "cm",
            Self::Point => "pt",
            Self::Pixel => "px",
        }
    }

    fn points(self) -> f64 {
        match self {
            Self::Inch => 72.0,
            Self::Millimetre => 72.0 / 25.4,
            Self::Centimetre => 72.0 / 2.54,
            Self::Point => 1.0,
            // A pixel of a page is 1/96 inch.
            Self::Pixel => 0.75,
        }
    }
}

impl fmt::Display for Length {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}{}", Number(self.value), self.unit.name())
    }
}

impl FromStr for Length {
    type Err = LengthError;

    /// Reads `3.4in`, `86mm`, `8.6cm`, `245pt`, `640px`.
    fn from_str(text: &str) -> Result<Self, LengthError> {
        let unreadable = || LengthError::Unreadable(text.to_owned());
        let trimmed = text.trim();
        let unit = Unit::ALL
            .into_iter()
            .find(|unit| trimmed.ends_with(unit.name()));
        let unit = unit.ok_or_else(unreadable)?;
        let number = trimmed[..trimmed.len() - unit.name().len()].trim_end();
        let value: f64 = number.parse().map_err(|_| unreadable())?;
        let length = Self { value, unit };
        if (1.0..=2000.0 * 72.0 / 25.4 + 1e-9).contains(&length.in_points()) {
            Ok(length)
        } else if value.is_finite() {
            Err(LengthError::OutOfRange(length.to_string()))
        } else {
            Err(unreadable())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_in_the_units_of_printers() {
        let points = |text: &str| text.parse::<Length>().unwrap().in_points();
        assert!((points("3.4in") - 244.8).abs() < 1e-9);
        assert!((points("86 mm") - 86.0 / 25.4 * 72.0).abs() < 1e-9);
        assert!((points("8.6cm") - points("86mm")).abs() < 1e-9);
        assert!((points("640px") - 480.0).abs() < 1e-9);
        let error = |text: &str| text.parse::<Length>().unwrap_err().to_string();
        assert!(error("640").contains("with its unit"));
        assert!(error("wide").contains("\"wide\" is no length"));
        assert!(error("nanmm").contains("is no length"));
        assert_eq!(
            error("0.1pt"),
            "0.1pt is no length of a page; use 1pt to 2000mm"
        );
        assert!(error("3000mm").contains("2000mm"));
    }
}
