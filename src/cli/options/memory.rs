//! The memory that a request will need, known before the work begins: a machine that has less would end
//! the program, or stand still, in the middle of it.

use crate::cli::Failure;
use std::fmt;

/// Bytes of a position in a kept frame, with what a file of it needs on its way to the disk.
pub const POSITION: u64 = 18;
/// Bytes of a particle that moves, beside its kept positions.
pub const PARTICLE: u64 = 200;
/// Bytes of a point of a field: where it is, two vectors, a density and what they are worked out with.
pub const FIELD_POINT: u64 = 90;
/// Bytes of a point whose likelihood is followed: the slopes of every stage of a step.
pub const FLOW_POINT: u64 = 400;
/// Bytes of a point that is measured as one of a sample, and of its partner in the exact one.
pub const SAMPLE_POINT: u64 = 450;
/// Bytes of a pixel: the picture, and what it is packed from.
pub const PIXEL: u64 = 9;

/// Refuses what needs more than the memory that the machine has available; `what` needs it, in bytes, and
/// `advice` says what to lower.
///
/// # Errors
/// One sentence with both numbers.
pub fn require(what: &str, needed: u64, advice: &str) -> Result<(), Failure> {
    fits(what, needed, advice, available()).map_err(Failure::Usage)
}

/// As [`require`] on a machine with `available` bytes; where nobody knows them, everything fits.
fn fits(what: &str, needed: u64, advice: &str, available: Option<u64>) -> Result<(), String> {
    match available {
        Some(available) if needed > available => Err(format!(
            "{what} would need about {} of memory and {} are available; use {advice}",
            Bytes(needed),
            Bytes(available)
        )),
        Some(_) | None => Ok(()),
    }
}

/// Bytes that programs can still take, as the system says.
fn available() -> Option<u64> {
    if cfg!(target_os = "linux") {
        available_in(&std::fs::read_to_string("/proc/meminfo").ok()?)
    } else {
        None
    }
}

/// The bytes that a text like that of /proc/meminfo calls available.
fn available_in(text: &str) -> Option<u64> {
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kilobytes.checked_mul(1024)
}

/// A number of bytes for people.
struct Bytes(u64);

impl fmt::Display for Bytes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let megabytes = self.0 as f64 / 1e6;
        if megabytes < 1e3 {
            write!(out, "{megabytes:.0} MB")
        } else {
            write!(out, "{:.1} GB", megabytes / 1e3)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_refused_with_both_numbers_and_what_to_lower() {
        let field = |available| {
            fits(
                "a field of 1,000,000 points",
                90_000_000,
                "a smaller --grid",
                available,
            )
        };
        assert_eq!(field(None), Ok(()));
        assert_eq!(field(Some(90_000_000)), Ok(()));
        assert_eq!(
            field(Some(89_999_999)).unwrap_err(),
            "a field of 1,000,000 points would need about 90 MB of memory and 90 MB are available; use a smaller --grid"
        );
        let endless = fits("it", u64::MAX, "less", Some(2_500_000_000)).unwrap_err();
        assert!(endless.contains("and 2.5 GB are available"), "{endless}");
    }

    #[test]
    fn the_systems_own_number_is_read() {
        let text = "MemTotal:       8000000 kB\nMemFree:  100 kB\nMemAvailable:    2000000 kB\n";
        assert_eq!(available_in(text), Some(2_048_000_000));
        assert_eq!(available_in("MemAvailable: many kB\n"), None);
        assert_eq!(available_in(""), None);
        assert_eq!(available().is_some(), cfg!(target_os = "linux"));
    }
}
