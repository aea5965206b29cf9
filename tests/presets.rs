//! Every scene that comes with the program is good, and scene files survive the disk.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use scorefield::files::{self, ReadError};
use scorefield::mixture::{Component, GaussianMixture};
use scorefield::plane::Grid;
use scorefield::sampling::{Init, Sampler, Swarm};
use scorefield::scene::Scene;
use scorefield::scene::preset;
use scorefield::score::ExactScore;

#[test]
fn there_are_fifteen_presets_with_different_names_and_titles() {
    let names: std::collections::BTreeSet<_> = preset::all().iter().map(|p| p.name).collect();
    let titles: std::collections::BTreeSet<_> =
        preset::all().iter().map(|p| &p.scene.title).collect();
    assert_eq!((names.len(), titles.len()), (15, 15));
}

#[test]
fn every_preset_is_valid_says_why_and_is_read_back_equal() {
    for preset in preset::all() {
        let scene = &preset.scene;
        scene.validate().unwrap();
        let sentences = scene.why.matches(". ").count();
        assert!(scene.why.len() > 80 && sentences < 4, "{}", preset.name);
        let text = scene.to_toml().unwrap();
        assert_eq!(&Scene::from_toml(&text).unwrap(), scene, "{text}");
    }
}

#[test]
fn every_file_in_the_folder_is_a_preset() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/presets");
    let mut on_disk = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // The lessons have a folder of their own.
        if path.is_dir() {
            continue;
        }
        let name = path.file_stem().unwrap().to_str().unwrap();
        let scene = files::read_scene(&path).unwrap();
        assert_eq!(preset::find(name).unwrap(), scene);
        on_disk += 1;
    }
    assert_eq!(on_disk, preset::all().len());
}

#[test]
fn every_preset_fits_its_noise_range_and_ladder() {
    for preset in preset::all() {
        let mixture = preset.scene.mixture().unwrap();
        let range = preset.scene.noise_range(&mixture);
        let sampling = preset.scene.sampling;
        for end in [sampling.sigma_min, sampling.sigma_max]
            .into_iter()
            .flatten()
        {
            assert!(
                range.contains(end),
                "{}: {end} is outside {range:?}",
                preset.name
            );
        }
        let bounds = mixture.bounds(2.0);
        let diameter = bounds.width().hypot(bounds.height());
        assert!(range.max() > 0.6 * diameter, "{}: {range:?}", preset.name);
    }
}

#[test]
fn an_unknown_preset_is_answered_with_the_nearest_names() {
    let error = preset::find("two-mons").unwrap_err().to_string();
    assert!(
        error.contains("\"two-mons\"") && error.contains("two-moons"),
        "{error}"
    );
    let error = preset::find("qqqq").unwrap_err().to_string();
    assert!(
        error.contains("one-gaussian") && error.contains("swiss-roll"),
        "{error}"
    );
}

#[test]
fn a_missing_file_is_a_reading_error_and_not_an_unknown_preset() {
    let error = files::find_scene("nowhere/two-moons.toml").unwrap_err();
    assert!(matches!(error, ReadError::Read { .. }), "{error}");
}

#[test]
fn a_table_of_points_is_read_as_a_scene() {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("cloud.csv");
    std::fs::write(&table, "x,y\n0,0\n1,1\n2,0\n").unwrap();
    let cloud = files::find_scene(table.to_str().unwrap()).unwrap();
    assert_eq!(cloud.title, "cloud");
    assert_eq!(cloud.mixture().unwrap().components().len(), 3);
}

#[test]
fn a_file_that_cannot_be_read_is_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let binary = folder.path().join("binary.toml");
    std::fs::write(&binary, [0xff, 0xfe, 0x00]).unwrap();
    for (path, part) in [
        (folder.path(), "it is a folder"),
        (&folder.path().join("none.toml"), "there is no such file"),
        (&binary, "it is not text"),
    ] {
        let error = files::read_scene(path).unwrap_err().to_string();
        assert!(error.contains(part), "{error}");
    }
}

#[test]
fn texts_speak_of_what_the_window_shows() {
    // Neither is drawn or measured there.
    for word in ["denois", "posterior", "well"] {
        for preset in preset::all() {
            let why = preset.scene.why.to_lowercase();
            assert!(!why.contains(word), "{}: {word}", preset.name);
        }
    }
}

/// How many peaks p_sigma has, on a grid finer than any of them is wide.
fn peaks(scene: &Scene, sigma: f64) -> usize {
    const ALONG: usize = 161;
    let clean = scene.mixture().unwrap();
    let grid = Grid::new(clean.bounds(1.0), ALONG, ALONG);
    let log_p = clean
        .smoothed(sigma)
        .log_density_batch(grid.points().view());
    let at = |row: usize, column: usize| log_p[row * ALONG + column];
    let inside = 1..ALONG - 1;
    inside
        .clone()
        .flat_map(|row| inside.clone().map(move |column| (row, column)))
        .filter(|&(row, column)| {
            (row - 1..=row + 1).all(|r| {
                (column - 1..=column + 1)
                    .all(|c| (r, c) == (row, column) || at(r, c) < at(row, column))
            })
        })
        .count()
}

#[test]
fn peaks_melt_at_the_levels_that_the_texts_name() {
    for (name, said, [below, level], many) in [
        (
            "eight-gaussians",
            "from 1.5 on into one hill",
            [0.3, 1.5],
            8,
        ),
        ("near-pair", "one hill above σ = 0.33", [0.3, 0.333], 2),
        (
            "two-moons",
            "from σ = 0.9 on there is one hill",
            [0.5, 0.9],
            2,
        ),
        ("checkerboard", "From σ = 1 on all eight", [0.4, 1.0], 8),
    ] {
        let scene = preset::find(name).unwrap();
        assert!(scene.why.contains(said), "{name}: {}", scene.why);
        assert_eq!(peaks(&scene, below), many, "{name}");
        assert_eq!(peaks(&scene, level), 1, "{name}");
        assert_eq!(peaks(&scene, 2.0 * level), 1, "{name}");
    }
    // The ring of the eight: along it the density hardly changes, and its middle is a hollow.
    let eight = preset::find("eight-gaussians").unwrap();
    assert!(
        eight
            .why
            .contains("at σ = 0.8 the eight peaks have melted into a ring")
    );
    let blurred = eight.mixture().unwrap().smoothed(0.8);
    let on_ring = |angle: f64| blurred.log_density([2.0 * angle.cos(), 2.0 * angle.sin()]);
    let (peak, between) = (on_ring(0.0), on_ring(std::f64::consts::PI / 8.0));
    let middle = blurred.log_density([0.0, 0.0]);
    assert!(between > peak + 0.95f64.ln() && middle < peak + 0.5f64.ln());
}

#[test]
fn arms_and_turns_melt_at_the_levels_that_the_texts_name() {
    // Across the arms, from the middle outwards.
    let ridges = |name: &str, direction: [f64; 2], sigma: f64| {
        let blurred = preset::find(name)
            .unwrap()
            .mixture()
            .unwrap()
            .smoothed(sigma);
        let along = (0..320).map(|i| 0.01 * f64::from(i));
        let p: Vec<f64> = along
            .map(|r| blurred.log_density([r * direction[0], r * direction[1]]))
            .collect();
        p.windows(3).filter(|p| p[1] > p[0] && p[1] > p[2]).count()
    };
    for (name, direction, level) in [
        ("spirals", [0.0, 1.0], 0.5),
        ("swiss-roll", [1.0, 0.0], 0.6),
    ] {
        let why = preset::find(name).unwrap().why;
        assert!(why.contains(&format!("σ = {level}")), "{why}");
        assert!(ridges(name, direction, 0.4 * level) >= 2, "{name}");
        assert!(ridges(name, direction, level) <= 1, "{name}");
    }
}

#[test]
fn a_weight_moves_the_score_at_the_level_that_the_text_names_and_not_below() {
    let scene = preset::find("unequal-weights").unwrap();
    assert!(scene.why.contains("at σ = 0.1 hardly an arrow moves"));
    let before = scene.mixture().unwrap();
    let mut components = before.components().to_vec();
    components[0].weight = 0.1;
    let after = GaussianMixture::new(components).unwrap();
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    let moved = |sigma: f64, rng: &mut ChaCha8Rng| {
        let (before, after) = (before.smoothed(sigma), after.smoothed(sigma));
        let x = before.sample(4000, rng);
        let was = before.score_batch(x.view());
        let change = after.score_batch(x.view()) - &was;
        (&change * &change).sum() / (&was * &was).sum()
    };
    assert!(moved(0.1, &mut rng) < 1e-3);
    assert!(moved(3.0, &mut rng) > 0.05);
}

/// Runs the scene's own sampling with the exact score; where the particles end, `[n, 2]`.
fn ends(scene: &Scene, particles: usize) -> ndarray::Array2<f64> {
    let mixture = scene.mixture().unwrap();
    let mut sampling = scene.sampling;
    sampling.particles = particles;
    let range = scene.noise_range(&mixture);
    let plan = sampling.plan(&mixture, range, None).unwrap();
    let score = ExactScore::new(mixture.clone());
    let mut swarm = Swarm::spawn(plan, &mixture, scene.seed);
    while !swarm.tick(&score).finished {}
    swarm.positions().clone()
}

/// How far the shares of the components differ from their weights, in all (0 to 1).
fn misplaced(mixture: &GaussianMixture, x: &ndarray::Array2<f64>) -> f64 {
    let mut shares = vec![0.0; mixture.components().len()];
    for row in x.rows() {
        let posterior = mixture.posterior([row[0], row[1]]);
        for (share, r) in shares.iter_mut().zip(posterior) {
            *share += r / x.nrows() as f64;
        }
    }
    let difference = |(share, part): (&f64, &Component)| (share - part.weight).abs();
    0.5 * shares
        .iter()
        .zip(mixture.components())
        .map(difference)
        .sum::<f64>()
}

/// E log p: of samples too wide it is lower than of true ones.
fn mean_log_density(mixture: &GaussianMixture, x: &ndarray::Array2<f64>) -> f64 {
    mixture.log_density_batch(x.view()).mean().unwrap()
}

#[test]
fn every_presets_own_sampling_ends_close_to_its_target() {
    for preset in preset::all() {
        let mixture = preset.scene.mixture().unwrap();
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        let truth = mixture.sample(600, &mut rng);
        let found = ends(&preset.scene, 600);
        // A noisy estimate of a true sample's own distance, and the last level's widening.
        let (wrong, by_chance) = (misplaced(&mixture, &found), misplaced(&mixture, &truth));
        assert!(
            wrong < by_chance + 0.05,
            "{}: {wrong}, {by_chance}",
            preset.name
        );
        let gap = mean_log_density(&mixture, &truth) - mean_log_density(&mixture, &found);
        assert!(
            gap < 0.4,
            "{}: samples are too wide by {gap} nats",
            preset.name
        );
    }
}

#[test]
fn langevin_at_every_presets_step_size_stays_on_the_target() {
    for preset in preset::all() {
        let mixture = preset.scene.mixture().unwrap();
        let mut sampling = preset.scene.sampling;
        sampling.sampler = Sampler::Langevin;
        sampling.init = Init::Data;
        sampling.particles = 1000;
        let range = preset.scene.noise_range(&mixture);
        let plan = sampling.plan(&mixture, range, None).unwrap();
        let score = ExactScore::new(mixture.clone());
        let mut swarm = Swarm::spawn(plan, &mixture, 1);
        for _ in 0..300 {
            swarm.tick(&score);
        }
        let mut rng = ChaCha8Rng::seed_from_u64(4);
        let truth = mean_log_density(&mixture, &mixture.sample(1000, &mut rng));
        let gap = truth - mean_log_density(&mixture, swarm.positions());
        assert!(gap.abs() < 0.3, "{}: {gap} nats", preset.name);
    }
}
