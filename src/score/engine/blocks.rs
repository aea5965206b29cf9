//! Many points evaluated block by block, on one thread or several.

use super::workspace::CHUNK;
use ndarray::ArrayView2;
use rayon::prelude::*;

/// Points that one thread takes at a time, at most.
const LARGEST_BLOCK: usize = 8 * CHUNK;
/// Blocks a thread has at least where there are points enough, so that all end at about the same time.
const BLOCKS_A_THREAD: usize = 4;

/// Calls `fill(workspace, rows of x, the same rows of found)` for all rows, block by block on the
/// threads of the workers the caller is one of, or for all rows at once.
pub(crate) fn by_blocks<T: Send, W>(
    x: ArrayView2<f64>,
    found: &mut [T],
    workspace: impl Fn() -> W + Sync + Send,
    fill: impl Fn(&mut W, ArrayView2<f64>, &mut [T]) + Sync + Send,
) {
    if x.nrows() <= CHUNK || rayon::current_thread_index().is_none() {
        fill(&mut workspace(), x, found);
        return;
    }
    let blocks = BLOCKS_A_THREAD * rayon::current_num_threads();
    let block = x.nrows().div_ceil(blocks).next_multiple_of(CHUNK);
    let block = block.min(LARGEST_BLOCK);
    let parts = found.par_chunks_mut(block).enumerate();
    parts.for_each_init(workspace, |work, (index, found)| {
        let start = index * block;
        let rows = x.slice(ndarray::s![start..start + found.len(), ..]);
        fill(work, rows, found);
    });
}
