//! What the network's output means.

use crate::noise::NoiseRange;
use crate::score::tests::{ring, score_error, workers};
use crate::score::{
    NetworkSpec, NoiseLevels, Parameterization, ScoreNet, SpecError, Trainer, TrainingSpec,
};

fn trained(parameterization: Parameterization, levels: NoiseLevels, steps: usize) -> ScoreNet {
    let range = NoiseRange::new(0.1, 4.0).unwrap();
    let network = NetworkSpec {
        parameterization,
        ..NetworkSpec::default()
    };
    let training = TrainingSpec {
        noise_levels: levels,
        ..TrainingSpec::default()
    };
    let mut trainer = Trainer::new(&ring(0.0), range, &network, &training, 5, workers(2)).unwrap();
    for _ in 0..steps {
        assert!(trainer.step().finite);
    }
    trainer.frozen()
}

#[test]
fn every_parameterization_learns_one_level() {
    for parameterization in Parameterization::ALL {
        let net = trained(parameterization, NoiseLevels::Fixed(0.3), 1500);
        let error = score_error(&net, &ring(0.0), &[0.3], 2048);
        assert!(error < 0.05, "{parameterization:?}: {error}");
    }
}

#[test]
fn a_network_of_every_parameterization_is_saved_and_read_back() {
    for parameterization in Parameterization::ALL {
        let net = trained(parameterization, NoiseLevels::All, 3);
        let back = ScoreNet::from_bytes(&net.to_bytes()).unwrap();
        assert_eq!(back, net);
        assert_eq!(back.spec().parameterization, parameterization);
    }
}

#[test]
fn without_noise_the_parameterizations_that_divide_by_it_are_refused() {
    for parameterization in Parameterization::ALL {
        let network = NetworkSpec {
            parameterization,
            ..NetworkSpec::default()
        };
        let checked = network.validate_at(NoiseLevels::Fixed(0.0));
        if parameterization.divides_by_noise() {
            let refusal = SpecError::ParameterizationWithoutNoise(parameterization);
            assert_eq!(checked, Err(refusal.clone()));
            let text = refusal.to_string();
            assert!(text.contains(parameterization.name()) && text.contains("sigma 0"));
        } else {
            assert_eq!(checked, Ok(()));
        }
        assert_eq!(network.validate_at(NoiseLevels::All), Ok(()));
    }
}
