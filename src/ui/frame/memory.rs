//! Keeps the memory of large meshes instead of giving it back after every frame.

/// Larger than the meshes of a frame, below the 32 MiB up to which glibc adapts.
const LARGE: usize = 31 << 20;

/// glibc gives blocks above a threshold back to the system at once, and a frame's meshes of some
/// megabytes are then faulted in page by page, sixty times a second: more than half of a frame's
/// time. The threshold follows the largest such block freed so far (mallopt(3), M_MMAP_THRESHOLD),
/// so one large block, taken and never touched, raises it. Other allocators do not mind.
pub fn keep_large_blocks() {
    drop(std::hint::black_box(Vec::<u8>::with_capacity(LARGE)));
}
