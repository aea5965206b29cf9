//! Particles counted in cells, beside how many a density expects there.

use super::quantity::Quantity;
use super::quantity_map::QuantityMap;
use crate::mixture::GaussianMixture;
use crate::plane::{Bounds, Grid};
use ndarray::{Array2, ArrayView2};

/// Samples of the density along each side of a cell: the midpoint rule among them is good to a percent where the
/// narrowest standard deviation is a tenth of a cell.
const SAMPLES: usize = 6;

/// Cells, with the share of a density that lies in each.
#[derive(Clone, Debug)]
pub struct Census {
    sigma: f64,
    /// The middles of the cells.
    grid: Grid,
    /// The integral of p over each cell.
    shares: Vec<f64>,
    resolved: bool,
}

impl Census {
    /// Of the density `p` at the level `sigma`, in cells around the points of `grid`.
    pub fn new(p: &GaussianMixture, sigma: f64, grid: Grid) -> Self {
        let spacing = grid.spacing();
        let inside = SAMPLES * SAMPLES;
        let offset = |i: usize| (i as f64 + 0.5) / SAMPLES as f64 - 0.5;
        let x = Array2::from_shape_fn((grid.len() * inside, 2), |(row, axis)| {
            let (cell, sample) = (row / inside, row % inside);
            let along = [sample % SAMPLES, sample / SAMPLES][axis];
            grid.at(cell % grid.nx, cell / grid.nx)[axis] + offset(along) * spacing[axis]
        });
        let area = spacing[0] * spacing[1] / inside as f64;
        let log_density = p.log_density_batch(x.view()).to_vec();
        let share = |cell: &[f64]| area * cell.iter().map(|log| log.exp()).sum::<f64>();
        Self {
            sigma,
            grid,
            shares: log_density.chunks_exact(inside).map(share).collect(),
            resolved: p.narrowest_std() * SAMPLES as f64 >= 0.6 * spacing[0].max(spacing[1]),
        }
    }

    /// What the cells cover.
    pub fn covered(&self) -> Bounds {
        let [dx, dy] = self.grid.spacing().map(|side| 0.5 * side);
        let Bounds { min, max } = self.grid.bounds;
        Bounds {
            min: [min[0] - dx, min[1] - dy],
            max: [max[0] + dx, max[1] + dy],
        }
    }

    /// How many of `particles` `[n, 2]` are in each cell.
    pub fn counts(&self, particles: ArrayView2<f64>) -> Vec<u32> {
        let (from, spacing) = (self.covered().min, self.grid.spacing());
        let mut counts = vec![0; self.grid.len()];
        for particle in particles.outer_iter() {
            let [column, row] =
                [0, 1].map(|axis| ((particle[axis] - from[axis]) / spacing[axis]).floor());
            let within = |at: f64, count: usize| at >= 0.0 && at < count as f64;
            if within(column, self.grid.nx) && within(row, self.grid.ny) {
                counts[row as usize * self.grid.nx + column as usize] += 1;
            }
        }
        counts
    }

    /// How many of `particles` particles the density expects in each cell.
    pub fn expected(&self, particles: usize) -> impl Iterator<Item = f64> + '_ {
        self.shares
            .iter()
            .map(move |share| particles as f64 * share)
    }

    /// How many more of `particles` `[n, 2]` are in each cell than the density expects there. The mass is that of the
    /// density in all cells, and the integral the particles in them minus how many are expected.
    pub fn surplus(&self, particles: ArrayView2<f64>) -> QuantityMap {
        let counts = self.counts(particles);
        let expected = self.expected(particles.nrows());
        let surplus: Vec<f64> = (counts.iter().zip(expected))
            .map(|(count, expected)| f64::from(*count) - expected)
            .collect();
        // A few full cells would leave no colour for the many that lack a few: twice the root mean square does.
        let cells = (counts.iter().zip(self.expected(particles.nrows())))
            .zip(&surplus)
            .filter(|((count, expected), _)| f64::from(**count) + expected >= 1.0);
        let squares: Vec<f64> = cells.map(|(_, value)| value * value).collect();
        let reach = 2.0 * (squares.iter().sum::<f64>() / squares.len().max(1) as f64).sqrt();
        QuantityMap {
            quantity: Quantity::Surplus,
            sigma: self.sigma,
            grid: self.grid,
            values: surplus.iter().map(|value| *value as f32).collect(),
            range: [-reach, reach],
            mass: self.shares.iter().sum(),
            integral: surplus.iter().sum(),
            resolved: self.resolved,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::Component;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    fn target() -> GaussianMixture {
        GaussianMixture::new(vec![
            Component::round([-1.0, 0.0], 0.5, 0.7),
            Component::from_axes([1.0, 0.5], [0.6, 0.3], 0.4, 0.3),
        ])
        .unwrap()
    }

    #[test]
    fn samples_of_the_density_are_a_surplus_by_chance_only() {
        let (p, n) = (target(), 20_000);
        let grid = Grid::new(Bounds::square([0.0, 0.0], 4.0), 17, 17);
        let census = Census::new(&p, 0.0, grid);
        let samples = p.sample(n, &mut ChaCha8Rng::seed_from_u64(5));
        let counts = census.counts(samples.view());
        assert_eq!(counts.iter().sum::<u32>(), n as u32, "all are in a cell");
        // Pearson's statistic over the cells that expect enough is their number, within its deviations.
        let pairs = counts.iter().zip(census.expected(n));
        let terms: Vec<f64> = pairs
            .filter(|(_, expected)| *expected > 5.0)
            .map(|(count, expected)| (f64::from(*count) - expected).powi(2) / expected)
            .collect();
        let (cells, statistic) = (terms.len() as f64, terms.iter().sum::<f64>());
        assert!(cells > 30.0);
        let off = (statistic - cells).abs();
        assert!(off < 4.0 * (2.0 * cells).sqrt(), "{statistic} of {cells}");
        let map = census.surplus(samples.view());
        assert!((map.mass - 1.0).abs() < 1e-6 && map.integral.abs() < 0.1);
    }

    #[test]
    fn a_particle_is_counted_where_it_is_and_one_outside_nowhere() {
        let grid = Grid::new(Bounds::new(0.0, 2.0, 0.0, 1.0).unwrap(), 3, 2);
        let census = Census::new(&target(), 0.0, grid);
        let at = ndarray::arr2(&[[0.6, 0.9], [2.4, -0.4], [2.6, 0.0], [0.0, -0.6], [1.0, 1.0]]);
        assert_eq!(census.counts(at.view()), [0, 0, 1, 0, 2, 0]);
    }
}
