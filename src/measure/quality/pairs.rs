//! Sums of two kernels over pairs of points: exp(-|a - b|^2 / (2 h^2)) and |a - b|.
//!
//! The pairs are the cost of MMD and energy distance, so one pass serves both, eight pairs abreast,
//! and a pair within one sample is visited once. Blocks of rows are shared by the threads; their size
//! is fixed and their sums are added in order, so the bits do not depend on the threads.

use super::blocks::in_order;
use crate::dispatch::{InstructionSet, for_every_instruction_set};
use crate::mixture::f64x8::{F64x8, LANES, exp, fma};
use crate::plane::Point;
use ndarray::ArrayView2;
use std::ops::Range;

/// Points as columns of whole vectors.
pub(super) struct Cloud {
    len: usize,
    x: Vec<F64x8>,
    y: Vec<F64x8>,
    /// 1 for a point, 0 for what fills the last vector.
    present: Vec<F64x8>,
}

impl Cloud {
    /// The rows of `points` `[n, 2]`, one at least.
    pub fn new(points: ArrayView2<f64>) -> Self {
        let len = points.nrows();
        let column = |number: &dyn Fn(usize) -> f64| {
            let vector = |first| std::array::from_fn(|lane| number(first + lane));
            (0..len).step_by(LANES).map(vector).collect()
        };
        Self {
            len,
            x: column(&|row| points[[row.min(len - 1), 0]]),
            y: column(&|row| points[[row.min(len - 1), 1]]),
            present: column(&|row| if row < len { 1.0 } else { 0.0 }),
        }
    }

    pub fn len(&self) -> usize {
        self.len
    }

    fn at(&self, row: usize) -> Point {
        [
            self.x[row / LANES][row % LANES],
            self.y[row / LANES][row % LANES],
        ]
    }
}

/// Sums of one kernel k over pairs (a_i, b_j), i != j where both are one sample.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct KernelSums {
    /// sum_j k(a_i, b_j) for every i.
    pub rows: Vec<f64>,
    /// sum_i k(a_i, b_j) for every j.
    pub columns: Vec<f64>,
    /// sum_ij k(a_i, b_j)^2.
    pub squares: f64,
}

impl KernelSums {
    fn zeros(rows: usize, columns: usize) -> Self {
        Self {
            rows: vec![0.0; rows],
            columns: vec![0.0; columns],
            squares: 0.0,
        }
    }
}

/// The sums of both kernels.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PairSums {
    /// exp(-|a - b|^2 / (2 h^2)).
    pub rbf: KernelSums,
    /// |a - b|, data units.
    pub distance: KernelSums,
}

/// Rows of one task: whole vectors, so that blocks of columns can begin where blocks of rows do.
const BLOCK: usize = 16 * LANES;

/// Over every pair of a point of `a` and a point of `b`, with bandwidth `h > 0`.
pub(super) fn between(a: &Cloud, b: &Cloud, h: f64) -> PairSums {
    let instructions = InstructionSet::widest();
    let tiles = in_order(a.len.div_ceil(BLOCK), |block| {
        tile_on(instructions, a, rows_of(block, a), b, 0..b.x.len(), h)
    });
    let mut sums = PairSums {
        rbf: KernelSums::zeros(a.len, b.len),
        distance: KernelSums::zeros(a.len, b.len),
    };
    for (block, tile) in tiles.iter().enumerate() {
        for (total, part) in [
            (&mut sums.rbf, &tile.rbf),
            (&mut sums.distance, &tile.distance),
        ] {
            add_at(&mut total.rows, block * BLOCK, &part.rows);
            add_at(&mut total.columns, 0, &part.columns);
            total.squares += part.squares;
        }
    }
    sums
}

/// Over every ordered pair of two different points of `a`, with bandwidth `h > 0`.
pub(super) fn within(a: &Cloud, h: f64) -> PairSums {
    let instructions = InstructionSet::widest();
    // Of the symmetric square each block does its own corner on the diagonal and what is right of it.
    let tiles = in_order(a.len.div_ceil(BLOCK), |block| {
        let rows = rows_of(block, a);
        let corner = rows.start / LANES..rows.end.div_ceil(LANES);
        let right = corner.end..a.x.len();
        (
            tile_on(instructions, a, rows.clone(), a, corner, h),
            tile_on(instructions, a, rows, a, right, h),
        )
    });
    let mut sums = PairSums {
        rbf: KernelSums::zeros(a.len, 0),
        distance: KernelSums::zeros(a.len, 0),
    };
    for (block, (corner, right)) in tiles.iter().enumerate() {
        let rows = rows_of(block, a);
        for (total, corner, right) in [
            (&mut sums.rbf, &corner.rbf, &right.rbf),
            (&mut sums.distance, &corner.distance, &right.distance),
        ] {
            add_at(&mut total.rows, rows.start, &corner.rows);
            add_at(&mut total.rows, rows.start, &right.rows);
            add_at(&mut total.rows, rows.end, &right.columns);
            total.squares += corner.squares + 2.0 * right.squares;
        }
    }
    // The corners hold every point with itself, where the kernel is 1 and the distance 0.
    for row in &mut sums.rbf.rows {
        *row -= 1.0;
    }
    sums.rbf.squares -= a.len as f64;
    for total in [&mut sums.rbf, &mut sums.distance] {
        total.columns.clone_from(&total.rows);
    }
    sums
}

fn rows_of(block: usize, cloud: &Cloud) -> Range<usize> {
    block * BLOCK..((block + 1) * BLOCK).min(cloud.len)
}

fn add_at(sums: &mut [f64], first: usize, more: &[f64]) {
    for (sum, part) in sums[first..].iter_mut().zip(more) {
        *sum += part;
    }
}

for_every_instruction_set! {
    /// The sums over the pairs of some rows of `a` and some columns of `b`, in vectors.
    fn tile_on(
        a: &Cloud,
        rows: Range<usize>,
        b: &Cloud,
        columns: Range<usize>,
        h: f64,
    ) -> PairSums;
    baseline: tile::<false>,
    avx2: tile::<true>,
}

#[inline(always)]
fn tile<const FMA: bool>(
    a: &Cloud,
    rows: Range<usize>,
    b: &Cloud,
    columns: Range<usize>,
    h: f64,
) -> PairSums {
    let exponent = -0.5 / (h * h);
    let (xs, ys) = (&b.x[columns.clone()], &b.y[columns.clone()]);
    let present = &b.present[columns.clone()];
    let [mut rbf_columns, mut distance_columns] = [0, 1].map(|_| vec![[0.0; LANES]; xs.len()]);
    let [mut rbf_rows, mut distance_rows] = [0, 1].map(|_| Vec::with_capacity(rows.len()));
    let (mut rbf_squares, mut distance_squares) = ([0.0; LANES], [0.0; LANES]);
    for row in rows {
        let point = a.at(row);
        let (mut rbf_sum, mut distance_sum) = ([0.0; LANES], [0.0; LANES]);
        for j in 0..xs.len() {
            let (rbf, distance) = kernels::<FMA>(point, &xs[j], &ys[j], &present[j], exponent);
            add(&mut rbf_sum, &rbf);
            add(&mut distance_sum, &distance);
            add(&mut rbf_columns[j], &rbf);
            add(&mut distance_columns[j], &distance);
            add_squares::<FMA>(&mut rbf_squares, &rbf);
            add_squares::<FMA>(&mut distance_squares, &distance);
        }
        rbf_rows.push(total(rbf_sum));
        distance_rows.push(total(distance_sum));
    }
    // What fills the last vector is no column.
    let count = (columns.end * LANES).min(b.len) - (columns.start * LANES).min(b.len);
    let flat = |sums: Vec<F64x8>| sums.into_iter().flatten().take(count).collect();
    PairSums {
        rbf: KernelSums {
            rows: rbf_rows,
            columns: flat(rbf_columns),
            squares: total(rbf_squares),
        },
        distance: KernelSums {
            rows: distance_rows,
            columns: flat(distance_columns),
            squares: total(distance_squares),
        },
    }
}

/// Both kernels between one point and the points of a vector, 0 where there is none.
///
/// Each line is a loop of its own: only so does the compiler see the vectors.
#[inline(always)]
fn kernels<const FMA: bool>(
    point: Point,
    x: &F64x8,
    y: &F64x8,
    present: &F64x8,
    exponent: f64,
) -> (F64x8, F64x8) {
    let mut square = [0.0; LANES];
    for i in 0..LANES {
        let (dx, dy) = (point[0] - x[i], point[1] - y[i]);
        square[i] = fma::<FMA>(dx, dx, dy * dy);
    }
    let mut rbf = [0.0; LANES];
    for i in 0..LANES {
        rbf[i] = present[i] * exp::<FMA>(exponent * square[i]);
    }
    let mut distance = [0.0; LANES];
    for i in 0..LANES {
        distance[i] = present[i] * square[i].sqrt();
    }
    (rbf, distance)
}

#[inline(always)]
fn add(sum: &mut F64x8, more: &F64x8) {
    for i in 0..LANES {
        sum[i] += more[i];
    }
}

#[inline(always)]
fn add_squares<const FMA: bool>(sum: &mut F64x8, more: &F64x8) {
    for i in 0..LANES {
        sum[i] = fma::<FMA>(more[i], more[i], sum[i]);
    }
}

/// Never inlined: else the compiler arranges the vectors of the loop to suit this sum at its end.
#[inline(never)]
fn total(lanes: F64x8) -> f64 {
    lanes.iter().sum()
}
