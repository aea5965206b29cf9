//! The two matrix products of the network, on plain arrays that compile to whole registers.
//!
//! Activations lie in panels, `[panel][row]`, a line of sixteen units each, so that every inner loop
//! reads straight ahead. The sums of a tile stay in registers: six rows by one line are twelve AVX
//! registers, enough to hide the latency of a fused multiply-add, with four left for what is read.

// Loops over lanes and tiles by index are the form that compiles to whole registers.
#![allow(clippy::needless_range_loop)]

use super::line::{LANES, Line};

/// finish(panel, row, start(panel) + sum_unit a\[row\]\[unit\] weight\[panel\]\[unit\]) for every
/// panel and row. `count` rows, a multiple of `ROWS`; panels a multiple of `PANELS`.
#[inline(always)]
pub(super) fn product<const FUSED: bool, const ROWS: usize, const PANELS: usize>(
    a: &[Line],
    count: usize,
    weight: &[Line],
    start: impl Fn(usize) -> Line,
    mut finish: impl FnMut(usize, usize, Line),
) {
    let panels_below = a.len() / count;
    let width = panels_below * LANES;
    for (group, weight) in weight.chunks_exact(width * PANELS).enumerate() {
        let starts: [Line; PANELS] = std::array::from_fn(|p| start(group * PANELS + p));
        for row in (0..count).step_by(ROWS) {
            let mut sums = [starts; ROWS];
            for below in 0..panels_below {
                let a: &[Line; ROWS] = tile(&a[below * count + row..]);
                let w: [&[Line; LANES]; PANELS] =
                    std::array::from_fn(|p| tile(&weight[p * width + below * LANES..]));
                for unit in 0..LANES {
                    for r in 0..ROWS {
                        for p in 0..PANELS {
                            sums[r][p] = sums[r][p].plus::<FUSED>(a[r].0[unit], w[p][unit]);
                        }
                    }
                }
            }
            for (r, sums) in sums.iter().enumerate() {
                for (p, sum) in sums.iter().enumerate() {
                    finish(group * PANELS + p, row + r, *sum);
                }
            }
        }
    }
}

/// gradient\[panel\]\[unit\] += sum_row a\[row\]\[unit\] b\[row\]\[panel\].
#[inline(always)]
pub(super) fn outer_products<const FUSED: bool, const PANELS: usize>(
    a: &[Line],
    b: &[Line],
    count: usize,
    gradient: &mut [Line],
) {
    let width = a.len() / count * LANES;
    for (b, gradient) in b
        .chunks_exact(count * PANELS)
        .zip(gradient.chunks_exact_mut(width * PANELS))
    {
        for (below, a) in a.chunks_exact(count).enumerate() {
            // Sixteen units in tiles of about six.
            let gradient = &mut gradient[below * LANES..];
            outer_tile::<FUSED, PANELS, 0, 6>(a, b, width, gradient);
            outer_tile::<FUSED, PANELS, 6, 5>(a, b, width, gradient);
            outer_tile::<FUSED, PANELS, 11, 5>(a, b, width, gradient);
        }
    }
}

/// The part of an outer product that belongs to the units `FROM..FROM + UNITS` of one line.
#[inline(always)]
fn outer_tile<const FUSED: bool, const PANELS: usize, const FROM: usize, const UNITS: usize>(
    a: &[Line],
    b: &[Line],
    width: usize,
    gradient: &mut [Line],
) {
    let b: [&[Line]; PANELS] = std::array::from_fn(|p| &b[p * a.len()..][..a.len()]);
    let mut sums = [[Line::ZERO; PANELS]; UNITS];
    for row in 0..a.len() {
        let units: &[f32; UNITS] = tile(&a[row].0[FROM..]);
        for p in 0..PANELS {
            for u in 0..UNITS {
                sums[u][p] = sums[u][p].plus::<FUSED>(units[u], b[p][row]);
            }
        }
    }
    for (u, sums) in sums.iter().enumerate() {
        for (p, sum) in sums.iter().enumerate() {
            gradient[p * width + FROM + u].add(sum);
        }
    }
}

/// The first `N` elements.
#[inline(always)]
fn tile<T, const N: usize>(slice: &[T]) -> &[T; N] {
    slice
        .first_chunk()
        .expect("panels and tiles divide what they walk over")
}
