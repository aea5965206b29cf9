//! Charts: the loss over the noise levels, the quality of samples over their cost, the weights of modes.

mod loss;
mod quality;
mod weights;

pub use loss::loss;
pub use quality::quality;
pub use weights::weights;

use super::choice::Source;
use super::request::{PlateRequest, PlateSubject};
use super::setting::{Setting, with_sampler};
use crate::figure::plate::Key;
use crate::noise::ProcessKind;
use crate::sampling::{Sampler, SamplingSpec};

fn compared(request: &PlateRequest, usual: &[Source]) -> Vec<Source> {
    if request.samplers.is_empty() {
        usual.to_vec()
    } else {
        request.samplers.clone()
    }
}

fn named(sources: &[Source], key: impl Fn(usize, String) -> Key) -> Vec<Key> {
    let names = sources.iter().enumerate();
    names
        .map(|(at, source)| key(at, source.name().to_owned()))
        .collect()
}

/// Ways back along the process of the panel.
fn on_the_same_process(
    subject: &PlateSubject,
    sampler: Sampler,
    setting: &Setting,
) -> SamplingSpec {
    let spec = with_sampler(subject, sampler);
    let process = setting.sampling.process.unwrap_or(ProcessKind::VeRho);
    if sampler.is_langevin() {
        spec
    } else {
        spec.with_process(process)
    }
}
