//! Frozen networks and their files.

use super::{ring, workers};
use crate::noise::NoiseRange;
use crate::score::{
    Activation, Features, NetworkSpec, NoiseLevels, Objective, ScoreFn, ScoreNet, Trainer,
    TrainingSpec,
};
use ndarray::Array2;

fn trained(network: NetworkSpec, training: TrainingSpec) -> ScoreNet {
    let range = NoiseRange::new(0.05, 5.0).unwrap();
    let mut trainer = Trainer::new(&ring(0.0), range, &network, &training, 5, workers(2)).unwrap();
    for _ in 0..3 {
        assert!(trainer.step().finite);
    }
    trainer.frozen()
}

#[test]
fn a_saved_network_comes_back_bit_for_bit() {
    for (width, depth, activation, noise_levels) in [
        (32, 2, Activation::Tanh, NoiseLevels::All),
        (64, 3, Activation::Silu, NoiseLevels::Fixed(0.3)),
        (256, 4, Activation::Silu, NoiseLevels::All),
    ] {
        let network = NetworkSpec {
            width,
            depth,
            activation,
            ..NetworkSpec::default()
        };
        let training = TrainingSpec {
            noise_levels,
            ..TrainingSpec::default()
        };
        let net = trained(network, training);
        let bytes = net.to_bytes();
        let back = ScoreNet::from_bytes(&bytes).unwrap();
        assert_eq!(back, net);
        assert_eq!(back.to_bytes(), bytes);
        assert_eq!(back.scene(), None);
        let named = net.trained_on("title = \"Ring\"\n");
        let back = ScoreNet::from_bytes(&named.to_bytes()).unwrap();
        assert_eq!(back.scene(), Some("title = \"Ring\"\n"));
        assert_eq!(back, named);
    }
}

#[test]
fn a_network_names_the_largest_scene_and_no_header_is_longer() {
    let net = trained(NetworkSpec::default(), TrainingSpec::default());
    // As many signs as a scene's file may have, every one escaped.
    let scene = "\"\n".repeat(2_000_000);
    let named = net.clone().trained_on(&scene);
    assert!(ScoreNet::from_bytes(&named.to_bytes()).is_err());
    let scene = "at = [[0.25, -1.5]]\n".repeat(200_000);
    let named = net.trained_on(&scene);
    let back = ScoreNet::from_bytes(&named.to_bytes()).unwrap();
    assert_eq!(back.scene(), Some(&scene[..]));
}

#[test]
fn a_network_remembers_its_training_and_files_that_do_not_are_still_read() {
    let denoising = TrainingSpec {
        objective: Objective::Denoising,
        ..TrainingSpec::default()
    };
    let net = trained(NetworkSpec::default(), denoising);
    assert_eq!(
        (net.train_steps(), net.objective()),
        (Some(3), Some(Objective::Denoising))
    );

    // A file of version 1 says neither this nor what first layer and output mean: plain, and the
    // preconditioned denoiser.
    let plain = NetworkSpec {
        features: Features::Plain,
        ..NetworkSpec::default()
    };
    let net = trained(plain, denoising);
    let mut old = net.to_bytes();
    let header = u64::from_le_bytes(*old.first_chunk().unwrap()) as usize;
    let text = String::from_utf8(old[8..8 + header].to_vec()).unwrap();
    let note = r#",\"train_steps\":3,\"objective\":\"denoising\""#;
    assert!(text.contains(note), "{text}");
    let meaning = r#",\"features\":\"plain\",\"parameterization\":\"preconditioned\""#;
    assert!(text.contains(meaning), "{text}");
    let mut text = text.replace(note, "").replace(meaning, "");
    text = text.replace(r#"\"version\":6"#, r#"\"version\":1"#);
    text += &" ".repeat(header - text.len());
    old[8..8 + header].copy_from_slice(text.as_bytes());
    let read = ScoreNet::from_bytes(&old).unwrap();
    assert_eq!((read.train_steps(), read.objective()), (None, None));
    let x = ndarray::arr2(&[[0.3, -1.0]]);
    assert_eq!(read.score(x.view(), 0.5), net.score(x.view(), 0.5));

    let newer = text.replace(r#"\"version\":1"#, r#"\"version\":9"#);
    old[8..8 + header].copy_from_slice(newer.as_bytes());
    let refusal = ScoreNet::from_bytes(&old).unwrap_err().to_string();
    assert!(
        refusal.contains("version 9, this program reads versions 1 to 6"),
        "{refusal}"
    );
}

#[test]
fn bytes_that_are_no_model_are_refused_in_one_sentence() {
    let bytes = trained(NetworkSpec::default(), TrainingSpec::default()).to_bytes();
    let refusal = |bytes: &[u8]| ScoreNet::from_bytes(bytes).unwrap_err().to_string();
    for length in [0, 4, 100, bytes.len() / 2, bytes.len() - 1] {
        assert!(refusal(&bytes[..length]).contains("truncated"));
    }
    assert!(refusal(b"x,y,score_x,score_y\n0,0,1,1\n").contains("not a model"));

    let foreign = safetensors::serialize(
        Vec::<(String, safetensors::tensor::TensorView)>::new(),
        None,
    );
    assert!(refusal(&foreign.unwrap()).contains("another program"));

    let altered = |from: &str, to: &str| {
        let at = bytes.windows(from.len()).position(|w| w == from.as_bytes());
        let mut changed = bytes.clone();
        changed[at.unwrap()..][..to.len()].copy_from_slice(to.as_bytes());
        refusal(&changed)
    };
    assert!(altered("\\\"width\\\":64", "\\\"width\\\":32").contains("layers.0.weight"));
    assert!(altered("\\\"width\\\":64", "\\\"width\\\":65").contains("menu"));
    assert!(altered("\\\"depth\\\":3", "\\\"depth\\\":4").contains("tensors"));

    let mut poisoned = bytes.clone();
    let last = poisoned.len() - 4;
    poisoned[last..].copy_from_slice(&f32::NAN.to_le_bytes());
    assert!(refusal(&poisoned).contains("NaN"));
}

#[test]
fn a_header_that_names_huge_tensors_is_refused_before_any_is_read() {
    let bytes = trained(NetworkSpec::default(), TrainingSpec::default()).to_bytes();
    let length = u64::from_le_bytes(*bytes.first_chunk().unwrap()) as usize;
    let header = String::from_utf8(bytes[8..8 + length].to_vec()).unwrap();
    let refusal = |from: &str, to: &str| {
        assert!(header.contains(from), "{header}");
        let changed = header.replacen(from, to, 1);
        let mut file = (changed.len() as u64).to_le_bytes().to_vec();
        file.extend(changed.as_bytes());
        file.extend(&bytes[8 + length..]);
        ScoreNet::from_bytes(&file).unwrap_err().to_string()
    };
    for (shape, named) in [
        ("[1000000,1000000]", "1,000,000,012,"),
        (
            "[18446744073709551615,18446744073709551615]",
            "18,446,744,073,709,551,615",
        ),
    ] {
        let said = refusal("[64,64]", shape);
        assert!(said.contains("its header names"), "{said}");
        assert!(
            said.contains("parameters and the largest network here has 198,914"),
            "{said}"
        );
        assert!(said.contains(&named[..9]), "{said}");
    }
    // As many numbers as the file has, but of another shape than the description's.
    let said = refusal("[64,64]", "[32,128]");
    assert!(
        said.contains("is [32, 128] of F32, not [64, 64] of F32"),
        "{said}"
    );
    let said = refusal("\"layers.1.bias\"", "\"layers.9.bias\"");
    assert!(said.contains("it has no tensor layers.1.bias"), "{said}");
}

#[test]
fn far_points_have_a_finite_score_towards_the_data() {
    let net = trained(NetworkSpec::default(), TrainingSpec::default());
    let far = ndarray::arr2(&[[1e9, 0.0], [0.0, -1e30], [-1e200, 1e200]]);
    for sigma in [0.05, 5.0] {
        let score = net.score(far.view(), sigma);
        assert!(score.iter().all(|s| s.is_finite()), "{score}");
        assert!(score[[0, 0]] < 0.0 && score[[1, 1]] > 0.0, "{score}");
    }
}

#[test]
fn whatever_weights_are_read_answer_with_finite_numbers_wherever_they_are_asked() {
    let networks = [Activation::Silu, Activation::Tanh].map(|activation| NetworkSpec {
        activation,
        depth: 4,
        width: 32,
        ..NetworkSpec::default()
    });
    let points = [[0.0, 0.0], [0.3, -0.2], [-8.0, 11.0], [1e9, -1e9]];
    let x = ndarray::arr2(&points);
    let (mut read, mut refused) = (0, 0);
    for network in networks {
        let sound = trained(network, TrainingSpec::default()).to_bytes();
        let header = u64::from_le_bytes(*sound.first_chunk().unwrap()) as usize;
        for exponent in 0..38 {
            // One number in three is as large, the signs as they fall: sums may cancel or not.
            let mut bytes = sound.clone();
            for (nth, number) in bytes[8 + header..]
                .as_chunks_mut::<4>()
                .0
                .iter_mut()
                .enumerate()
            {
                let sign = if nth.count_ones().is_multiple_of(2) {
                    1.0
                } else {
                    -1.0
                };
                if nth.is_multiple_of(3) {
                    *number = (sign * 10_f32.powi(exponent)).to_le_bytes();
                }
            }
            match ScoreNet::from_bytes(&bytes) {
                Err(error) => {
                    let said = error.to_string();
                    assert!(said.contains("so large"), "{said}");
                    refused += 1;
                }
                Ok(net) => {
                    for sigma in [0.05, 0.7, 5.0] {
                        let traced = net.differentials(x.view(), sigma);
                        let finite = traced
                            .score
                            .iter()
                            .chain(&traced.divergence)
                            .chain(&traced.curl);
                        for value in finite {
                            assert!(value.is_finite(), "1e{exponent} at {sigma}: {traced:?}");
                        }
                    }
                    read += 1;
                }
            }
        }
    }
    assert!(
        read >= 10 && refused >= 10,
        "{read} read, {refused} refused"
    );
}

#[test]
fn big_batches_have_the_same_bits_inside_a_pool_and_outside() {
    let net = trained(NetworkSpec::default(), TrainingSpec::default());
    let x = Array2::from_shape_fn((5003, 2), |(i, j)| (i as f64 * 0.37 + j as f64).sin() * 4.0);
    let alone = net.score(x.view(), 0.7);
    let shared = workers(3).install(|| net.score(x.view(), 0.7));
    assert_eq!(alone, shared);
    let single = net.score(x.slice(ndarray::s![77..78, ..]), 0.7);
    assert_eq!(single.row(0), alone.row(77));
}

#[test]
fn a_network_of_one_level_knows_that_level_only() {
    for sigma in [0.0, 0.3, 1e6] {
        let training = TrainingSpec {
            objective: Objective::Explicit,
            noise_levels: NoiseLevels::Fixed(sigma),
            ..TrainingSpec::default()
        };
        let net = trained(NetworkSpec::default(), training);
        assert!(net.trained_at(sigma) && !net.trained_at(sigma + 0.1));
        let range = net.trained_range().unwrap();
        assert!(
            range.contains(sigma.max(1e-6)) && !range.contains(sigma + 0.1),
            "{range:?}"
        );
    }
    let all = trained(NetworkSpec::default(), TrainingSpec::default());
    assert!(all.trained_at(0.05) && all.trained_at(5.0) && !all.trained_at(0.04));
}
