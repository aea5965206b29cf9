//! Trains a network on a scene, samples with it, and says how far both are from the truth.
//!
//! `cargo run --release --example train_and_sample -- two-moons 2000`

use scorefield::measure::{ErrorProbe, sample_quality};
use scorefield::scene::preset;
use scorefield::score::{Trainer, Workers};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or("three-gaussians".to_owned());
    let steps: u64 = arguments.next().map_or(Ok(1000), |text| text.parse())?;
    let scene = preset::find(&name)?;
    let mixture = scene.mixture()?;
    let range = scene.noise_range(&mixture);

    // Train; the same scene and seed give the same network, whatever the number of threads.
    let workers = Workers::start(2)?;
    let mut trainer = Trainer::new(
        &mixture,
        range,
        &scene.network,
        &scene.training,
        scene.seed,
        workers,
    )?;
    let probe = ErrorProbe::new(&mixture, &range.ladder(8), 1024, scene.seed);
    for step in 1..=steps {
        let report = trainer.step();
        if !report.finite {
            return Err(
                format!("training diverged at step {step}; lower the learning rate").into(),
            );
        }
        if step.is_multiple_of(steps.div_ceil(4)) || step == steps {
            let errors = probe.score_errors(&trainer.frozen());
            let mean = errors.iter().sum::<f64>() / errors.len() as f64;
            println!(
                "step {step}: loss {:.4}, score error {mean:.4}",
                report.loss
            );
        }
    }
    let network = trainer.frozen();

    // Sample as the scene says, and compare the particles with a sample of the target itself.
    let run = scene.sampling.run_for(&mixture, range, &network)?;
    let walk = run.start(&mixture, scene.seed);
    let paths = walk.record(&network, run.default_every(), &mut |_, _| ())?;
    let last = paths.x.index_axis(ndarray::Axis(0), paths.frames() - 1);
    let quality = sample_quality(last, &mixture, scene.seed)?;
    println!(
        "{} particles by {}: sliced W2 {:.4}, of an exact sample {:.4}",
        paths.particles(),
        run.sampler().name(),
        quality.sample.sliced_w2.value,
        quality.exact_sample.sliced_w2.value,
    );
    Ok(())
}
