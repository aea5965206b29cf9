//! The whole network with its loss as one operation on dfdx's tape.
//!
//! Forward and backward pass run together, chunk by chunk while it is in cache, on a crew of threads.
//! The batch is cut into slots by its size alone; every slot adds up its own gradient in the
//! order of its rows, and the slots are added in their order, so the number of threads changes the
//! speed and never a bit of the result.

use super::crew::Crew;
use super::isa::{Isa, add_up, learn, learn_slope};
use super::layout::Layout;
use super::line::{Line, numbers_mut};
use super::pass::{CHUNK, Row, Sums, Weights, Workspace};
use super::preconditioning::Probe;
use super::tangent::{Slope, TANGENT_CHUNK, TangentWorkspace};
use dfdx::shapes::Rank0;
use dfdx::tensor::{Cpu, OwnedTape, PutTape, SplitTape, Tape, Tensor, TensorFrom};
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// All parameters in one tensor, in the order of [`Layout`].
pub(super) type Parameters = Tensor<(usize,), f32, Cpu>;
type Traced<S> = Tensor<S, f32, Cpu, OwnedTape<f32, Cpu>>;

/// Slots of a batch at most: as many threads can share a step.
pub(super) const MOST_SLOTS: usize = 16;
/// Rows a slot takes before there is another.
const SLOT_ROWS: usize = CHUNK;

/// The rows of one part of a batch, and what they ask of the network.
#[derive(Default)]
pub(super) struct Asked {
    pub rows: Vec<Row>,
    /// A loss with a slope of the score instead of a target.
    pub slope: Option<Slope>,
    /// As many as rows where there is a slope.
    pub probes: Vec<Probe>,
}

/// One part of a batch with the gradient of its loss.
struct Slot {
    asked: Asked,
    loss: Sums,
    gradient: Vec<Line>,
    work: Workspace,
    /// There from the first loss with a slope on.
    tangent_work: Option<Box<TangentWorkspace>>,
}

impl Slot {
    fn new(layout: &Layout) -> Self {
        Self {
            asked: Asked::default(),
            loss: Sums::default(),
            gradient: vec![Line::ZERO; layout.lines()],
            work: Workspace::new(layout),
            tangent_work: None,
        }
    }

    /// Loss and gradient of the slot's rows, in chunks of equal size.
    fn learn(&mut self, isa: Isa, weights: Weights, scale: f32) {
        self.loss = Sums::default();
        self.gradient.fill(Line::ZERO);
        let rows = &self.asked.rows;
        let evenly = |most: usize| {
            let chunks = rows.len().div_ceil(most).max(1);
            rows.len().div_ceil(chunks).max(1)
        };
        let Some(slope) = self.asked.slope else {
            for rows in rows.chunks(evenly(CHUNK)) {
                let work = &mut self.work;
                let sums = learn(isa, weights, rows, scale, work, &mut self.gradient);
                self.loss.add(sums);
            }
            return;
        };
        let new = || Box::new(TangentWorkspace::new(&weights.layout));
        let work = self.tangent_work.get_or_insert_with(new);
        let chunk = evenly(TANGENT_CHUNK);
        for asked in rows.chunks(chunk).zip(self.asked.probes.chunks(chunk)) {
            let gradient = &mut self.gradient;
            let sums = learn_slope(isa, weights, slope, asked, scale, work, gradient);
            self.loss.add(sums);
        }
    }
}

/// The operation mean_b w_b |F(input_b) - target_b|^2, or the mean of losses with a slope, with the
/// memory it needs.
pub(super) struct FusedLoss {
    isa: Isa,
    layout: Layout,
    crew: Crew,
    parameters: Vec<Line>,
    transposed: Vec<Line>,
    /// Shared with the tape between forward and backward.
    slots: Arc<Mutex<Vec<Slot>>>,
    level_mean: f64,
}

impl FusedLoss {
    pub fn new(layout: Layout, isa: Isa, pool: Arc<rayon::ThreadPool>) -> Self {
        Self {
            isa,
            layout,
            crew: Crew::new(pool),
            parameters: vec![Line::ZERO; layout.lines()],
            transposed: vec![Line::ZERO; layout.transposed_lines()],
            slots: Arc::default(),
            level_mean: 0.0,
        }
    }

    /// The loss of the last batch as a mean over log-uniform noise levels.
    pub fn level_mean(&self) -> f64 {
        self.level_mean
    }

    /// The mean loss of a batch of `batch` rows, on the tape of `parameters`. `draw(source, part,
    /// asked)` replaces `asked` with the rows `part` of the batch; each part, of which there are at
    /// most [`MOST_SLOTS`], has a source of its own. The gradient is computed here and waits for the
    /// backward pass, which must come before the next call.
    pub fn apply<S: Send>(
        &mut self,
        parameters: Traced<(usize,)>,
        batch: usize,
        sources: &mut [S],
        draw: impl Fn(&mut S, Range<usize>, &mut Asked) + Sync,
    ) -> Traced<Rank0> {
        let (parameters, mut tape) = parameters.split_tape();
        parameters.copy_into(numbers_mut(&mut self.parameters));
        self.layout
            .transpose_into(&self.parameters, &mut self.transposed);

        let weights = Weights {
            layout: self.layout,
            parameters: &self.parameters,
            transposed: &self.transposed,
        };
        let (isa, scale) = (self.isa, 1.0 / batch as f32);
        let parts = batch.div_ceil(SLOT_ROWS).clamp(1, MOST_SLOTS);
        let rows_per_slot = batch.div_ceil(parts);
        let mut guard = lock(&self.slots);
        while guard.len() < parts {
            guard.push(Slot::new(&self.layout));
        }
        guard.truncate(parts);
        // Every part is worked on by one thread alone; the locks only say so.
        let desks: Vec<Mutex<(&mut Slot, &mut S)>> =
            guard.iter_mut().zip(sources).map(Mutex::new).collect();
        self.crew.run(parts, &|index| {
            let mut desk = desks[index].lock().unwrap_or_else(PoisonError::into_inner);
            let (slot, source) = &mut *desk;
            let start = (index * rows_per_slot).min(batch);
            let end = (start + rows_per_slot).min(batch);
            draw(source, start..end, &mut slot.asked);
            slot.learn(isa, weights, scale);
        });
        drop(desks);
        let slots = &*guard;
        let mean = |of: fn(&Sums) -> f64| {
            slots.iter().map(|slot| of(&slot.loss)).sum::<f64>() / batch as f64
        };
        let objective = mean(|loss| loss.objective);
        self.level_mean = mean(|loss| loss.levels);
        drop(guard);

        let loss = parameters.device().tensor(objective as f32);
        let (of_loss, of_parameters) = (loss.ghost(), parameters.ghost());
        let slots = Arc::clone(&self.slots);
        tape.add_backward_op(move |gradients| {
            let upstream = gradients.get_or_alloc_mut(&of_loss)?[0];
            let slots = lock(&slots);
            let parts: Vec<&[Line]> = slots.iter().map(|slot| &*slot.gradient).collect();
            let sum = gradients.get_or_alloc_mut(&of_parameters)?;
            add_up(isa, &parts, upstream, sum);
            Ok(())
        });
        loss.put_tape(tape)
    }
}

/// A panic elsewhere leaves numbers behind that the next forward pass overwrites.
fn lock(slots: &Mutex<Vec<Slot>>) -> MutexGuard<'_, Vec<Slot>> {
    slots.lock().unwrap_or_else(PoisonError::into_inner)
}
