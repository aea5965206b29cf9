//! How soon the network learns, and how soon it follows a move: the recipe's constants (rate, warm-up, averages, batches)
//! are judged by what they reach, beside the scatter of seeds.

use scorefield::measure::ErrorProbe;
use scorefield::mixture::GaussianMixture;
use scorefield::scene::preset;
use scorefield::score::{Trainer, Workers};

/// Seeds of every figure.
const SEEDS: [u64; 4] = [1, 2, 3, 4];
/// Other seeds, 101 to 112, from which the expected figures come.
const REFERENCE_SEEDS: f64 = 12.0;
/// Standard errors of the difference of two means within which a figure is the same.
const WITHIN: f64 = 3.0;

/// What a recipe reaches: mean of the relative score error, and its scatter between seeds.
struct Reached {
    steps: u64,
    mean: f64,
    scatter: f64,
}

fn reached(steps: u64, mean: f64, scatter: f64) -> Reached {
    Reached {
        steps,
        mean,
        scatter,
    }
}

/// The error at each of `steps`, with the target moved by `edit` after the first of them.
fn errors(name: &str, seed: u64, steps: &[u64], edit: Option<&GaussianMixture>) -> Vec<f64> {
    let scene = preset::find(name).unwrap();
    let mixture = scene.mixture().unwrap();
    let range = scene.noise_range(&mixture);
    let mut trainer = Trainer::new(
        &mixture,
        range,
        &scene.network,
        &scene.training,
        seed,
        Workers::start(2).unwrap(),
    )
    .unwrap();
    let mut probe = ErrorProbe::new(&mixture, &range.ladder(8), 2048, 77);
    let mut taken = 0;
    let mut found = Vec::new();
    for &stop in steps {
        while taken < stop {
            assert!(trainer.step().finite);
            taken += 1;
        }
        let errors = probe.score_errors(&trainer.frozen());
        found.push(errors.iter().sum::<f64>() / errors.len() as f64);
        if let Some(moved) = edit.filter(|_| found.len() == 1) {
            trainer.retarget(moved);
            probe = ErrorProbe::new(moved, &range.ladder(8), 2048, 77);
        }
    }
    found
}

fn compare(name: &str, edit: Option<&GaussianMixture>, expected: &[Reached]) {
    let steps: Vec<u64> = expected.iter().map(|reached| reached.steps).collect();
    let runs: Vec<Vec<f64>> = SEEDS
        .iter()
        .map(|&seed| errors(name, seed, &steps, edit))
        .collect();
    let mut wrong = Vec::new();
    for (nth, reached) in expected.iter().enumerate() {
        let values: Vec<f64> = runs.iter().map(|run| run[nth]).collect();
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let scatter = (values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
        let far = (mean - reached.mean).abs()
            / (reached.scatter * (1.0 / n + 1.0 / REFERENCE_SEEDS).sqrt());
        println!(
            "{name} after {} steps: {mean:.5}, scatter {scatter:.5}, {far:.1} standard errors",
            reached.steps
        );
        if far > WITHIN {
            wrong.push(format!(
                "{name} after {} steps: {mean:.5} is not {:.5}",
                reached.steps, reached.mean
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn three_gaussians_are_learned_as_soon_as_ever() {
    compare(
        "three-gaussians",
        None,
        &[
            reached(200, 0.04671, 0.00543),
            reached(1000, 0.01749, 0.00153),
            reached(5000, 0.00662, 0.00078),
        ],
    );
}

#[test]
fn eight_gaussians_are_learned_as_soon_as_ever() {
    compare(
        "eight-gaussians",
        None,
        &[
            reached(200, 0.0707, 0.01232),
            reached(1000, 0.01662, 0.00111),
            reached(5000, 0.00577, 0.00049),
        ],
    );
}

#[test]
fn spirals_are_learned_as_soon_as_ever() {
    compare(
        "spirals",
        None,
        &[
            reached(200, 0.31592, 0.0198),
            reached(1000, 0.15856, 0.02221),
            reached(5000, 0.05638, 0.01398),
        ],
    );
}

#[test]
fn a_move_is_followed_as_soon_as_ever() {
    let scene = preset::find("three-gaussians").unwrap();
    let mut components = scene.mixture().unwrap().components().to_vec();
    let [x, y] = components[0].mean;
    components[0].mean = [x + 1.0, y - 0.5];
    let moved = GaussianMixture::new(components).unwrap();
    compare(
        "three-gaussians",
        Some(&moved),
        &[
            reached(6000, 0.00603, 0.00083),
            reached(6050, 0.16395, 0.01863),
            reached(6300, 0.01654, 0.00162),
            reached(7500, 0.00768, 0.00101),
        ],
    );
}
