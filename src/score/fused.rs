//! The whole network with its loss as one operation on dfdx's tape.
//!
//! Forward and backward pass run together, chunk by chunk while it is in cache, on the threads of a
//! pool. The batch is cut into slots by its size alone; every slot adds up its own gradient in the
//! order of its rows, and the slots are added in their order, so the number of threads changes the
//! speed and never a bit of the result.

use super::kernel::{CHUNK, Isa, LANES, Line, Row, Weights, Workspace, learn, numbers_mut};
use super::layout::Layout;
use dfdx::shapes::Rank0;
use dfdx::tensor::{Cpu, OwnedTape, PutTape, SplitTape, Tape, Tensor, TensorFrom};
use rayon::prelude::*;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// All parameters in one tensor, in the order of [`Layout`].
pub(super) type Parameters = Tensor<(usize,), f32, Cpu>;
type Traced<S> = Tensor<S, f32, Cpu, OwnedTape<f32, Cpu>>;

/// Slots of a batch: enough for four threads, and not so many that adding them up shows.
const SLOTS: usize = 4;

/// One part of a batch with the gradient of its loss.
struct Slot {
    loss: f64,
    gradient: Vec<Line>,
    work: Workspace,
}

/// The operation mean_b w_b |F(input_b) - target_b|^2 with the memory it needs.
pub(super) struct FusedLoss {
    isa: Isa,
    layout: Layout,
    pool: Arc<rayon::ThreadPool>,
    parameters: Vec<Line>,
    transposed: Vec<Line>,
    /// Shared with the tape between forward and backward.
    slots: Arc<Mutex<Vec<Slot>>>,
}

impl FusedLoss {
    pub fn new(layout: Layout, isa: Isa, pool: Arc<rayon::ThreadPool>) -> Self {
        let slot = || Slot {
            loss: 0.0,
            gradient: vec![Line::ZERO; layout.lines()],
            work: Workspace::new(&layout),
        };
        Self {
            isa,
            layout,
            pool,
            parameters: vec![Line::ZERO; layout.lines()],
            transposed: vec![Line::ZERO; layout.transposed_lines()],
            slots: Arc::new(Mutex::new((0..SLOTS).map(|_| slot()).collect())),
        }
    }

    /// The loss of `rows`, on the tape of `parameters`. Its gradient is computed here and waits for
    /// the backward pass, which must come before the next call.
    pub fn apply(&mut self, parameters: Traced<(usize,)>, rows: &[Row]) -> Traced<Rank0> {
        let (parameters, mut tape) = parameters.split_tape();
        parameters.copy_into(numbers_mut(&mut self.parameters));
        self.layout
            .transpose_into(&self.parameters, &mut self.transposed);

        let weights = Weights {
            layout: self.layout,
            parameters: &self.parameters,
            transposed: &self.transposed,
        };
        let (isa, scale) = (self.isa, 1.0 / rows.len() as f32);
        let rows_per_slot = rows.len().div_ceil(SLOTS);
        let mut guard = lock(&self.slots);
        let slots: &mut Vec<Slot> = &mut guard;
        self.pool.install(|| {
            slots.par_iter_mut().enumerate().for_each(|(index, slot)| {
                slot.loss = 0.0;
                slot.gradient.fill(Line::ZERO);
                let start = (index * rows_per_slot).min(rows.len());
                let end = (start + rows_per_slot).min(rows.len());
                for chunk in rows[start..end].chunks(CHUNK) {
                    slot.loss += learn(
                        isa,
                        weights,
                        chunk,
                        scale,
                        &mut slot.work,
                        &mut slot.gradient,
                    );
                }
            });
        });
        let mean = slots.iter().map(|slot| slot.loss).sum::<f64>() / rows.len() as f64;
        drop(guard);

        let loss = parameters.device().tensor(mean as f32);
        let (of_loss, of_parameters) = (loss.ghost(), parameters.ghost());
        let slots = Arc::clone(&self.slots);
        tape.add_backward_op(move |gradients| {
            let upstream = gradients.get_or_alloc_mut(&of_loss)?[0];
            add_slots(
                &lock(&slots),
                upstream,
                gradients.get_or_alloc_mut(&of_parameters)?,
            );
            Ok(())
        });
        loss.put_tape(tape)
    }
}

/// gradient += upstream ((slot 0 + slot 1) + (slot 2 + slot 3)).
fn add_slots(slots: &[Slot], upstream: f32, gradient: &mut [f32]) {
    for (line, gradient) in gradient.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
        for (lane, gradient) in gradient.iter_mut().enumerate() {
            let of = |slot: usize| slots[slot].gradient[line].0[lane];
            *gradient += upstream * ((of(0) + of(1)) + (of(2) + of(3)));
        }
    }
}

/// A panic elsewhere leaves numbers behind that the next forward pass overwrites.
fn lock(slots: &Mutex<Vec<Slot>>) -> MutexGuard<'_, Vec<Slot>> {
    slots.lock().unwrap_or_else(PoisonError::into_inner)
}
