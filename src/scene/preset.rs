//! The scenes that come with the program.

use crate::scene::Scene;
use crate::wording::quote;
use std::sync::LazyLock;

/// A scene that comes with the program.
#[derive(Clone, Debug, PartialEq)]
pub struct Preset {
    /// What it is called on the command line.
    pub name: &'static str,
    /// What it holds.
    pub scene: Scene,
}

/// Name and text of every preset, in the order in which they are taught.
const FILES: [(&str, &str); 15] = [
    (
        "one-gaussian",
        include_str!("../../presets/one-gaussian.toml"),
    ),
    (
        "three-gaussians",
        include_str!("../../presets/three-gaussians.toml"),
    ),
    (
        "eight-gaussians",
        include_str!("../../presets/eight-gaussians.toml"),
    ),
    ("song-ermon", include_str!("../../presets/song-ermon.toml")),
    (
        "unequal-weights",
        include_str!("../../presets/unequal-weights.toml"),
    ),
    ("near-pair", include_str!("../../presets/near-pair.toml")),
    ("far-pair", include_str!("../../presets/far-pair.toml")),
    ("grid-25", include_str!("../../presets/grid-25.toml")),
    ("two-moons", include_str!("../../presets/two-moons.toml")),
    (
        "moons-20-points",
        include_str!("../../presets/moons-20-points.toml"),
    ),
    ("rings", include_str!("../../presets/rings.toml")),
    ("spirals", include_str!("../../presets/spirals.toml")),
    (
        "checkerboard",
        include_str!("../../presets/checkerboard.toml"),
    ),
    ("pinwheel", include_str!("../../presets/pinwheel.toml")),
    ("swiss-roll", include_str!("../../presets/swiss-roll.toml")),
];

static PRESETS: LazyLock<Vec<Preset>> = LazyLock::new(|| {
    let read = |(name, text)| Preset {
        name,
        scene: Scene::from_toml(text)
            .unwrap_or_else(|error| panic!("presets/{name}.toml: {error}")),
    };
    FILES.map(read).into()
});

/// A name that no preset has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no preset {:?}; {advice}", quote(name))]
pub struct UnknownPreset {
    name: String,
    advice: String,
}

/// Every preset.
pub fn all() -> &'static [Preset] {
    &PRESETS
}

/// The scene of a preset's name.
///
/// # Errors
/// When there is no such preset; the sentence names the nearest ones.
pub fn find(name: &str) -> Result<Scene, UnknownPreset> {
    let found = all().iter().find(|preset| preset.name == name);
    found
        .map(|preset| preset.scene.clone())
        .ok_or_else(|| UnknownPreset {
            name: name.to_owned(),
            advice: advise(name),
        })
}

/// The nearest names, or all of them when none is near.
fn advise(name: &str) -> String {
    let asked = name.to_lowercase();
    let similarity = |known: &str| {
        // "moons" is a part of a name, which few letters in common do not show.
        let is_part = asked.len() > 2 && known.contains(&asked);
        strsim::jaro_winkler(&asked, known).max(if is_part { 0.99 } else { 0.0 })
    };
    let mut near: Vec<(f64, &str)> = all()
        .iter()
        .map(|preset| (similarity(preset.name), preset.name))
        .filter(|(similarity, _)| *similarity > 0.75)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    near.truncate(3);
    let names: Vec<&str> = near.into_iter().map(|(_, name)| name).collect();
    if names.is_empty() {
        let names: Vec<&str> = all().iter().map(|preset| preset.name).collect();
        format!("use one of {} or the path of a TOML file", names.join(", "))
    } else {
        format!("did you mean {}?", names.join(" or "))
    }
}
