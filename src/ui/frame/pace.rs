//! How soon after one frame the next may be drawn for the sake of new snapshots.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// The longest rest: particles still move eight times a second.
const LONGEST: Duration = Duration::from_millis(60);

/// Where graphics are drawn in software, a frame takes the cores that training needs. Resting as long
/// as a frame took leaves half of the time to the workers; on a graphics card it is a few
/// milliseconds of the sixteen between two snapshots. What the user does is drawn at once.
#[derive(Debug, Default)]
pub struct Pace {
    /// Microseconds that the last frame took.
    cost: AtomicU64,
}

impl Pace {
    /// Notes what a frame took, in seconds; `None` where that is not known.
    pub fn record(&self, seconds: Option<f32>) {
        let cost = Duration::from_secs_f32(seconds.unwrap_or(0.0).clamp(0.0, 10.0));
        self.cost.store(cost.as_micros() as u64, Ordering::Relaxed);
    }

    /// How long to wait before a new snapshot is drawn.
    pub fn rest(&self) -> Duration {
        Duration::from_micros(self.cost.load(Ordering::Relaxed)).min(LONGEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_is_as_long_as_a_frame_and_bounded() {
        let pace = Pace::default();
        assert_eq!(pace.rest(), Duration::ZERO);
        pace.record(Some(0.027));
        assert_eq!(pace.rest().as_millis(), 27);
        pace.record(Some(f32::INFINITY));
        assert_eq!(pace.rest(), LONGEST);
        pace.record(None);
        assert_eq!(pace.rest(), Duration::ZERO);
    }
}
