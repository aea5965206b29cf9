//! Memory that a training step and a frame of the window ask for.

#![allow(unsafe_code, reason = "an allocator that counts is an allocator")]

use egui::{Context, RawInput, Rect, pos2};
use scorefield::mixture::Component;
use scorefield::noise::NoiseRange;
use scorefield::scene::preset;
use scorefield::scene::{Scene, Target};
use scorefield::score::{NetworkSpec, Trainer, TrainingSpec, Workers};
use scorefield::session::{History, Phase, RunId, Snapshot};
use scorefield::ui::{View, Workbench};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// The system's allocator, with the bytes it was asked for.
struct Counting;

static BYTES: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    /// The largest block that this thread has asked for since it was last set to 0.
    static LARGEST: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: every call goes on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        BYTES.fetch_add(layout.size(), Ordering::Relaxed);
        let _ = LARGEST.try_with(|largest| largest.set(largest.get().max(layout.size())));
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

/// What is counted is of all threads: one test at a time.
static TURN: Mutex<()> = Mutex::new(());

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
    let _turn = TURN.lock();
    // Lists of at most sixteen pieces and parts; one gradient of a network 64 wide takes 37,000 bytes.
    for (width, batch) in [(32, 64), (64, 256), (128, 1024), (256, 2048)] {
        let bytes = bytes_a_step(width, batch);
        assert!(
            bytes < 12_000,
            "width {width}, batch {batch}: {bytes} bytes"
        );
    }
}

/// What the workers show of `scene` before the first step, without field and particles.
fn snapshot(scene: &Scene) -> Snapshot {
    let mixture = scene.mixture().unwrap();
    let noise = scene.noise_range(&mixture);
    let (network, training) = (&scene.network, &scene.training);
    let workers = Workers::one();
    let trainer = Trainer::new(&mixture, noise, network, training, scene.seed, workers).unwrap();
    Snapshot {
        run: RunId(1),
        loads: 0,
        phase: Phase::Paused,
        train_step: 0,
        steps_per_second: 0.0,
        pace: None,
        extent: mixture.bounds(3.0),
        noise,
        mixture: Arc::new(mixture),
        training_set: None,
        network: Arc::new(trainer.frozen()),
        history: Arc::new(History::default()),
        field: None,
        swarm: None,
        particle_notice: None,
        unit: None,
        probes: Arc::default(),
        step: None,
        maps: Arc::default(),
        line: None,
        checkpoints: Arc::default(),
        recall: None,
        identity: None,
        pinned: None,
        pin: None,
    }
}

#[test]
fn a_still_frame_of_the_window_builds_no_mixture() {
    let _turn = TURN.lock();
    const COMPONENTS: usize = 4_000;
    let along = |i: usize| Component::round([i as f64 * 1e-3, 0.0], 0.1, 1.0);
    let target = Target::Components((0..COMPONENTS).map(along).collect());
    let scene = Scene::new("Many", target);
    let snapshot = Arc::new(snapshot(&scene));
    let mut workbench = Workbench::new(scene, View::default()).unwrap();
    let ctx = Context::default();
    let mut show = || {
        let input = RawInput {
            screen_rect: Some(Rect::from_min_max(pos2(0.0, 0.0), pos2(1280.0, 800.0))),
            ..RawInput::default()
        };
        let output = ctx.run_ui(input, |ui| {
            workbench.ui(ui, &snapshot, None, None, None, false);
        });
        output.drop_without_applying_deltas();
    };
    // The first frames lay out fonts and place the camera.
    for _ in 0..4 {
        show();
    }
    LARGEST.set(0);
    show();
    let largest = LARGEST.get();
    let mixture = COMPONENTS * size_of::<Component>();
    assert!(
        largest < mixture / 4,
        "a block of {largest} bytes; the mixture has {mixture}"
    );
}
