//! What the probability-flow ODE makes of a prior that is not p_T.

/// The standard normal's distribution function, 1/2 + phi(x) (x + x^3/3 + x^5/15 + ...)
/// (Marsaglia 2004).
pub fn normal_cdf(x: f64) -> f64 {
    if x.abs() > 8.0 {
        return if x > 0.0 { 1.0 } else { 0.0 };
    }
    let (mut sum, mut term, mut odd) = (x, x, 1.0);
    while sum + term != sum {
        odd += 2.0;
        term *= x * x / odd;
        sum += term;
    }
    0.5 + sum * (-0.5 * x * x).exp() / (2.0 * std::f64::consts::PI).sqrt()
}

/// The weight that the probability-flow ODE of a VE process gives to the first of two far modes of
/// equal round covariance, when it starts from N(0, sigma_max^2 I).
///
/// Across the axis through both means the flow is that of one Gaussian; along it, it is a flow on a
/// line, whose paths cannot cross: it keeps the order of the particles, and carries the quantiles of
/// p_T to the same quantiles of the data. The border between the modes has 1 - `weight` of the data
/// below it, and therefore comes from the c with F_T(c) = 1 - `weight`, where p_T is the mixture
/// `weight` N(`mean`, v) + (1 - `weight`) N(`other`, v), v = `std`^2 + sigma_max^2. Of the prior
/// 1 - Phi(c/sigma_max) lies above it. `mean` > `other` are the coordinates of the means along the
/// axis, from the prior's centre.
pub fn flow_mode_weight(weight: f64, mean: f64, other: f64, std: f64, sigma_max: f64) -> f64 {
    let wide = std.hypot(sigma_max);
    let below = |c: f64| {
        weight * normal_cdf((c - mean) / wide) + (1.0 - weight) * normal_cdf((c - other) / wide)
    };
    let (mut low, mut high) = (other - 8.0 * wide, mean + 8.0 * wide);
    // Each halving gains a binary digit.
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if below(middle) < 1.0 - weight {
            low = middle;
        } else {
            high = middle;
        }
    }
    1.0 - normal_cdf(0.5 * (low + high) / sigma_max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_abs_diff_eq;

    #[test]
    fn the_normal_distribution_function_has_its_tabulated_quantiles() {
        for (x, p) in [
            (0.0, 0.5),
            (1.0, 0.841_344_746_068_543),
            (-1.959_963_984_540_054, 0.025),
            (-6.0, 9.865_876_450_377e-10),
        ] {
            assert_abs_diff_eq!(normal_cdf(x), p, epsilon = 1e-15);
        }
        assert_eq!((normal_cdf(-40.0), normal_cdf(40.0)), (0.0, 1.0));
    }

    #[test]
    fn a_wider_prior_brings_the_weight_to_the_truth_and_symmetry_is_kept() {
        let at = |sigma_max| flow_mode_weight(0.8, 7.0, -7.0, 1.0, sigma_max);
        let bias = [5.0, 20.0, 80.0, 1e5].map(|sigma_max| (at(sigma_max) - 0.8).abs());
        assert!(bias.windows(2).all(|pair| pair[1] < pair[0]), "{bias:?}");
        assert!(bias[0] > 0.05 && bias[3] < 1e-4, "{bias:?}");
        let even = flow_mode_weight(0.5, 3.0, -3.0, 1.0, 4.0);
        assert_abs_diff_eq!(even, 0.5, epsilon = 1e-12);
    }
}
