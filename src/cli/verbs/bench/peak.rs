//! The most multiply-adds this machine does, as the yardstick of the training step.

use crate::dispatch::for_every_instruction_set;
use crate::score;
use rayon::prelude::*;
use std::hint::black_box;
use std::time::Instant;

/// Independent chains of multiply-adds: enough to hide a latency of five cycles on two units.
const CHAINS: usize = 10;
const TURNS: usize = 2_000_000;
const ROUNDS: usize = 5;

/// GFLOP/s of f32 multiply-adds in registers on so many of the current workers; the best of some
/// rounds, since anything else on the machine only slows it.
pub fn gflops(threads: usize) -> f64 {
    // Those of the network's kernels.
    let instructions = score::chosen_instructions();
    (0..ROUNDS)
        .map(|_| {
            let begin = Instant::now();
            let lanes: usize = match threads {
                1 => chains(instructions),
                _ => (0..threads)
                    .into_par_iter()
                    .map(|_| chains(instructions))
                    .sum(),
            };
            let operations = 2.0 * (lanes * CHAINS * TURNS) as f64;
            operations / begin.elapsed().as_secs_f64() * 1e-9
        })
        .fold(0.0, f64::max)
}

for_every_instruction_set! {
    /// Runs the chains in registers of an instruction set; returns how many numbers one holds.
    fn chains() -> usize;
    baseline: run::<4, false>,
    avx2: run::<8, true>,
    avx512: run::<16, true>,
}

#[inline(always)]
fn run<const LANES: usize, const FUSED: bool>() -> usize {
    let (factor, term) = (black_box(0.999_f32), black_box(1e-3_f32));
    let mut sums = [Register([black_box(1.0_f32); LANES]); CHAINS];
    for _ in 0..TURNS {
        for sum in &mut sums {
            *sum = Register(std::array::from_fn(|lane| {
                if FUSED {
                    sum.0[lane].mul_add(factor, term)
                } else {
                    sum.0[lane] * factor + term
                }
            }));
        }
    }
    black_box(sums);
    LANES
}

/// Aligned so that the compiler keeps it in one register: plain arrays of sixteen numbers become
/// sixteen registers.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Register<const LANES: usize>([f32; LANES]);
