//! `scorefield eval --samples`: points as a sample of the scene.

use super::finite_data;
use crate::cli::opened_scene::OpenedScene;
use crate::cli::options::memory;
use crate::cli::{Failure, output, progress};
use crate::files::{PointFile, read_points};
use crate::measure::{
    Estimate, ModeWeight, Quality, QualityReference, QualityReport, sample_quality,
};
use crate::wording::{count, quote, quote_path};
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::Path;
use std::time::Instant;

/// Measures the points in a file and an exact sample as large.
///
/// # Errors
/// When the file cannot be read or its points cannot be measured.
pub fn measure(path: &Path, opened: &OpenedScene, json: bool) -> Result<(), Failure> {
    let begin = Instant::now();
    let PointFile { x, notices } = read_points(path, QualityReference::MOST_POINTS)?;
    output::note(path, &notices);
    let seed = opened.scene.seed;
    let points = x.nrows() as u64;
    memory::require(
        &format!("a sample of {} points", count(points)),
        points * memory::SAMPLE_POINT,
        "fewer --samples",
    )?;
    let measure = || sample_quality(x.view(), &opened.mixture, seed);
    let report = progress::during("measuring", || opened.workers.install(measure))
        .map_err(|error| Failure::Failed(format!("{}: {error}", quote_path(path))))?;
    let weights: Vec<f64> = opened
        .mixture
        .components()
        .iter()
        .map(|component| component.weight)
        .collect();
    let mut object = measures(&report.sample);
    object["scene"] = json!(opened.name);
    object["samples"] = json!(path.to_string_lossy());
    object["seed"] = json!(seed);
    object["seconds"] = json!(begin.elapsed().as_secs_f64());
    object["points"] = json!(report.points);
    object["pair_points"] = json!(report.pair_points);
    object["sliced_points"] = json!(report.sliced_points);
    object["bandwidth"] = json!(report.bandwidth);
    object["weights"] = json!(weights);
    object["exact_sample"] = measures(&report.exact_sample);
    let mut text = table(&report, &weights, &opened.name, seed);
    let training = opened.training_data().points;
    let shares = training.and_then(|training| finite_data::share(x.view(), &training, opened));
    if let Some(shares) = shares {
        object["memorised"] = finite_data::estimate(shares.samples);
        object["memorised_by_chance"] = finite_data::estimate(shares.fresh);
        let said = finite_data::memorised_in_words(&count(points), shares);
        text = format!("{}\n{said}", text.trim_end());
    }
    output::print(json, &object, text.trim_end())
}

/// Every measure as {value, se}; of the modes, lists in their order, an interval as [low, high].
fn measures(quality: &Quality) -> Value {
    let one = |estimate: Estimate| json!({ "value": estimate.value, "se": estimate.se });
    let list =
        |of: fn(&ModeWeight) -> f64| -> Vec<f64> { quality.mode_weights.iter().map(of).collect() };
    let intervals: Vec<[f64; 2]> = quality.mode_weights.iter().map(|m| m.interval).collect();
    json!({
        "mode_weights": { "value": list(|m| m.weight.value), "se": list(|m| m.weight.se) },
        "mode_weights_interval": { "value": intervals, "se": list(|m| m.weight.se) },
        "sliced_w2": one(quality.sliced_w2),
        "mmd2": one(quality.mmd2),
        "energy_distance": one(quality.energy_distance),
        "chamfer2": one(quality.chamfer.squared),
        "chamfer": one(quality.chamfer.unsquared),
        "nll": one(quality.nll),
    })
}

/// Modes of a table for people; `--json` lists all.
const MOST_MODES: usize = 20;

/// The distances and likelihoods, then the modes, of the sample and of the exact one.
fn table(report: &QualityReport, weights: &[f64], scene: &str, seed: u64) -> String {
    let mut text = format!(
        "{} points as a sample of {}, and an exact sample as large (seed {seed})\n\n{:<20} {:>24} {:>24}\n",
        count(report.points as u64),
        quote(scene),
        "",
        "sample",
        "exact sample",
    );
    let (sample, exact) = (&report.sample, &report.exact_sample);
    let mut row = |name: &str, of: fn(&Quality) -> Estimate| {
        let [a, b] = [sample, exact].map(|quality| plus_minus(of(quality)));
        text += &format!("{name:<20} {a:>24} {b:>24}\n");
    };
    row("sliced W2, units", |quality| quality.sliced_w2);
    row("MMD^2", |quality| quality.mmd2);
    row("energy dist., units", |quality| quality.energy_distance);
    row("Chamfer, units^2", |quality| quality.chamfer.squared);
    row("Chamfer, units", |quality| quality.chamfer.unsquared);
    row("NLL, nats", |quality| quality.nll);

    let shown = shown_modes(&sample.mode_weights, weights);
    let heads = ["mode", "truth", "sample", "95 % interval", "exact sample"];
    text += &format!(
        "\n{:>4} {:>8} {:>22} {:>18} {:>22}\n",
        heads[0], heads[1], heads[2], heads[3], heads[4]
    );
    for &k in &shown {
        let (mode, exact) = (&sample.mode_weights[k], &exact.mode_weights[k]);
        let interval = format!("{:.4} to {:.4}", mode.interval[0], mode.interval[1]);
        text += &format!(
            "{:>4} {:>8.4} {:>22} {:>18} {:>22}\n",
            k + 1,
            weights[k],
            plus_minus(mode.weight),
            interval,
            plus_minus(exact.weight)
        );
    }
    if shown.len() < weights.len() {
        let (shown, all) = (shown.len(), weights.len());
        text += &format!("the {shown} of {all} modes furthest from the truth; --json has all\n");
    }
    text += &format!("\nkernel bandwidth {:.4} units", report.bandwidth);
    for (name, used) in [
        ("MMD^2 and energy distance", report.pair_points),
        ("sliced W2", report.sliced_points),
    ] {
        if used < report.points {
            let points = report.points;
            let _ = write!(
                text,
                "; {name} of {} of the {} points, at random",
                count(used as u64),
                count(points as u64)
            );
        }
    }
    text
}

/// The modes to show: all, or those furthest from the truth as their intervals measure it, in order.
fn shown_modes(modes: &[ModeWeight], weights: &[f64]) -> Vec<usize> {
    let deviation = |k: usize| {
        let [low, high] = modes[k].interval;
        (modes[k].weight.value - weights[k]).abs() / (high - low)
    };
    let mut shown: Vec<usize> = (0..modes.len()).collect();
    shown.sort_by(|&a, &b| deviation(b).total_cmp(&deviation(a)));
    shown.truncate(MOST_MODES);
    shown.sort_unstable();
    shown
}

/// "0.7953 ± 0.0040": as many decimals as the error has two digits in.
fn plus_minus(estimate: Estimate) -> String {
    let decimals = if estimate.se > 0.0 {
        (1.0 - estimate.se.log10().floor()).clamp(0.0, 9.0) as usize
    } else {
        4
    };
    format!("{:.decimals$} ± {:.decimals$}", estimate.value, estimate.se)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_estimate_is_shown_to_two_digits_of_its_error() {
        let shown = |value, se| plus_minus(Estimate { value, se });
        assert_eq!(shown(0.79534, 0.00402), "0.7953 ± 0.0040");
        assert_eq!(shown(-1.23456e-5, 3.1e-5), "-0.000012 ± 0.000031");
        assert_eq!(shown(12345.6, 250.0), "12346 ± 250");
        assert_eq!(shown(1.0, 0.0), "1.0000 ± 0.0000");
    }

    #[test]
    fn of_many_modes_those_furthest_from_the_truth_are_shown_in_order() {
        let mode = |value: f64| ModeWeight {
            weight: Estimate { value, se: 0.01 },
            interval: [value - 0.02, value + 0.02],
        };
        let mut modes = vec![mode(0.1); 30];
        modes[3] = mode(0.3);
        modes[29] = mode(0.0);
        let shown = shown_modes(&modes, &[0.1; 30]);
        assert_eq!(shown.len(), MOST_MODES);
        assert!(shown.contains(&3) && shown.contains(&29));
        assert!(shown.is_sorted());
        assert_eq!(shown_modes(&modes[..5], &[0.1; 5]), [0, 1, 2, 3, 4]);
    }
}
