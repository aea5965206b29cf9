//! Expectations under a mixture by quadrature, and how far two mixtures are apart.

use crate::mixture::GaussianMixture;
use ndarray::{Array1, Array2, ArrayView2};

/// Nodes reach this many standard deviations from each component's mean.
const REACH: f64 = 8.0;
/// Nodes along one axis of one component: a step of 0.08 standard deviations.
const NODES: usize = 201;

/// E f(x) under `mixture`, with `f` from points `[n, 2]` to values `[n]`.
///
/// E f = sum_k pi_k E_k f, each component's expectation by the trapezoid rule in its own standardised
/// coordinates, which converges exponentially for smooth f.
fn expectation(mixture: &GaussianMixture, f: impl Fn(ArrayView2<f64>) -> Array1<f64>) -> f64 {
    let half = (NODES / 2) as f64;
    let marginal: Vec<(f64, f64)> = (0..NODES)
        .map(|i| {
            let z = REACH * (i as f64 - half) / half;
            (z, (-0.5 * z * z).exp())
        })
        .collect();
    let total: f64 = marginal.iter().map(|(_, w)| w).sum();
    let of_component = |component: &crate::mixture::Component| {
        let points = Array2::from_shape_fn((NODES * NODES, 2), |(row, axis)| {
            component.place([marginal[row % NODES].0, marginal[row / NODES].0])[axis]
        });
        let values = f(points.view());
        let weighted = values.iter().enumerate().map(|(row, value)| {
            let weight = marginal[row % NODES].1 * marginal[row / NODES].1;
            weight * value
        });
        component.weight * weighted.sum::<f64>() / (total * total)
    };
    mixture.components().iter().map(of_component).sum()
}

/// The Fisher divergence E_p|grad log p - grad log q|^2, 1/unit^2: what explicit score matching of q
/// leaves, blind to the weights of far modes (Wenliang & Kanagawa 2020).
pub fn fisher_divergence(p: &GaussianMixture, q: &GaussianMixture) -> f64 {
    expectation(p, |x| {
        let difference = p.score_batch(x) - q.score_batch(x);
        difference.rows().into_iter().map(|d| d.dot(&d)).collect()
    })
}

/// The Kullback-Leibler divergence E_p log(p/q), nats.
pub fn kl_divergence(p: &GaussianMixture, q: &GaussianMixture) -> f64 {
    expectation(p, |x| p.log_density_batch(x) - q.log_density_batch(x))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::Component;
    use approx::assert_abs_diff_eq;

    #[test]
    fn divergences_of_two_gaussians_are_the_closed_forms() {
        let one = |mean, std| GaussianMixture::new(vec![Component::round(mean, std, 1.0)]).unwrap();
        let (p, q) = (one([1.0, 0.0], 1.0), one([0.0, 0.5], 2.0));
        // s_p - s_q = (1/4 - 1)(x - m_p) + (m_p - m_q)/4 with |m_p - m_q|^2 = 1.25.
        let fisher = 2.0 * 0.75 * 0.75 + 1.25 / 16.0;
        assert_abs_diff_eq!(fisher_divergence(&p, &q), fisher, epsilon = 1e-9);
        let kl = 0.5 * (2.0 / 4.0 + 1.25 / 4.0 - 2.0) + 2.0 * 2f64.ln();
        assert_abs_diff_eq!(kl_divergence(&p, &q), kl, epsilon = 1e-9);
    }
}
