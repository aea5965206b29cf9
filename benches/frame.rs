//! One frame of the window on the processor: layout of everything and tessellation, no driver.

use criterion::{Criterion, criterion_group, criterion_main};
use egui::epaint::Primitive;
use egui::{Context, Event, FullOutput, Key, Modifiers, RawInput, Rect, pos2};
use scorefield::measure::{Quantity, QuantityMap, Truth, quantity_values};
use scorefield::mixture::Component;
use scorefield::plane::{Bounds, Grid};
use scorefield::sampling::Dynamics;
use scorefield::scene::preset;
use scorefield::scene::{Scene, Target};
use scorefield::score::{Objective, ScoreFn, Trainer, Workers};
use scorefield::session::{
    Bin, Command, FieldFrame, History, LossPoint, Phase, RunId, Snapshot, SwarmFrame,
};
use scorefield::ui::{View, Workbench};
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
        empirical: Arc::default(),
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
        data: None,
        marks: Vec::new(),
        healing: None,
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
        training_set: None,
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
            led_away: 0,
            target_changed: false,
            shares: None,
            memorised: None,
            trails: trails.collect(),
            trail_len: TRAIL,
            launched: Vec::new(),
        })),
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

/// A window on a scene, and the frames that it shows.
struct Window {
    workbench: Workbench,
    ctx: Context,
    snapshot: Arc<Snapshot>,
    /// The field that the canvas asked for last.
    asked: Option<(Bounds, [usize; 2])>,
}

impl Window {
    fn on(scene: &Scene) -> Self {
        let view = View {
            sigma: Some(SIGMA),
            ..View::default()
        };
        let asked = (Bounds::square([0.0, 0.0], 3.0), [140, 140]);
        let mut window = Self {
            workbench: Workbench::new(scene.clone(), view).expect("a valid scene"),
            ctx: Context::default(),
            snapshot: Arc::new(snapshot(scene, asked)),
            asked: None,
        };
        // The first frames lay out fonts and place the camera, and ask for the field of what is in view.
        for _ in 0..4 {
            window.show(Vec::new()).drop_without_applying_deltas();
        }
        let asked = window.asked.expect("the canvas asks for its field");
        window.snapshot = Arc::new(snapshot(scene, asked));
        // What is there by then fades in.
        for _ in 0..60 {
            window.show(Vec::new()).drop_without_applying_deltas();
        }
        let vertices = window.draw();
        assert!(
            vertices > PARTICLES * TRAIL,
            "the canvas is veiled: {vertices}"
        );
        window
    }

    fn show(&mut self, events: Vec<Event>) -> FullOutput {
        let input = RawInput {
            screen_rect: Some(Rect::from_min_max(pos2(0.0, 0.0), pos2(1280.0, 800.0))),
            events,
            ..RawInput::default()
        };
        let (workbench, snapshot) = (&mut self.workbench, &self.snapshot);
        let asked = &mut self.asked;
        self.ctx.run_ui(input, |ui| {
            let outbox = workbench.ui(ui, snapshot, None, None, Some(0.004), false);
            for command in &outbox.commands {
                if let Command::Frame(request) = command {
                    *asked = Some((request.bounds, request.density));
                }
            }
            black_box(outbox);
        })
    }

    /// A frame with its triangles; how many corners they have.
    fn draw(&mut self) -> usize {
        let mut output = self.show(Vec::new());
        let shapes = std::mem::take(&mut output.shapes);
        let drawn = black_box(self.ctx.tessellate(shapes, 1.0));
        output.drop_without_applying_deltas();
        let corners = |primitive: &Primitive| match primitive {
            Primitive::Mesh(mesh) => mesh.vertices.len(),
            Primitive::Callback(_) => 0,
        };
        drawn
            .iter()
            .map(|clipped| corners(&clipped.primitive))
            .sum()
    }

    /// Pins the probe in the middle of the view.
    fn pin(&mut self) {
        let press = |pressed| Event::Key {
            key: Key::P,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        for events in [vec![press(true)], vec![press(false)], Vec::new()] {
            self.show(events).drop_without_applying_deltas();
        }
    }
}

fn frame(criterion: &mut Criterion) {
    let mut window = Window::on(&scene());
    criterion.bench_function(
        "frame: 1600 arrows, 10000 particles with trails of 8",
        |b| b.iter(|| window.draw()),
    );
}

/// Components on rings around the origin.
fn rings(components: usize) -> Scene {
    let component = |i: usize| {
        let (turn, ring) = (2.4 * i as f64, 0.5 + 1.5 * i as f64 / components as f64);
        Component::round([ring * turn.cos(), ring * turn.sin()], 0.1, 1.0)
    };
    let target = Target::Components((0..components).map(component).collect());
    Scene::new("Rings", target)
}

/// What a pin costs while the noise level slides, so that nothing of it can be kept: with it less without it.
fn pin(criterion: &mut Criterion) {
    for components in [12, 1000] {
        for pinned in [false, true] {
            let mut window = Window::on(&rings(components));
            if pinned {
                window.pin();
            }
            let name = format!(
                "frame: the level slides, {components} components, {} pin",
                if pinned { "a" } else { "no" }
            );
            let mut frames = 0_u32;
            criterion.bench_function(&name, |b| {
                b.iter(|| {
                    frames += 1;
                    let sigma = SIGMA + 1e-3 * f64::from(frames % 100);
                    window.workbench.view_mut().choose_level(sigma);
                    window.draw();
                });
            });
        }
    }
}

/// The map of `quantity` that the canvas asks for, of the network in `snapshot`.
fn surveyed(snapshot: &Snapshot, quantity: Quantity, bounds: Bounds) -> QuantityMap {
    let (grid, p) = (
        Grid::new(bounds, 128, 128),
        snapshot.mixture.smoothed(SIGMA),
    );
    let points = grid.points();
    let truth = Truth::at(points.view(), &p);
    let network = &*snapshot.network;
    let values = quantity_values(quantity, points.view(), SIGMA, (&p, &truth), network);
    let log_density = truth.log_density.to_vec();
    QuantityMap::new(quantity, SIGMA, grid, &values, &log_density, &p)
}

/// What an error map costs in place of the density: one that stands, and one that is another in every frame.
fn map(criterion: &mut Criterion) {
    for (name, quantity, renewed) in [
        ("the density", Quantity::Density, false),
        ("an error map", Quantity::Error, false),
        (
            "an error map that is new in every frame",
            Quantity::Error,
            true,
        ),
    ] {
        let mut window = Window::on(&scene());
        window.workbench.view_mut().show_map(quantity);
        let (bounds, _) = window.asked.expect("the canvas asks for its field");
        let map = surveyed(&window.snapshot, quantity, bounds);
        let maps: Vec<_> = (0..2)
            .map(|_| {
                let mut snapshot = (*window.snapshot).clone();
                snapshot.maps = [Arc::new(map.clone())].into();
                Arc::new(snapshot)
            })
            .collect();
        let mut frames = 0;
        window.snapshot = maps[0].clone();
        criterion.bench_function(&format!("frame: over {name}"), |b| {
            b.iter(|| {
                frames += usize::from(renewed);
                window.snapshot = maps[frames % 2].clone();
                window.draw()
            });
        });
    }
}

criterion_group!(benches, frame, pin, map);
criterion_main!(benches);
