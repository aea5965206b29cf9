//! Is every link read back whole or refused in one sentence?

use super::campaign::require_sentence;
use super::scene_text::scene_text;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec;
use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_oneof};
use proptest::sample::select;
use scorefield::scene::Scene;
use scorefield::scene::link::Link;
use scorefield::scene::preset;
use std::sync::OnceLock;

/// What a link of the first version begins with.
const BEGINNING: &str = "#s=1";

/// A link, or what somebody takes for one.
#[derive(Clone, Debug)]
pub enum Case {
    /// The link of one of the presets, and what happens to its letters.
    Damaged(usize, Vec<Damage>),
    /// The same, and the bits that change in what its letters stand for: a place as a share, and which.
    Flipped(usize, Vec<(f64, u8)>),
    /// The text of a scene, and a view.
    Sound(String, String),
    /// Any text, packed and summed up as a link is.
    Forged(String),
    /// A text that begins so and then says one thing until it has so many bytes, packed like that.
    Bomb(&'static str, &'static str, usize),
    /// So many letters.
    Long(usize),
}

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

/// What is said again and again: nothing, brackets without end, a scene without end.
const ENDLESS: [(&str, &str); 7] = [
    ("", "\0"),
    ("title = \"x\"\nwhy = \"", "a"),
    ("title = \"x\"\na = ", "["),
    ("title = \"x\"\n", "a."),
    ("title = \"x\"\na = ", "{a="),
    ("title = \"x\"\n", "[[component]]\nmean=[0,0]\nstd=1\n"),
    ("title = \"x\"\n[points]\nat = [", "[0,1],"),
];

/// Links of every kind.
pub fn links() -> impl Strategy<Value = Case> {
    let share = || 0.0..1.0f64;
    let bombs = (select(&ENDLESS[..]), 6.0..23.0f64)
        .prop_map(|((begin, again), size)| Case::Bomb(begin, again, size.exp2() as usize));
    prop_oneof![
        60 => (any::<usize>(), vec(damage(), 1..4)).prop_map(|(which, damages)| Case::Damaged(which, damages)),
        20 => (any::<usize>(), vec((share(), 0..8_u8), 1..6)).prop_map(|(which, bits)| Case::Flipped(which, bits)),
        15 => (scene_text(), any::<String>()).prop_map(|(scene, view)| Case::Sound(scene, view)),
        10 => (scene_text(), any::<String>()).prop_map(|(scene, view)| Case::Forged(format!("{scene}\0{view}"))),
        5 => any::<String>().prop_map(Case::Forged),
        2 => bombs,
        2 => (0.0..18.0f64).prop_map(|size| Case::Long(size.exp2() as usize)),
    ]
}

fn damage() -> impl Strategy<Value = Damage> {
    let share = || 0.0..1.0f64;
    let cut = share().prop_map(Damage::Cut);
    prop_oneof![
        (share(), "[A-Za-z0-9_%=#-]")
            .prop_map(|(at, letter)| { Damage::Letter(at, letter.chars().next().unwrap_or('A')) }),
        cut,
        (share(), share()).prop_map(|(from, to)| Damage::Gap(from, to)),
        "[ A-Za-z0-9_.,)-]{1,30}".prop_map(Damage::More),
        "#s=1[A-Za-z0-9_-]{0,400}".prop_map(Damage::Other),
        any::<String>().prop_map(|text| Damage::Other(format!("#s=1{text}"))),
    ]
}

/// # Errors
/// What is wrong.
pub fn check(case: &Case) -> Result<(), String> {
    match case {
        Case::Damaged(which, damages) => {
            let (sound, fragment) = of_preset(*which);
            let text = damages.iter().fold(fragment.clone(), damaged);
            same_or_refused(&text, sound)
        }
        Case::Flipped(which, bits) => {
            let (sound, fragment) = of_preset(*which);
            let bytes = BASE64_URL_SAFE_NO_PAD.decode(&fragment[BEGINNING.len()..]);
            let mut bytes = bytes.map_err(|error| error.to_string())?;
            for (share, bit) in bits {
                let at = (share * bytes.len() as f64) as usize;
                bytes[at] ^= 1 << bit;
            }
            same_or_refused(&lettered(&bytes), sound)
        }
        Case::Sound(scene, view) => {
            let Ok(scene) = Scene::from_toml(scene) else {
                return Ok(());
            };
            let view = view.clone();
            comes_back(&Link { scene, view })
        }
        Case::Forged(text) => read_or_refused(&forged(text)),
        Case::Bomb(begin, again, size) => {
            let mut text = (*begin).to_owned();
            while text.len() < *size {
                text.push_str(again);
            }
            read_or_refused(&forged(&text))
        }
        Case::Long(letters) => read_or_refused(&format!("{BEGINNING}{}", "A".repeat(*letters))),
    }
}

/// The links of all presets, made once.
fn of_preset(which: usize) -> &'static (Link, String) {
    static LINKS: OnceLock<Vec<(Link, String)>> = OnceLock::new();
    let links = LINKS.get_or_init(|| {
        let link = |scene: Scene| {
            let view = "density = false\n".to_owned();
            let link = Link { scene, view };
            let fragment = link.to_fragment().expect("a preset fits into a link");
            (link, fragment)
        };
        let presets = preset::all().iter();
        presets.map(|preset| link(preset.scene.clone())).collect()
    });
    &links[which % links.len()]
}

/// What changed may stand for nothing, as bits behind the last byte; all else is noticed.
fn same_or_refused(text: &str, sound: &Link) -> Result<(), String> {
    match Link::read(text) {
        Ok(link) if link == *sound => Ok(()),
        Ok(link) => Err(format!("another scene comes out: {link:?}")),
        Err(error) => require_sentence(&error.to_string()),
    }
}

/// Whatever is read is a link like any other.
fn read_or_refused(text: &str) -> Result<(), String> {
    match Link::read(text) {
        Ok(link) => comes_back(&link),
        Err(error) => require_sentence(&error.to_string()),
    }
}

/// Whether `link` is short enough to arrive and the same when it is read, behind an address or alone.
fn comes_back(link: &Link) -> Result<(), String> {
    let fragment = match link.to_fragment() {
        Ok(fragment) => fragment,
        Err(error) => return require_sentence(&error.to_string()),
    };
    if fragment.len() > Link::LONGEST || !Link::is_meant(&fragment) {
        return Err(format!("no link to send: {fragment}"));
    }
    for text in [
        fragment.clone(),
        format!("https://example.org/scorefield.html{fragment}\n"),
    ] {
        match Link::read(&text) {
            Ok(read) if read == *link => {}
            other => return Err(format!("{other:?} comes back for {link:?}")),
        }
    }
    Ok(())
}

/// A link that says `text`, by other hands than the program's.
fn forged(text: &str) -> String {
    let sum = text.bytes().fold(0x811c_9dc5_u32, |sum, byte| {
        (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    let mut bytes = sum.to_le_bytes().to_vec();
    bytes.extend(compress_to_vec(text.as_bytes(), 6));
    lettered(&bytes)
}

fn lettered(bytes: &[u8]) -> String {
    format!("{BEGINNING}{}", BASE64_URL_SAFE_NO_PAD.encode(bytes))
}

fn damaged(text: String, damage: &Damage) -> String {
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
        Damage::More(more) => text + more,
        Damage::Other(other) => other.clone(),
    }
}
