//! Where a process is visited: its time grids, back from the noise and forward from the data.

use super::process::Law;
use super::{NoiseRange, Process, ProcessError};

/// Steps of the longest grid.
const MOST_STEPS: usize = 10_000_000;

impl Process {
    /// The `steps + 1` times of a way back in `steps` steps, decreasing from [`Process::last`] to
    /// [`Process::first`]: uniform in t; `ve-rho` visits `steps` levels of its schedule and then 0;
    /// `ddpm` the nearest whole steps.
    ///
    /// # Errors
    /// When `steps` is 0, too large, or more than a discrete process has.
    pub fn times(&self, steps: usize) -> Result<Vec<f64>, ProcessError> {
        if !(1..=MOST_STEPS).contains(&steps) {
            return Err(ProcessError::Steps(steps));
        }
        match &self.law {
            Law::VeRho { range, rho } if self.first == 0.0 => {
                let low = range.min().min(self.last);
                let mut times = rho_schedule(self.last, low, *rho, steps);
                times.push(0.0);
                Ok(times)
            }
            Law::VeRho { rho, .. } => Ok(rho_schedule(self.last, self.first, *rho, steps + 1)),
            Law::Ddpm(_) => {
                let discrete = (self.last - self.first) as usize;
                if steps > discrete {
                    return Err(ProcessError::TooManySteps { steps, discrete });
                }
                let whole = self.uniform(steps).into_iter().map(f64::round);
                Ok(whole.collect())
            }
            Law::Ve(_) | Law::VpLinear | Law::VpCosine => Ok(self.uniform(steps)),
        }
    }

    /// The `steps + 1` times of a way from data to noise, increasing to [`Process::last`]. They begin
    /// at 0, where the data are still clean (`ve` has its smallest level there).
    ///
    /// # Errors
    /// As [`Process::times`].
    pub fn forward_times(&self, steps: usize) -> Result<Vec<f64>, ProcessError> {
        let mut whole = self.clone();
        whole.first = 0.0;
        let mut times = whole.times(steps)?;
        times.reverse();
        Ok(times)
    }

    /// The smallest time in use at which there is noise: where the last step to clean data begins
    /// on `ve-rho` (its smallest level) and `ddpm` (step 1), and [`Process::first`] on the others.
    pub fn first_noisy(&self) -> f64 {
        match &self.law {
            Law::VeRho { range, .. } if self.first == 0.0 => range.min().min(self.last),
            Law::Ddpm(_) => self.first.max(1.0),
            Law::Ve(_) | Law::VeRho { .. } | Law::VpLinear | Law::VpCosine => self.first,
        }
    }

    /// The longest part of the times, rounded inwards to few digits, whose levels all lie in `range`.
    pub fn times_within(&self, range: NoiseRange) -> Option<[f64; 2]> {
        let digits = if self.discrete_steps().is_some() {
            1.0
        } else {
            1e4
        };
        let fitting = |level: f64, inward: f64| {
            let t = self.time_of_level(level);
            // One more unit of the last digit where rounding has left the range.
            let rounded = |n: f64| (t * digits + n * inward).round() / digits;
            [0.0, 1.0, 2.0].into_iter().map(rounded).find(|&t| {
                let in_use = self.first <= t && t <= self.last;
                in_use && range.contains(self.level(t))
            })
        };
        let (low, high) = (fitting(range.min(), 1.0)?, fitting(range.max(), -1.0)?);
        (low < high).then_some([low, high])
    }

    /// rho of `ve-rho`.
    pub fn rho(&self) -> Option<f64> {
        match self.law {
            Law::VeRho { rho, .. } => Some(rho),
            Law::Ve(_) | Law::VpLinear | Law::VpCosine | Law::Ddpm(_) => None,
        }
    }

    /// T of `ddpm`.
    pub fn discrete_steps(&self) -> Option<usize> {
        match &self.law {
            Law::Ddpm(log_alpha) => Some(log_alpha.len() - 1),
            Law::Ve(_) | Law::VeRho { .. } | Law::VpLinear | Law::VpCosine => None,
        }
    }

    /// `steps + 1` evenly spaced times, decreasing, both ends exact.
    fn uniform(&self, steps: usize) -> Vec<f64> {
        let at = |i: usize| {
            let part = i as f64 / steps as f64;
            (1.0 - part) * self.last + part * self.first
        };
        (0..=steps).map(at).collect()
    }
}

/// (high^(1/rho) + i/(levels-1) (low^(1/rho) - high^(1/rho)))^rho, decreasing, both ends exact; one
/// level is `high` (Karras et al. 2022, equation 5).
fn rho_schedule(high: f64, low: f64, rho: f64, levels: usize) -> Vec<f64> {
    let (top, bottom) = (high.powf(rho.recip()), low.powf(rho.recip()));
    let at = |i: usize| match i {
        0 => high,
        _ if i + 1 == levels => low,
        _ => (top + i as f64 / (levels - 1) as f64 * (bottom - top)).powf(rho),
    };
    (0..levels).map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rho_schedule_is_that_of_karras_and_ends_at_zero() {
        let range = NoiseRange::new(0.002, 80.0).unwrap();
        let times = Process::ve_rho(range, 7.0).unwrap().times(18).unwrap();
        assert_eq!(
            (times.len(), times[0], times[17], times[18]),
            (19, 80.0, 0.002, 0.0)
        );
        let (top, bottom) = (80f64.powf(1.0 / 7.0), 0.002f64.powf(1.0 / 7.0));
        let fifth = (top + 5.0 / 17.0 * (bottom - top)).powi(7);
        assert!((times[5] - fifth).abs() < 1e-12 * fifth);
    }

    #[test]
    fn every_way_back_is_strictly_decreasing_and_reaches_both_ends() {
        let range = NoiseRange::new(0.05, 8.0).unwrap();
        for process in [
            Process::ve(range),
            Process::ve_rho(range, 7.0).unwrap(),
            Process::vp_linear(),
            Process::vp_cosine(),
            Process::ddpm(1000).unwrap(),
        ] {
            for steps in [1, 2, 7, 1000] {
                let times = process.times(steps).unwrap();
                assert_eq!(times.len(), steps + 1);
                assert!(times.windows(2).all(|pair| pair[0] > pair[1]));
                assert_eq!((times[0], times[steps]), (process.last(), process.first()));
                let forward = process.forward_times(steps).unwrap();
                assert_eq!((forward[0], forward[steps]), (0.0, process.last()));
            }
            assert!(process.times(0).is_err());
        }
    }

    #[test]
    fn times_within_a_range_have_its_levels() {
        let range = NoiseRange::new(0.05, 8.0).unwrap();
        for process in [
            Process::vp_linear(),
            Process::vp_cosine(),
            Process::ddpm(1000).unwrap(),
        ] {
            let [low, high] = process.times_within(range).unwrap();
            let levels = [low, high].map(|t| process.level(t));
            assert!(levels.iter().all(|&level| range.contains(level)));
            assert!(levels[0] < 0.06 && levels[1] > 7.6, "{levels:?}");
        }
        let far = NoiseRange::new(1e5, 1e6).unwrap();
        assert_eq!(Process::vp_linear().times_within(far), None);
    }

    #[test]
    fn a_part_of_the_schedule_keeps_its_ends() {
        let range = NoiseRange::new(0.05, 8.0).unwrap();
        let part = Process::ve_rho(range, 7.0)
            .unwrap()
            .between(0.5, 4.0)
            .unwrap();
        let times = part.times(4).unwrap();
        assert_eq!((times.len(), times[0], times[4]), (5, 4.0, 0.5));
        assert!(part.between(0.1, 2.0).is_err());
    }

    #[test]
    fn a_discrete_process_has_no_more_steps_than_it_has() {
        let refused = Process::ddpm(50).unwrap().times(51).unwrap_err();
        assert!(refused.to_string().contains("at most 50"), "{refused}");
        let part = Process::ddpm(50).unwrap().between(5.0, 20.0).unwrap();
        assert!(
            part.times(16)
                .unwrap_err()
                .to_string()
                .contains("at most 15")
        );
        let times = part.times(15).unwrap();
        assert!(times.windows(2).all(|pair| pair[0] - pair[1] == 1.0));
        assert!(Process::ddpm(50).unwrap().between(4.5, 20.0).is_err());
    }

    #[test]
    fn the_smallest_noisy_time_is_the_last_before_clean_data() {
        let range = NoiseRange::new(0.05, 8.0).unwrap();
        let karras = Process::ve_rho(range, 7.0).unwrap();
        for process in [karras, Process::ddpm(40).unwrap()] {
            let times = process.times(40).unwrap();
            assert_eq!(times[39], process.first_noisy());
        }
        assert_eq!(Process::ve(range).first_noisy(), 0.0);
        assert_eq!(Process::vp_cosine().first_noisy(), 1e-3);
    }
}
