//! The parameters of a network that learns: as tensors for dfdx and as vectors for the kernels.

use crate::dispatch::InstructionSet;
use crate::score::engine::f32x16::{F32x16, LANES, numbers, numbers_mut};
use crate::score::engine::fork_join::ForkJoin;
use crate::score::engine::kernels::{all_finite, average};
use crate::score::engine::register::DUST;
use dfdx::tensor::{Cache, Cpu, Gradients, Tensor, TensorFromVec};
use dfdx::tensor_ops::AdamConfig;
use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// Lines of the smallest piece that is worth a thread's while.
const PIECE_VECTORS: usize = 128;
/// Pieces at most: as many threads can share an update.
const MOST_PIECES: usize = 16;

/// Updates after which Adam's averages are swept. A unit that has died leaves them fading for ever;
/// between two sweeps one fades to a millionth, and what a sweep lets stand stays normal.
const SWEEP_EVERY: i32 = 128;
/// Averages of the gradient below 1e-18, and of its square below 5e-35, are swept: the others have
/// normal products, and a subnormal number takes a hundred times as long. Adding 1.5 * 2^-36 or 2^-90 and
/// taking it away rounds to multiples of 2^-59 or 2^-113.
const SWEEPERS: [f32; 2] = [DUST, 8.077_936e-28];

/// A memory that dfdx could not get. Its allocator gives up before this is ever seen.
const OUT_OF_MEMORY: &str = "memory for the optimiser, as much as the parameters take";

/// All parameters, in the order of [`Layout`](crate::score::engine::layout::Layout), cut into pieces that can be
/// updated at the same time. The cut depends on their number alone.
pub(crate) struct Parameters {
    pieces: Vec<Piece>,
    /// What the tensors hold, in vectors.
    vectors: Vec<F32x16>,
    /// Updates since the moments were zero.
    updates: i32,
}

/// A tensor with what Adam keeps for it.
struct Piece {
    vectors: Range<usize>,
    tensor: Tensor<(usize,), f32, Cpu>,
    /// The averages of the gradient and of its square.
    moments: [Gradients<f32, Cpu>; 2],
    gradient: Gradients<f32, Cpu>,
}

/// What Adam remembers of the gradients.
pub(crate) struct Moments {
    /// Of every piece the averages of the gradient and of its square.
    averages: Vec<[Vec<f32>; 2]>,
    /// Updates behind them.
    updates: i32,
}

impl Moments {
    /// All of them, one after the other.
    #[cfg(test)]
    pub fn numbers(&self) -> impl Iterator<Item = f32> {
        self.averages.iter().flatten().flatten().copied()
    }

    /// The memory they take.
    pub fn bytes(&self) -> usize {
        let numbers = self.averages.iter().flatten().map(Vec::len).sum::<usize>();
        numbers * size_of::<f32>()
    }
}

/// What a piece is worked on with: itself, its vectors, and those of the running mean.
type PieceShare<'a> = Mutex<(&'a mut Piece, &'a mut [F32x16], &'a mut [F32x16])>;

impl Parameters {
    pub fn new(vectors: Vec<F32x16>) -> Self {
        let device = Cpu::default();
        // The gradients of a step take the memory of those of the step before.
        device.enable_cache();
        let count = vectors.len().div_ceil(PIECE_VECTORS).clamp(1, MOST_PIECES);
        let each = vectors.len().div_ceil(count);
        let piece = |(index, vectors): (usize, &[F32x16])| Piece {
            vectors: index * each..index * each + vectors.len(),
            tensor: device.tensor_from_vec(numbers(vectors).to_vec(), (vectors.len() * LANES,)),
            moments: [Gradients::leaky(), Gradients::leaky()],
            gradient: Gradients::leaky(),
        };
        Self {
            pieces: vectors.chunks(each).enumerate().map(piece).collect(),
            vectors,
            updates: 0,
        }
    }

    /// The numbers as the kernels read them.
    pub fn vectors(&self) -> &[F32x16] {
        &self.vectors
    }

    /// The tensors in their order, each with the vectors it holds.
    pub fn tensors(&self) -> impl Iterator<Item = (&Tensor<(usize,), f32, Cpu>, Range<usize>)> {
        let pieces = self.pieces.iter();
        pieces.map(|piece| (&piece.tensor, piece.vectors.clone()))
    }

    /// One step of Adam against `gradients`, shared by the threads of `fork_join`; whether all numbers are finite then.
    /// Before, the numbers are taken into the running `mean`, of which `keep` is left; with a `keep` of
    /// 1 they are not.
    pub fn update(
        &mut self,
        mut gradients: Gradients<f32, Cpu>,
        adam: &AdamConfig,
        fork_join: &mut ForkJoin,
        (instructions, keep, mean): (InstructionSet, f32, &mut [F32x16]),
    ) -> bool {
        self.updates = self.updates.saturating_add(1);
        let updates = self.updates;
        let each = self.pieces[0].vectors.len();
        let rows = self.vectors.chunks_mut(each).zip(mean.chunks_mut(each));
        // A piece is worked on by one thread alone; the locks only say so.
        let shares: Vec<PieceShare> = self
            .pieces
            .iter_mut()
            .zip(rows)
            .map(|(piece, (vectors, mean))| {
                piece.take_gradient(&mut gradients);
                Mutex::new((piece, vectors, mean))
            })
            .collect();
        let finite = AtomicBool::new(true);
        fork_join.run(shares.len(), &|index| {
            let mut share = shares[index].lock().expect("nobody else has this piece");
            let (piece, vectors, mean) = &mut *share;
            if keep < 1.0 {
                average(instructions, keep, vectors, mean);
            }
            piece.follow(adam, updates);
            piece.tensor.copy_into(numbers_mut(vectors));
            if !all_finite(instructions, vectors) {
                finite.store(false, Ordering::Relaxed);
            }
        });
        finite.into_inner()
    }

    /// What Adam remembers by now.
    pub fn moments(&mut self) -> Moments {
        let mut averages = Vec::with_capacity(self.pieces.len());
        for piece in &mut self.pieces {
            let tensor = &piece.tensor;
            averages.push([0, 1].map(|order: usize| {
                let average = piece.moments[order].get_or_alloc_mut(tensor);
                average.expect(OUT_OF_MEMORY).to_vec()
            }));
        }
        let updates = self.updates;
        Moments { averages, updates }
    }

    /// These numbers, and an optimiser that remembers `moments` of as many.
    pub fn restore(&mut self, vectors: &[F32x16], moments: &Moments) {
        self.replace(vectors);
        self.updates = moments.updates;
        for (piece, averages) in self.pieces.iter_mut().zip(&moments.averages) {
            for (average, known) in piece.moments.iter_mut().zip(averages) {
                let average = average.get_or_alloc_mut(&piece.tensor);
                average.expect(OUT_OF_MEMORY).copy_from_slice(known);
            }
        }
    }

    /// Other numbers, and an optimiser that has seen nothing.
    pub fn replace(&mut self, vectors: &[F32x16]) {
        *self = Self::new(vectors.to_vec());
    }
}

/// What waits in the cache of a device is freed only when somebody says so.
impl Drop for Parameters {
    fn drop(&mut self) {
        self.pieces[0].tensor.device().disable_cache();
    }
}

impl Piece {
    /// Takes its gradient out of all.
    fn take_gradient(&mut self, gradients: &mut Gradients<f32, Cpu>) {
        let own = self.gradient.get_or_alloc_mut(&self.tensor);
        let new = gradients.get_or_alloc_mut(&self.tensor);
        std::mem::swap(own.expect(OUT_OF_MEMORY), new.expect(OUT_OF_MEMORY));
    }

    fn follow(&mut self, adam: &AdamConfig, updates: i32) {
        let [first, second] = &mut self.moments;
        let first = first.get_or_alloc_mut(&self.tensor).expect(OUT_OF_MEMORY);
        let second = second.get_or_alloc_mut(&self.tensor).expect(OUT_OF_MEMORY);
        let gradient = self.gradient.get_or_alloc_mut(&self.tensor);
        let gradient = gradient.expect(OUT_OF_MEMORY);
        if updates % SWEEP_EVERY == 0 {
            for (moments, sweeper) in [&mut *first, &mut *second].into_iter().zip(SWEEPERS) {
                for moment in moments.iter_mut() {
                    *moment = (*moment + sweeper) - sweeper;
                }
            }
        }
        adam.try_update(updates, &mut self.tensor, first, second, gradient)
            .expect(OUT_OF_MEMORY);
    }
}
