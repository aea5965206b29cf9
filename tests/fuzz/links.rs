//! Is every link read back whole or refused in one sentence?

use super::campaign::require_sentence;
use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_oneof};
use scorefield::link::Link;
use scorefield::preset;

/// What happens to a link.
#[derive(Clone, Debug)]
pub enum Damage {
    /// A letter at a share of the length.
    Letter(f64, char),
    /// The end, from a share of the length on.
    Cut(f64),
    /// A piece taken out, from one share of the length to another.
    Gap(f64, f64),
    /// Text behind the end.
    More(String),
    /// Any text instead.
    Other(String),
}

/// One to three damages, to the link of one of the presets.
pub fn damages() -> impl Strategy<Value = (usize, Vec<Damage>)> {
    let share = || 0.0..1.0f64;
    let cut = share().prop_map(Damage::Cut);
    let one = prop_oneof![
        (share(), "[A-Za-z0-9_%=#-]")
            .prop_map(|(at, letter)| { Damage::Letter(at, letter.chars().next().unwrap_or('A')) }),
        cut,
        (share(), share()).prop_map(|(from, to)| Damage::Gap(from, to)),
        "[ A-Za-z0-9_.,)-]{1,30}".prop_map(Damage::More),
        "#s=1[A-Za-z0-9_-]{0,400}".prop_map(Damage::Other),
        any::<String>().prop_map(|text| Damage::Other(format!("#s=1{text}"))),
    ];
    (any::<usize>(), vec(one, 1..4))
}

/// # Errors
/// What is wrong.
pub fn check((which, damages): &(usize, Vec<Damage>)) -> Result<(), String> {
    let presets = preset::all();
    let scene = presets[which % presets.len()].scene.clone();
    let view = "density = false\n".to_owned();
    let sound = Link { scene, view };
    let mut text = sound.to_fragment().map_err(|error| error.to_string())?;
    for damage in damages {
        text = damaged(&text, damage);
    }
    match Link::read(&text) {
        // What changed may stand for nothing, as bits behind the last byte.
        Ok(link) if link == sound => Ok(()),
        Ok(link) => Err(format!("another scene comes out: {link:?}")),
        Err(error) => require_sentence(&error.to_string()),
    }
}

fn damaged(text: &str, damage: &Damage) -> String {
    let letters: Vec<char> = text.chars().collect();
    let place = |share: f64| (share * letters.len() as f64) as usize;
    match damage {
        Damage::Letter(at, letter) => {
            let mut letters = letters.clone();
            if let Some(found) = letters.get_mut(place(*at)) {
                *found = *letter;
            }
            letters.into_iter().collect()
        }
        Damage::Cut(at) => letters[..place(*at)].iter().collect(),
        Damage::Gap(from, to) => {
            let (from, to) = (place(from.min(*to)), place(from.max(*to)));
            letters[..from].iter().chain(&letters[to..]).collect()
        }
        Damage::More(more) => format!("{text}{more}"),
        Damage::Other(other) => other.clone(),
    }
}
