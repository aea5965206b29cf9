//! Whether two recordings are of the same: asked in every frame, so by identity first.

use crate::mixture::GaussianMixture;
use crate::session::JourneyRequest;
use std::sync::Arc;

/// Whether both are the same target, which can have thousands of components.
pub fn is_same(a: &Arc<GaussianMixture>, b: &Arc<GaussianMixture>) -> bool {
    Arc::ptr_eq(a, b) || a == b
}

/// Whether both ask for the same recording.
pub fn is_same_request(a: &JourneyRequest, b: &JourneyRequest) -> bool {
    let JourneyRequest {
        mixture,
        connected,
        process,
        center,
        scale,
        prior,
        lanes,
        particles,
        seed,
        take,
    } = a;
    let options = (*connected, process, center, scale, prior);
    let of_b = (b.connected, &b.process, &b.center, &b.scale, &b.prior);
    let run = (*particles, *seed, *take);
    options == of_b
        && run == (b.particles, b.seed, b.take)
        && *lanes == b.lanes
        && is_same(mixture, &b.mixture)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::Component;
    use crate::noise::{Center, PriorKind, ProcessKind};

    fn request(std: f64) -> JourneyRequest {
        let one = vec![Component::round([0.0, 1.0], std, 1.0)];
        JourneyRequest {
            process: ProcessKind::default(),
            center: Center::At([0.0, 0.0]),
            scale: None,
            prior: PriorKind::Plain,
            lanes: Vec::new(),
            particles: 10,
            seed: 1,
            mixture: Arc::new(GaussianMixture::new(one).unwrap()),
            connected: false,
            take: 0,
        }
    }

    #[test]
    fn it_is_the_same_question_as_that_of_equality() {
        let asked = request(0.5);
        for other in [
            asked.clone(),
            request(0.5),
            request(0.6),
            JourneyRequest {
                take: 1,
                ..asked.clone()
            },
            JourneyRequest {
                connected: true,
                ..asked.clone()
            },
            JourneyRequest {
                prior: PriorKind::Matched,
                ..asked.clone()
            },
        ] {
            assert_eq!(is_same_request(&asked, &other), asked == other);
        }
    }
}
