//! The passes compiled once for every instruction set, and chosen when the program runs.

use super::f32x16::F32x16;
use super::passes::{evaluate_rows, learn_rows};
use super::reduce::{add_up_vectors, all_finite_vectors, average_vectors};
use super::register::Portable;
use super::row::{Probe, Row, Slope, Sums};
use super::slope::learn_slope_rows;
use super::tangent::{TangentWorkspace, evaluate_diagonal_rows};
use super::workspace::{Weights, Workspace};
use std::sync::OnceLock;

/// An instruction set with kernels of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Isa {
    /// What every processor of the family has.
    Baseline,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Isa {
    /// The sets this processor has, the best last.
    pub fn available() -> Vec<Self> {
        let mut sets = vec![Self::Baseline];
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            sets.push(Self::Avx2);
            if is_x86_feature_detected!("avx512f") {
                sets.push(Self::Avx512);
            }
        }
        sets
    }

    /// The fastest set of this processor, or the one that [`use_instructions`] chose.
    pub fn best() -> Self {
        *CHOSEN.get_or_init(|| *Self::available().last().unwrap_or(&Self::Baseline))
    }

    fn name(self) -> &'static str {
        match self {
            Self::Baseline => "baseline",
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => "avx2",
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => "avx512",
        }
    }
}

static CHOSEN: OnceLock<Isa> = OnceLock::new();

/// The instruction set of the network's kernels in this process: baseline, avx2 or avx512.
pub fn instructions() -> &'static str {
    Isa::best().name()
}

/// Chooses the kernels of one instruction set for the whole process, for measurements; without this
/// call they are the best of the processor. The first choice, or the first use, stands.
///
/// # Errors
/// When the processor lacks it, with those it has; or when another is in use.
pub fn use_instructions(name: &str) -> Result<(), String> {
    let sets = Isa::available();
    let Some(&isa) = sets.iter().find(|isa| isa.name() == name) else {
        let names: Vec<&str> = sets.iter().map(|isa| isa.name()).collect();
        return Err(format!(
            "this processor has no kernels called {name}; use one of {}",
            names.join(", ")
        ));
    };
    match *CHOSEN.get_or_init(|| isa) {
        chosen if chosen == isa => Ok(()),
        chosen => Err(format!("{} is in use already", chosen.name())),
    }
}

/// F at every row's input; at most [`CHUNK`](super::workspace::CHUNK) rows.
pub(crate) fn evaluate(
    isa: Isa,
    weights: Weights,
    inputs: &[[f32; 4]],
    work: &mut Workspace,
    outputs: &mut [[f32; 2]],
) {
    match isa {
        Isa::Baseline => evaluate_rows::<Baseline, 2, 1>(weights, inputs, work, outputs),
        // SAFETY: `Isa::available` hands these out only where the processor has the features.
        #[cfg(target_arch = "x86_64")]
        Isa::Avx2 => unsafe { x86::evaluate_avx2(weights, inputs, work, outputs) },
        #[cfg(target_arch = "x86_64")]
        Isa::Avx512 => unsafe { x86::evaluate_avx512(weights, inputs, work, outputs) },
    }
}

/// Of `scale` = (c, starts): adds c times the gradient of sum_rows weight |F - target|^2 to
/// `gradient`, which it replaces where the gradient `starts`, and returns the sums themselves; at most [`CHUNK`](super::workspace::CHUNK) rows.
pub(crate) fn learn(
    isa: Isa,
    weights: Weights,
    rows: &[Row],
    scale: (f32, bool),
    work: &mut Workspace,
    gradient: &mut [F32x16],
) -> Sums {
    match isa {
        Isa::Baseline => learn_rows::<Baseline, 2, 1>(weights, rows, scale, work, gradient),
        // SAFETY: `Isa::available` hands these out only where the processor has the features.
        #[cfg(target_arch = "x86_64")]
        Isa::Avx2 => unsafe { x86::learn_avx2(weights, rows, scale, work, gradient) },
        #[cfg(target_arch = "x86_64")]
        Isa::Avx512 => unsafe { x86::learn_avx512(weights, rows, scale, work, gradient) },
    }
}

/// F and the diagonal of its Jacobian at every row's input; at most
/// [`TANGENT_CHUNK`](super::tangent::TANGENT_CHUNK) rows.
pub(crate) fn evaluate_diagonal(
    isa: Isa,
    weights: Weights,
    inputs: &[[f32; 4]],
    work: &mut TangentWorkspace,
    outputs: &mut [[f32; 2]],
    diagonal: &mut [[f32; 2]],
) {
    match isa {
        Isa::Baseline => {
            evaluate_diagonal_rows::<Baseline, 2, 1>(weights, inputs, work, outputs, diagonal);
        }
        // SAFETY: `Isa::available` hands these out only where the processor has the features.
        #[cfg(target_arch = "x86_64")]
        Isa::Avx2 => unsafe { x86::diagonal_avx2(weights, inputs, work, outputs, diagonal) },
        #[cfg(target_arch = "x86_64")]
        Isa::Avx512 => unsafe { x86::diagonal_avx512(weights, inputs, work, outputs, diagonal) },
    }
}

/// Adds `scale` times the gradient of the rows' losses with a slope to `gradient` and returns the sums
/// of the losses; at most [`TANGENT_CHUNK`](super::tangent::TANGENT_CHUNK) rows, a probe each.
pub(crate) fn learn_slope(
    isa: Isa,
    weights: Weights,
    slope: Slope,
    asked: (&[Row], &[Probe]),
    scale: f32,
    work: &mut TangentWorkspace,
    gradient: &mut [F32x16],
) -> Sums {
    match isa {
        Isa::Baseline => {
            learn_slope_rows::<Baseline, 2, 1>(weights, slope, asked, scale, work, gradient)
        }
        // SAFETY: `Isa::available` hands these out only where the processor has the features.
        #[cfg(target_arch = "x86_64")]
        Isa::Avx2 => unsafe { x86::slope_avx2(weights, slope, asked, scale, work, gradient) },
        #[cfg(target_arch = "x86_64")]
        Isa::Avx512 => unsafe { x86::slope_avx512(weights, slope, asked, scale, work, gradient) },
    }
}

/// sum += factor ((part 0 + part 1) + ...), number by number; `sum` as long as a part in numbers.
pub(crate) fn add_up(isa: Isa, parts: &[&[F32x16]], factor: f32, sum: &mut [f32]) {
    match isa {
        Isa::Baseline => add_up_vectors::<Baseline>(parts, factor, sum),
        // SAFETY: `Isa::available` hands these out only where the processor has the features.
        #[cfg(target_arch = "x86_64")]
        Isa::Avx2 => unsafe { x86::add_up_avx2(parts, factor, sum) },
        #[cfg(target_arch = "x86_64")]
        Isa::Avx512 => unsafe { x86::add_up_avx512(parts, factor, sum) },
    }
}

/// mean <- keep mean + (1 - keep) new, number by number.
pub(crate) fn average(isa: Isa, keep: f32, new: &[F32x16], mean: &mut [F32x16]) {
    match isa {
        Isa::Baseline => average_vectors::<Baseline>(keep, new, mean),
        // SAFETY: `Isa::available` hands these out only where the processor has the features.
        #[cfg(target_arch = "x86_64")]
        Isa::Avx2 => unsafe { x86::average_avx2(keep, new, mean) },
        #[cfg(target_arch = "x86_64")]
        Isa::Avx512 => unsafe { x86::average_avx512(keep, new, mean) },
    }
}

/// Whether all numbers are finite.
pub(crate) fn all_finite(isa: Isa, vectors: &[F32x16]) -> bool {
    match isa {
        Isa::Baseline => all_finite_vectors::<Baseline>(vectors),
        // SAFETY: `Isa::available` hands these out only where the processor has the features.
        #[cfg(target_arch = "x86_64")]
        Isa::Avx2 => unsafe { x86::all_finite_avx2(vectors) },
        #[cfg(target_arch = "x86_64")]
        Isa::Avx512 => unsafe { x86::all_finite_avx512(vectors) },
    }
}

/// Where the baseline has a fused multiply-add; elsewhere it would be a slow library call.
pub(crate) type Baseline = Portable<{ cfg!(any(target_feature = "fma", target_arch = "aarch64")) }>;

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::{Probe, Row, Slope, Sums, TangentWorkspace, Weights, Workspace};
    use super::{add_up_vectors, all_finite_vectors, average_vectors, evaluate_diagonal_rows};
    use super::{evaluate_rows, learn_rows, learn_slope_rows};
    use crate::score::engine::f32x16::F32x16;
    use crate::score::engine::register::x86::{Avx2, Avx512};

    macro_rules! compile_for {
        ($features:literal, $register:ty, $rows:literal, $panels:literal, $evaluate:ident, $learn:ident, $diagonal:ident, $slope:ident, $add_up:ident, $average:ident, $all_finite:ident) => {
            #[target_feature(enable = $features)]
            pub fn $evaluate(
                weights: Weights,
                inputs: &[[f32; 4]],
                work: &mut Workspace,
                outputs: &mut [[f32; 2]],
            ) {
                evaluate_rows::<$register, $rows, $panels>(weights, inputs, work, outputs);
            }

            #[target_feature(enable = $features)]
            pub fn $learn(
                weights: Weights,
                rows: &[Row],
                scale: (f32, bool),
                work: &mut Workspace,
                gradient: &mut [F32x16],
            ) -> Sums {
                learn_rows::<$register, $rows, $panels>(weights, rows, scale, work, gradient)
            }

            #[target_feature(enable = $features)]
            pub fn $diagonal(
                weights: Weights,
                inputs: &[[f32; 4]],
                work: &mut TangentWorkspace,
                outputs: &mut [[f32; 2]],
                diagonal: &mut [[f32; 2]],
            ) {
                evaluate_diagonal_rows::<$register, $rows, $panels>(
                    weights, inputs, work, outputs, diagonal,
                );
            }

            #[target_feature(enable = $features)]
            pub fn $slope(
                weights: Weights,
                slope: Slope,
                asked: (&[Row], &[Probe]),
                scale: f32,
                work: &mut TangentWorkspace,
                gradient: &mut [F32x16],
            ) -> Sums {
                learn_slope_rows::<$register, $rows, $panels>(
                    weights, slope, asked, scale, work, gradient,
                )
            }

            #[target_feature(enable = $features)]
            pub fn $add_up(parts: &[&[F32x16]], factor: f32, sum: &mut [f32]) {
                add_up_vectors::<$register>(parts, factor, sum);
            }

            #[target_feature(enable = $features)]
            pub fn $average(keep: f32, new: &[F32x16], mean: &mut [F32x16]) {
                average_vectors::<$register>(keep, new, mean);
            }

            #[target_feature(enable = $features)]
            pub fn $all_finite(vectors: &[F32x16]) -> bool {
                all_finite_vectors::<$register>(vectors)
            }
        };
    }

    compile_for!(
        "avx2,fma",
        Avx2,
        6,
        1,
        evaluate_avx2,
        learn_avx2,
        diagonal_avx2,
        slope_avx2,
        add_up_avx2,
        average_avx2,
        all_finite_avx2
    );
    compile_for!(
        "avx512f,avx2,fma",
        Avx512,
        8,
        2,
        evaluate_avx512,
        learn_avx512,
        diagonal_avx512,
        slope_avx512,
        add_up_avx512,
        average_avx512,
        all_finite_avx512
    );
}
