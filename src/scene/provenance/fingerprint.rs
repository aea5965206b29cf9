//! Targets and networks as fingerprints: SHA-256 of their numbers, little-endian, in a stated order.

use crate::mixture::GaussianMixture;
use crate::score::ScoreNet;
use sha2::{Digest, Sha256};

/// The fingerprint of a target: of each component weight, mean x, mean y and covariance xx, xy, yy in f64.
pub fn target_sha256(mixture: &GaussianMixture) -> String {
    let mut hasher = Sha256::new();
    for component in mixture.components() {
        let [[xx, xy], [_, yy]] = component.cov.matrix();
        let [x, y] = component.mean;
        for number in [component.weight, x, y, xx, xy, yy] {
            hasher.update(number.to_le_bytes());
        }
    }
    in_hex(hasher)
}

/// The fingerprint of a network: of each layer its weights `[outputs, inputs]` row by row, then its biases,
/// in f32, as its file has them.
pub fn network_sha256(network: &ScoreNet) -> String {
    let mut hasher = Sha256::new();
    for number in network.numbers() {
        hasher.update(number.to_le_bytes());
    }
    in_hex(hasher)
}

fn in_hex(hasher: Sha256) -> String {
    let bytes = hasher.finalize();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
