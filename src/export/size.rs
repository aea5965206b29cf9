//! How large a figure is drawn.

use crate::wording::{count, quote};
use std::str::FromStr;

/// Width and height of a figure in CSS pixels (1/96 inch): the pixels of a PNG, the width and height
/// of an SVG; 3/4 as many points in a PDF. Text and lines grow with the size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    width: u32,
    height: u32,
}

/// A size that cannot be drawn.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SizeError {
    /// Width and height, a side too long or short or too many pixels.
    #[error(
        "a figure of {} x {} pixels cannot be drawn; use {min} to {max} pixels a side and at most 100 million in all",
        count(*.0),
        count(*.1),
        min = Size::MIN_SIDE,
        max = count(Size::MAX_SIDE.into())
    )]
    OutOfRange(u64, u64),
    /// What was written in place of a size.
    #[error("size \"{}\" is not width x height; write it like 1200x900", quote(.0))]
    Unreadable(String),
}

impl Size {
    /// Smaller figures hold no text.
    pub const MIN_SIDE: u32 = 64;
    /// Longer sides show nothing more.
    pub const MAX_SIDE: u32 = 16_384;
    /// 400 MB of pixels.
    pub const MAX_PIXELS: u64 = 100_000_000;
    /// The width of a figure when nobody says.
    pub const DEFAULT_WIDTH: u32 = 800;

    /// # Errors
    /// When a side is out of range or there are too many pixels.
    pub fn new(width: u32, height: u32) -> Result<Self, SizeError> {
        let sides = Self::MIN_SIDE..=Self::MAX_SIDE;
        let pixels = u64::from(width) * u64::from(height);
        if sides.contains(&width) && sides.contains(&height) && pixels <= Self::MAX_PIXELS {
            Ok(Self { width, height })
        } else {
            Err(SizeError::OutOfRange(width.into(), height.into()))
        }
    }

    /// As wide as asked (within the allowed sides), `ratio` times as high.
    pub(super) fn with_ratio(width: u32, ratio: f64) -> Self {
        // A page is less than four times as high as wide, so this width stays in range.
        let widest = (Self::MAX_PIXELS as f64 / 4.0).sqrt() as u32;
        let width = width.clamp(Self::MIN_SIDE, widest.min(Self::MAX_SIDE / 4));
        let height = (f64::from(width) * ratio).round() as u32;
        Self {
            width,
            height: height.clamp(Self::MIN_SIDE, Self::MAX_SIDE),
        }
    }

    /// Pixels from left to right.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Pixels from top to bottom.
    pub fn height(&self) -> u32 {
        self.height
    }
}

impl FromStr for Size {
    type Err = SizeError;

    /// Reads `1200x900`.
    fn from_str(text: &str) -> Result<Self, SizeError> {
        let unreadable = || SizeError::Unreadable(text.to_owned());
        let (width, height) = text.split_once(['x', 'X', '×']).ok_or_else(unreadable)?;
        let side = |part: &str| part.trim().parse::<u64>().map_err(|_| unreadable());
        let (width, height) = (side(width)?, side(height)?);
        match (u32::try_from(width), u32::try_from(height)) {
            (Ok(width), Ok(height)) => Self::new(width, height),
            _ => Err(SizeError::OutOfRange(width, height)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_read_and_its_limits_are_said() {
        let size: Size = "1200x900".parse().unwrap();
        assert_eq!((size.width(), size.height()), (1200, 900));
        let error = |text: &str| text.parse::<Size>().unwrap_err().to_string();
        assert_eq!(
            error("20000x100"),
            "a figure of 20,000 x 100 pixels cannot be drawn; use 64 to 16,384 pixels a side and at most 100 million in all"
        );
        assert!(error("16384x16384").contains("100 million"));
        assert!(error("0x10").contains("64 to"));
        assert!(error("99999999999x10").contains("99,999,999,999 x 10"));
        assert_eq!(
            error("big"),
            "size \"big\" is not width x height; write it like 1200x900"
        );
    }
}
