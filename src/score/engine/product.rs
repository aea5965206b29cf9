//! The two matrix products of the network: the only products here that a library could do instead.
//! `benches/peers/README.md` has the measurements.
//!
//! Activations lie in panels, `[panel][row]`, a vector of sixteen units each, so that every inner loop
//! reads straight ahead. The sums of a tile stay in registers: six rows by one vector are twelve of the
//! sixteen AVX registers, eight rows by two vectors sixteen of the thirty-two of AVX-512; enough to hide
//! the latency of a fused multiply-add, and to read less often than to multiply.

// Loops over tiles by index are the form that the compiler unrolls.
#![allow(clippy::needless_range_loop)]

use super::f32x16::{F32x16, LANES};
use super::register::Register;

/// What a product starts from and where its vectors go, while they are in registers. A trait, because
/// closures cannot be told to be inlined, and one that is not is compiled for the wrong processor.
pub(crate) trait Epilogue<V: Register> {
    /// What is added to the products of a panel.
    fn start(&self, panel: usize) -> V;
    /// Takes the sums for a panel and a tile of rows, the first of which is `row`.
    fn finish<const ROWS: usize>(&mut self, panel: usize, row: usize, sums: [V; ROWS]);
}

/// finish(panel, row, start(panel) + sum_unit a\[row\]\[unit\] weight\[panel\]\[unit\]) for every
/// panel and row. `count` rows, a multiple of `ROWS`; panels a multiple of `PANELS`.
#[inline(always)]
pub(crate) fn product<V: Register, const ROWS: usize, const PANELS: usize>(
    a: &[F32x16],
    count: usize,
    weight: &[F32x16],
    mut epilogue: impl Epilogue<V>,
) {
    let panels_below = a.len() / count;
    let width = panels_below * LANES;
    for (group, weight) in weight.chunks_exact(width * PANELS).enumerate() {
        let starts: [V; PANELS] = std::array::from_fn(|p| epilogue.start(group * PANELS + p));
        for row in (0..count).step_by(ROWS) {
            let mut sums = [starts; ROWS];
            for below in 0..panels_below {
                let a: &[F32x16; ROWS] = tile(&a[below * count + row..]);
                let w: [&[F32x16; LANES]; PANELS] =
                    std::array::from_fn(|p| tile(&weight[p * width + below * LANES..]));
                for unit in 0..LANES {
                    let w: [V; PANELS] = std::array::from_fn(|p| V::load(&w[p][unit]));
                    for r in 0..ROWS {
                        let a = V::splat(a[r].0[unit]);
                        for p in 0..PANELS {
                            sums[r][p] = a.times_plus(w[p], sums[r][p]);
                        }
                    }
                }
            }
            for p in 0..PANELS {
                let sums: [V; ROWS] = std::array::from_fn(|r| sums[r][p]);
                epilogue.finish(group * PANELS + p, row, sums);
            }
        }
    }
}

/// gradient\[panel\]\[unit\] += sum_row a\[row\]\[unit\] b\[row\]\[panel\], or = where it `starts`.
#[inline(always)]
pub(crate) fn outer_products<V: Register, const ROWS: usize, const PANELS: usize>(
    a: &[F32x16],
    b: &[F32x16],
    count: usize,
    starts: bool,
    gradient: &mut [F32x16],
) {
    let width = a.len() / count * LANES;
    for (b, gradient) in b
        .chunks_exact(count * PANELS)
        .zip(gradient.chunks_exact_mut(width * PANELS))
    {
        for (below, a) in a.chunks_exact(count).enumerate() {
            // Sixteen units in tiles about as high as those of rows.
            let gradient = &mut gradient[below * LANES..];
            if ROWS >= 8 {
                outer_tile::<V, PANELS, 0, 8>(a, b, width, starts, gradient);
                outer_tile::<V, PANELS, 8, 8>(a, b, width, starts, gradient);
            } else {
                outer_tile::<V, PANELS, 0, 6>(a, b, width, starts, gradient);
                outer_tile::<V, PANELS, 6, 5>(a, b, width, starts, gradient);
                outer_tile::<V, PANELS, 11, 5>(a, b, width, starts, gradient);
            }
        }
    }
}

/// The part of an outer product that belongs to the units `FROM..FROM + UNITS` of one vector.
#[inline(always)]
fn outer_tile<V: Register, const PANELS: usize, const FROM: usize, const UNITS: usize>(
    a: &[F32x16],
    b: &[F32x16],
    width: usize,
    starts: bool,
    gradient: &mut [F32x16],
) {
    let b: [&[F32x16]; PANELS] = std::array::from_fn(|p| &b[p * a.len()..][..a.len()]);
    let mut sums = [[V::zero(); PANELS]; UNITS];
    for row in 0..a.len() {
        let units: &[f32; UNITS] = tile(&a[row].0[FROM..]);
        let b: [V; PANELS] = std::array::from_fn(|p| V::load(&b[p][row]));
        for u in 0..UNITS {
            let unit = V::splat(units[u]);
            for p in 0..PANELS {
                sums[u][p] = unit.times_plus(b[p], sums[u][p]);
            }
        }
    }
    for u in 0..UNITS {
        for p in 0..PANELS {
            sums[u][p].gather(starts, &mut gradient[p * width + FROM + u]);
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
