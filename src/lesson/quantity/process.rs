//! Of the way from data to noise.

use super::draws::noise;
use super::setting::Setting;
use crate::measure::Likelihood;
use crate::noise::Process;
use crate::plane::Point;
use crate::score::ExactScore;
use rand_chacha::ChaCha8Rng;

/// Draws in one block.
const DRAWS: usize = 500;
/// Points whose density is followed in one block.
const FOLLOWED: usize = 6;
const TOLERANCE: f64 = 1e-4;

fn process(setting: &Setting) -> Result<Process, String> {
    let score = ExactScore::new(setting.mixture.clone());
    let range = setting.scene.noise_range(&setting.mixture);
    let run = (setting.scene.sampling).run_for(&setting.mixture, range, &score);
    let run = run.map_err(|error| error.to_string())?;
    run.process()
        .cloned()
        .ok_or_else(|| "this sampler has no process; choose another one".to_owned())
}

/// Clean points and what has become of them at the end of the process.
fn drowned(setting: &Setting, rng: &mut ChaCha8Rng) -> Result<Vec<(Point, Point)>, String> {
    let process = process(setting)?;
    let t = process.last();
    let (alpha, std, center) = (process.alpha(t), process.noise(t), process.center());
    let draw = |_| {
        let (x0, _) = setting.mixture.draw(rng);
        let eps = noise(rng);
        let end = std::array::from_fn(|i| center[i] + alpha * (x0[i] - center[i]) + std * eps[i]);
        (x0, end)
    };
    Ok((0..DRAWS).map(draw).collect())
}

/// The correlation of both along the first axis.
pub fn signal_left(setting: &Setting, rng: &mut ChaCha8Rng) -> Result<f64, String> {
    let pairs = drowned(setting, rng)?;
    let n = pairs.len() as f64;
    let mean = |of: fn(&(Point, Point)) -> f64| pairs.iter().map(of).sum::<f64>() / n;
    let (clean, end) = (mean(|pair| pair.0[0]), mean(|pair| pair.1[0]));
    let [mut together, mut own, mut other] = [0.0; 3];
    for (x0, x) in &pairs {
        together += (x0[0] - clean) * (x[0] - end);
        own += (x0[0] - clean).powi(2);
        other += (x[0] - end).powi(2);
    }
    Ok(together / (own * other).sqrt())
}

/// The standard deviation at the end along one axis.
pub fn end_spread(setting: &Setting, rng: &mut ChaCha8Rng) -> Result<f64, String> {
    let pairs = drowned(setting, rng)?;
    let n = pairs.len() as f64;
    let variance = |axis: usize| {
        let mean = pairs.iter().map(|pair| pair.1[axis]).sum::<f64>() / n;
        pairs
            .iter()
            .map(|pair| (pair.1[axis] - mean).powi(2))
            .sum::<f64>()
            / (n - 1.0)
    };
    Ok((0.5 * (variance(0) + variance(1))).sqrt())
}

/// The mean of |log p by the flow - log p|.
pub fn likelihood_miss(setting: &Setting, rng: &mut ChaCha8Rng) -> Result<f64, String> {
    let process = process(setting)?;
    let score = ExactScore::new(setting.mixture.clone());
    let x = process
        .marginal(&setting.mixture, process.first_noisy())
        .sample(FOLLOWED, rng);
    let measured = Likelihood::measure(x, &process, &score, &setting.mixture, TOLERANCE);
    match measured {
        Ok(found) => Ok(found.mean_absolute_difference()),
        Err(_) => Err("the flow got stuck; use a wider range of noise".to_owned()),
    }
}
