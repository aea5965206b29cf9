//! Posteriors so far from every component that the rounding of the logarithms would decide.
//!
//! With q_k = (x - mu_k)^T P_k (x - mu_k), the odds log r_k - log r_j hold (q_j - q_k)/2: a difference of
//! numbers as large as the square of the distance in standard deviations. Seen from component j, with
//! a = x - mu_j and d = mu_j - mu_k,
//!
//! ```text
//! q_k - q_j = (P_k a)^T (Sigma_j - Sigma_k) (P_j a) + 2 d^T P_k a + d^T P_k d
//! ```
//!
//! and noise, which every component has, is no part of Sigma_j - Sigma_k: nothing large is left where the
//! components are alike. Where they differ more than that, the odds follow the widths themselves, and
//! the plain difference is as exact as their numbers.

use super::pull::Pull;
use super::term::Term;
use crate::plane::Point;

/// Below this logarithm of the largest share its rounding, four units in the last place, is more than
/// 1e-10.
const FAR: f64 = -1e5;
/// Below this it is more than a tenth: even a share of nothing may be all.
const LOST: f64 = -1e14;
/// Shares of others that no average notices.
const NOTHING: f64 = 1e-14;
/// Another component may be found to be the likeliest; from there the digits count anew.
const ROUNDS: usize = 3;

/// Whether a posterior needs [`posterior`], if the logarithm of its largest share is `top`.
#[inline]
pub fn is_far(top: f64) -> bool {
    top < FAR
}

/// Whether an average over the posterior needs it, if all shares are `total` times the largest.
#[inline]
pub fn is_doubtful(top: f64, total: f64) -> bool {
    top < FAR && (total > 1.0 + NOTHING || top < LOST)
}

/// r_k(x), one a term.
pub fn posterior(terms: &[Term], x: Point) -> Vec<f64> {
    let mut odds: Vec<f64> = terms.iter().map(|term| term.evaluate(x).0).collect();
    let mut seen_from = usize::MAX;
    for _ in 0..ROUNDS {
        let likeliest = likeliest(&odds);
        if likeliest == seen_from {
            break;
        }
        seen_from = likeliest;
        odds = terms
            .iter()
            .map(|term| log_odds(term, &terms[seen_from], x))
            .collect();
    }
    let top = odds[likeliest(&odds)];
    let mut shares: Vec<f64> = odds.iter().map(|odds| (odds - top).exp()).collect();
    let total: f64 = shares.iter().sum();
    shares.iter_mut().for_each(|share| *share /= total);
    shares
}

/// The score at `x`.
pub fn score(terms: &[Term], x: Point) -> Point {
    let scores = terms.iter().map(|term| term.evaluate(x).1);
    mean(&posterior(terms, x), scores)
}

/// The posterior mean of the clean point at `x`.
pub fn denoised(terms: &[Term], pulls: &[Pull], x: Point) -> Point {
    mean(&posterior(terms, x), pulls.iter().map(|pull| pull.place(x)))
}

/// The score at `x` and its divergence, as in [`super::batch`].
pub fn score_and_divergence(terms: &[Term], x: Point) -> (Point, f64) {
    let shares = posterior(terms, x);
    let score_of = |term: &Term| term.evaluate(x).1;
    let likeliest = score_of(&terms[likeliest(&shares)]);
    let away = |term: &Term| {
        let score = score_of(term);
        [score[0] - likeliest[0], score[1] - likeliest[1]]
    };
    let mean = mean(&shares, terms.iter().map(away));
    let curvature = terms.iter().zip(&shares).map(|(term, share)| {
        let [x, y] = away(term);
        share * (x * x + y * y - term.trace)
    });
    let divergence = curvature.sum::<f64>() - mean[0] * mean[0] - mean[1] * mean[1];
    ([likeliest[0] + mean[0], likeliest[1] + mean[1]], divergence)
}

fn mean(shares: &[f64], of: impl Iterator<Item = Point>) -> Point {
    let add =
        |[x, y]: Point, (share, value): (&f64, Point)| [x + share * value[0], y + share * value[1]];
    shares.iter().zip(of).fold([0.0, 0.0], add)
}

fn likeliest(odds: &[f64]) -> usize {
    let larger = |best: usize, next: usize| if odds[next] > odds[best] { next } else { best };
    (0..odds.len()).fold(0, larger)
}

/// log of the share of `term` at `x` less that of `other`.
fn log_odds(term: &Term, other: &Term, x: Point) -> f64 {
    let plain = term.evaluate(x).0 - other.evaluate(x).0;
    let plain_size = term.evaluate(x).0.abs() + other.evaluate(x).0.abs();

    let a = [x[0] - other.mean[0], x[1] - other.mean[1]];
    let d = [other.mean[0] - term.mean[0], other.mean[1] - term.mean[1]];
    let (of_term, of_other) = (precision_times(term, a), precision_times(other, a));
    let wider = [0, 1, 2].map(|entry| other.clean[entry] - term.clean[entry]);
    let parts = [
        of_term[0] * wider[0] * of_other[0],
        of_term[0] * wider[1] * of_other[1],
        of_term[1] * wider[1] * of_other[0],
        of_term[1] * wider[2] * of_other[1],
        2.0 * d[0] * of_term[0],
        2.0 * d[1] * of_term[1],
        squared_length(term, d),
    ];
    // Differences of entries hold what the entries hold.
    let larger = |entry: usize| term.clean[entry].abs() + other.clean[entry].abs();
    let held = |entry: usize| {
        if wider[entry] == 0.0 {
            0.0
        } else {
            larger(entry)
        }
    };
    let [u, v] = [of_term, of_other].map(|p| p.map(f64::abs));
    let size = u[0] * held(0) * v[0]
        + (u[0] * v[1] + u[1] * v[0]) * held(1)
        + u[1] * held(2) * v[1]
        + parts[4..].iter().map(|part| part.abs()).sum::<f64>();
    if size < 2.0 * plain_size {
        term.log_coef - other.log_coef - 0.5 * parts.iter().sum::<f64>()
    } else {
        plain
    }
}

/// P v of the term's precision P = W^T W.
fn precision_times(term: &Term, v: Point) -> Point {
    let [along, across] = term.whitening;
    let [p, q] = whitened(term, v);
    [along[0] * p + across[0] * q, along[1] * p + across[1] * q]
}

/// v^T P v.
fn squared_length(term: &Term, v: Point) -> f64 {
    let [p, q] = whitened(term, v);
    p * p + q * q
}

fn whitened(term: &Term, v: Point) -> Point {
    term.whitening.map(|row| row[0] * v[0] + row[1] * v[1])
}
