//! Is every file of a network read back whole or refused in one sentence?

use super::campaign::require_sentence;
use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_oneof};
use proptest::sample::select;
use scorefield::scene::preset;
use scorefield::score::{ScoreFn, ScoreNet, Trainer, Workers};

/// What happens to a model's file.
#[derive(Clone, Debug)]
pub enum Damage {
    /// A byte at a share of the whole length.
    Byte(f64, u8),
    /// A byte at a share of the header.
    Header(f64, u8),
    /// A word of the header in another's place.
    Word(&'static str, &'static str),
    /// The end, from a share of the length on.
    Cut(f64),
    /// Bytes behind the end.
    More(Vec<u8>),
    /// The length that the header says of itself.
    Length(u64),
}

/// One to three damages.
pub fn damages() -> impl Strategy<Value = Vec<Damage>> {
    let words = select(
        &[
            ("F32", "F64"),
            ("F32", "BF16"),
            ("64", "63"),
            ("64", "999999999"),
            ("64,64", "64,65"),
            ("\"version\\\":4", "\"version\\\":5"),
            ("silu", "tanh"),
            ("silu", "sil\\u0000u"),
            ("layers.0", "layers.9"),
            ("\\\"spread\\\":", "\\\"spread\\\":-"),
            ("depth", "death"),
            ("__metadata__", "__metadat\u{1b}[31m__"),
            ("data_offsets", "data_offset"),
            ("[0,", "[1,"),
            ("scorefield", "scorefelid"),
        ][..],
    );
    let one = prop_oneof![
        (0.0..1.0, any::<u8>()).prop_map(|(at, byte)| Damage::Byte(at, byte)),
        (0.0..1.0, any::<u8>()).prop_map(|(at, byte)| Damage::Header(at, byte)),
        words.prop_map(|(from, to)| Damage::Word(from, to)),
        (0.0..1.0).prop_map(Damage::Cut),
        vec(any::<u8>(), 1..20).prop_map(Damage::More),
        any::<u64>().prop_map(Damage::Length),
    ];
    vec(one, 1..4)
}

/// A small network's file.
pub fn sound() -> Vec<u8> {
    let mut scene = preset::find("three-gaussians").expect("a preset");
    scene.network.width = 32;
    scene.network.depth = 2;
    let mixture = scene.mixture().expect("a mixture");
    let range = scene.noise_range(&mixture);
    let trainer = Trainer::new(
        &mixture,
        range,
        &scene.network,
        &scene.training,
        1,
        Workers::one(),
    );
    trainer.expect("the preset trains").frozen().to_bytes()
}

/// Whether a file with `damages` is refused in one sentence, or is a network that survives being written.
///
/// # Errors
/// What is wrong.
pub fn check(damages: &[Damage], sound: &[u8]) -> Result<(), String> {
    let mut bytes = sound.to_vec();
    for damage in damages {
        befall(damage, &mut bytes);
    }
    let network = match ScoreNet::from_bytes(&bytes) {
        Ok(network) => network,
        Err(error) => return require_sentence(&error.to_string()),
    };
    let x = ndarray::array![[0.3, -0.2], [-8.0, 11.0]];
    let sigma = network.trained_range().map_or(0.5, |range| range.max());
    let told = network.differentials(x.view(), sigma);
    let numbers = told.score.iter().chain(&told.divergence).chain(&told.curl);
    if !numbers.copied().all(f64::is_finite) {
        return Err(format!("a network that tells {told:?}"));
    }
    let score = network.score(x.view(), sigma);
    let again = ScoreNet::from_bytes(&network.to_bytes()).map_err(|error| error.to_string())?;
    if again.score(x.view(), sigma) != score {
        return Err("another network comes back".to_owned());
    }
    Ok(())
}

fn befall(damage: &Damage, bytes: &mut Vec<u8>) {
    let place = |share: f64, length: usize| (share * length as f64) as usize;
    let header = bytes
        .first_chunk()
        .map_or(0, |&length| u64::from_le_bytes(length));
    let header = (header as usize).min(bytes.len().saturating_sub(8));
    match damage {
        &Damage::Byte(share, byte) => {
            let at = place(share, bytes.len());
            if let Some(changed) = bytes.get_mut(at) {
                *changed = byte;
            }
        }
        &Damage::Header(share, byte) => {
            if let Some(changed) = bytes.get_mut(8 + place(share, header)) {
                *changed = byte;
            }
        }
        Damage::Word(from, to) => {
            let text = bytes.get(8..8 + header).unwrap_or_default();
            let text = String::from_utf8_lossy(text)
                .replacen(from, to, 1)
                .into_bytes();
            let rest = bytes.split_off(bytes.len().min(8 + header));
            *bytes = (text.len() as u64).to_le_bytes().to_vec();
            bytes.extend(text);
            bytes.extend(rest);
        }
        &Damage::Cut(share) => bytes.truncate(place(share, bytes.len())),
        Damage::More(more) => bytes.extend(more),
        Damage::Length(length) => {
            if let Some(said) = bytes.first_chunk_mut() {
                *said = length.to_le_bytes();
            }
        }
    }
}
