//! One frame of the window on the processor: layout of everything and tessellation, no driver.

use criterion::{Criterion, criterion_group, criterion_main};
use egui::{Context, RawInput, Rect, pos2};
use scorefield::plane::{Bounds, Grid};
use scorefield::preset;
use scorefield::sampling::Dynamics;
use scorefield::scene::Scene;
use scorefield::score::{Objective, ScoreFn, Trainer, Workers};
use scorefield::session::{
    Bin, Command, FieldFrame, History, LossPoint, Phase, RunId, Snapshot, SwarmFrame,
};
use scorefield::ui::{View, Workbench};
use std::cell::Cell;
use std::hint::black_box;
use std::sync::Arc;

/// Arrows along each side: 1,600 in all.
const ARROWS: usize = 40;
const PARTICLES: usize = 10_000;
const TRAIL: usize = 8;
const SIGMA: f64 = 0.3;

fn scene() -> Scene {
    preset::find("eight-gaussians").expect("it comes with the program")
}

/// Everything on screen at once, as the workers would publish it,
/// with the field over the plane and with the points of the density that were `asked` for: nothing else is drawn.
fn snapshot(scene: &Scene, asked: (Bounds, [usize; 2])) -> Snapshot {
    let mixture = scene.mixture().expect("a valid scene");
    let noise = scene.noise_range(&mixture);
    let trainer = Trainer::new(
        &mixture,
        noise,
        &scene.network,
        &scene.training,
        scene.seed,
        Workers::one(),
    )
    .expect("a valid scene");
    let network = trainer.frozen();
    let (bounds, [nx, ny]) = asked;
    let arrows = Grid::new(bounds, ARROWS, ARROWS);
    let density = Grid::new(bounds, nx, ny);
    let points = arrows.points();
    let vectors = |scores: ndarray::Array2<f64>| -> Arc<[[f64; 2]]> {
        scores.rows().into_iter().map(|r| [r[0], r[1]]).collect()
    };
    let smoothed = mixture.smoothed(SIGMA);
    let field = FieldFrame {
        alpha: 1.0,
        center: [0.0, 0.0],
        sigma: SIGMA,
        arrows,
        learned: vectors(network.score(points.view(), SIGMA)),
        exact: vectors(smoothed.score_batch(points.view())),
        density,
        log_density: smoothed
            .log_density_batch(density.points().view())
            .iter()
            .map(|p| *p as f32)
            .collect(),
    };
    let trails = (0..PARTICLES * TRAIL).map(|i| {
        let (particle, age) = ((i / TRAIL) as f64, (i % TRAIL) as f64);
        let (angle, radius) = (2.4 * particle, 0.028 * particle.sqrt());
        [
            radius * angle.cos() + 0.02 * age * (0.7 * particle).sin(),
            radius * angle.sin() + 0.02 * age * (0.9 * particle).cos(),
        ]
    });
    let history = History {
        objective: Objective::Denoising,
        loss: (1..400)
            .map(|i| LossPoint {
                bin: Bin::of(10 * i, 1.0 + 1.0 / i as f64),
                floor: Some(0.93),
            })
            .collect(),
        floor_se: Some(0.0),
        sigmas: (0..8).map(|i| 0.05 * 1.9f64.powi(i)).collect(),
        error: (1..200).map(|i| Bin::of(20 * i, 1.0 / i as f64)).collect(),
        error_per_sigma: vec![0.005; 8],
        marks: Vec::new(),
    };
    Snapshot {
        run: RunId(1),
        loads: 0,
        phase: Phase::Training,
        train_step: 4000,
        steps_per_second: 5000.0,
        pace: None,
        extent: mixture.bounds(3.0),
        noise,
        mixture: Arc::new(mixture),
        network: Arc::new(network),
        history: Arc::new(history),
        field: Some(Arc::new(field)),
        swarm: Some(Arc::new(SwarmFrame {
            step: 400,
            sigma: SIGMA,
            step_size: 1e-3,
            finished: false,
            dynamics: Dynamics::Annealed,
            ladder: [1.0].into(),
            rung: 0,
            target_changed: false,
            shares: None,
            trails: trails.collect(),
            trail_len: TRAIL,
            launched: Vec::new(),
        })),
        particle_notice: None,
        unit: None,
    }
}

fn frame(criterion: &mut Criterion) {
    let scene = scene();
    let asked = (Bounds::square([0.0, 0.0], 3.0), [140, 140]);
    let first = Arc::new(snapshot(&scene, asked));
    let view = View {
        sigma: Some(SIGMA),
        ..View::default()
    };
    let mut workbench = Workbench::new(scene.clone(), view).expect("a valid scene");
    let ctx = Context::default();
    let input = || RawInput {
        screen_rect: Some(Rect::from_min_max(pos2(0.0, 0.0), pos2(1280.0, 800.0))),
        ..RawInput::default()
    };
    let asked = Cell::new(None);
    let mut show = |snapshot: &Arc<Snapshot>| {
        ctx.run_ui(input(), |ui| {
            let outbox = workbench.ui(ui, snapshot, None, None, Some(0.004), false);
            for command in &outbox.commands {
                if let Command::Frame(request) = command {
                    asked.set(Some((request.bounds, request.density)));
                }
            }
            black_box(outbox);
        })
    };
    // The first frames lay out fonts and place the camera, and ask for the field of what is in view.
    for _ in 0..4 {
        show(&first).drop_without_applying_deltas();
    }
    let snapshot = Arc::new(snapshot(
        &scene,
        asked.get().expect("the canvas asks for its field"),
    ));
    // What is there by then fades in.
    for _ in 0..60 {
        show(&snapshot).drop_without_applying_deltas();
    }
    let mut output = show(&snapshot);
    let shapes = std::mem::take(&mut output.shapes);
    let vertices: usize = ctx
        .tessellate(shapes, 1.0)
        .iter()
        .map(|clipped| match &clipped.primitive {
            egui::epaint::Primitive::Mesh(mesh) => mesh.vertices.len(),
            egui::epaint::Primitive::Callback(_) => 0,
        })
        .sum();
    output.drop_without_applying_deltas();
    assert!(
        vertices > PARTICLES * TRAIL,
        "the canvas is veiled: {vertices}"
    );
    criterion.bench_function(
        "frame: 1600 arrows, 10000 particles with trails of 8",
        |b| {
            b.iter(|| {
                let mut output = show(&snapshot);
                let shapes = std::mem::take(&mut output.shapes);
                black_box(ctx.tessellate(shapes, 1.0));
                output.drop_without_applying_deltas();
            });
        },
    );
}

criterion_group!(benches, frame);
criterion_main!(benches);
