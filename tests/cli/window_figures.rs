//! Figures that the window saves are those of the command that they name.

use crate::bench::Bench;
use scorefield::export::PageStyle;
use scorefield::figure::{FieldKind, FieldStyle, PictureView};
use scorefield::measure::Quantity;
use scorefield::plane::Bounds;
use scorefield::scene::{DataSpec, preset};
use scorefield::score::Workers;
use scorefield::session::saving::{self, Export, Shown, What};
use scorefield::session::{Budget, Command, Experiment, FieldRequest};
use std::fs;

#[test]
fn a_figure_that_the_window_exports_is_drawn_again_by_its_own_command() {
    let bench = Bench::new();
    let mut scene = preset::find("three-gaussians").unwrap();
    (scene.network.width, scene.training.batch) = (32, 32);
    (scene.sampling.particles, scene.sampling.steps) = (40, 8);
    scene.data = DataSpec {
        train_points: Some(12),
    };
    let mut experiment = Experiment::new(&scene, Workers::one()).unwrap();
    let bounds = Bounds::square([0.25, -0.5], 4.0);
    let request = FieldRequest {
        bounds,
        alpha: 1.0,
        center: [0.0, 0.0],
        sigma: 0.7,
        arrows: [12, 12],
        density: [16, 16],
        empirical: false,
    };
    let _ = experiment.command(Command::Frame(request));
    experiment.tick(&Budget {
        seconds: 10.0,
        train_steps: 3,
        frame: true,
        measure: false,
    });
    let snapshot = experiment.snapshot();
    assert_eq!(snapshot.field.as_ref().unwrap().sigma, 0.7);
    let model = bench.path("window.safetensors");
    let arrows = PictureView::Field(FieldStyle::Arrows);
    let streamlines = PictureView::Field(FieldStyle::Streamlines);
    let error = PictureView::Map(Quantity::Error);
    let cases = [
        (None, FieldKind::Learned, "svg"),
        (Some(arrows), FieldKind::Learned, "svg"),
        (Some(arrows), FieldKind::Difference, "svg"),
        (Some(arrows), FieldKind::Empirical, "pdf"),
        (Some(streamlines), FieldKind::Exact, "svg"),
        (Some(error), FieldKind::Exact, "png"),
        (
            Some(PictureView::Map(Quantity::LogDensity)),
            FieldKind::Learned,
            "svg",
        ),
        (
            Some(PictureView::Map(Quantity::Surplus)),
            FieldKind::Learned,
            "svg",
        ),
        (Some(PictureView::Loss), FieldKind::Exact, "svg"),
        (Some(PictureView::Samples), FieldKind::Learned, "svg"),
    ];
    for (number, (view, field, ending)) in cases.into_iter().enumerate() {
        let name = format!("{number}.{ending}");
        let export = Export {
            what: What::Figure,
            path: bench.path(&name),
            scene: scene.clone(),
            snapshot: snapshot.clone(),
            shows: view.map(|view| Shown { view, field }),
            bounds: Some(bounds),
            exact: number % 2 == 1,
            size: (number % 3 == 1).then_some([700, 600]),
            dark: number % 2 == 0,
            page: (number % 3 == 2).then_some(PageStyle::Column),
            caption: number == 5,
            picture: None,
            with_model: true,
        };
        let (bytes, _) = saving::bytes(&export).unwrap();
        fs::write(&export.path, &bytes).unwrap();
        let network = if export.model_beside().is_some() {
            fs::write(&model, saving::model_bytes(&export).unwrap()).unwrap();
            "--model window.safetensors"
        } else {
            ""
        };
        let said = bench.json(&format!("again {name} {network} --json"));
        assert_eq!(said["same"], true, "{view:?} of {field:?}");
        let command = said["command"].as_str().unwrap();
        let named = view.map_or(String::new(), |view| format!("--view {}", view.name()));
        assert!(command.contains(&named), "{command}");
    }
}
