//! Many cases from one seed, every failure shrunk to the smallest case that shows it.

use proptest::prelude::Strategy;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use std::fmt::Debug;

/// Letters of the longest sentence that a refusal may be.
const LONGEST_SENTENCE: usize = 700;

/// Runs `check` on `cases` values of `strategy`; the same seed gives the same values.
///
/// # Errors
/// The smallest value found that fails, with the reason. A panic is a failure too.
pub fn run<S: Strategy>(
    cases: u32,
    seed: u64,
    strategy: &S,
    check: impl Fn(&S::Value) -> Result<(), String>,
) -> Result<(), String>
where
    S::Value: Debug,
{
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 4096,
        ..Config::default()
    };
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let outcome = TestRunner::new_with_rng(config, rng)
        .run(strategy, |value| check(&value).map_err(TestCaseError::fail));
    outcome.map_err(|error| match error {
        TestError::Fail(reason, value) => format!("{reason}\n{value:#?}"),
        TestError::Abort(reason) => format!("the campaign stopped: {reason}"),
    })
}

/// Whether a refusal is what a reader can use: one line, neither empty nor endless, without control
/// characters.
///
/// # Errors
/// What is wrong with it.
pub fn require_sentence(text: &str) -> Result<(), String> {
    let letters = text.chars().count();
    if !(10..=LONGEST_SENTENCE).contains(&letters) {
        return Err(format!("a refusal of {letters} letters: {text:.200}"));
    }
    match text.chars().find(|c| c.is_control()) {
        Some(sign) => Err(format!("a refusal with {sign:?}: {text:?}")),
        None => Ok(()),
    }
}
