//! What trains and measures in parallel.

use rayon::ThreadPool;
use std::sync::Arc;

/// The threads to compute with; they change the speed, never a bit of the result.
pub type Workers = Arc<ThreadPool>;
