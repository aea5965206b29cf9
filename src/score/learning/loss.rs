//! The whole network with its loss as one operation on dfdx's tape.
//!
//! Forward and backward pass run together, chunk by chunk while it is in cache, shared by threads.
//! The batch is cut into shards by its size alone; every shard adds up its own gradient in the
//! order of its rows, and the shards are added in their order, so the number of threads changes the
//! speed and never a bit of the result.

use super::parameters::Parameters;
use crate::dispatch::InstructionSet;
use crate::score::engine::f32x16::F32x16;
use crate::score::engine::fork_join::ForkJoin;
use crate::score::engine::kernels::{add_up, learn, learn_slope};
use crate::score::engine::layout::Layout;
use crate::score::engine::row::{Asked, Probe, Row, Slope, Sums};
use crate::score::engine::tangent::{TANGENT_CHUNK, TangentWorkspace};
use crate::score::engine::workers::Workers;
use crate::score::engine::workspace::{CHUNK, Weights, Workspace};
use dfdx::shapes::Rank0;
use dfdx::tensor::{Cpu, OwnedTape, PutTape, Tape, Tensor, TensorFrom};
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A loss on its tape.
type Traced = Tensor<Rank0, f32, Cpu, OwnedTape<f32, Cpu>>;

/// Shards of a batch at most: as many threads can share a step.
pub(crate) const MOST_SHARDS: usize = 16;
/// Rows a shard takes before there is another.
const SHARD_ROWS: usize = CHUNK;

/// One part of a batch with the gradient of its loss.
struct Shard {
    asked: Asked,
    loss: Sums,
    gradient: Vec<F32x16>,
}

/// Room for a chunk of whichever shard a thread works on: one a thread, so that it stays in its cache.
/// Empty until it is needed.
#[derive(Default)]
struct Scratch {
    work: Option<Workspace>,
    tangent_work: Option<Box<TangentWorkspace>>,
}

impl Shard {
    fn new(layout: &Layout) -> Self {
        Self {
            asked: Asked::default(),
            loss: Sums::default(),
            gradient: vec![F32x16::ZERO; layout.vectors()],
        }
    }

    /// Loss and gradient of the shard's rows, in chunks of equal size.
    fn learn(
        &mut self,
        instructions: InstructionSet,
        weights: Weights,
        scale: f32,
        scratch: &mut Scratch,
    ) {
        self.loss = Sums::default();
        let rows = &self.asked.rows;
        if rows.is_empty() || self.asked.slope.is_some() {
            self.gradient.fill(F32x16::ZERO);
        }
        let evenly = |most: usize| {
            let chunks = rows.len().div_ceil(most).max(1);
            rows.len().div_ceil(chunks).max(1)
        };
        let Some(slope) = self.asked.slope else {
            let new = || Workspace::new(&weights.layout);
            let work = scratch.work.get_or_insert_with(new);
            for (chunk, rows) in rows.chunks(evenly(CHUNK)).enumerate() {
                let scale = (scale, chunk == 0);
                let sums = learn(instructions, weights, rows, scale, work, &mut self.gradient);
                self.loss.add(sums);
            }
            return;
        };
        let new = || Box::new(TangentWorkspace::new(&weights.layout));
        let work = scratch.tangent_work.get_or_insert_with(new);
        let chunk = evenly(TANGENT_CHUNK);
        for asked in rows.chunks(chunk).zip(self.asked.probes.chunks(chunk)) {
            let gradient = &mut self.gradient;
            let sums = learn_slope(instructions, weights, slope, asked, scale, work, gradient);
            self.loss.add(sums);
        }
    }
}

/// The operation mean_b w_b |F(input_b) - target_b|^2, or the mean of losses with a slope, with the
/// memory it needs.
pub(crate) struct FusedLoss {
    instructions: InstructionSet,
    layout: Layout,
    transposed: Vec<F32x16>,
    /// Shared with the tape between forward and backward.
    sharded: Arc<Mutex<ShardedBatch>>,
    level_mean: f64,
}

/// The threads, and the parts of the batch they work on.
struct ShardedBatch {
    fork_join: ForkJoin,
    /// One for every thread number.
    scratches: Vec<Mutex<Scratch>>,
    shards: Vec<Shard>,
}

impl FusedLoss {
    pub fn new(layout: Layout, instructions: InstructionSet, workers: Workers) -> Self {
        let fork_join = ForkJoin::new(workers);
        let sharded = ShardedBatch {
            scratches: (0..fork_join.thread_numbers().count())
                .map(|_| Mutex::default())
                .collect(),
            fork_join,
            shards: Vec::new(),
        };
        Self {
            instructions,
            layout,
            transposed: vec![F32x16::ZERO; layout.transposed_vectors()],
            sharded: Arc::new(Mutex::new(sharded)),
            level_mean: 0.0,
        }
    }

    /// Calls `work` with the threads of the operation.
    pub fn with_fork_join<T>(&mut self, work: impl FnOnce(&mut ForkJoin) -> T) -> T {
        work(&mut lock(&self.sharded).fork_join)
    }

    /// The loss of the last batch as a mean over log-uniform noise levels.
    pub fn level_mean(&self) -> f64 {
        self.level_mean
    }

    /// The losses of single rows that hold a slope, for the weights that [`FusedLoss::apply`] was last called with.
    pub fn of_slopes(
        &self,
        parameters: &Parameters,
        slope: Slope,
        asked: &[(Row, Probe)],
    ) -> Vec<f64> {
        let weights = Weights {
            layout: self.layout,
            parameters: parameters.vectors(),
            transposed: &self.transposed,
        };
        let mut work = TangentWorkspace::new(&self.layout);
        let mut gradient = vec![F32x16::ZERO; self.layout.vectors()];
        let mut loss = |(row, probe): &(Row, Probe)| {
            let asked = (&[*row][..], &[*probe][..]);
            let (instructions, gradient) = (self.instructions, &mut gradient[..]);
            learn_slope(
                instructions,
                weights,
                slope,
                asked,
                1.0,
                &mut work,
                gradient,
            )
            .objective
        };
        asked.iter().map(&mut loss).collect()
    }

    /// The mean loss of a batch of `batch` rows, on a tape that leads to the tensors of `parameters`.
    /// `draw(source, part, asked)` replaces `asked` with the rows `part` of the batch; each part, of
    /// which there are at most [`MOST_SHARDS`], has a source of its own. The gradient is computed here
    /// and waits for the backward pass, which must come before the next call.
    pub fn apply<S: Send>(
        &mut self,
        parameters: &Parameters,
        batch: usize,
        sources: &mut [S],
        draw: impl Fn(&mut S, Range<usize>, &mut Asked) + Sync,
    ) -> Traced {
        let mut guard = lock(&self.sharded);
        let ShardedBatch {
            fork_join,
            scratches,
            shards,
        } = &mut *guard;
        let (layout, vectors) = (self.layout, parameters.vectors());
        let flipped = self.transposed.chunks_exact_mut(layout.width());
        let flipped: Vec<Mutex<&mut [F32x16]>> = flipped.map(Mutex::new).collect();
        fork_join.run(layout.transposed_parts(), &|part| {
            layout.transpose_part(vectors, part, &mut lock(&flipped[part]));
        });
        let weights = Weights {
            layout,
            parameters: vectors,
            transposed: &self.transposed,
        };
        let (instructions, scale) = (self.instructions, 1.0 / batch as f32);
        let parts = batch.div_ceil(SHARD_ROWS).clamp(1, MOST_SHARDS);
        let rows_per_slot = batch.div_ceil(parts);
        shards.resize_with(parts, || Shard::new(&layout));
        // Every shard and every scratch is one thread's alone; the locks only say so.
        let thread_numbers = fork_join.thread_numbers();
        let paired: Vec<Mutex<(&mut Shard, &mut S)>> =
            shards.iter_mut().zip(sources).map(Mutex::new).collect();
        fork_join.run(parts, &|index| {
            let (shard, source) = &mut *lock(&paired[index]);
            let start = (index * rows_per_slot).min(batch);
            let end = (start + rows_per_slot).min(batch);
            draw(source, start..end, &mut shard.asked);
            shard.learn(
                instructions,
                weights,
                scale,
                &mut lock(&scratches[thread_numbers.own()]),
            );
        });
        drop(paired);
        let mean = |of: fn(&Sums) -> f64| {
            shards.iter().map(|shard| of(&shard.loss)).sum::<f64>() / batch as f64
        };
        let objective = mean(|loss| loss.objective);
        self.level_mean = mean(|loss| loss.levels);
        drop(guard);

        let loss = Cpu::default().tensor(objective as f32);
        let of_loss = loss.ghost();
        let of_parameters: Vec<_> = parameters
            .tensors()
            .map(|(tensor, vectors)| (tensor.ghost(), vectors))
            .collect();
        let (instructions, sharded) = (self.instructions, Arc::clone(&self.sharded));
        let mut tape = OwnedTape::default();
        tape.add_backward_op(move |gradients| {
            let upstream = gradients.get_or_alloc_mut(&of_loss)?[0];
            let mut sums = Vec::with_capacity(of_parameters.len());
            for (tensor, vectors) in &of_parameters {
                let sum = std::mem::take(&mut **gradients.get_or_alloc_mut(tensor)?);
                sums.push(Mutex::new((sum, vectors.clone())));
            }
            let ShardedBatch {
                fork_join, shards, ..
            } = &mut *lock(&sharded);
            fork_join.run(sums.len(), &|piece| {
                let (sum, vectors) = &mut *lock(&sums[piece]);
                let shards = shards.iter();
                let parts: Vec<&[F32x16]> = shards
                    .map(|shard| &shard.gradient[vectors.clone()])
                    .collect();
                add_up(instructions, &parts, upstream, sum);
            });
            for ((tensor, _), sum) in of_parameters.iter().zip(sums) {
                let (sum, _) = sum.into_inner().unwrap_or_else(PoisonError::into_inner);
                **gradients.get_or_alloc_mut(tensor)? = sum;
            }
            Ok(())
        });
        loss.put_tape(tape)
    }
}

/// A panic elsewhere leaves numbers behind that the next forward pass overwrites.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
