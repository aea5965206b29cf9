//! Every scene that comes with the program is good, and scene files survive the disk.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use scorefield::files::{self, ReadError};
use scorefield::mixture::{Component, GaussianMixture};
use scorefield::preset;
use scorefield::sampling::{Init, Sampler, Swarm};
use scorefield::scene::Scene;
use scorefield::score::ExactScore;

#[test]
fn there_are_fourteen_presets_with_different_names_and_titles() {
    let names: std::collections::BTreeSet<_> = preset::all().iter().map(|p| p.name).collect();
    let titles: std::collections::BTreeSet<_> =
        preset::all().iter().map(|p| &p.scene.title).collect();
    assert_eq!((names.len(), titles.len()), (14, 14));
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
