//! The TOML form of a sampling run, in which everything may be left out.

use super::{Center, Churn, Init, PriorKind, ProcessKind, Sampler, SamplingSpec, Scale};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SpecFile {
    sampler: Option<Sampler>,
    process: Option<ProcessKind>,
    particles: Option<usize>,
    step_size: Option<f64>,
    temperature: Option<f64>,
    sigma: Option<f64>,
    steps: Option<usize>,
    levels: Option<usize>,
    sigma_min: Option<f64>,
    sigma_max: Option<f64>,
    rho: Option<f64>,
    t_min: Option<f64>,
    t_max: Option<f64>,
    ddpm_steps: Option<usize>,
    center: Option<Center>,
    scale: Option<Scale>,
    prior: Option<PriorKind>,
    tol: Option<f64>,
    init: Option<Init>,
    churn: Option<Churn>,
}

impl From<SpecFile> for SamplingSpec {
    fn from(file: SpecFile) -> Self {
        let usual = Self::default();
        let sampler = file.sampler.unwrap_or(usual.sampler);
        Self {
            sampler,
            process: file.process,
            particles: file.particles.unwrap_or(usual.particles),
            step_size: file.step_size,
            temperature: file.temperature.unwrap_or(usual.temperature),
            sigma: file.sigma,
            steps: file.steps.unwrap_or(sampler.usual_steps()),
            levels: file.levels.unwrap_or(usual.levels),
            sigma_min: file.sigma_min,
            sigma_max: file.sigma_max,
            rho: file.rho,
            t_min: file.t_min,
            t_max: file.t_max,
            ddpm_steps: file.ddpm_steps,
            center: file.center.unwrap_or(usual.center),
            scale: file.scale,
            prior: file.prior.unwrap_or(usual.prior),
            tol: file.tol,
            init: file.init.unwrap_or(usual.init),
            churn: file.churn,
        }
    }
}
