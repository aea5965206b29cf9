//! Curves that grow for hours in bounded memory.

/// A curve of (train step, value) whose values are averages over equal stretches of steps. When it
/// is full, neighbours are merged and the stretch doubles.
#[derive(Clone, Debug)]
pub struct MeanCurve {
    stretch: u64,
    points: Vec<(u64, f64)>,
    sum: f64,
    count: u64,
}

/// Points after which a curve is thinned.
const CAPACITY: usize = 1200;
/// Steps averaged into one point at first.
const FIRST_STRETCH: u64 = 5;

impl MeanCurve {
    pub fn new() -> Self {
        Self {
            stretch: FIRST_STRETCH,
            points: Vec::new(),
            sum: 0.0,
            count: 0,
        }
    }

    /// Adds the value of one step.
    pub fn push(&mut self, train_step: u64, value: f64) {
        self.sum += value;
        self.count += 1;
        if self.count < self.stretch {
            return;
        }
        self.points.push((train_step, self.sum / self.count as f64));
        (self.sum, self.count) = (0.0, 0);
        if self.points.len() >= CAPACITY {
            self.points = self
                .points
                .chunks_exact(2)
                .map(|pair| (pair[1].0, 0.5 * (pair[0].1 + pair[1].1)))
                .collect();
            self.stretch *= 2;
        }
    }

    /// The points so far, by increasing step.
    pub fn points(&self) -> &[(u64, f64)] {
        &self.points
    }
}

/// Halves a list of measurements when it is full: every second one stays, the newest always.
pub fn thin<T>(points: &mut Vec<T>, capacity: usize) {
    if points.len() < capacity {
        return;
    }
    let last = points.len() - 1;
    let mut index = 0;
    points.retain(|_| {
        let keep = index % 2 == last % 2;
        index += 1;
        keep
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_curve_stays_bounded_and_keeps_its_mean() {
        let mut curve = MeanCurve::new();
        let steps = 5 * 4800;
        for step in 1..=steps {
            curve.push(step, (step % 10) as f64);
        }
        let points = curve.points();
        assert!(points.len() < CAPACITY, "{}", points.len());
        assert_eq!(points[points.len() - 1].0, steps);
        let mean = points.iter().map(|p| p.1).sum::<f64>() / points.len() as f64;
        assert!((mean - 4.5).abs() < 1e-9, "{mean}");
    }

    #[test]
    fn thinning_keeps_the_newest() {
        let mut points: Vec<u32> = (0..8).collect();
        thin(&mut points, 8);
        assert_eq!(points, [1, 3, 5, 7]);
    }
}
