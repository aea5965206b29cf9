//! Does every scene either run or get one sentence?

use super::campaign::require_sentence;
use scorefield::plane::Point;
use scorefield::scene::Scene;
use scorefield::score::{ExactScore, Trainer, Workers};
use std::sync::Arc;

/// Whether a text is read as a scene with a density, score and posterior everywhere, which survives
/// being written, or refused in one sentence.
///
/// # Errors
/// What is wrong.
pub fn check(text: &str) -> Result<(), String> {
    let scene = match Scene::from_toml(text) {
        Ok(scene) => scene,
        Err(fault) => return require_sentence(&fault.to_string()),
    };
    let written = scene
        .to_toml()
        .map_err(|error| format!("read, but not written: {error}"))?;
    let again =
        Scene::from_toml(&written).map_err(|error| format!("written, but not read: {error}"))?;
    if again != scene {
        return Err(format!("another scene comes back: {again:?} for {scene:?}"));
    }
    let mixture = scene
        .mixture()
        .map_err(|error| format!("checked, but no mixture: {error}"))?;
    let range = scene.noise_range(&mixture);
    let mean = mixture.components()[0].mean;
    for sigma in [0.0, range.min(), range.max()] {
        let smoothed = mixture.smoothed(sigma);
        for step in [
            0.0,
            mixture.narrowest_std(),
            3.0 * mixture.std(),
            1e3 * mixture.std(),
        ] {
            let x: Point = [mean[0] + step, mean[1] - 0.5 * step];
            let (log_density, score) = smoothed.log_density_and_score(x);
            let denoised = mixture.denoised(x, sigma);
            let shares: f64 = smoothed.posterior(x).iter().sum();
            let finite =
                log_density.is_finite() && score.iter().chain(&denoised).all(|v| v.is_finite());
            if !finite || (shares - 1.0).abs() > 1e-9 {
                return Err(format!(
                    "at {x:?}, sigma {sigma:?}: log p {log_density}, score {score:?}, denoised {denoised:?}, shares {shares}"
                ));
            }
        }
    }
    let score = ExactScore::new(mixture.clone());
    match scene.sampling.run_for(&mixture, range, &score) {
        Ok(_) => Ok(()),
        Err(error) => require_sentence(&error.to_string()),
    }
}

/// Trains three steps and samples for a moment; `Ok(false)` where the text is no scene.
///
/// # Errors
/// What is wrong.
pub fn run(text: &str) -> Result<bool, String> {
    let Ok(mut scene) = Scene::from_toml(text) else {
        return Ok(false);
    };
    scene.network.width = 32;
    scene.training.batch = scene.training.batch.min(64);
    scene.sampling.particles = scene.sampling.particles.min(20);
    scene.sampling.steps = scene.sampling.steps.min(20);
    scene.sampling.levels = scene.sampling.levels.min(5);
    let mixture = Arc::new(scene.mixture().map_err(|error| error.to_string())?);
    let range = scene.noise_range(&mixture);

    let trainer = Trainer::new(
        &scene.training_data(&mixture).source,
        range,
        &scene.network,
        &scene.training,
        scene.seed,
        Workers::one(),
    );
    let mut trainer = match trainer {
        Ok(trainer) => trainer,
        Err(error) => return require_sentence(&error.to_string()).map(|()| true),
    };
    for _ in 0..3 {
        let report = trainer.step();
        if report.finite != report.loss.is_finite() && report.finite {
            return Err(format!("called finite: {report:?}"));
        }
    }
    let network = trainer.frozen();
    if !network.to_bytes().is_empty()
        && scorefield::score::ScoreNet::from_bytes(&network.to_bytes()).is_err()
    {
        return Err("the model that was trained cannot be read".to_owned());
    }

    let score = ExactScore::new((*mixture).clone());
    let walk = match scene.sampling.run_for(&mixture, range, &score) {
        Ok(run) => run.start(&mixture, scene.seed),
        Err(error) => return require_sentence(&error.to_string()).map(|()| true),
    };
    match walk.record(&score, 1, &mut |_, _| ()) {
        Ok(paths) if paths.x.iter().all(|v| v.is_finite()) => Ok(true),
        Ok(_) => Err("particles that are not finite".to_owned()),
        Err(error) => require_sentence(&error.to_string()).map(|()| true),
    }
}
