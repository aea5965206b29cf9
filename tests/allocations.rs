//! Memory that a training step asks for.

#![allow(unsafe_code, reason = "an allocator that counts is an allocator")]

use scorefield::noise::NoiseRange;
use scorefield::preset;
use scorefield::score::{NetworkSpec, Trainer, TrainingSpec, Workers};
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The system's allocator, with the bytes it was asked for.
struct Counting;

static BYTES: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call goes on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        BYTES.fetch_add(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller keeps the promises that the system's allocator asks for.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Bytes a step asks for when the steps before have found their memory.
fn bytes_a_step(width: usize, batch: usize) -> usize {
    const STEPS: usize = 50;
    let mixture = preset::find("eight-gaussians").unwrap().mixture().unwrap();
    let network = NetworkSpec {
        width,
        ..NetworkSpec::default()
    };
    let training = TrainingSpec {
        batch,
        ..TrainingSpec::default()
    };
    let range = NoiseRange::new(0.05, 5.0).unwrap();
    let workers = Workers::start(2).unwrap();
    let mut trainer = Trainer::new(&mixture, range, &network, &training, 1, workers).unwrap();
    // Both threads have had a part of some step by then, and room for it.
    for _ in 0..4 * STEPS {
        trainer.step();
    }
    let before = BYTES.load(Ordering::Relaxed);
    for _ in 0..STEPS {
        trainer.step();
    }
    (BYTES.load(Ordering::Relaxed) - before) / STEPS
}

#[test]
fn the_memory_of_a_step_does_not_grow_with_width_or_batch() {
    // Lists of at most sixteen pieces and parts; one gradient of a network 64 wide takes 37,000 bytes.
    for (width, batch) in [(32, 64), (64, 256), (128, 1024), (256, 2048)] {
        let bytes = bytes_a_step(width, batch);
        assert!(
            bytes < 12_000,
            "width {width}, batch {batch}: {bytes} bytes"
        );
    }
}
