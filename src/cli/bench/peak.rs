//! The most multiply-adds this machine does, as the yardstick of the training step.

use rayon::prelude::*;
use std::hint::black_box;
use std::time::Instant;

/// Numbers in one chain of multiply-adds: one AVX-512 register, two AVX2 registers.
const LANES: usize = 16;
/// Independent chains: enough to hide the latency of two multiply-add units of four cycles.
const CHAINS: usize = 6;
const TURNS: usize = 2_000_000;
const ROUNDS: usize = 5;

/// GFLOP/s of f32 multiply-adds in registers on `threads` threads of the current pool; the best of
/// some rounds, since anything else on the machine only slows it.
pub fn gflops(threads: usize) -> f64 {
    let operations = 2.0 * (LANES * CHAINS * TURNS * threads) as f64;
    (0..ROUNDS)
        .map(|_| {
            let begin = Instant::now();
            (0..threads).into_par_iter().for_each(|_| {
                black_box(chains());
            });
            operations / begin.elapsed().as_secs_f64() * 1e-9
        })
        .fold(0.0, f64::max)
}

fn chains() -> f32 {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx512f") {
        // SAFETY: the processor has the feature.
        return unsafe { chains_avx512() };
    } else if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
        // SAFETY: the processor has both features.
        return unsafe { chains_avx2() };
    }
    turn::<false>()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx2,fma")]
fn chains_avx512() -> f32 {
    turn::<true>()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn chains_avx2() -> f32 {
    turn::<true>()
}

#[inline(always)]
fn turn<const FUSED: bool>() -> f32 {
    let factor = [black_box(0.999_f32); LANES];
    let term = [black_box(1e-3_f32); LANES];
    let mut sums = [[black_box(1.0_f32); LANES]; CHAINS];
    for _ in 0..TURNS {
        for sum in &mut sums {
            for lane in 0..LANES {
                sum[lane] = if FUSED {
                    sum[lane].mul_add(factor[lane], term[lane])
                } else {
                    sum[lane] * factor[lane] + term[lane]
                };
            }
        }
    }
    sums.iter().flatten().sum()
}
