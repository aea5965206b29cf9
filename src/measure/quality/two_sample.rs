//! The distance of two samples by a kernel, with its standard error.

use super::Estimate;
use super::estimate::variance;
use super::pairs::KernelSums;

/// U = E k(x, x') + E k(y, y') - 2 E k(x, y), unbiased: each expectation is the mean over pairs of
/// different points (Gretton et al. 2012). `xx`, `yy` within each sample, `xy` between them, two
/// points at least in each.
///
/// # Standard error
/// By Hoeffding's decomposition, with n points x and m points y, exactly
///
/// ```text
/// Var U = 4 Var f(x) / n + 4 Var f(y) / m + V,     f(t) = E k(t, x) - E k(t, y),
/// V = 2 z_xx / (n (n - 1)) + 2 z_yy / (m (m - 1)) + 4 z_xy / (n m),
/// ```
///
/// z the variance of k after the means of its row and its column are taken away. Where both samples
/// have one distribution f vanishes and V is all there is. The z are the residual variances of the
/// tables of pairs, unbiased; the sample variance of f measured at each point holds the noise of that
/// measurement, which adds 2 V. So what is reported is the root of P - V, P the two terms with the
/// measured f, and never less than the root of V: that floor makes it about 1.25 times the scatter
/// where the distributions agree. It counts points as independent draws.
pub(super) fn kernel_distance(xx: &KernelSums, yy: &KernelSums, xy: &KernelSums) -> Estimate {
    let (n, m) = (xx.rows.len() as f64, yy.rows.len() as f64);
    let mean = |sums: &KernelSums, pairs: f64| sums.rows.iter().sum::<f64>() / pairs;
    let value = mean(xx, n * (n - 1.0)) + mean(yy, m * (m - 1.0)) - 2.0 * mean(xy, n * m);

    // f at every point, up to a constant.
    let witness = |own: &[f64], others: &[f64], n: f64, m: f64| -> f64 {
        let at = |(own, other): (&f64, &f64)| own / (n - 1.0) - other / m;
        variance(&own.iter().zip(others).map(at).collect::<Vec<f64>>())
    };
    let measured = 4.0 * witness(&xx.rows, &xy.rows, n, m) / n
        + 4.0 * witness(&yy.rows, &xy.columns, m, n) / m;
    let degenerate = 2.0 * residual_within(xx) / (n * (n - 1.0))
        + 2.0 * residual_within(yy) / (m * (m - 1.0))
        + 4.0 * residual_between(xy) / (n * m);
    Estimate {
        value,
        se: (measured - degenerate).max(degenerate).sqrt(),
    }
}

/// The residual variance of k(x_i, x_j) = mean + a_i + a_j + residual by least squares over i < j.
/// Fewer than four points leave no residual: 0.
fn residual_within(sums: &KernelSums) -> f64 {
    let n = sums.rows.len() as f64;
    if n < 4.0 {
        return 0.0;
    }
    let pairs = 0.5 * n * (n - 1.0);
    let mean = 0.5 * sums.rows.iter().sum::<f64>() / pairs;
    let effect = |row: &f64| ((row - (n - 1.0) * mean) / (n - 2.0)).powi(2);
    let effects: f64 = sums.rows.iter().map(effect).sum();
    let residual = 0.5 * sums.squares - pairs * mean * mean - (n - 2.0) * effects;
    (residual / (pairs - n)).max(0.0)
}

/// The residual variance of k(x_i, y_j) = mean + a_i + b_j + residual by least squares.
fn residual_between(sums: &KernelSums) -> f64 {
    let (n, m) = (sums.rows.len() as f64, sums.columns.len() as f64);
    let mean = sums.rows.iter().sum::<f64>() / (n * m);
    let effects = |sums: &[f64], others: f64| -> f64 {
        let square = |sum: &f64| (sum / others - mean).powi(2);
        sums.iter().map(square).sum()
    };
    let residual = sums.squares
        - n * m * mean * mean
        - m * effects(&sums.rows, m)
        - n * effects(&sums.columns, n);
    (residual / ((n - 1.0) * (m - 1.0))).max(0.0)
}
