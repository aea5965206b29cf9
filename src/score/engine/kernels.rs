//! The passes compiled for every instruction set, and the choice among them when the program runs.

use super::baseline::Baseline;
use super::f32x16::F32x16;
use super::passes::{evaluate_rows, learn_rows};
use super::reduce::{add_up_vectors, all_finite_vectors, average_vectors};
#[cfg(target_arch = "x86_64")]
use super::register::x86::{Avx2, Avx512};
use super::row::{Probe, Row, Slope, Sums};
use super::slope::learn_slope_rows;
use super::tangent::{TangentWorkspace, evaluate_jacobian_rows};
use super::workspace::{Weights, Workspace};
use crate::dispatch::{InstructionSet, for_every_instruction_set};
use std::sync::OnceLock;

static CHOSEN: OnceLock<InstructionSet> = OnceLock::new();

/// The instruction set of the network's kernels: the widest of this processor, or the one that
/// [`use_instructions`] chose.
pub(crate) fn chosen_instructions() -> InstructionSet {
    *CHOSEN.get_or_init(InstructionSet::widest)
}

/// The instruction set of the network's kernels in this process: baseline, avx2 or avx512.
pub fn instructions() -> &'static str {
    chosen_instructions().name()
}

/// Chooses the kernels of one instruction set for the whole process, for measurements; without this
/// call they are the best of the processor. The first choice, or the first use, stands.
///
/// # Errors
/// When the processor lacks it, with those it has; or when another is in use.
pub fn use_instructions(name: &str) -> Result<(), String> {
    let sets = InstructionSet::available();
    let Some(&asked) = sets.iter().find(|set| set.name() == name) else {
        let names: Vec<&str> = sets.iter().map(|set| set.name()).collect();
        return Err(format!(
            "this processor has no kernels called {name}; use one of {}",
            names.join(", ")
        ));
    };
    match *CHOSEN.get_or_init(|| asked) {
        chosen if chosen == asked => Ok(()),
        chosen => Err(format!("{} is in use already", chosen.name())),
    }
}

for_every_instruction_set! {
    /// F at every row's input; at most [`CHUNK`](super::workspace::CHUNK) rows.
    pub(crate) fn evaluate(
        weights: Weights,
        inputs: &[[f32; 4]],
        work: &mut Workspace,
        outputs: &mut [[f32; 2]],
    );
    baseline: evaluate_rows::<Baseline, 2, 1>,
    avx2: evaluate_rows::<Avx2, 6, 1>,
    avx512: evaluate_rows::<Avx512, 8, 2>,
}

for_every_instruction_set! {
    /// Of `scale` = (c, starts): adds c times the gradient of sum_rows weight |F - target|^2 to
    /// `gradient`, which it replaces where the gradient `starts`, and returns the sums themselves; at
    /// most [`CHUNK`](super::workspace::CHUNK) rows.
    pub(crate) fn learn(
        weights: Weights,
        rows: &[Row],
        scale: (f32, bool),
        work: &mut Workspace,
        gradient: &mut [F32x16],
    ) -> Sums;
    baseline: learn_rows::<Baseline, 2, 1>,
    avx2: learn_rows::<Avx2, 6, 1>,
    avx512: learn_rows::<Avx512, 8, 2>,
}

for_every_instruction_set! {
    /// F and its Jacobian at every row's input; at most
    /// [`TANGENT_CHUNK`](super::tangent::TANGENT_CHUNK) rows.
    pub(crate) fn evaluate_jacobian(
        weights: Weights,
        inputs: &[[f32; 4]],
        work: &mut TangentWorkspace,
        outputs: &mut [[f32; 2]],
        jacobian: &mut [[[f32; 2]; 2]],
    );
    baseline: evaluate_jacobian_rows::<Baseline, 2, 1>,
    avx2: evaluate_jacobian_rows::<Avx2, 6, 1>,
    avx512: evaluate_jacobian_rows::<Avx512, 8, 2>,
}

for_every_instruction_set! {
    /// Adds `scale` times the gradient of the rows' losses with a slope to `gradient` and returns the sums
    /// of the losses; at most [`TANGENT_CHUNK`](super::tangent::TANGENT_CHUNK) rows, a probe each.
    pub(crate) fn learn_slope(
        weights: Weights,
        slope: Slope,
        asked: (&[Row], &[Probe]),
        scale: f32,
        work: &mut TangentWorkspace,
        gradient: &mut [F32x16],
    ) -> Sums;
    baseline: learn_slope_rows::<Baseline, 2, 1>,
    avx2: learn_slope_rows::<Avx2, 6, 1>,
    avx512: learn_slope_rows::<Avx512, 8, 2>,
}

for_every_instruction_set! {
    /// sum += factor ((part 0 + part 1) + ...), number by number; `sum` as long as a part in numbers.
    pub(crate) fn add_up(parts: &[&[F32x16]], factor: f32, sum: &mut [f32]);
    baseline: add_up_vectors::<Baseline>,
    avx2: add_up_vectors::<Avx2>,
    avx512: add_up_vectors::<Avx512>,
}

for_every_instruction_set! {
    /// mean <- keep mean + (1 - keep) new, number by number.
    pub(crate) fn average(keep: f32, new: &[F32x16], mean: &mut [F32x16]);
    baseline: average_vectors::<Baseline>,
    avx2: average_vectors::<Avx2>,
    avx512: average_vectors::<Avx512>,
}

for_every_instruction_set! {
    /// Whether all numbers are finite.
    pub(crate) fn all_finite(vectors: &[F32x16]) -> bool;
    baseline: all_finite_vectors::<Baseline>,
    avx2: all_finite_vectors::<Avx2>,
    avx512: all_finite_vectors::<Avx512>,
}
